using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Snapshots;

/// <summary>The branches that were read for a snapshot before it is computed.</summary>
internal sealed class SnapshotParts
{
    private readonly List<(int[] Customers, byte[] Sums)> _parts = [];

    /// <summary>No branch was read.</summary>
    public static SnapshotParts None => new();

    /// <summary>The customers in the parts.</summary>
    public IEnumerable<int> Customers => _parts.SelectMany(part => part.Customers);

    /// <summary>Institutions whose customers are in no part; null for all.</summary>
    public IReadOnlyCollection<int>? Unread { get; private init; }

    /// <summary>The parts of a job that still say what the facts say; the others are passed over.</summary>
    /// <param name="db">The context, in the transaction of the bank, so that no import comes in between.</param>
    /// <param name="job">The job that computes the snapshot.</param>
    /// <param name="batch">The newest batch of data that holds.</param>
    /// <param name="period">The snapshot's period.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<SnapshotParts> ReadAsync(
        NineGridDbContext db,
        int job,
        int? batch,
        Period period,
        CancellationToken cancellationToken
    )
    {
        int newest = batch ?? 0;
        List<SnapshotPartRow> rows = await db
            .SnapshotParts.AsNoTracking()
            .Where(row => row.JobId == job && row.BatchId == newest)
            .ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return None;
        }

        Branches branches = await Branches.ReadAsync(db, cancellationToken);
        var unread = branches.All.ToHashSet();
        var parts = new SnapshotParts { Unread = unread };
        foreach (SnapshotPartRow row in rows)
        {
            if (WindowAccumulation.KeysOf(row.Sums, period) is int[] customers)
            {
                parts._parts.Add((customers, row.Sums));
                unread.ExceptWith(branches.Under(row.InstitutionId));
            }
        }

        return parts;
    }

    /// <summary>Adds what the parts hold to an accumulation.</summary>
    public void AddTo(WindowAccumulation windows, IReadOnlyDictionary<int, int> places)
    {
        foreach ((_, byte[] sums) in _parts)
        {
            windows.Add(sums, places);
        }

        _parts.Clear();
    }

    /// <summary>Deletes the parts of jobs that have ended without having used them.</summary>
    public static async Task ForgetLeftAsync(NineGridDbContext db, CancellationToken cancellationToken)
    {
        IQueryable<SnapshotPartRow> left = db.SnapshotParts.Where(part =>
            db.Jobs.Any(job => job.Id == part.JobId && job.State != JobState.Waiting && job.State != JobState.Running)
        );
        // Looked for first: on an embedded database to delete nothing is to write.
        if (await left.AnyAsync(cancellationToken))
        {
            await left.ExecuteDeleteAsync(cancellationToken);
        }
    }
}
