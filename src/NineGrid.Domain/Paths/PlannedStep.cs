using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Paths;

/// <summary>What a plan freezes of a lever when it is made.</summary>
/// <param name="Kind">The lever.</param>
/// <param name="Value">Its <see cref="LeverMeasure"/>; null when not measured.</param>
/// <param name="UnitWorth">EVA, yuan a year, that one unit of the measure brings; null when the customer has no such lever.</param>
public readonly record struct PlanBaseline(LeverKind Kind, double? Value, double? UnitWorth)
{
    /// <summary>The baseline of every lever of a customer, in their order.</summary>
    /// <param name="figures">Its figures; null when it has none.</param>
    /// <param name="guidance">Its levers; null when it has no place on the value grid.</param>
    /// <param name="scheme">The parameters.</param>
    public static IReadOnlyList<PlanBaseline> Of(CustomerFigures? figures, CustomerGuidance? guidance, Scheme scheme) =>
        [.. LeverMeasure.All.Select(measure => Of(measure, figures, guidance, scheme))];

    /// <summary>The measure of a lever once it is closed, alone, by a fraction; null when not measured.</summary>
    public static double? After(CustomerGuidance guidance, in Lever lever, double fraction, Scheme scheme) =>
        Read(LeverMeasure.Of(lever.Kind), guidance.FiguresAfter(in lever, fraction), scheme);

    /// <summary>The measure of a lever; null when not measured.</summary>
    public static double? Read(LeverMeasure measure, in CustomerFigures figures, Scheme scheme) =>
        Measured.OrNull(measure.Value(in figures, RiskAdjustedReturn.Of(in figures, scheme), scheme));

    private static PlanBaseline Of(LeverMeasure measure, CustomerFigures? figures, CustomerGuidance? guidance, Scheme scheme)
    {
        if (figures is not CustomerFigures own || Read(measure, in own, scheme) is not double value)
        {
            return new(measure.Kind, null, null);
        }

        Lever? lever = guidance?.Levers.Where(one => one.Kind == measure.Kind).Select(one => (Lever?)one).FirstOrDefault();
        return lever is Lever known && After(guidance!, in known, 1, scheme) is double closed && !closed.Equals(value)
            ? new(measure.Kind, value, known.Worth / (closed - value))
            : new(measure.Kind, value, null);
    }
}

/// <summary>The arithmetic of a step of a plan.</summary>
public static class PlannedStep
{
    /// <summary>Most yuan that a target may be; itself out.</summary>
    public const double MostMoney = (double)FactBlock.MoneyLimit;

    /// <summary>Most people that a target may be.</summary>
    public const double MostPeople = 10_000_000;

    /// <summary>The greatest ratio that a target may be: costs can be a multiple of revenue.</summary>
    public const double MostRatio = 10;

    /// <summary>The target of a step that closes a lever, alone, by a fraction; people are rounded up.</summary>
    /// <returns>Null when its measure is not measured.</returns>
    public static double? Target(CustomerGuidance guidance, in Lever lever, double fraction, Scheme scheme) =>
        PlanBaseline.After(guidance, in lever, fraction, scheme) is not double value ? null
        : LeverMeasure.Of(lever.Kind).Unit == MeasureUnit.People ? Math.Ceiling(Comparable.Ratio(value))
        : value;

    /// <summary>The share of the way from the baseline to the target that a later value has gone: 0 at the baseline, 1 at the target, below 0 when it went the other way, above 1 when it went further.</summary>
    /// <returns>Null when the baseline or the value is not measured, or when there is no way to go.</returns>
    public static double? Attained(double? baseline, double target, double? value) =>
        baseline is double from && value is double now && !target.Equals(from) ? (now - from) / (target - from) : null;

    /// <summary>EVA, yuan a year, that the step is expected to bring: the lever's worth in proportion to the way.</summary>
    /// <returns>Null when the baseline is not measured or knows no worth.</returns>
    public static double? Worth(in PlanBaseline baseline, double target) =>
        baseline is { Value: double from, UnitWorth: double worth } ? worth * (target - from) : null;

    /// <summary>Whether a number can be the target of a lever at all: from 0 to the most of its unit, people whole.</summary>
    public static bool IsWithinRange(LeverMeasure measure, double target) =>
        measure.Unit switch
        {
            MeasureUnit.Money => target >= 0 && target < MostMoney,
            MeasureUnit.People => target >= 0 && target <= MostPeople && target.Equals(Math.Floor(target)),
            MeasureUnit.Ratio => target >= 0 && target <= MostRatio,
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure.Unit, "not a unit"),
        };

    /// <summary>Whether a target is better than the baseline, the way the lever moves it; true when the baseline is not measured.</summary>
    public static bool Improves(LeverMeasure measure, double? baseline, double target) =>
        baseline is not double from
        || (measure.Direction == Direction.Up ? Comparable.Ratio(target - from) > 0 : Comparable.Ratio(from - target) > 0);
}
