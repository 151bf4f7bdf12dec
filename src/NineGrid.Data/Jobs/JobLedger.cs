using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Jobs;

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
    public async Task<int> EnterAsync(
        JobKind kind,
        string subject,
        string? order,
        int? file,
        string by,
        CancellationToken cancellationToken
    )
    {
        var row = new JobRow
        {
            Kind = kind,
            Subject = subject.Length <= JobRow.LongestSubject ? subject : subject[..JobRow.LongestSubject],
            Order = order,
            FileId = file,
            AskedBy = by,
            AskedAt = clock.Now(),
        };
        db.Jobs.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return row.Id;
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
    public Task ReportAsync(int id, JobProgress progress, CancellationToken cancellationToken) =>
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
