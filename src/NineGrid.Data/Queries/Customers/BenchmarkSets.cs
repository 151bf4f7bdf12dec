using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Customers;

/// <summary>How many customers of a scope are in the sets that benchmarks are taken from.</summary>
/// <remarks>Somebody who knows her own customers of a set could take them out of its quartiles, so those are not counted on (see <see cref="DataScope.Shows"/>).</remarks>
internal sealed class BenchmarkSets
{
    private readonly Dictionary<(bool InBranch, SizeClass Size, bool HasCredit), int[]> _within = [];

    private static readonly BenchmarkSets Nobody = new();

    /// <summary>How much room they take in memory.</summary>
    public int Room => _within.Count + 1;

    /// <summary>Counts the customers of a scope in the sets of a branch; those of nobody for whoever sees the bank, and so every benchmark.</summary>
    public static Task<BenchmarkSets> LoadAsync(
        NineGridDbContext db,
        HighBands high,
        DataScope scope,
        Viewpoint at,
        InstitutionAt branch,
        CancellationToken cancellationToken
    ) =>
        scope == DataScope.WholeBank
            ? Task.FromResult(Nobody)
            : high.SetsAsync(
                scope,
                at,
                branch,
                () => CountAsync(BenchmarkQueries.HighCustomers(db, scope, at.SnapshotId, branch).AsAsyncEnumerable(), cancellationToken)
            );

    private static async Task<BenchmarkSets> CountAsync(
        IAsyncEnumerable<BenchmarkQueries.HighCustomer> customers,
        CancellationToken cancellationToken
    )
    {
        var sets = new BenchmarkSets();
        await foreach (BenchmarkQueries.HighCustomer one in customers.WithCancellation(cancellationToken))
        {
            (bool, SizeClass, bool) key = (one.InBranch, one.Size, one.HasCredit);
            if (!sets._within.TryGetValue(key, out int[]? counts))
            {
                sets._within.Add(key, counts = new int[Indicator.Count]);
            }

            double?[] values = Snapshots.StoredFigures.ValuesOf(one.Indicators);
            for (int indicator = 0; indicator < counts.Length; indicator++)
            {
                counts[indicator] += values[indicator] is null ? 0 : 1;
            }
        }

        return sets;
    }

    /// <summary>Customers in the scope that have the indicator, of a set for customers of a size.</summary>
    public int Within(int indicator, BenchmarkWidth width, SizeClass size, bool hasCredit) =>
        _within
            .Where(set => set.Key.HasCredit == hasCredit)
            .Where(set => width == BenchmarkWidth.Bank || set.Key.InBranch)
            .Where(set => width != BenchmarkWidth.SizeClass || set.Key.Size == size)
            .Sum(set => set.Value[indicator]);
}
