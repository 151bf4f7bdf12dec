using Microsoft.Extensions.Caching.Memory;

namespace NineGrid.Data.Queries;

/// <summary>Answers kept in memory.</summary>
internal static class KeptAnswers
{
    /// <summary>The kept answer of a key, or the one that is asked now.</summary>
    /// <param name="kept">Where answers are kept.</param>
    /// <param name="key">Everything that the answer depends on: the snapshot and, where it matters, who may see what.</param>
    /// <param name="ask">Asks the database.</param>
    /// <param name="size">How much room an answer takes; null when it is not worth keeping.</param>
    public static async Task<T> AnswerAsync<T>(this MemoryCache kept, object key, Func<Task<T>> ask, Func<T, long?> size)
        where T : class?
    {
        if (kept.TryGetValue(key, out T? known) && known is not null)
        {
            return known;
        }

        T answer = await ask();
        if (size(answer) is long room)
        {
            kept.Set(key, answer, new MemoryCacheEntryOptions { Size = room });
        }

        return answer;
    }
}
