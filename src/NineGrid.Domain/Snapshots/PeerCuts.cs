using System.Globalization;
using System.Runtime.InteropServices;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Snapshots;

/// <summary>The cut points against which the customers of one peer group are measured.</summary>
/// <param name="PeerGroup">The customers' own group, all dimensions in scheme order: <c>Tier1=01;SizeClass=L</c>; <c>bank</c> without dimensions.</param>
/// <param name="UsedGroup">The group whose cuts apply: the same, or enlarged by dropping dimensions because it was too small.</param>
/// <param name="Placed">Placed customers of <paramref name="UsedGroup"/> (groups on the group grid) when the cuts were computed.</param>
/// <param name="Cuts">The cut points, those of growth in symmetric form; comparing rounds them, this does not.</param>
/// <param name="InUse">Whether a placed customer of this snapshot is measured against it.</param>
public sealed record PeerCut(string PeerGroup, string UsedGroup, int Placed, CutPoints Cuts, bool InUse)
{
    internal bool IsBank => string.Equals(PeerGroup, PeerCuts.Bank, StringComparison.Ordinal);
}

/// <summary>The cuts of every peer group on the axes of the three grids: what a snapshot used, and what a frozen scheme takes from its calibration.</summary>
public sealed class CutTable
{
    private readonly Dictionary<(Grid Grid, bool Y), IReadOnlyList<PeerCut>> _axes;

    /// <summary>A table of the cuts of each axis.</summary>
    /// <exception cref="ArgumentException">An axis is missing or has no cuts for the whole bank.</exception>
    public CutTable(IEnumerable<(Grid Grid, bool Y, IReadOnlyList<PeerCut> Cuts)> axes)
    {
        _axes = axes.ToDictionary(axis => (axis.Grid, axis.Y), axis => axis.Cuts);
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            foreach (bool y in (bool[])[false, true])
            {
                if (!_axes.TryGetValue((grid, y), out IReadOnlyList<PeerCut>? cuts) || !cuts.Any(cut => cut.IsBank))
                {
                    throw new ArgumentException($"The {grid} grid's {(y ? 'y' : 'x')} axis has no cuts for the whole bank.", nameof(axes));
                }
            }
        }
    }

    /// <summary>The cuts of an axis by peer group, in key order; one of them is <c>bank</c>.</summary>
    public IReadOnlyList<PeerCut> this[Grid grid, bool y] => _axes[(grid, y)];
}

/// <summary>Finds the cut points of one axis and the level of every value on it (3.3).</summary>
internal static class PeerCuts
{
    /// <summary>The name of the whole bank as a peer group.</summary>
    public const string Bank = "bank";

    /// <summary>The cuts of an axis and, for each placed value, its level.</summary>
    /// <param name="rule">Rule and peer dimensions.</param>
    /// <param name="unit">What the values are.</param>
    /// <param name="growth">Whether fixed cuts are given as ordinary growth.</param>
    /// <param name="values">One value for each placed customer (or group), none of them NaN.</param>
    /// <param name="peers">For each dimension of the rule, the part of each placed customer.</param>
    /// <param name="smallest">Placed customers that a peer group needs.</param>
    /// <param name="frozen">Cuts of the calibration period; null to compute them.</param>
    /// <param name="levels">Receives the level of each value.</param>
    /// <param name="used">Receives the cut points that each value is measured against.</param>
    public static IReadOnlyList<PeerCut> Apply(
        AxisRule rule,
        AxisUnit unit,
        bool growth,
        ReadOnlySpan<double> values,
        IReadOnlyList<PeerParts> peers,
        int smallest,
        IReadOnlyList<PeerCut>? frozen,
        Span<Level> levels,
        Span<CutPoints> used
    )
    {
        long[] keys = KeysOf(peers, peers.Count, values.Length);
        IReadOnlyDictionary<long, string> names = NamesOf(keys, peers);
        Dictionary<long, PeerCut> cuts = frozen is null ? Compute(rule, growth, values, peers, keys, names, smallest) : Take(frozen, names);
        for (int i = 0; i < values.Length; i++)
        {
            used[i] = cuts[keys[i]].Cuts;
            levels[i] = used[i].LevelOf(values[i], unit);
        }

        return Table(cuts.Values, frozen, rule, growth, values);
    }

    private static Dictionary<long, PeerCut> Compute(
        AxisRule rule,
        bool growth,
        ReadOnlySpan<double> values,
        IReadOnlyList<PeerParts> peers,
        long[] keys,
        IReadOnlyDictionary<long, string> names,
        int smallest
    )
    {
        var cuts = new Dictionary<long, PeerCut>();
        var unsettled = new HashSet<long>(names.Keys);
        for (int depth = peers.Count; unsettled.Count > 0; depth--)
        {
            long[] shortened = KeysOf(peers, depth, values.Length);
            var groups = new Dictionary<long, List<double>>();
            var ownKeys = new Dictionary<long, HashSet<long>>();
            for (int i = 0; i < values.Length; i++)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(groups, shortened[i], out _) ??= []).Add(values[i]);
                if (unsettled.Contains(keys[i]))
                {
                    (CollectionsMarshal.GetValueRefOrAddDefault(ownKeys, shortened[i], out _) ??= []).Add(keys[i]);
                }
            }

