using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Grids;

/// <summary>How many customers each cell held in an earlier period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Customers">The nine counts, by <see cref="Cell.Index"/>.</param>
public sealed record EarlierCells(Period Period, IReadOnlyList<int> Customers);

/// <summary>How many customers of the same selection did each cell hold in the stored period before?</summary>
public sealed class ChangeQuery(NineGridDbContext db, LargeSelections large)
{
    /// <summary>The counts under the filters as they hold in that snapshot.</summary>
    /// <returns>Null when no earlier period is stored, or the institution was not in it or not in the scope then.</returns>
    public async Task<EarlierCells?> AskAsync(
        DataScope scope,
        Viewpoint at,
        Grid grid,
        Selection selection,
        CancellationToken cancellationToken
    )
    {
        if (at.Periods.Where(period => period < at.Period).Cast<Period?>().Max() is not Period before)
        {
            return null;
        }

        ViewpointQuery.SnapshotHead head = await ViewpointQuery.Head(db, before).FirstAsync(cancellationToken);
        InstitutionAt? own = await ViewpointQuery
            .Institution(db, scope, head.Id, at.Institution.Code)
            .FirstOrDefaultAsync(cancellationToken);
        if (own is null)
        {
            return null;
        }

        Viewpoint then = at with
        {
            SnapshotId = head.Id,
            Period = before,
            Institution = own,
            ComputedAt = head.ComputedAt,
            Revision = head.Revision,
        };
        return await large.AnswerAsync(
            scope,
            then,
            grid,
            selection,
            async () =>
            {
                Dictionary<Cell, int> counts = await Counts(Placing.On(grid, selection.Of(db, scope, then)).In(GridPart.Placed))
                    .ToDictionaryAsync(cell => cell.Cell!.Value, cell => cell.Customers, cancellationToken);
                return new EarlierCells(before, [.. Cell.All.Select(cell => counts.GetValueOrDefault(cell))]);
            },
            cells => cells.Customers.Sum()
        );
    }

    /// <summary>The customers of a cell.</summary>
    public sealed record CellCount(Cell? Cell, int Customers);

    public static IQueryable<CellCount> Counts(IQueryable<Placing> placed) =>
        from one in placed
        group one by one.Cell into cell
        select new CellCount(cell.Key, cell.Count());
}
