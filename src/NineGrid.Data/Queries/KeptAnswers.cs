using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;

namespace NineGrid.Data.Queries;

/// <summary>Answers kept in memory.</summary>
internal static class KeptAnswers
{
    // What is being asked right now, by where it will be kept and under which key.
    private static readonly ConcurrentDictionary<(MemoryCache Kept, object Key), Task> Underway = new();

    /// <summary>The kept answer of a key, or the one that is asked now. Of several who ask at once the others wait for the first, as its answer may do for all.</summary>
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

        var own = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task first = Underway.GetOrAdd((kept, key), own.Task);
        if (first != own.Task)
        {
            await first;
            // Not kept when the first failed, went away, or found it too small: then everybody asks.
            return kept.TryGetValue(key, out known) && known is not null ? known : await ask();
        }

        try
        {
            T answer = await ask();
            if (size(answer) is long room)
            {
                kept.Set(key, answer, new MemoryCacheEntryOptions { Size = room });
            }

            return answer;
        }
        finally
        {
            Underway.TryRemove((kept, key), out _);
            own.SetResult();
        }
    }
}
