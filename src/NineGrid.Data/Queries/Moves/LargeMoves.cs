using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Moves;

/// <summary>Keeps the movements of large selections, which are costly to find: seven bytes a customer.</summary>
public sealed class LargeMoves : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 20_000_000 });

    /// <summary>The movements of a selection: kept ones, or those that are found now.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="periods">The two periods.</param>
    /// <param name="earlier">The earlier snapshot; null when the institution is not in it or may not be seen there.</param>
    /// <param name="later">The later snapshot, likewise.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="selection">The filters, without one by movement.</param>
    /// <param name="find">Asks the database.</param>
    internal Task<FoundMoves> AnswerAsync(
        DataScope scope,
        (Period Earlier, Period Later) periods,
        Viewpoint? earlier,
        Viewpoint? later,
        Grid grid,
        Selection selection,
        Func<Task<FoundMoves>> find
    ) =>
        _kept.AnswerAsync(
            (scope, periods, KeyOf(earlier), KeyOf(later), grid, selection),
            find,
            // Plans change while snapshots do not.
            moves => moves.Count > LargeSelections.Least && !selection.ChangesWithPlans ? moves.Count : null
        );

    private static (Edition, int)? KeyOf(Viewpoint? at) => at is null ? null : (at.Edition, at.Institution.Place);

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
