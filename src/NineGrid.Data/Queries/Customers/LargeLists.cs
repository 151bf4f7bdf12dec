using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;

namespace NineGrid.Data.Queries.Customers;

/// <summary>Keeps how long the lists of large selections are and who stands on their first pages, which nobody finds without looking at every customer.</summary>
/// <remarks>What a snapshot holds has another key when it is computed again or a customer changes hands. Who may see what is part of the key.</remarks>
public sealed class LargeLists : IDisposable
{
    /// <summary>As many are found at once. A list that is not longer is known with them, and not kept.</summary>
    internal const int Found = LargeSelections.Least + 1;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 10_000_000 });

    private sealed record Length(int Customers);

    /// <summary>The first customers of a list in order, at most <see cref="Found"/>: kept ones, or those that are found now.</summary>
    internal Task<int[]> FirstAsync(DataScope scope, Viewpoint at, Selection selection, object order, Func<Task<int[]>> ask) =>
        _kept.AnswerAsync(
            (at.Edition, at.Institution.Place, scope, selection, order),
            ask,
            ids => ids.Length == Found && !selection.ChangesWithPlans ? Found : null
        );

    /// <summary>How long a list is that is longer than <see cref="Found"/>: as kept, or as counted now.</summary>
    internal async Task<int> LengthAsync(DataScope scope, Viewpoint at, Selection selection, Func<Task<int>> ask) =>
        (
            await _kept.AnswerAsync(
                (at.Edition, at.Institution.Place, scope, selection),
                async () => new Length(await ask()),
                _ => selection.ChangesWithPlans ? null : 1
            )
        ).Customers;

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
