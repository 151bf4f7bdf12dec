using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Snapshots;

/// <summary>Reads the cut points that a snapshot used, from which frozen schemes take theirs.</summary>
internal static class StoredCuts
{
    /// <summary>The cuts of the snapshot of a period under any version of a scheme; null when there is no such snapshot.</summary>
    public static async Task<CutTable?> OfAsync(NineGridDbContext db, string schemeName, Period period, CancellationToken cancellationToken)
    {
        List<CutRow> rows = await (
            from cut in db.Cuts.AsNoTracking()
            join snapshot in db.Snapshots on cut.SnapshotId equals snapshot.Id
            join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
            where snapshot.Period == period && scheme.Name == schemeName
            select cut
        ).ToListAsync(cancellationToken);
        return rows.Count == 0
            ? null
            : new(
                rows.GroupBy(row => (row.Grid, row.Y))
                    .Select(axis => (axis.Key.Grid, axis.Key.Y, (IReadOnlyList<PeerCut>)[.. axis.Select(CutOf)]))
            );
    }

    /// <summary>The cut of a stored row.</summary>
    public static PeerCut CutOf(CutRow row) =>
        new(
            row.PeerGroup,
            row.UsedGroup,
            row.N,
            row is { Lo: double lo, Hi: double hi } ? CutPoints.Of(lo, hi) : CutPoints.None,
            row.InUse
        );
}
