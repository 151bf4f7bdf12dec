using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Schemes;
using NineGrid.Web.Pages.Admin;

namespace NineGrid.Web.Display;

/// <summary>Says what a scheme holds and in what two differ.</summary>
public sealed class SchemeText(Words say, Numbers show)
{
    /// <summary>What stands in a field or differs, by its key.</summary>
    public string Name(string key) =>
        SchemeParameters.Find(key) is not null ? say[$"scheme.parameter.{key}"]
        : key.Split('.') is [string axis, string part]
            ? say[
                "scheme.of",
                Name(axis),
                part.StartsWith("peer", StringComparison.Ordinal) ? say["scheme.axis.peers"] : say[$"scheme.axis.{part}"]
            ]
        : key.StartsWith("rule-", StringComparison.Ordinal) ? say[$"alert.rule.{key[5..]}"]
        : key.StartsWith("indicator-", StringComparison.Ordinal) ? say.Of(Indicator.All[(int)Enum.Parse<IndicatorName>(key[10..])])
        : key.Split('-') is ["strategy", string cell, string growth] && Cell.TryParse(cell, out Cell own)
            ? say["scheme.of", say.Of(Grid.Value, own), say.Of(Grid.Growth, Enum.Parse<Band>(growth, ignoreCase: true))]
        : Axis(key) is (Grid grid, bool y) ? Axis(grid, y)
        : say[$"scheme.{key}"];

    /// <summary>An axis of a grid.</summary>
    public string Axis(Grid grid, bool y) => say["scheme.of", say.Of(grid), say[$"axis.{grid}.{(y ? 'y' : 'x')}.short"]];

    /// <summary>The unit in which a parameter is entered; empty for a plain number.</summary>
    public string Unit(SchemeParameter parameter) => say[$"scheme.unit.{parameter.Unit}"];

    /// <summary>The unit of the two numbers of a cut rule.</summary>
    public string Unit(Grid grid, bool y, string kind) => SchemeForm.Scale(grid, y, kind) == 0.01 ? "%" : show.AmountUnit;

    /// <summary>Where a parameter may lie.</summary>
    public string Range(SchemeParameter parameter) =>
        say["scheme.range", Number(parameter, parameter.Least), Number(parameter, parameter.Most), Unit(parameter)];

    /// <summary>A parameter's value with its unit.</summary>
    public string Value(SchemeParameter parameter, double value) => $"{Number(parameter, value)} {Unit(parameter)}".Trim();

    /// <summary>The rule of an axis.</summary>
    public string Rule(Grid grid, bool y, AxisRule rule)
    {
        string kind = SchemeForm.Kind(rule.Cut);
        double scale = SchemeForm.Scale(grid, y, kind);
        (double lo, double hi) = SchemeForm.Ends(rule.Cut);
        string text = say[
            "scheme.rule",
            say[$"scheme.kind.{kind}"],
            SchemeForm.Text(lo, scale),
            SchemeForm.Text(hi, scale),
            Unit(grid, y, kind)
        ];
        return rule.Peers.Count == 0
            ? text
            : say["scheme.rule.peers", text, string.Join(say["list.separator"], rule.Peers.Select(peer => say[$"scheme.peer.{peer}"]))];
    }

    /// <summary>The part of the form in which a difference is found.</summary>
    public string Section(SchemeDifference difference) =>
        difference switch
        {
            ParameterDifference own => say[$"scheme.section.{own.Parameter.Section}"],
            AxisDifference or CalibrationDifference => say[$"scheme.section.{SchemeSection.Cuts}"],
            StrategyDifference or SparingDifference => say[$"scheme.section.{SchemeSection.Strategies}"],
            IndicatorDifference => say["scheme.indicators"],
            _ => say[$"scheme.section.{SchemeSection.Alerts}"],
        };

    /// <summary>A cut point as people read it: money, a rate, ordinary growth.</summary>
    public string Point(Grid grid, bool y, double value) =>
        double.IsNaN(value) ? Numbers.NotMeasured
        : grid == Grid.Growth ? show.Growth(Growth.OrdinaryOf(value))
        : y ? Numbers.Percent(value)
        : show.AmountInWords(value);

    /// <summary>What something was and what it became.</summary>
    public (string Was, string Became) Of(SchemeDifference difference) =>
        difference switch
        {
            ParameterDifference own => (Value(own.Parameter, own.Before), Value(own.Parameter, own.After)),
            AxisDifference own => (Rule(own.Grid, own.Y, own.Before), Rule(own.Grid, own.Y, own.After)),
            CalibrationDifference own => (Frozen(own.Before), Frozen(own.After)),
            StrategyDifference own => (say.Of(own.Before), say.Of(own.After)),
            SparingDifference own => (Switch(own.Before), Switch(own.After)),
            IndicatorDifference own => (Switch(own.Before), Switch(own.After)),
            RuleDifference own => (Switch(own.Before), Switch(own.After)),
            _ => (difference.Was, difference.Became),
        };

    /// <summary>Where the cut points come from.</summary>
    public string Frozen(Domain.Bank.Period? period) => period is Domain.Bank.Period own ? show.Month(own) : say["scheme.floating"];

    /// <summary>On or off.</summary>
    public string Switch(bool isOn) => say[isOn ? "scheme.on" : "scheme.off"];

    /// <summary>What is wrong with a scheme, by key.</summary>
    public string Fault(Scheme scheme, SchemeFault fault) =>
        SchemeParameters.Find(fault.Key) is SchemeParameter parameter && parameter.Fault(scheme) is not null ? Range(parameter)
        : Axis(fault.Key) is not (Grid grid, bool y) ? say[$"scheme.fault.{fault.Key}"]
        : scheme.Axis(grid, y).Cut.Fault is not null ? say[$"scheme.fault.{SchemeForm.Kind(scheme.Axis(grid, y).Cut)}"]
        : say["scheme.fault.axis"];

    private static string Number(SchemeParameter parameter, double value) => SchemeForm.Text(value, SchemeForm.Scale(parameter));

    private static (Grid Grid, bool Y)? Axis(string key) =>
        SchemeForm
            .Axes.Where(axis => string.Equals(Scheme.AxisKey(axis.Grid, axis.Y), key, StringComparison.Ordinal))
            .Select(axis => ((Grid, bool)?)axis)
            .FirstOrDefault();
}
