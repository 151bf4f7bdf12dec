using System.Globalization;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Schemes;

/// <summary>One thing in which two schemes differ.</summary>
/// <param name="Key">Its lasting name: that of a <see cref="SchemeParameter"/>, <c>value-x</c>, <c>frozen-at</c>, <c>strategy-HM-low</c>, <c>indicator-FeeShare</c>, <c>rule-Slide</c>.</param>
public abstract record SchemeDifference(string Key)
{
    /// <summary>What it was, in a form that no language changes: for records.</summary>
    public abstract string Was { get; }

    /// <summary>What it became, in the same form.</summary>
    public abstract string Became { get; }

    /// <summary>Everything in which the later of two schemes differs: parameters, axes, calibration, strategies and their rule, indicators, alert rules, in that order.</summary>
    public static IReadOnlyList<SchemeDifference> Between(Scheme before, Scheme after) =>
        [
            .. Parameters(before, after),
            .. Axes(before, after),
            .. Calibration(before, after),
            .. Strategies(before, after),
            .. Sparing(before, after),
            .. Indicators(before, after),
            .. Rules(before, after),
        ];

    private static IEnumerable<SchemeDifference> Parameters(Scheme before, Scheme after) =>
        from parameter in SchemeParameters.All
        let difference = new ParameterDifference(parameter, parameter.Of(before), parameter.Of(after))
        where difference.Before != difference.After
        select difference;

    private static IEnumerable<SchemeDifference> Axes(Scheme before, Scheme after) =>
        from grid in Enum.GetValues<Grid>()
        from y in (bool[])[false, true]
        let difference = new AxisDifference(grid, y, before.Axis(grid, y), after.Axis(grid, y))
        where difference.Before != difference.After
        select difference;

    private static IEnumerable<SchemeDifference> Calibration(Scheme before, Scheme after) =>
        before.FrozenAt == after.FrozenAt ? [] : [new CalibrationDifference(before.FrozenAt, after.FrozenAt)];

    private static IEnumerable<SchemeDifference> Strategies(Scheme before, Scheme after) =>
        from cell in Cell.All
        from growth in Enum.GetValues<Band>()
        let difference = new StrategyDifference(cell, growth, before.Strategies.For(cell, growth), after.Strategies.For(cell, growth))
        where difference.Before != difference.After
        select difference;

    private static IEnumerable<SchemeDifference> Sparing(Scheme before, Scheme after) =>
        before.SparesStrongGroups == after.SparesStrongGroups
            ? []
            : [new SparingDifference(before.SparesStrongGroups, after.SparesStrongGroups)];

    private static IEnumerable<SchemeDifference> Indicators(Scheme before, Scheme after) =>
        from indicator in Enum.GetValues<IndicatorName>()
        let difference = new IndicatorDifference(indicator, before.UsedIndicators.IsOn(indicator), after.UsedIndicators.IsOn(indicator))
        where difference.Before != difference.After
        select difference;

    private static IEnumerable<SchemeDifference> Rules(Scheme before, Scheme after) =>
        from rule in Enum.GetValues<AlertRule>()
        let difference = new RuleDifference(rule, before.AlertTerms.IsOn(rule), after.AlertTerms.IsOn(rule))
        where difference.Before != difference.After
        select difference;

    /// <summary>A number in a form that no language changes.</summary>
    private protected static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A switch in such a form.</summary>
    private protected static string Text(bool isOn) => isOn ? "on" : "off";
}

/// <summary>A number that differs.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Before">Its value in the earlier scheme.</param>
/// <param name="After">Its value in the later.</param>
public sealed record ParameterDifference(SchemeParameter Parameter, double Before, double After) : SchemeDifference(Parameter.Key)
{
    /// <inheritdoc/>
    public override string Was => Text(Before);

    /// <inheritdoc/>
    public override string Became => Text(After);
}

/// <summary>An axis whose rule or peer groups differ.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Y">False for the x axis, true for y.</param>
/// <param name="Before">Its rule in the earlier scheme.</param>
/// <param name="After">Its rule in the later.</param>
public sealed record AxisDifference(Grid Grid, bool Y, AxisRule Before, AxisRule After) : SchemeDifference(Scheme.AxisKey(Grid, Y))
{
    /// <inheritdoc/>
    public override string Was => Of(Before);

    /// <inheritdoc/>
    public override string Became => Of(After);

    private static string Of(AxisRule rule) =>
        rule.Cut switch
        {
            FixedCut(double lo, double hi) => $"fixed {Text(lo)} {Text(hi)}",
            QuantileCut(double p, double q) => $"quantile {Text(p)} {Text(q)}",
            ContributionCut(double a, double b) => $"contribution {Text(a)} {Text(b)}",
            _ => throw new InvalidOperationException($"cut rule {rule.Cut.GetType().Name}"),
        } + (rule.Peers.Count == 0 ? "" : $" by {string.Join(", ", rule.Peers)}");
}

/// <summary>Another calibration.</summary>
/// <param name="Before">The calibration period of the earlier scheme; null when it is floating.</param>
/// <param name="After">That of the later.</param>
public sealed record CalibrationDifference(Period? Before, Period? After) : SchemeDifference("frozen-at")
{
    private const string Floating = "floating";

    /// <inheritdoc/>
    public override string Was => Before?.ToString() ?? Floating;

    /// <inheritdoc/>
    public override string Became => After?.ToString() ?? Floating;
}

/// <summary>A field of the strategy table that differs.</summary>
/// <param name="Cell">Cell of the value grid.</param>
/// <param name="Growth">Band of the growth grid.</param>
/// <param name="Before">The strategy in the earlier scheme.</param>
/// <param name="After">The strategy in the later.</param>
public sealed record StrategyDifference(Cell Cell, Band Growth, Strategy Before, Strategy After)
    : SchemeDifference($"strategy-{Cell}-{Growth.ToString().ToLowerInvariant()}")
{
    /// <inheritdoc/>
    public override string Was => Before.ToString();

    /// <inheritdoc/>
    public override string Became => After.ToString();
}

/// <summary>The rule that a strong group spares its members Exit, switched.</summary>
/// <param name="Before">Whether it is on in the earlier scheme.</param>
/// <param name="After">Whether it is on in the later.</param>
public sealed record SparingDifference(bool Before, bool After) : SchemeDifference("spares-strong-groups")
{
    /// <inheritdoc/>
    public override string Was => Text(Before);

    /// <inheritdoc/>
    public override string Became => Text(After);
}

/// <summary>An indicator that was switched.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Before">Whether it is on in the earlier scheme.</param>
/// <param name="After">Whether it is on in the later.</param>
public sealed record IndicatorDifference(IndicatorName Indicator, bool Before, bool After) : SchemeDifference($"indicator-{Indicator}")
{
    /// <inheritdoc/>
    public override string Was => Text(Before);

    /// <inheritdoc/>
    public override string Became => Text(After);
}

/// <summary>An alert rule that was switched.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Before">Whether it is on in the earlier scheme.</param>
/// <param name="After">Whether it is on in the later.</param>
public sealed record RuleDifference(AlertRule Rule, bool Before, bool After) : SchemeDifference($"rule-{Rule}")
{
    /// <inheritdoc/>
    public override string Was => Text(Before);

    /// <inheritdoc/>
    public override string Became => Text(After);
}
