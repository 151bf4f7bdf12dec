using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Paths;

/// <summary>From how wide a set a benchmark is taken.</summary>
public enum BenchmarkWidth : byte
{
    /// <summary>The customer's tier-1 branch and size class.</summary>
    SizeClass,

    /// <summary>Its tier-1 branch.</summary>
    Tier1,

    /// <summary>The whole bank.</summary>
    Bank,
}

/// <summary>What the High-band customers of a set make of an indicator (3.9).</summary>
/// <remarks><c>default</c> is no benchmark: nobody has the indicator.</remarks>
/// <param name="N">Customers of the set that have the indicator; 0 when there is no benchmark.</param>
/// <param name="Quartiles">Their quartiles.</param>
/// <param name="Width">From how wide a set.</param>
/// <param name="OfCredit">Whether the set is that of customers with credit.</param>
public readonly record struct Benchmark(int N, Quartiles Quartiles, BenchmarkWidth Width, bool OfCredit)
{
    /// <summary>Whether there is one.</summary>
    public bool Exists => N > 0;
}