            foreach ((long group, HashSet<long> members) in ownKeys)
            {
                List<double> placed = groups[group];
                if (placed.Count < smallest && depth > 0)
                {
                    continue;
                }

                CutPoints points = CutsOf(rule.Cut, growth, CollectionsMarshal.AsSpan(placed));
                foreach (long key in members)
                {
                    cuts.Add(key, new(names[key], NameOf(group, peers, depth), placed.Count, points, InUse: true));
                    unsettled.Remove(key);
                }
            }
        }

        return cuts;
    }

    private static Dictionary<long, PeerCut> Take(IReadOnlyList<PeerCut> frozen, IReadOnlyDictionary<long, string> names)
    {
        var stored = frozen.ToDictionary(cut => cut.PeerGroup, StringComparer.Ordinal);
        return names.ToDictionary(
            pair => pair.Key,
            pair =>
                stored.TryGetValue(pair.Value, out PeerCut? cut)
                    ? cut with
                    {
                        InUse = true,
                    }
                    : stored[Bank] with
                    {
                        PeerGroup = pair.Value,
                        InUse = true,
                    }
        );
    }

    /// <summary>The cuts in use, the calibration's others, and always the bank's, which stands in for groups that a calibration has not seen.</summary>
    private static List<PeerCut> Table(
        IEnumerable<PeerCut> inUse,
        IReadOnlyList<PeerCut>? frozen,
        AxisRule rule,
        bool growth,
        ReadOnlySpan<double> values
    )
    {
        var table = inUse.ToDictionary(cut => cut.PeerGroup, StringComparer.Ordinal);
        foreach (PeerCut cut in frozen ?? [])
        {
            table.TryAdd(cut.PeerGroup, cut with { InUse = false });
        }

        if (!table.ContainsKey(Bank))
        {
            CutPoints points = values.IsEmpty && rule.Cut is not FixedCut ? CutPoints.None : CutsOf(rule.Cut, growth, values.ToArray());
            table.Add(Bank, new(Bank, Bank, values.Length, points, InUse: false));
        }

        return [.. table.Values.OrderBy(cut => cut.PeerGroup, KeyOrder.Instance)];
    }

    private static CutPoints CutsOf(CutRule rule, bool growth, Span<double> values) =>
        rule switch
        {
            FixedCut(double lo, double hi) => growth ? CutPoints.Of(Growth.SymmetricOf(lo), Growth.SymmetricOf(hi)) : CutPoints.Of(lo, hi),
            QuantileCut(double p, double q) => CutPoints.Of(Quantiles.Of(values, p), Quantiles.Of(values, q)),
            ContributionCut(double a, double b) => Contribution(values, a, b),
            _ => throw new InvalidOperationException($"cut rule {rule.GetType().Name}"),
        };

    /// <summary>The last values of the shortest heads, largest first, whose sums reach the shares a and b of the positive total (Pareto, ABC).</summary>
    private static CutPoints Contribution(Span<double> values, double a, double b)
    {
        values.Sort();
        values.Reverse();
        double total = 0;
        foreach (double value in values)
        {
            total += Math.Max(value, 0);
        }

        if (total == 0)
        {
            return CutPoints.None;
        }

        return CutPoints.Of(LastTaken(values, b * total * (1 - 1e-12)), LastTaken(values, a * total * (1 - 1e-12)));
    }

    private static double LastTaken(ReadOnlySpan<double> descending, double goal)
    {
        double sum = 0;
        foreach (double value in descending)
        {
            sum += value;
            if (sum >= goal)
            {
                return value;
            }
        }

        throw new InvalidOperationException("a share of the total was not reached by the total");
    }

    private static long[] KeysOf(IReadOnlyList<PeerParts> peers, int depth, int count)
    {
        var keys = new long[count];
        for (int d = 0; d < depth; d++)
        {
            PeerParts peer = peers[d];
            for (int i = 0; i < count; i++)
            {
                keys[i] = (keys[i] * peer.Names.Count) + peer.Part[i];
            }
        }

        return keys;
    }

    private static Dictionary<long, string> NamesOf(long[] keys, IReadOnlyList<PeerParts> peers)
    {
        var names = new Dictionary<long, string>();
        foreach (long key in keys)
        {
            if (!names.ContainsKey(key))
            {
                names.Add(key, NameOf(key, peers, peers.Count));
            }
        }

        return names;
    }

    /// <summary>The name of a group by its first dimensions.</summary>
    private static string NameOf(long key, IReadOnlyList<PeerParts> peers, int depth)
    {
        if (depth == 0)
        {
            return Bank;
        }

        var parts = new string[depth];
        for (int d = depth - 1; d >= 0; d--)
        {
            PeerParts peer = peers[d];
            parts[d] = string.Create(CultureInfo.InvariantCulture, $"{peer.Dimension}={peer.Names[(int)(key % peer.Names.Count)]}");
            key /= peer.Names.Count;
        }

        return string.Join(';', parts);
    }
}

/// <summary>One peer dimension of the placed customers.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Names">Its values as they stand in names of peer groups.</param>
/// <param name="Part">For each placed customer its place in <paramref name="Names"/>.</param>
internal sealed record PeerParts(PeerDimension Dimension, IReadOnlyList<string> Names, int[] Part);
