using Microsoft.EntityFrameworkCore;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Snapshots;

/// <summary>Since when rules have been firing without a break.</summary>
internal static class FiringRuns
{
    /// <summary>For each firing of a stored snapshot the first period of the run of stored snapshots of its scheme, one after the other, in which it fires.</summary>
    /// <remarks>Goes back from snapshot to snapshot and stops when no run is left, so that it reads no more than the longest run.</remarks>
    public static async Task<Dictionary<(int CustomerId, AlertRule Rule), Period>> SinceAsync(
        NineGridDbContext db,
        string schemeName,
        int snapshotId,
        Period period,
        CancellationToken cancellationToken
    )
    {
        var since = (await FiringsAsync(snapshotId)).ToDictionary(firing => firing, _ => period);
        HashSet<(int CustomerId, AlertRule Rule)> running = [.. since.Keys];
        List<StoredSnapshot> earlier = await StoredSnapshot.BeforeAsync(db, schemeName, period, cancellationToken);
        foreach (StoredSnapshot snapshot in earlier.TakeWhile(_ => running.Count > 0))
        {
            running.IntersectWith(await FiringsAsync(snapshot.Id));
            foreach ((int CustomerId, AlertRule Rule) firing in running)
            {
                since[firing] = snapshot.Period;
            }
        }

        return since;

        async Task<IEnumerable<(int CustomerId, AlertRule Rule)>> FiringsAsync(int snapshot) =>
            (
                await db
                    .AlertFirings.Where(row => row.SnapshotId == snapshot)
                    .Select(row => new { row.CustomerId, row.Rule })
                    .ToListAsync(cancellationToken)
            ).Select(row => (row.CustomerId, row.Rule));
    }
}
