using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Snapshots;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Paths;

/// <summary>Whose benchmark: customers of a tier-1 branch, a size class and an answer to "has credit".</summary>
/// <param name="Tier1">Place of the tier-1 branch in the tree; 0, head office, for those below none.</param>
/// <param name="Size">Size class.</param>
/// <param name="HasCredit">Whether the customers have credit.</param>
public readonly record struct BenchmarkKey(int Tier1, SizeClass Size, bool HasCredit);

/// <summary>The benchmarks of a snapshot: for each kind of customer and each indicator the narrowest set of High-band customers that is large enough (3.9).</summary>
public sealed class BenchmarkTable
{
    private const int Sizes = 4;

    private readonly Snapshot _snapshot;
    private readonly Benchmark[]?[] _rows;

    private BenchmarkTable(Snapshot snapshot) =>
        (_snapshot, _rows) = (snapshot, new Benchmark[snapshot.Input.Book.Institutions.Count * Sizes * 2][]);

    /// <summary>The kinds of customers placed on the value grid, in order of place, size, credit.</summary>
    public IEnumerable<BenchmarkKey> Keys =>
        from index in Enumerable.Range(0, _rows.Length)
        where _rows[index] is not null
        select new BenchmarkKey(index / (Sizes * 2), (SizeClass)((index / 2 % Sizes) + 1), index % 2 == 1);

    /// <summary>The benchmarks of a kind by indicator number.</summary>
    /// <exception cref="KeyNotFoundException">No placed customer is of that kind.</exception>
    public ReadOnlySpan<Benchmark> this[BenchmarkKey key] =>
        _rows[Index(key)] ?? throw new KeyNotFoundException($"No placed customer is like {key}.");

    /// <summary>The kind of a customer.</summary>
    public BenchmarkKey KeyOf(int customer)
    {
        BookCustomer own = _snapshot.Input.Book.Customers[customer];
        return new(_snapshot.Input.Book.Institutions.Tier1(own.Institution), own.Size, _snapshot.HasCredit(customer));
    }

    /// <summary>Whether the benchmark of an indicator is always taken from customers with credit.</summary>
    public static bool IsOfCredit(Indicator indicator) =>
        indicator.Code is "lending_share" or "loan_spread" or "credit_cost" or "capital_intensity";

    /// <summary>Computes all benchmarks.</summary>
    internal static BenchmarkTable Compute(Snapshot snapshot, int threads)
    {
        var table = new BenchmarkTable(snapshot);
        ReadOnlySpan<sbyte> cells = snapshot.Cells(Grid.Value);
        var wanted = new SortedSet<int>();
        var sets = new Dictionary<(int Tier1, int Size, bool Credit), List<int>>();
        for (int customer = 0; customer < cells.Length; customer++)
        {
            if (cells[customer] < 0)
            {
                continue;
            }

            BenchmarkKey key = table.KeyOf(customer);
            wanted.Add(Index(key));
            if (Cell.FromIndex(cells[customer]).Band == Band.High)
            {
                Add((key.Tier1, (int)key.Size, key.HasCredit), customer);
                Add((key.Tier1, Any, key.HasCredit), customer);
                Add((Any, Any, key.HasCredit), customer);
            }
        }

        var measured = new Dictionary<(int, int, bool), (int N, Quartiles Quartiles)[]>();
        foreach ((int, int, bool) set in sets.Keys)
        {
            measured.Add(set, new (int, Quartiles)[Indicator.Count]);
        }

        (int, int, bool)[] largestFirst = [.. sets.OrderByDescending(set => set.Value.Count).Select(set => set.Key)];
        int longest = sets.Count == 0 ? 0 : sets.Values.Max(set => set.Count);
        Parallel.For(
            0,
            largestFirst.Length * Indicator.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new double[longest],
            (unit, _, buffer) =>
            {
                (int, int, bool) set = largestFirst[unit / Indicator.Count];
                int indicator = unit % Indicator.Count;
                int n = 0;
                foreach (int customer in sets[set])
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

        int smallest = snapshot.Input.Scheme.SmallestBenchmark;
        foreach (int index in wanted)
        {
            (int tier1, int size, bool own) = (index / (Sizes * 2), (index / 2 % Sizes) + 1, index % 2 == 1);
            table._rows[index] =
            [
                .. Indicator.All.Select(indicator =>
                {
                    bool credit = own || IsOfCredit(indicator);
                    Benchmark narrow = Of(indicator, (tier1, size, credit), BenchmarkWidth.SizeClass);
                    Benchmark branch = Of(indicator, (tier1, Any, credit), BenchmarkWidth.Tier1);
                    return narrow.N >= smallest ? narrow
                        : branch.N >= smallest ? branch
                        : Of(indicator, (Any, Any, credit), BenchmarkWidth.Bank);
                }),
            ];
        }

        return table;

        void Add((int, int, bool) set, int customer)
        {
            if (!sets.TryGetValue(set, out List<int>? members))
            {
                sets.Add(set, members = []);
            }

            members.Add(customer);
        }

        Benchmark Of(Indicator indicator, (int, int, bool Credit) set, BenchmarkWidth width) =>
            measured.TryGetValue(set, out (int N, Quartiles Quartiles)[]? own) && own[indicator.Number] is { N: > 0 } known
                ? new(known.N, known.Quartiles, width, set.Credit)
                : default;
    }

    private const int Any = -1;

    private static int Index(BenchmarkKey key) => (((key.Tier1 * Sizes) + (int)key.Size - 1) * 2) + (key.HasCredit ? 1 : 0);
}
