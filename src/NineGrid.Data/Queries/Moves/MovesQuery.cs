using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Moves;

/// <summary>Who moved between two snapshots, and was it the customer or the line?</summary>
/// <remarks>Each snapshot is read with its own scope, institution (by code) and filters, so that what left the selection left and what came into it entered, and the margins are the counts of both snapshots.</remarks>
public sealed class MovesQuery(NineGridDbContext db, LargeMoves large)
{
    /// <summary>The movements of a selection from an earlier period to the one in force.</summary>
    /// <returns>Null when that period has no snapshot or is not earlier.</returns>
    public async Task<MigrationView?> AskAsync(
        DataScope scope,
        Viewpoint at,
        Period from,
        Grid grid,
        Selection selection,
        CancellationToken cancellationToken
    ) =>
        from < at.Period && at.Periods.Contains(from)
            ? (
                await FindAsync(
                    scope,
                    (from, at.Period),
                    await AtAsync(scope, at, from, cancellationToken),
                    at,
                    grid,
                    selection,
                    cancellationToken
                )
            ).View
            : null;

    /// <summary>The customers of a filter by movement between its period and the one in force.</summary>
    /// <returns>Null when that period has no snapshot or is the one in force.</returns>
    public async Task<MovedCustomers?> FindAsync(
        DataScope scope,
        Viewpoint at,
        MoveFilter filter,
        Selection selection,
        CancellationToken cancellationToken
    ) => (await FindEachAsync(scope, at, [filter], selection, cancellationToken))?[0];

    /// <summary>The customers of filters by movement between their period and the one in force, found at once.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="at">Whose period is in force.</param>
    /// <param name="filters">One or more, of the same grid and the same other period.</param>
    /// <param name="selection">The filters of customers.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>Those of each filter; null when that period has no snapshot or is the one in force.</returns>
    public async Task<IReadOnlyList<MovedCustomers>?> FindEachAsync(
        DataScope scope,
        Viewpoint at,
        IReadOnlyList<MoveFilter> filters,
        Selection selection,
        CancellationToken cancellationToken
    )
    {
        (Grid grid, Period otherPeriod) = (filters[0].Grid, filters[0].Other);
        if (otherPeriod == at.Period || !at.Periods.Contains(otherPeriod))
        {
            return null;
        }

        Viewpoint? other = await AtAsync(scope, at, otherPeriod, cancellationToken);
        FoundMoves moves =
            otherPeriod < at.Period
                ? await FindAsync(scope, (otherPeriod, at.Period), other, at, grid, selection, cancellationToken)
                : await FindAsync(scope, (at.Period, otherPeriod), at, other, grid, selection, cancellationToken);
        return [.. filters.Select(filter => new MovedCustomers(filter, at.Period, other?.Edition ?? default, moves.Ids(filter)))];
    }

    // The same institution in another period; null when it is not there or may not be looked at.
    private Task<Viewpoint?> AtAsync(DataScope scope, Viewpoint at, Period period, CancellationToken cancellationToken) =>
        new ViewpointQuery(db).AskAsync(scope, period, at.Institution.Code, cancellationToken);

    private Task<FoundMoves> FindAsync(
        DataScope scope,
        (Period Earlier, Period Later) periods,
        Viewpoint? earlier,
        Viewpoint? later,
        Grid grid,
        Selection selection,
        CancellationToken cancellationToken
    )
    {
        Selection filters = selection with { Moved = null };
        return large.AnswerAsync(
            scope,
            periods,
            earlier,
            later,
            grid,
            filters,
            () => LoadAsync(scope, periods, earlier, later, grid, filters, cancellationToken)
        );
    }

    private async Task<FoundMoves> LoadAsync(
        DataScope scope,
        (Period Earlier, Period Later) periods,
        Viewpoint? earlier,
        Viewpoint? later,
        Grid grid,
        Selection selection,
        CancellationToken cancellationToken
    )
    {
        Move[] moves = await JoinedSnapshots.LoadAsync(
            db,
            grid,
            earlier is null ? null : (selection.Of(db, scope, earlier), earlier.SnapshotId, earlier.Scheme),
            later is null ? null : selection.Of(db, scope, later),
            cancellationToken
        );
        int[] ids =
        [
            .. moves.SelectMany(move => (PlacedCustomer?[])[move.Then, move.Now]).Select(one => one?.ManagerId).OfType<int>().Distinct(),
        ];
        Dictionary<int, ManagerRow> managers = await db
            .Managers.AsNoTracking()
            .Where(row => EF.Parameter(ids).Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, cancellationToken);

        string? Manager(PlacedCustomer one) => one.ManagerId is int id ? managers[id].EmployeeNo : null;
        string SizeOf(PlacedCustomer one) => SizeClassCode.Of(one.Size);
        string IndustryOf(PlacedCustomer one) => one.Industry.ToString();
        return new(
            grid,
            periods,
            moves,
            new Dictionary<MigrationBy, FoundMoves.Teller>
            {
                [MigrationBy.Institution] = new(CodeBelow(earlier), CodeBelow(later), NamesBelow(earlier, later)),
                [MigrationBy.Manager] = new(
                    Manager,
                    Manager,
                    managers.Values.ToDictionary(row => row.EmployeeNo, row => row.Name, StringComparer.Ordinal)
                ),
                [MigrationBy.Size] = new(SizeOf, SizeOf),
                [MigrationBy.Industry] = new(IndustryOf, IndustryOf),
            }
        );
    }

    // Customers of the institution itself are below none of those below it.
    private static Func<PlacedCustomer, string?> CodeBelow(Viewpoint? at)
    {
        InstitutionAt[] below = [.. (at?.Below ?? []).OrderBy(one => one.Place)];
        int[] places = [.. below.Select(one => one.Place)];
        return customer =>
        {
            int found = Array.BinarySearch(places, customer.Place);
            int last = found >= 0 ? found : ~found - 1;
            return last >= 0 && customer.Place < below[last].EndPlace ? below[last].Code : null;
        };
    }

    // The newer name, where it changed.
    private static Dictionary<string, string> NamesBelow(Viewpoint? earlier, Viewpoint? later) =>
        ((Viewpoint?[])[later, earlier])
            .SelectMany(at => at?.Below ?? [])
            .DistinctBy(one => one.Code, StringComparer.Ordinal)
            .ToDictionary(one => one.Code, one => one.Name, StringComparer.Ordinal);
}
