using NineGrid.Data.Mapping;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Statistics;

namespace NineGrid.Data.Queries.Customers;

/// <summary>The benchmark of an indicator as a reader may see it.</summary>
/// <param name="N">Customers of the set that have the indicator.</param>
/// <param name="Quartiles">Their quartiles; null when they are kept back, because customers outside the reader's scope could be read off them.</param>
/// <param name="Width">From how wide a set it is taken.</param>
/// <param name="OfCredit">Whether that set is of customers with credit.</param>
public sealed record ShownBenchmark(int N, Quartiles? Quartiles, BenchmarkWidth Width, bool OfCredit)
{
    /// <summary>Below so many customers a comparison says little.</summary>
    public const int Few = 10;

    /// <summary>Whether the set is too small to say much.</summary>
    public bool IsThin => N < Few;

    /// <summary>Whether the quartiles are kept back.</summary>
    public bool IsKeptBack => Quartiles is null;

    /// <summary>What the formulas of levers may rest on: nothing when it is kept back.</summary>
    public Benchmark Known => Quartiles is Quartiles quartiles ? new(N, quartiles, Width, OfCredit) : default;

    /// <summary>A stored benchmark of which so many customers are in the reader's scope.</summary>
    internal static ShownBenchmark Of(Access.DataScope scope, BenchmarkRow row, int within) =>
        new(row.N, scope.Shows(row.N, within) ? new(row.P25, row.Median, row.P75) : null, row.Width, row.OfCredit);
}
