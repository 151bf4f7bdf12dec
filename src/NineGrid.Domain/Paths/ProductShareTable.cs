using NineGrid.Domain.Bank;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Domain.Paths;

/// <summary>How many of the benchmark customers hold a product.</summary>
/// <param name="Product">Its code.</param>
/// <param name="Holders">Benchmark customers that hold it; at least 1.</param>
/// <param name="N">Benchmark customers whose products are reported.</param>
/// <param name="Width">From how wide a set.</param>
public readonly record struct ProductShare(string Product, int Holders, int N, BenchmarkWidth Width)
{
    /// <summary>Holders/N, above 0 and at most 1.</summary>
    public double Penetration => (double)Holders / N;

    /// <summary>The next products for a customer: those that enough benchmark customers hold and it does not, by penetration, then by code (3.9).</summary>
    /// <param name="shares">The products of its kind.</param>
    /// <param name="held">The codes it holds; null when its products are not reported, and nothing can be said.</param>
    /// <param name="least">The penetration from which a product counts, 0 to 1.</param>
    public static IReadOnlyList<ProductShare> NextOf(IEnumerable<ProductShare> shares, IReadOnlyCollection<string>? held, double least) =>
        held is null
            ? []
            :
            [
                .. shares
                    .Where(share => share.Penetration >= least && !held.Contains(share.Product, StringComparer.Ordinal))
                    .OrderByDescending(share => share.Penetration)
                    .ThenBy(share => share.Product, StringComparer.Ordinal),
            ];
}

/// <summary>The products of the benchmark customers of each kind of customer, from the narrowest set whose products are reported for enough customers (3.9).</summary>
public sealed class ProductShareTable
{
    private readonly SortedDictionary<BenchmarkKey, ProductShare[]> _rows = [];

    private ProductShareTable() { }

    /// <summary>The kinds of customers placed on the value grid, in order of place, size, credit.</summary>
    public IEnumerable<BenchmarkKey> Keys => _rows.Keys;

    /// <summary>The active products that benchmark customers of a kind hold, in order of their codes.</summary>
    /// <exception cref="KeyNotFoundException">No placed customer is of that kind.</exception>
    public ReadOnlySpan<ProductShare> this[BenchmarkKey key] => _rows[key];

    /// <summary>Counts the products of all sets.</summary>
    internal static ProductShareTable Compute(Snapshot snapshot, HighBandSets sets)
    {
        ProductSets products = snapshot.Input.Book.Products;
        Dictionary<HighBandSet, (int N, int[] Holders)> counted = sets.Members.ToDictionary(set => set.Key, set => Count(set.Value));
        var table = new ProductShareTable();
        foreach (BenchmarkKey key in sets.Kinds)
        {
            BenchmarkWidth width = HighBandSets.Narrowest(width => Of(key, width).N, snapshot.Input.Scheme.SmallestBenchmark);
            (int n, int[] holders) = Of(key, width);
            table._rows.Add(
                key,
                [
                    .. from place in Enumerable.Range(0, holders.Length)
                    where holders[place] > 0
                    select new ProductShare(products.Active[place], holders[place], n, width),
                ]
            );
        }

        return table;

        (int N, int[] Holders) Of(BenchmarkKey key, BenchmarkWidth width) =>
            counted.GetValueOrDefault(HighBandSets.SetOf(key, width, key.HasCredit), (0, []));

        (int, int[]) Count(List<int> members)
        {
            int n = 0;
            var holders = new int[products.Active.Count];
            foreach (int customer in members)
            {
                int list = snapshot.Input.Facts.ProductListOf(customer);
                if (list >= 0)
                {
                    n++;
                    foreach (int place in products.ActiveHeld(list))
                    {
                        holders[place]++;
                    }
                }
            }

            return (n, holders);
        }
    }
}
