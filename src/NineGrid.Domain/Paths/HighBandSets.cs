using NineGrid.Domain.Grids;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Domain.Paths;

/// <summary>The sets of customers that benchmarks come from: the value grid's High band by branch, size and credit, each wider than the one before (3.9).</summary>
internal sealed class HighBandSets
{
    private const int Any = -1;

    private readonly Dictionary<HighBandSet, List<int>> _members = [];

    public HighBandSets(Snapshot snapshot)
    {
        ReadOnlySpan<sbyte> cells = snapshot.Cells(Grid.Value);
        for (int customer = 0; customer < cells.Length; customer++)
        {
            if (cells[customer] < 0)
            {
                continue;
            }

            BenchmarkKey key = BenchmarkKey.Of(snapshot, customer);
            Kinds.Add(key);
            if (Cell.FromIndex(cells[customer]).Band == Band.High)
            {
                foreach (BenchmarkWidth width in Enum.GetValues<BenchmarkWidth>())
                {
                    Add(SetOf(key, width, key.HasCredit), customer);
                }
            }
        }
    }

    /// <summary>The kinds of customers placed on the value grid, in order of place, size, credit.</summary>
    public SortedSet<BenchmarkKey> Kinds { get; } = [];

    /// <summary>The sets, none of which is empty.</summary>
    public IReadOnlyDictionary<HighBandSet, List<int>> Members => _members;

    /// <summary>The set of that width.</summary>
    public static HighBandSet SetOf(BenchmarkKey key, BenchmarkWidth width, bool ofCredit) =>
        new(width == BenchmarkWidth.Bank ? Any : key.Tier1, width == BenchmarkWidth.SizeClass ? (int)key.Size : Any, ofCredit);

    /// <summary>The narrowest set that is large enough, else the whole bank, whatever its size.</summary>
    public static BenchmarkWidth Narrowest(Func<BenchmarkWidth, int> sizeOf, int smallest) =>
        sizeOf(BenchmarkWidth.SizeClass) >= smallest ? BenchmarkWidth.SizeClass
        : sizeOf(BenchmarkWidth.Tier1) >= smallest ? BenchmarkWidth.Tier1
        : BenchmarkWidth.Bank;

    private void Add(HighBandSet set, int customer)
    {
        if (!_members.TryGetValue(set, out List<int>? members))
        {
            _members.Add(set, members = []);
        }

        members.Add(customer);
    }
}

/// <summary>A set of High-band customers; −1 where it is not narrowed.</summary>
internal readonly record struct HighBandSet(int Tier1, int Size, bool OfCredit);
