using System.Threading.RateLimiting;

namespace NineGrid.Web.Access;

/// <summary>How often signing in may be tried within a minute: from one address, and for one name.</summary>
/// <remarks>Kept by each web node for itself. What counts for an account whatever the node, its lock-out, is in the database.</remarks>
internal sealed class SignInLimits(int attemptsPerAddress, int attemptsPerName) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _addresses = Limiter(attemptsPerAddress);
    private readonly PartitionedRateLimiter<string> _names = Limiter(attemptsPerName);

    /// <summary>Whether one more attempt is allowed. An address that has used up its own no longer counts against any name.</summary>
    public bool Allow(string address, string name) => Take(_addresses, address) && Take(_names, name.ToUpperInvariant());

    public void Dispose()
    {
        _addresses.Dispose();
        _names.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using RateLimitLease lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Limiter(int attempts) =>
        PartitionedRateLimiter.Create<string, string>(key =>
            RateLimitPartition.GetSlidingWindowLimiter(
                key,
                _ =>
                    new()
                    {
                        PermitLimit = attempts,
                        Window = TimeSpan.FromMinutes(1),
                        SegmentsPerWindow = 6,
                        QueueLimit = 0,
                    }
            )
        );
}
