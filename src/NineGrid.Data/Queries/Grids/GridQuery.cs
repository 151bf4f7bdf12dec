using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Grids;

/// <summary>Sums over some customers; money in yuan.</summary>
/// <param name="Customers">How many they are.</param>
/// <param name="Revenue">ΣR.</param>
/// <param name="Eva">ΣEVA of those where it is measured.</param>
/// <param name="Return">ΣΠ of those with known capital.</param>
/// <param name="EconomicCapital">ΣEC.</param>
public sealed record Totals(int Customers, double Revenue, double Eva, double Return, double EconomicCapital)
{
    /// <summary>Nobody.</summary>
    public static Totals None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>ΣΠ/ΣEC; null when ΣEC is 0.</summary>
    public double? Raroc => EconomicCapital > 0 ? Return / EconomicCapital : null;

    /// <summary>The sums over both.</summary>
    public static Totals operator +(Totals left, Totals right) =>
        new(
            left.Customers + right.Customers,
            left.Revenue + right.Revenue,
            left.Eva + right.Eva,
            left.Return + right.Return,
            left.EconomicCapital + right.EconomicCapital
        );
}

/// <summary>The sums over the customers of a cell.</summary>
public sealed record CellTotals(Cell Cell, Totals Sum);

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
    IReadOnlyList<ShownCut> XCuts,
    IReadOnlyList<ShownCut> YCuts
)
{
    /// <summary>The sums over all customers that have a place.</summary>
    public Totals Placed { get; } = Cells.Aggregate(Totals.None, (sum, cell) => sum + cell.Sum);

    /// <summary>Customers that have none.</summary>
    public int NotPlaced { get; } = Unplaced.Sum(reason => reason.Customers);

    /// <summary>Customers of the selection.</summary>
    public int Customers => Placed.Customers + NotPlaced;

    /// <summary>The sums over a band.</summary>
    public Totals Of(Band band) => Cells.Where(cell => cell.Cell.Band == band).Aggregate(Totals.None, (sum, cell) => sum + cell.Sum);

    /// <summary>The part of the revenue of all placed customers; null when that is not positive.</summary>
    public double? RevenueShare(Totals part) => Share(part.Revenue, Placed.Revenue);

    /// <summary>The part of the EVA of all placed customers; null when that is not positive.</summary>
    public double? EvaShare(Totals part) => Share(part.Eva, Placed.Eva);

    private static double? Share(double part, double whole) => whole > 0 ? part / whole : null;
}

/// <summary>How many customers does each cell hold, and what do they bring?</summary>
public sealed class GridQuery(NineGridDbContext db)
{
    public async Task<GridView> AskAsync(DataScope scope, Viewpoint at, Grid grid, Selection selection, CancellationToken cancellationToken)
    {
        IQueryable<Placing> placings = Placing.On(grid, selection.Of(db, scope, at));
        Dictionary<Cell, CellTotals> totals = await CellSums(placings).ToDictionaryAsync(total => total.Cell, cancellationToken);
        return new(
            grid,
            [.. Cell.All.Select(cell => totals.GetValueOrDefault(cell) ?? new(cell, Totals.None))],
            [
                .. (await Unplaced(placings).ToListAsync(cancellationToken))
                    .OrderByDescending(one => one.Customers)
                    .ThenBy(one => one.Reason),
            ],
            await CutsAsync(scope, at, grid, y: false, placings, cancellationToken),
            await CutsAsync(scope, at, grid, y: true, placings, cancellationToken)
        );
    }

    private async Task<IReadOnlyList<ShownCut>> CutsAsync(
        DataScope scope,
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
        return
        [
            .. keys.Select(cuts.For)
                .DistinctBy(cut => cut.UsedGroup, StringComparer.Ordinal)
                .OrderByDescending(cut => cut.Cuts.Hi)
                .Select(cut => ShownCut.Of(scope, at.Scheme.Axis(grid, y), cut)),
        ];
    }

    public static IQueryable<CellTotals> CellSums(IQueryable<Placing> placings) =>
        from placing in placings
        where placing.Cell != null
        group placing.Position by placing.Cell!.Value into cell
        select new CellTotals(
            cell.Key,
            new(
                cell.Count(),
                cell.Sum(row => row.Revenue) ?? 0,
                cell.Sum(row => row.Eva) ?? 0,
                cell.Sum(row => row.EcCredit == null ? null : row.Return) ?? 0,
                cell.Sum(row => row.EcCredit + row.EcOp) ?? 0
            )
        );

    public static IQueryable<UnplacedCount> Unplaced(IQueryable<Placing> placings) =>
        from placing in placings
        where placing.Cell == null
        group placing by placing.Reason into reason
        select new UnplacedCount(reason.Key, reason.Count());
}
