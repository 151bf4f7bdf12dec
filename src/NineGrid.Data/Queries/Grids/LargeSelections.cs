using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Grids;

/// <summary>Keeps the sums and density pictures of large selections, which are costly to count and small to keep.</summary>
/// <remarks>What a snapshot holds has another key when it is computed again or a customer changes hands. Who may see what is part of the key.</remarks>
public sealed class LargeSelections : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 1000 });

    /// <summary>From so many customers on an answer is kept.</summary>
    public const int Least = PointsQuery.Most;

    /// <summary>The answer to a question about a selection: a kept one, or the one that is asked now.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="at">Whose snapshot is read.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="selection">The filters.</param>
    /// <param name="ask">Asks the database.</param>
    /// <param name="customers">How many customers an answer is about.</param>
    internal Task<T> AnswerAsync<T>(
        DataScope scope,
        Viewpoint at,
        Grid grid,
        Selection selection,
        Func<Task<T>> ask,
        Func<T, int> customers
    )
        where T : class =>
        _kept.AnswerAsync(
            (typeof(T), at.Edition, at.Institution.Place, scope, grid, selection),
            ask,
            answer => customers(answer) > Least && !selection.ChangesWithPlans ? 1 : null
        );

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
