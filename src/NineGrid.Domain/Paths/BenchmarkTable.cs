using NineGrid.Domain.Indicators;
using NineGrid.Domain.Snapshots;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Paths;

/// <summary>The benchmarks of a snapshot: for each kind of customer and each indicator the narrowest set of High-band customers that is large enough (3.9).</summary>
public sealed class BenchmarkTable
{
    private readonly SortedDictionary<BenchmarkKey, Benchmark[]> _rows = [];

    private BenchmarkTable() { }

    /// <summary>The kinds of customers placed on the value grid, in order of place, size, credit.</summary>
    public IEnumerable<BenchmarkKey> Keys => _rows.Keys;

    /// <summary>The benchmarks of a kind by indicator number.</summary>
    /// <exception cref="KeyNotFoundException">No placed customer is of that kind.</exception>
    public ReadOnlySpan<Benchmark> this[BenchmarkKey key] => _rows[key];

    /// <summary>Whether the benchmark of an indicator is always taken from customers with credit.</summary>
    public static bool IsOfCredit(Indicator indicator) =>
        indicator.Code is "lending_share" or "loan_spread" or "credit_cost" or "capital_intensity";

    /// <summary>Computes all benchmarks.</summary>
    internal static BenchmarkTable Compute(Snapshot snapshot, HighBandSets sets, int threads)
    {
        Dictionary<HighBandSet, (int N, Quartiles Quartiles)[]> measured = sets.Members.Keys.ToDictionary(
            set => set,
            _ => new (int, Quartiles)[Indicator.Count]
        );
        HighBandSet[] largestFirst = [.. sets.Members.OrderByDescending(set => set.Value.Count).Select(set => set.Key)];
        int longest = largestFirst.Length == 0 ? 0 : sets.Members[largestFirst[0]].Count;
        Parallel.For(
            0,
            largestFirst.Length * Indicator.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new double[longest],
            (unit, _, buffer) =>
            {
                HighBandSet set = largestFirst[unit / Indicator.Count];
                int indicator = unit % Indicator.Count;
                int n = 0;
                foreach (int customer in sets.Members[set])
                {
                    double value = snapshot.IndicatorOf(indicator, customer);
                    if (!double.IsNaN(value))
                    {
                        buffer[n++] = value;
                    }
                }

                measured[set][indicator] = n == 0 ? default : (n, Quantiles.QuartilesOf(buffer.AsSpan(0, n)));
                return buffer;
            },
            _ => { }
        );

        var table = new BenchmarkTable();
        int smallest = snapshot.Input.Scheme.SmallestBenchmark;
        foreach (BenchmarkKey key in sets.Kinds)
        {
            table._rows.Add(key, [.. Indicator.All.Select(indicator => Choose(key, indicator))]);
        }

        return table;

        Benchmark Choose(BenchmarkKey key, Indicator indicator)
        {
            bool credit = key.HasCredit || IsOfCredit(indicator);
            BenchmarkWidth width = HighBandSets.Narrowest(width => Of(key, width, credit, indicator).N, smallest);
            (int n, Quartiles quartiles) = Of(key, width, credit, indicator);
            return n == 0 ? default : new(n, quartiles, width, credit);
        }

        (int N, Quartiles Quartiles) Of(BenchmarkKey key, BenchmarkWidth width, bool credit, Indicator indicator) =>
            measured.TryGetValue(HighBandSets.SetOf(key, width, credit), out (int, Quartiles)[]? known) ? known[indicator.Number] : default;
    }
}
