using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Queries.Operations;

/// <summary>A job as people see it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">What kind of work it is.</param>
/// <param name="State">How it stands.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="AskedBy">Who asked for it.</param>
/// <param name="AskedAt">When.</param>
/// <param name="StartedAt">When a node last took it up; null until then.</param>
/// <param name="EndedAt">When it ended; null until then.</param>
/// <param name="Node">The node that took it up last; null until then.</param>
/// <param name="Attempts">How often it was taken up.</param>
/// <param name="Progress">How far it is; null while nothing was told.</param>
/// <param name="Outcome">What came of it, as JSON; null until it ended well.</param>
/// <param name="File">The uploaded package that it reads; null for other jobs, and once it was thrown away.</param>
/// <param name="Reason">Why it did not end well; null otherwise.</param>
public sealed record JobListed(
    int Id,
    JobKind Kind,
    JobState State,
    string Subject,
    string AskedBy,
    DateTime AskedAt,
    DateTime? StartedAt,
    DateTime? EndedAt,
    string? Node,
    int Attempts,
    JobProgress? Progress,
    string? Outcome,
    int? File,
    JobReason? Reason
)
{
    /// <summary>Whether it still has to be done or is under way.</summary>
    public bool IsOpen => State is JobState.Waiting or JobState.Running;

    /// <summary>Whether it ended without having done anything, so that it can be asked for again.</summary>
    public bool MayBeAskedAgain => State is JobState.Refused or JobState.Failed or JobState.Stopped;
}

/// <summary>Which jobs were asked for, and what became of them?</summary>
public sealed class JobsQuery(NineGridDbContext db)
{
    /// <summary>Jobs on a page of the list.</summary>
    public const int PageLength = 50;

    /// <summary>The jobs, newest first.</summary>
    /// <param name="page">The page, from 1.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <returns>The jobs of the page, and how many there are in all.</returns>
    public async Task<(IReadOnlyList<JobListed> Jobs, int Total)> AskAsync(int page, CancellationToken cancellationToken)
    {
        List<JobRow> rows = await db
            .Jobs.AsNoTracking()
            .OrderByDescending(row => row.Id)
            .Skip((page - 1) * PageLength)
            .Take(PageLength)
            .ToListAsync(cancellationToken);
        return ([.. rows.Select(Of)], await db.Jobs.CountAsync(cancellationToken));
    }

    /// <summary>One job; null when there is none of that number.</summary>
    public async Task<JobListed?> OneAsync(int id, CancellationToken cancellationToken) =>
        await db.Jobs.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is JobRow row ? Of(row) : null;

    private static JobListed Of(JobRow row) =>
        new(
            row.Id,
            row.Kind,
            row.State,
            row.Subject,
            row.AskedBy,
            row.AskedAt,
            row.StartedAt,
            row.EndedAt,
            row.Node,
            row.Attempts,
            row.Stage is null ? null : new(row.Stage, row.Done, row.Total),
            row.Outcome,
            row.FileId,
            row.Reason is null ? null : JobReason.FromJson(row.Reason)
        );
}
