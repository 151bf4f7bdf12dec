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

    /// <summary>The cuts of an axis and the level of each placed value.</summary>
    /// <remarks>
    /// The idea: values are laid out group by group, so that the cuts of a group, or of several that make a larger one, are found in runs of one array.
    /// Cost: two passes over the values and the selection of their quantiles.
    /// </remarks>
    /// <param name="rule">Rule and peer dimensions.</param>
    /// <param name="unit">What the values are.</param>
    /// <param name="growth">Whether fixed cuts are given as ordinary growth.</param>
    /// <param name="values">One value for each placed customer (or group), none of them NaN.</param>
    /// <param name="peers">For each dimension of the rule, the part of each placed customer.</param>
    /// <param name="smallest">Placed customers that a peer group needs.</param>
    /// <param name="frozen">Cuts of the calibration period; null to compute them.</param>
    public static AxisPlacement Apply(
        AxisRule rule,
        AxisUnit unit,
        bool growth,
        double[] values,
        IReadOnlyList<PeerParts> peers,
        int smallest,
        IReadOnlyList<PeerCut>? frozen
    )
    {
        var groups = new PeerGroups(peers, values.Length);
        PeerCut[] cuts = frozen is null ? Compute(rule, growth, values, groups, smallest) : Take(frozen, groups);
        var levels = new Level[values.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = cuts[groups.Of[i]].Cuts.LevelOf(values[i], unit);
        }

        return new(Table(cuts, frozen, rule, growth, values), levels, groups.Of, [.. cuts.Select(cut => cut.Cuts)]);
    }

    private static PeerCut[] Compute(AxisRule rule, bool growth, double[] values, PeerGroups groups, int smallest)
    {
        double[] byGroup = groups.LayOut(values);
        var cuts = new PeerCut[groups.Count];
        for (int depth = groups.Dimensions; cuts.Contains(null); depth--)
        {
            foreach (int[] members in groups.Enlarged(depth))
            {
                int[] unsettled = [.. members.Where(group => cuts[group] is null)];
                int placed = members.Sum(groups.SizeOf);
                if (unsettled.Length == 0 || (placed < smallest && depth > 0))
                {
                    continue;
                }

                CutPoints points = CutsOf(rule.Cut, growth, groups.ValuesOf(byGroup, members));
                foreach (int group in unsettled)
                {
                    cuts[group] = new(groups.NameOf(group), groups.NameOf(group, depth), placed, points, InUse: true);
                }
            }
        }

        return cuts;
    }

    private static PeerCut[] Take(IReadOnlyList<PeerCut> frozen, PeerGroups groups)
    {
        var stored = frozen.ToDictionary(cut => cut.PeerGroup, StringComparer.Ordinal);
        return
        [
            .. Enumerable
                .Range(0, groups.Count)
                .Select(group => groups.NameOf(group))
                .Select(name =>
                    stored.TryGetValue(name, out PeerCut? cut)
                        ? cut with
                        {
                            InUse = true,
                        }
                        : stored[Bank] with
                        {
                            PeerGroup = name,
                            InUse = true,
                        }
                ),
        ];
    }

    /// <summary>The cuts in use, the calibration's others, and always the bank's, which stands in for groups that a calibration has not seen.</summary>
    private static List<PeerCut> Table(
        IEnumerable<PeerCut> inUse,
        IReadOnlyList<PeerCut>? frozen,
        AxisRule rule,
        bool growth,
        double[] values
    )
    {
        var table = inUse.ToDictionary(cut => cut.PeerGroup, StringComparer.Ordinal);
        foreach (PeerCut cut in frozen ?? [])
        {
            table.TryAdd(cut.PeerGroup, cut with { InUse = false });
        }

        if (!table.ContainsKey(Bank))
        {
            CutPoints points = values.Length == 0 && rule.Cut is not FixedCut ? CutPoints.None : CutsOf(rule.Cut, growth, [.. values]);
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
}

/// <summary>Where the values of one axis lie.</summary>
/// <param name="Cuts">The cuts by peer group, in key order.</param>
/// <param name="Levels">The level of each value.</param>
/// <param name="GroupOf">The peer group of each value, a place in <paramref name="Used"/>.</param>
/// <param name="Used">The cut points that the values of each peer group are measured against.</param>
internal sealed record AxisPlacement(IReadOnlyList<PeerCut> Cuts, Level[] Levels, int[] GroupOf, CutPoints[] Used);
