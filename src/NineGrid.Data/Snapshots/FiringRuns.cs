using Microsoft.EntityFrameworkCore;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Snapshots;

/// <summary>Since when rules have been firing without a break.</summary>
internal static class FiringRuns
{
    /// <summary>For each firing of a stored snapshot the first period of the run of stored snapshots of its scheme, one after the other, in which it fires.</summary>
    public static async Task<Dictionary<(int CustomerId, AlertRule Rule), Period>> SinceAsync(
        NineGridDbContext db,
        string schemeName,
        int snapshotId,
        Period period,
        CancellationToken cancellationToken
    ) => await SinceAsync(db, schemeName, period, [.. await FiringsAsync(db, snapshotId, cancellationToken)], cancellationToken);

    /// <summary>The same for some of the firings of a stored snapshot.</summary>
    /// <remarks>Goes back from snapshot to snapshot and stops when no run is left, so that it reads no more than the longest run.</remarks>
    public static async Task<Dictionary<(int CustomerId, AlertRule Rule), Period>> SinceAsync(
        NineGridDbContext db,
        string schemeName,
        Period period,
        HashSet<(int CustomerId, AlertRule Rule)> running,
        CancellationToken cancellationToken
    )
    {
        var since = running.ToDictionary(firing => firing, _ => period);
        if (running.Count == 0)
        {
            return since;
        }

        List<StoredSnapshot> earlier = await StoredSnapshot.BeforeAsync(db, schemeName, period, cancellationToken);
        foreach (StoredSnapshot snapshot in earlier.TakeWhile(_ => running.Count > 0))
        {
            running.IntersectWith(await FiringsAsync(db, snapshot.Id, cancellationToken));
            foreach ((int CustomerId, AlertRule Rule) firing in running)
            {
                since[firing] = snapshot.Period;
            }
        }

        return since;
    }

    private static async Task<IEnumerable<(int CustomerId, AlertRule Rule)>> FiringsAsync(
        NineGridDbContext db,
        int snapshotId,
        CancellationToken cancellationToken
    ) =>
        (
            await db
                .AlertFirings.Where(row => row.SnapshotId == snapshotId)
                .Select(row => new { row.CustomerId, row.Rule })
                .ToListAsync(cancellationToken)
        ).Select(row => (row.CustomerId, row.Rule));
}
