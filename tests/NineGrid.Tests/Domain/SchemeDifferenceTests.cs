using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

public sealed class SchemeDifferenceTests
{
    [Fact]
    public void A_scheme_does_not_differ_from_itself()
    {
        Assert.Empty(SchemeDifference.Between(Scheme.Default, Scheme.FromJson(Scheme.Default.ToJson())));
        Scheme scheme = RandomBank.Of(1).Scheme;
        Assert.Empty(SchemeDifference.Between(scheme, Scheme.FromJson(scheme.ToJson())));
    }

    [Fact]
    public void Every_difference_is_told_with_what_was_and_what_became()
    {
        Strategy[] rows = [.. StrategyTable.Default.Rows];
        rows[(new Cell(Level.High, Level.Mid).Index * 3) + (int)Band.Low] = Strategy.Exit;
        Scheme changed = Scheme.Default with
        {
            Tax = 0.15,
            NewMonths = 6,
            FrozenAt = Period.Of(2025, 6),
            ValueRevenue = new(new ContributionCut(0.5, 0.8), [PeerDimension.Tier1, PeerDimension.HasCredit]),
            GroupRaroc = new(new FixedCut(0.1, 0.2)),
            Strategies = new(rows),
            SparesStrongGroups = false,
            UsedIndicators = new() { Off = [IndicatorName.EChannel] },
            AlertTerms = new() { EscalationDays = 5, Off = [AlertRule.Slide] },
        };

        Assert.Equal(
            [
                ("tax", "0.25", "0.15"),
                ("new-months", "3", "6"),
                ("escalation-days", "10", "5"),
                ("value-x", "quantile 0.5 0.8 by SizeClass", "contribution 0.5 0.8 by Tier1, HasCredit"),
                ("group-y", "fixed 0.11 0.2", "fixed 0.1 0.2"),
                ("frozen-at", "floating", "2025-06"),
                ("strategy-HM-low", "Adjust", "Exit"),
                ("spares-strong-groups", "on", "off"),
                ("indicator-EChannel", "on", "off"),
                ("rule-Slide", "on", "off"),
            ],
            Told(Scheme.Default, changed)
        );
        Assert.Equal(Told(Scheme.Default, changed).Select(one => (one.Key, one.Became, one.Was)), Told(changed, Scheme.Default));
    }

    [Fact]
    public void The_same_cuts_for_other_peers_are_a_difference() =>
        Assert.Equal(
            [("growth-y", "fixed 0 0.1", "fixed 0 0.1 by Industry")],
            Told(Scheme.Default, Scheme.Default with { GrowthOwn = Scheme.Default.GrowthOwn with { Peers = [PeerDimension.Industry] } })
        );

    [Fact]
    public void Keys_are_unique()
    {
        Strategy[] rows = [.. StrategyTable.Default.Rows.Select(row => row == Strategy.Exit ? Strategy.Invest : row + 1)];
        AxisRule other = new(new FixedCut(-1, 7));
        Scheme changed = SchemeParameters.All.Aggregate(
            Scheme.Default with
            {
                FrozenAt = Period.Of(2025, 6),
                ValueRevenue = other,
                ValueRaroc = other,
                GrowthBank = other,
                GrowthOwn = other,
                GroupRevenue = other,
                GroupRaroc = other,
                Strategies = new(rows),
                SparesStrongGroups = false,
                AlertTerms = new() { Off = Enum.GetValues<AlertRule>() },
            },
            (scheme, parameter) => parameter.With(scheme, parameter.Of(Scheme.Default) == parameter.Most ? parameter.Least : parameter.Most)
        );

        string[] keys = [.. SchemeDifference.Between(Scheme.Default, changed).Select(difference => difference.Key)];

        Assert.Equal(SchemeParameters.All.Count + 6 + 1 + 27 + 1 + 14, keys.Length);
        Assert.Equal(keys, keys.Distinct());
    }

    private static (string Key, string Was, string Became)[] Told(Scheme before, Scheme after) =>
        [.. SchemeDifference.Between(before, after).Select(difference => (difference.Key, difference.Was, difference.Became))];
}
