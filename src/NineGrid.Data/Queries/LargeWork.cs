using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;

namespace NineGrid.Data.Queries;

/// <summary>Keeps answers about what people do for the customers of large selections until somebody does something.</summary>
/// <remarks>Alerts, plans and comments are never changed without a trace that the database finds at once: the last event, the last plan, the last change, the last comment; none is ever removed.</remarks>
public sealed class LargeWork : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 1_000_000 });

    private sealed record Traces(long? AlertEvent, int? Comment, int? Plan, DateTime? PlanChangedAt);

    /// <summary>The answer to a question: a kept one, or the one that is asked now.</summary>
    /// <param name="db">The database.</param>
    /// <param name="scope">What may be seen.</param>
    /// <param name="at">Whose snapshot is read.</param>
    /// <param name="question">What else the answer depends on, such as filters and the day.</param>
    /// <param name="ask">Asks the database.</param>
    /// <param name="customers">How many customers, alerts or plans an answer is about.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal async Task<T> AnswerAsync<T>(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint at,
        object question,
        Func<Task<T>> ask,
        Func<T, int> customers,
        Func<T, int> rows,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var traces = new Traces(
            await db.AlertEvents.MaxAsync(row => (long?)row.Id, cancellationToken),
            await db.PlanComments.MaxAsync(row => (int?)row.Id, cancellationToken),
            await db.Plans.MaxAsync(row => (int?)row.Id, cancellationToken),
            await db.Plans.MaxAsync(row => (DateTime?)row.ChangedAt, cancellationToken)
        );
        return await _kept.AnswerAsync(
            (typeof(T), at.Edition, at.Institution.Place, scope, question, traces),
            ask,
            answer => customers(answer) > LargeSelections.Least ? rows(answer) + 1 : null
        );
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
