using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;

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
public sealed class GridQuery(NineGridDbContext db, LargeSelections large)
{
    public Task<GridView> AskAsync(DataScope scope, Viewpoint at, Grid grid, Selection selection, CancellationToken cancellationToken) =>
        large.AnswerAsync(
            scope,
            at,
            grid,
            selection,
            () => ViewAsync(scope, at, grid, selection, cancellationToken),
            view => view.Customers
        );

    private async Task<GridView> ViewAsync(
        DataScope scope,
        Viewpoint at,
        Grid grid,
        Selection selection,
        CancellationToken cancellationToken
    )
    {
        List<Part> parts = await Parts(Placing.On(grid, selection.Of(db, scope, at)), PeerParts.Of(at.Scheme, grid))
            .ToListAsync(cancellationToken);
        ILookup<Cell?, Part> byCell = parts.ToLookup(part => part.Cell);
        PeerKey[] keys = [.. parts.Where(part => part.Cell is not null).Select(part => part.Peer).Distinct()];
        (AxisCuts x, AxisCuts y) = await AxisCuts.LoadAsync(db, scope, at, grid, cancellationToken);
        return new(
            grid,
            [.. Cell.All.Select(cell => new CellTotals(cell, Sum(byCell[cell])))],
            [
                .. byCell[null]
                    .GroupBy(part => part.Reason)
                    .Select(reason => new UnplacedCount(reason.Key, reason.Sum(part => part.Sum.Customers)))
                    .OrderByDescending(one => one.Customers)
                    .ThenBy(one => one.Reason),
            ],
            x.Of(keys),
            y.Of(keys)
        );
    }

    /// <summary>The sums over the customers that share cell or reason and peer group.</summary>
    public sealed class Part
    {
        public Cell? Cell { get; init; }
        public UnplacedReason Reason { get; init; }
        public PeerKey Peer { get; init; }
        public required Totals Sum { get; init; }
    }

    /// <summary>Grouped by what tells peers apart: nothing, the size class, or (rare schemes) everything that can.</summary>
    public static IQueryable<Part> Parts(IQueryable<Placing> placings, PeerParts peers) =>
        peers switch
        {
            { Tier1: false, Size: false, Industry: false, HasCredit: false } => from placing in placings
            group placing.Position by new { placing.Cell, placing.Reason } into part
            select new Part
            {
                Cell = part.Key.Cell,
                Reason = part.Key.Reason,
                Peer = new(0, default, null, null),
                Sum = new(
                    part.Count(),
                    part.Sum(row => row.Revenue) ?? 0,
                    part.Sum(row => row.Eva) ?? 0,
                    part.Sum(row => row.EcCredit == null ? null : row.Return) ?? 0,
                    part.Sum(row => row.EcCredit + row.EcOp) ?? 0
                ),
            },
            { Tier1: false, Industry: false, HasCredit: false } => from placing in placings
            group placing.Position by new
            {
                placing.Cell,
                placing.Reason,
                placing.Position.Size,
            } into part
            select new Part
            {
                Cell = part.Key.Cell,
                Reason = part.Key.Reason,
                Peer = new(0, part.Key.Size, null, null),
                Sum = new(
                    part.Count(),
                    part.Sum(row => row.Revenue) ?? 0,
                    part.Sum(row => row.Eva) ?? 0,
                    part.Sum(row => row.EcCredit == null ? null : row.Return) ?? 0,
                    part.Sum(row => row.EcCredit + row.EcOp) ?? 0
                ),
            },
            _ => from placing in placings
            group placing.Position by new
            {
                placing.Cell,
                placing.Reason,
                placing.Position.Place,
                placing.Position.Size,
                placing.Position.Industry,
                placing.Position.HasCredit,
            } into part
            select new Part
            {
                Cell = part.Key.Cell,
                Reason = part.Key.Reason,
                Peer = new(part.Key.Place, part.Key.Size, part.Key.Industry, part.Key.HasCredit),
                Sum = new(
                    part.Count(),
                    part.Sum(row => row.Revenue) ?? 0,
                    part.Sum(row => row.Eva) ?? 0,
                    part.Sum(row => row.EcCredit == null ? null : row.Return) ?? 0,
                    part.Sum(row => row.EcCredit + row.EcOp) ?? 0
                ),
            },
        };

    private static Totals Sum(IEnumerable<Part> parts) => parts.Aggregate(Totals.None, (sum, part) => sum + part.Sum);
}
