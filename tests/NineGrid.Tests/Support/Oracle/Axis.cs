using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>What a frozen scheme keeps of its calibration period: for each axis the cuts of every peer group.</summary>
internal sealed record Calibration(IReadOnlyDictionary<(Grid, char), IReadOnlyDictionary<string, Cuts>> Cuts);

/// <summary>The cuts that apply to a peer group, under the name and with the size of the group they were computed in; no cuts: everybody is Low.</summary>
internal sealed record Cuts(string Group, int N, double? Lo, double? Hi);

/// <summary>Section 3.3: one axis of a grid, its peer groups and their cut points.</summary>
internal sealed class Axis
{
    private readonly List<(object Who, List<string> Peers, double Value)> _placed;
    private readonly bool _money;

    private Axis(List<(object, List<string>, double)> placed, bool money, IReadOnlyDictionary<string, Cuts> byPeers)
    {
        _placed = placed;
        _money = money;
        ByPeers = byPeers;
    }

    /// <summary>The cuts by name of the customers' own peer group, and those of the bank.</summary>
    public IReadOnlyDictionary<string, Cuts> ByPeers { get; }

    public static Axis Of(
        Scheme scheme,
        Grid grid,
        char axis,
        List<(object Who, List<string> Peers, double Value)> placed,
        IReadOnlyDictionary<string, Cuts>? frozen
    )
    {
        bool money = axis == 'x' && grid != Grid.Growth;
        if (frozen is not null)
        {
            return new(placed, money, frozen);
        }

        CutRule rule = scheme.Axis(grid, axis == 'y').Cut;
        var byPeers = new Dictionary<string, Cuts>();
        foreach (List<string> own in placed.Select(one => one.Peers).Append([]))
        {
            if (byPeers.ContainsKey(Name(own)))
            {
                continue;
            }

            List<string> group = own;
            while (group.Count > 0 && In(group).Count < scheme.SmallestPeerGroup)
            {
                group = [.. group.SkipLast(1)];
            }

            byPeers[Name(own)] = CutsOf(rule, grid, Name(group), In(group));
        }

        return new(placed, money, byPeers);

        List<double> In(List<string> group) =>
            [.. placed.Where(one => group.SequenceEqual(one.Peers.Take(group.Count))).Select(one => one.Value)];
    }

    public char LevelOf(object who)
    {
        (_, List<string> peers, double value) = _placed.Single(one => one.Who == who);
        Cuts cuts = CutsFor(peers);
        double compared = Compared(value, _money);
        return cuts.Lo is null || compared < Compared(cuts.Lo.Value, _money) ? 'L'
            : compared < Compared(cuts.Hi!.Value, _money) ? 'M'
            : 'H';
    }

    /// <summary>What the level of one is measured against; nulls when everybody is Low.</summary>
    public (double? Lo, double? Hi) CutsOf(object who)
    {
        Cuts cuts = CutsFor(_placed.Single(one => one.Who == who).Peers);
        return (cuts.Lo, cuts.Hi);
    }

    public IEnumerable<CutResult> InUse(Grid grid, char axis) =>
        _placed
            .Select(one => CutsFor(one.Peers))
            .Distinct()
            .Select(cuts => new CutResult(grid, axis, cuts.Group, cuts.N, cuts.Lo, cuts.Hi));

    private Cuts CutsFor(List<string> peers) => ByPeers.GetValueOrDefault(Name(peers)) ?? ByPeers["bank"];

    private static string Name(List<string> peers) => peers.Count == 0 ? "bank" : string.Join(';', peers);

    private static double Compared(double value, bool money) => money ? Arithmetic.RoundedMoney(value) : Arithmetic.RoundedRatio(value);

    private static Cuts CutsOf(CutRule rule, Grid grid, string group, List<double> values)
    {
        (double Lo, double Hi)? cuts = rule switch
        {
            FixedCut cut when grid == Grid.Growth => (2 * cut.Lo / (2 + cut.Lo), 2 * cut.Hi / (2 + cut.Hi)),
            FixedCut cut => (cut.Lo, cut.Hi),
            _ when values.Count == 0 => null,
            QuantileCut cut => (Arithmetic.Quantile(values, cut.P), Arithmetic.Quantile(values, cut.Q)),
            ContributionCut cut when values.Exists(value => value > 0) => (LastOfHead(cut.B), LastOfHead(cut.A)),
            ContributionCut => null,
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };
        return new(group, values.Count, cuts?.Lo, cuts?.Hi);

        double LastOfHead(double share)
        {
            double goal = share * values.Where(value => value > 0).Sum() * (1 - 1e-12);
            double[] descending = [.. values.OrderDescending()];
            int taken = 1;
            while (descending.Take(taken).Sum() < goal)
            {
                taken++;
            }

            return descending[taken - 1];
        }
    }
}
