using NineGrid.Data.Mapping;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Frame;

/// <summary>A customer's place on one grid, in the one form that counts, lists and pictures read.</summary>
public sealed class Placing
{
    public required PositionRow Position { get; init; }

    /// <summary>Null when it has no place.</summary>
    public Cell? Cell { get; init; }

    /// <summary>Why it has none. On the group grid <see cref="UnplacedReason.None"/> without a cell is a customer of no group.</summary>
    public UnplacedReason Reason { get; init; }

    /// <summary>The positions as they stand on a grid. A customer that is not active shows its group's cell but is not counted in it (3.6).</summary>
    public static IQueryable<Placing> On(Grid grid, IQueryable<PositionRow> positions) =>
        grid switch
        {
            Grid.Value => positions.Select(row => new Placing
            {
                Position = row,
                Cell = row.ValueCell,
                Reason = row.ValueReason,
            }),
            Grid.Growth => positions.Select(row => new Placing
            {
                Position = row,
                Cell = row.GrowthCell,
                Reason = row.GrowthReason,
            }),
            Grid.Group => positions.Select(row => new Placing
            {
                Position = row,
                Cell = row.Span == null ? null : row.GroupCell,
                Reason =
                    row.GroupId == null ? UnplacedReason.None
                    : row.Span == null ? row.ValueReason
                    : row.GroupCell == null ? UnplacedReason.NoCapital
                    : UnplacedReason.None,
            }),
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };
}

/// <summary>Narrows placings to a part of their grid.</summary>
public static class PlacingFilter
{
    /// <summary>Leaves the customers of some cells.</summary>
    public static IQueryable<Placing> In(this IQueryable<Placing> placings, IReadOnlyCollection<Cell> cells)
    {
        Cell?[] wanted = [.. cells.Select(cell => (Cell?)cell)];
        return placings.Where(placing => wanted.Contains(placing.Cell));
    }

    public static IQueryable<Placing> In(this IQueryable<Placing> placings, GridPart part)
    {
        if (part.Cell is Cell cell)
        {
            return placings.Where(placing => placing.Cell == cell);
        }

        if (part.Band is Band band)
        {
            Cell[] cells = [.. Cell.All.Where(one => one.Band == band)];
            (Cell first, Cell second, Cell third) = (cells[0], cells[1], cells[2]);
            return placings.Where(placing => placing.Cell == first || placing.Cell == second || placing.Cell == third);
        }

        return part.Reason is UnplacedReason reason
            ? placings.Where(placing => placing.Cell == null && placing.Reason == reason)
            : placings.Where(placing => placing.Cell != null);
    }
}
