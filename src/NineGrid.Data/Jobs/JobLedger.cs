using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Jobs;

/// <summary>A part of a job, which nodes take up by itself.</summary>
/// <param name="Kind">What kind of work it is.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Order">What it is asked to do, as JSON; null when the kind says it all.</param>
public sealed record JobPart(JobKind Kind, string Subject, string? Order);

/// <summary>Keeps what people see of jobs: who asked for what, how far it is, what came of it.</summary>
/// <remarks>A job ends once: whatever is written of an ended one is passed over, so that a node that comes back late changes nothing.</remarks>
public sealed class JobLedger(NineGridDbContext db, TimeProvider clock)
{
    /// <summary>Enters a job.</summary>
    /// <param name="kind">What kind of work it is.</param>
    /// <param name="subject">What it is about; cut when very long.</param>
    /// <param name="order">What it is asked to do, as JSON.</param>
    /// <param name="file">The uploaded package that it reads.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Stops before it is entered.</param>
    /// <returns>Its number.</returns>
    public Task<int> EnterAsync(JobKind kind, string subject, string? order, int? file, string by, CancellationToken cancellationToken) =>
        EnterAsync(kind, subject, order, file, by, [], cancellationToken);

    /// <summary>Enters a job together with its parts: all of them or nothing.</summary>
    /// <param name="kind">What kind of work it is.</param>
    /// <param name="subject">What it is about; cut when very long.</param>
    /// <param name="order">What it is asked to do, as JSON.</param>
    /// <param name="file">The uploaded package that it reads.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="parts">What has to end, well or not, before the job is taken up.</param>
    /// <param name="cancellationToken">Stops before it is entered.</param>
    /// <returns>Its number.</returns>
    public async Task<int> EnterAsync(
        JobKind kind,
        string subject,
        string? order,
        int? file,
        string by,
        IReadOnlyList<JobPart> parts,
        CancellationToken cancellationToken
    )
    {
        DateTime now = clock.Now();
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        JobRow whole = Row(new(kind, subject, order), file, parent: null);
        db.Jobs.Add(whole);
        await db.SaveChangesAsync(cancellationToken);
        db.Jobs.AddRange(parts.Select(part => Row(part, file: null, whole.Id)));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return whole.Id;

        JobRow Row(JobPart one, int? file, int? parent) =>
            new()
            {
                Kind = one.Kind,
                ParentId = parent,
                Subject = one.Subject.Length <= JobRow.LongestSubject ? one.Subject : one.Subject[..JobRow.LongestSubject],
                Order = one.Order,
                FileId = file,
                AskedBy = by,
                AskedAt = now,
            };
    }

    /// <summary>A node takes a job up.</summary>
    /// <param name="id">The job.</param>
    /// <param name="node">The node.</param>
    /// <param name="again">Whether it had the job before and goes on with it, rather than being given it. Then it must still be this node's.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>The job; null when it has ended already, was given to another node meanwhile, or does not exist.</returns>
    public async Task<JobRow?> TakeUpAsync(int id, string node, bool again, CancellationToken cancellationToken)
    {
        DateTime now = clock.Now();
        int taken = await Open(id)
            .Where(row => !again || row.Node == node)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, JobState.Running)
                        .SetProperty(row => row.StartedAt, now)
                        .SetProperty(row => row.Node, node)
                        .SetProperty(row => row.Attempts, row => row.Attempts + 1)
                        .SetProperty(row => row.Stage, (string?)null)
                        .SetProperty(row => row.Done, 0L)
                        .SetProperty(row => row.Total, (long?)null),
                cancellationToken
            );
        return taken == 0 ? null : await db.Jobs.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>Says how far a job is.</summary>
    /// <returns>1; 0 when it has ended.</returns>
    public Task<int> ReportAsync(int id, JobProgress progress, CancellationToken cancellationToken) =>
        Open(id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.Stage, progress.Stage)
                        .SetProperty(row => row.Done, progress.Done)
                        .SetProperty(row => row.Total, progress.Total),
                cancellationToken
            );

    /// <summary>Lays a job aside until its turn comes again.</summary>
    /// <returns>1; 0 when it has ended.</returns>
    public Task<int> LayAsideAsync(int id, CancellationToken cancellationToken) =>
        Open(id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, JobState.Waiting), cancellationToken);

    /// <summary>Ends a job. In a transaction with its work the two become true together.</summary>
    /// <param name="id">The job.</param>
    /// <param name="state">How it ended.</param>
    /// <param name="outcome">What came of it, as JSON.</param>
    /// <param name="reason">Why it did not end well.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    /// <returns>Whether it was open until now.</returns>
    public async Task<bool> EndAsync(int id, JobState state, string? outcome, string? reason, CancellationToken cancellationToken)
    {
        DateTime now = clock.Now();
        return await Open(id)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(row => row.State, state)
                            .SetProperty(row => row.EndedAt, now)
                            .SetProperty(row => row.Outcome, outcome)
                            .SetProperty(row => row.Reason, reason),
                    cancellationToken
                ) > 0;
    }

    /// <summary>Stops a job and what is open of its parts.</summary>
    /// <returns>Whether there was anything to stop.</returns>
    public async Task<bool> StopAsync(int id, CancellationToken cancellationToken)
    {
        DateTime now = clock.Now();
        return await db
                .Jobs.Where(row => row.Id == id || row.ParentId == id)
                .Where(row => row.State == JobState.Waiting || row.State == JobState.Running)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.State, JobState.Stopped).SetProperty(row => row.EndedAt, now),
                    cancellationToken
                ) > 0;
    }

    /// <summary>The parts of a job in the order in which they were entered.</summary>
    public async Task<IReadOnlyList<JobRow>> PartsAsync(int id, CancellationToken cancellationToken) =>
        await db.Jobs.AsNoTracking().Where(row => row.ParentId == id).OrderBy(row => row.Id).ToListAsync(cancellationToken);

    /// <summary>A job; null when there is none of that number.</summary>
    public Task<JobRow?> FindAsync(int id, CancellationToken cancellationToken) =>
        db.Jobs.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);

    /// <summary>The jobs that have not ended, oldest first.</summary>
    public async Task<IReadOnlyList<JobRow>> OpenAsync(CancellationToken cancellationToken) =>
        await db
            .Jobs.AsNoTracking()
            .Where(row => row.State == JobState.Waiting || row.State == JobState.Running)
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);

    private IQueryable<JobRow> Open(int id) =>
        db.Jobs.Where(row => row.Id == id && (row.State == JobState.Waiting || row.State == JobState.Running));
}
