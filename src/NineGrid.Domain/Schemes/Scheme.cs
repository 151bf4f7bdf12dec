using System.Text.Json;
using System.Text.Json.Serialization;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Schemes;

/// <summary>方案: every parameter of the method, the cut rules and the strategy table. Immutable; a stored scheme has a name and versions.</summary>
public sealed record Scheme
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The scheme of the specification.</summary>
    public static Scheme Default { get; } = new();

    /// <summary>Income tax on the risk-adjusted return, a fraction.</summary>
    public double Tax { get; init; } = 0.25;

    /// <summary>Operational-risk capital per yuan of positive revenue [Basel OPE25: marginal coefficient of the first bucket].</summary>
    public double Beta { get; init; } = 0.12;

    /// <summary>Multiplier on computed credit capital.</summary>
    public double CapitalMultiplier { get; init; } = 1;

    /// <summary>Return that a yuan of capital must bring, a fraction a year.</summary>
    public double Hurdle { get; init; } = 0.11;

    /// <summary>Lowest PD that enters the capital function [Basel CRE32.4, 5 basis points].</summary>
    public double PdFloor { get; init; } = 0.0005;

    /// <summary>Operating revenue, million yuan, at and below which the full SME relief applies [CRE31.9].</summary>
    public double SmeLower { get; init; } = 30;

    /// <summary>Operating revenue, million yuan, from which there is no SME relief.</summary>
    public double SmeUpper { get; init; } = 300;

    /// <summary>A customer whose first row spans fewer months than this is New.</summary>
    public int NewMonths { get; init; } = 3;

    /// <summary>Weight of the growth of operating revenue in the customer's own growth; with <see cref="ProfitWeight"/> it makes 1.</summary>
    public double RevenueWeight { get; init; } = 0.7;

    /// <summary>Weight of the growth of net profit in the customer's own growth.</summary>
    public double ProfitWeight { get; init; } = 0.3;

    /// <summary>Placed customers that a peer group needs; a smaller one drops its last dimension.</summary>
    public int SmallestPeerGroup { get; init; } = 30;

    /// <summary>Non-null customers that a benchmark needs before it is taken from a wider set.</summary>
    public int SmallestBenchmark { get; init; } = 10;

    /// <summary>Share of the benchmark customers that hold a product for it to be a next product, a fraction.</summary>
    public double ProductPenetration { get; init; } = 0.40;

    /// <summary>What a yuan of deposits earns more a year on demand than on term, a fraction.</summary>
    public double DemandPremium { get; init; } = 0.010;

    /// <summary>Cost of a yuan of fee income, a fraction.</summary>
    public double FeeCost { get; init; } = 0.2;

    /// <summary>Revenue of a yuan of sales settled through us, a fraction.</summary>
    public double SettlementYield { get; init; } = 0.0008;

    /// <summary>Revenue of an employee paid through us, yuan a year.</summary>
    public double PayrollYield { get; init; } = 120;

    /// <summary>What a transaction costs less through an electronic channel, yuan.</summary>
    public double ChannelSaving { get; init; } = 6;

    /// <summary>The calibration period from which cut points are taken (Frozen); null computes them anew for every snapshot (Floating).</summary>
    public Period? FrozenAt { get; init; }

    /// <summary>Cuts of revenue on the value grid.</summary>
    public AxisRule ValueRevenue { get; init; } = new(new QuantileCut(0.5, 0.8), [PeerDimension.SizeClass]);

    /// <summary>Cuts of RAROC on the value grid.</summary>
    public AxisRule ValueRaroc { get; init; } = new(new FixedCut(0.11, 0.20));

    /// <summary>Cuts of the growth of our revenue.</summary>
    public AxisRule GrowthBank { get; init; } = new(new FixedCut(0, 0.10));

    /// <summary>Cuts of the customer's own growth.</summary>
    public AxisRule GrowthOwn { get; init; } = new(new FixedCut(0, 0.10));

    /// <summary>Cuts of a group's revenue, among placed groups.</summary>
    public AxisRule GroupRevenue { get; init; } = new(new QuantileCut(0.5, 0.8));

    /// <summary>Cuts of a group's RAROC.</summary>
    public AxisRule GroupRaroc { get; init; } = new(new FixedCut(0.11, 0.20));

    /// <summary>The strategy of each value cell and growth band.</summary>
    public StrategyTable Strategies { get; init; } = StrategyTable.Default;

    /// <summary>Whether Exit becomes Adjust for a customer whose credit group stands in the High band.</summary>
    public bool SparesStrongGroups { get; init; } = true;

    /// <summary>Which of the 16 indicators are used.</summary>
    public IndicatorSwitches UsedIndicators { get; init; } = new();

    /// <summary>Thresholds of the alert rules.</summary>
    public AlertTerms AlertTerms { get; init; } = new();

    /// <summary>The rule of an axis.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="y">False for the x axis, true for y.</param>
    public AxisRule Axis(Grid grid, bool y) =>
        (grid, y) switch
        {
            (Grid.Value, false) => ValueRevenue,
            (Grid.Value, true) => ValueRaroc,
            (Grid.Growth, false) => GrowthBank,
            (Grid.Growth, true) => GrowthOwn,
            (Grid.Group, false) => GroupRevenue,
            (Grid.Group, true) => GroupRaroc,
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };

    /// <summary>The strategy of a customer.</summary>
    /// <param name="value">Its value cell.</param>
    /// <param name="growth">Its growth band; null when it is not placed.</param>
    /// <param name="group">The value band of its credit group; null when it has none.</param>
    public Strategy StrategyFor(Cell value, Band? growth, Band? group)
    {
        Strategy strategy = Strategies.For(value, growth);
        return strategy == Strategy.Exit && group == Band.High && SparesStrongGroups ? Strategy.Adjust : strategy;
    }

    /// <summary>The period from which a snapshot of another takes its cut points; null when it computes its own.</summary>
    public Period? CalibrationFor(Period period) => FrozenAt == period ? null : FrozenAt;

    /// <summary>Everything that is wrong with the scheme, one sentence each; empty when it can be used.</summary>
    public IReadOnlyList<string> Faults() => [.. FaultsByKey().Select(fault => fault.Sentence)];

    /// <summary>Everything that is wrong with the scheme and where; empty when it can be used.</summary>
    public IReadOnlyList<SchemeFault> FaultsByKey()
    {
        var faults = new List<SchemeFault>();
        foreach (SchemeParameter parameter in SchemeParameters.All)
        {
            Expect(parameter.Key, parameter.Fault(this) is null, parameter.Fault(this) ?? "");
        }

        Expect("sme-upper", SmeLower < SmeUpper, $"the SME bounds need lower < upper, not {SmeLower:R} and {SmeUpper:R}");
        Expect(
            "profit-weight",
            Math.Abs(RevenueWeight + ProfitWeight - 1) < 1e-12,
            $"the growth weights must add up to 1, not {RevenueWeight + ProfitWeight:R}"
        );
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            foreach (bool y in (bool[])[false, true])
            {
                AxisRule rule = Axis(grid, y);
                string axis = $"{grid} {(y ? 'y' : 'x')}";
                string key = AxisKey(grid, y);
                Expect(key, rule.Cut.Fault is null, $"{axis}: {rule.Cut.Fault}");
                Expect(key, rule.Peers.Distinct().Count() == rule.Peers.Count, $"{axis}: a peer dimension is named twice");
                Expect(key, grid != Grid.Group || rule.Peers.Count == 0, $"{axis}: the group grid has no peer groups");
                Expect(
                    key,
                    rule.Cut is not ContributionCut || (grid != Grid.Growth && !y),
                    $"{axis}: contribution cuts are for revenue axes only"
                );
                Expect(
                    key,
                    grid != Grid.Growth || rule.Cut is not FixedCut { Lo: <= -2 } and not FixedCut { Hi: <= -2 },
                    $"{axis}: an ordinary growth cut must be above −2"
                );
            }
        }

        Expect("indicators", UsedIndicators.AreKnown, "an indicator that is off is named twice or unknown");
        Expect("rules", AlertTerms.AreRulesKnown, "an alert rule that is off is named twice or unknown");
        return faults;

        void Expect(string key, bool holds, string sentence)
        {
            if (!holds)
            {
                faults.Add(new(key, sentence));
            }
        }
    }

    /// <summary>The lasting name of an axis: <c>value-x</c>.</summary>
    public static string AxisKey(Grid grid, bool y) => $"{grid.ToString().ToLowerInvariant()}-{(y ? 'y' : 'x')}";

    /// <summary>The scheme as JSON, the form in which it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a stored scheme.</summary>
    /// <exception cref="JsonException">The text is not a scheme.</exception>
    /// <exception cref="ArgumentException">The scheme has <see cref="Faults"/>.</exception>
    public static Scheme FromJson(string json)
    {
        Scheme scheme = JsonSerializer.Deserialize<Scheme>(json, Json) ?? throw new JsonException("null is not a scheme");
        IReadOnlyList<string> faults = scheme.Faults();
        return faults.Count == 0
            ? scheme
            : throw new ArgumentException($"The scheme cannot be used: {string.Join("; ", faults)}.", nameof(json));
    }
}

/// <summary>Something that is wrong with a scheme.</summary>
/// <param name="Key">Where: the key of a <see cref="SchemeParameter"/>, of an axis (<see cref="Scheme.AxisKey"/>), <c>indicators</c> or <c>rules</c>.</param>
/// <param name="Sentence">What, in English.</param>
public readonly record struct SchemeFault(string Key, string Sentence);
