using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Queries.Frame;

namespace NineGrid.Data.Queries.Schemes;

/// <summary>Keeps the customers on whom schemes are tried, so that a line can be dragged: some 400 bytes a customer, and one large bank at a time.</summary>
public sealed class TriedBanks : IDisposable
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 1_200_000 });

    private readonly SemaphoreSlim _reading = new(1);

    /// <summary>The customers of a snapshot of the whole bank: kept ones, or those that are read now, by one reader at a time.</summary>
    internal async Task<TriedBank?> AnswerAsync(Viewpoint at, Func<Task<TriedBank?>> read, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            return await _kept.AnswerAsync(at.Edition, read, bank => bank?.Known.Book.Count);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kept.Dispose();
        _reading.Dispose();
    }
}
