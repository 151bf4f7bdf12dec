using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Gaps;

/// <summary>Keeps the counts of large sets of customers and what their levers are worth: costly to add up and small to keep.</summary>
/// <remarks>What a snapshot holds has another key when it is computed again or a customer changes hands. Who may see what is part of the key.</remarks>
public sealed class LargeSets : IDisposable
{
    // In counts of a place, of which the sums of a selection take as much room as some hundred.
    private const int RoomOfSums = 100;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 200_000 });

    /// <summary>The customers of a set by place.</summary>
    internal Task<List<PlaceCount>> CountsAsync(
        DataScope scope,
        Viewpoint at,
        InstitutionAt of,
        GridPart part,
        Func<Task<List<PlaceCount>>> ask
    ) =>
        _kept.AnswerAsync(
            (at.Edition, of.Place, scope, part),
            ask,
            counts => counts.Sum(place => place.Customers) > LargeSelections.Least ? counts.Count : null
        );

    /// <summary>What the levers of a selection are worth.</summary>
    internal Task<T> WorthAsync<T>(DataScope scope, Viewpoint at, Selection selection, Func<Task<T>> ask, Func<T, int> customers)
        where T : class =>
        _kept.AnswerAsync(
            (typeof(T), at.Edition, at.Institution.Place, scope, selection),
            ask,
            answer => customers(answer) > LargeSelections.Least && !selection.ChangesWithPlans ? RoomOfSums : null
        );

    /// <summary>The first of a selection by what their levers are worth.</summary>
    internal Task<T> RankedAsync<T>(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        LeverKind? lever,
        Func<Task<T>> ask,
        Func<T, int> customers,
        Func<T, int> rows
    )
        where T : class =>
        _kept.AnswerAsync(
            (typeof(T), at.Edition, at.Institution.Place, scope, selection, lever),
            ask,
            answer => customers(answer) > LargeSelections.Least && !selection.ChangesWithPlans ? rows(answer) : null
        );

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
