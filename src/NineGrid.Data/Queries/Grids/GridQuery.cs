using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Queries.Grids;

/// <summary>Sums over the customers of a cell; money in yuan.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Customers">How many they are.</param>
/// <param name="Revenue">ΣR.</param>
/// <param name="Eva">ΣEVA of those where it is measured.</param>
/// <param name="Return">ΣΠ of those with known capital.</param>
/// <param name="EconomicCapital">ΣEC.</param>
public sealed record CellTotals(Cell Cell, int Customers, double Revenue, double Eva, double Return, double EconomicCapital)
{
    /// <summary>ΣΠ/ΣEC; null when ΣEC is 0.</summary>
    public double? Raroc => EconomicCapital > 0 ? Return / EconomicCapital : null;
}

/// <summary>Customers without a place on the grid for one reason.</summary>
public sealed record UnplacedCount(UnplacedReason Reason, int Customers);

/// <summary>The nine cells of a selection.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Cells">The nine, by <see cref="Cell.Index"/>.</param>
/// <param name="Unplaced">Reasons that occur, the most frequent first.</param>
/// <param name="XCuts">The cut points on x that customers of the selection are measured against.</param>
/// <param name="YCuts">Those on y.</param>
public sealed record GridView(
    Grid Grid,
    IReadOnlyList<CellTotals> Cells,
    IReadOnlyList<UnplacedCount> Unplaced,
    IReadOnlyList<PeerCut> XCuts,
    IReadOnlyList<PeerCut> YCuts
)
{
    /// <summary>Customers that have a place.</summary>
    public int Placed { get; } = Cells.Sum(cell => cell.Customers);

    /// <summary>Customers that have none.</summary>
    public int NotPlaced { get; } = Unplaced.Sum(reason => reason.Customers);

    /// <summary>ΣR over the placed customers, yuan.</summary>
    public double Revenue { get; } = Cells.Sum(cell => cell.Revenue);

    /// <summary>ΣEVA over the placed customers, yuan.</summary>
    public double Eva { get; } = Cells.Sum(cell => cell.Eva);

    /// <summary>The sums over a band.</summary>
    public (int Customers, double? RevenueShare) Of(Band band)
    {
        List<CellTotals> own = [.. Cells.Where(cell => cell.Cell.Band == band)];
        return (own.Sum(cell => cell.Customers), Share(own.Sum(cell => cell.Revenue), Revenue));
    }

    /// <summary>The cell's part of the revenue of all placed customers; null when that is not positive.</summary>
    public double? RevenueShare(CellTotals cell) => Share(cell.Revenue, Revenue);

    /// <summary>The cell's part of the EVA of all placed customers; null when that is not positive.</summary>
    public double? EvaShare(CellTotals cell) => Share(cell.Eva, Eva);

    private static double? Share(double part, double whole) => whole > 0 ? part / whole : null;
}

/// <summary>How many customers does each cell hold, and what do they bring?</summary>
public sealed class GridQuery(NineGridDbContext db)
{
    public async Task<GridView> AskAsync(DataScope scope, Viewpoint at, Grid grid, Selection selection, CancellationToken cancellationToken)
    {
        IQueryable<Placing> placings = Placing.On(grid, selection.Of(db, scope, at));
        Dictionary<Cell, CellTotals> totals = await Totals(placings).ToDictionaryAsync(total => total.Cell, cancellationToken);
        return new(
            grid,
            [.. Cell.All.Select(cell => totals.GetValueOrDefault(cell) ?? new(cell, 0, 0, 0, 0, 0))],
            [
                .. (await Unplaced(placings).ToListAsync(cancellationToken))
                    .OrderByDescending(one => one.Customers)
                    .ThenBy(one => one.Reason),
            ],
            await CutsAsync(at, grid, y: false, placings, cancellationToken),
            await CutsAsync(at, grid, y: true, placings, cancellationToken)
        );
    }

    private async Task<IReadOnlyList<PeerCut>> CutsAsync(
        Viewpoint at,
        Grid grid,
        bool y,
        IQueryable<Placing> placings,
        CancellationToken cancellationToken
    )
    {
        var cuts = await AxisCuts.LoadAsync(db, at, grid, y, cancellationToken);
        IReadOnlyList<PeerDimension> peers = at.Scheme.Axis(grid, y).Peers;
        List<PeerKey> keys =
            peers.Count == 0 ? [new()] : await AxisCuts.Keys(placings.In(GridPart.Placed), peers).ToListAsync(cancellationToken);
        return [.. keys.Select(cuts.For).DistinctBy(cut => cut.UsedGroup, StringComparer.Ordinal).OrderByDescending(cut => cut.Cuts.Hi)];
    }

    public static IQueryable<CellTotals> Totals(IQueryable<Placing> placings) =>
        from placing in placings
        where placing.Cell != null
        group placing.Position by placing.Cell!.Value into cell
        select new CellTotals(
            cell.Key,
            cell.Count(),
            cell.Sum(row => row.Revenue) ?? 0,
            cell.Sum(row => row.Eva) ?? 0,
            cell.Sum(row => row.EcCredit == null ? null : row.Return) ?? 0,
            cell.Sum(row => row.EcCredit + row.EcOp) ?? 0
        );

    public static IQueryable<UnplacedCount> Unplaced(IQueryable<Placing> placings) =>
        from placing in placings
        where placing.Cell == null
        group placing by placing.Reason into reason
        select new UnplacedCount(reason.Key, reason.Count());
}
