using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;

namespace NineGrid.Data.Queries.Review;

/// <summary>Keeps what a review of many customers counts in snapshots: costly to add up and small to keep. What people do, plans and alerts, is asked each time.</summary>
/// <remarks>A snapshot changes only with its revision; one that is computed again has another key. Who may see what is part of the key.</remarks>
public sealed class LargeReviews : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 2_000_000 });

    /// <summary>The answer to a question about customers of one or two snapshots: a kept one, or the one that is asked now.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="at">Whose snapshot is read.</param>
    /// <param name="then">Whose snapshot it is compared with; null for none.</param>
    /// <param name="question">What else the answer depends on.</param>
    /// <param name="ask">Asks the database.</param>
    /// <param name="customers">How many customers an answer is about.</param>
    /// <param name="rows">How many rows it has.</param>
    internal Task<T> AnswerAsync<T>(
        DataScope scope,
        Viewpoint at,
        Viewpoint? then,
        object question,
        Func<Task<T>> ask,
        Func<T, int> customers,
        Func<T, int> rows
    )
        where T : class =>
        _kept.AnswerAsync(
            (typeof(T), at.Edition, then?.Edition, at.Institution.Place, scope, question),
            ask,
            answer => customers(answer) > LargeSelections.Least ? rows(answer) + 1 : null
        );

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
