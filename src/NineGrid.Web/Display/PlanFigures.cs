using System.Globalization;
using System.Text;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Paths;

namespace NineGrid.Web.Display;

/// <summary>Writes the measures of levers for people, and reads what people enter for them.</summary>
public sealed class PlanFigures(Words say, Numbers show)
{
    // A target is entered as finely as anybody means it: to the yuan, to a ten-thousandth of a percent.
    private const string Plain = "0.####";

    /// <summary>What a lever is measured by: average deposits.</summary>
    public string Name(LeverMeasure measure) => say[$"plan.measure.{measure.Kind}"];

    /// <summary>A value with its unit.</summary>
    public string Text(LeverMeasure measure, double? value) =>
        value is null
            ? Numbers.NotMeasured
            : measure.Unit switch
            {
                MeasureUnit.Money => show.AmountInWords(value),
                MeasureUnit.People => say["plan.people", Numbers.Fixed(value, 0)],
                MeasureUnit.Ratio => Numbers.Percent(value, 2),
                _ => throw new ArgumentOutOfRangeException(nameof(measure), measure.Unit, "not a unit"),
            };

    /// <summary>The share of the way that is gone; a dash where there is no later value.</summary>
    public static string Attained(double? share) => Numbers.Percent(share, 0);

    /// <summary>EVA that was gained or is expected, with its sign.</summary>
    public string Gain(double? yuan) => yuan > 0 ? $"+{show.AmountInWords(yuan)}" : show.AmountInWords(yuan);

    /// <summary>The unit in which a target is entered.</summary>
    public string Unit(LeverMeasure measure) =>
        measure.Unit switch
        {
            MeasureUnit.Money => show.AmountUnit,
            MeasureUnit.People => say["plan.unit.people"],
            MeasureUnit.Ratio => "%",
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure.Unit, "not a unit"),
        };

    /// <summary>A target as it stands in a field.</summary>
    public static string Field(LeverMeasure measure, double value) =>
        (value / Scale(measure)).ToString(Plain, CultureInfo.InvariantCulture);

    /// <summary>The most that can be entered for a measure, as in a field.</summary>
    public static string Most(LeverMeasure measure) =>
        Numbers.Fixed(
            measure.Unit switch
            {
                MeasureUnit.Money => PlannedStep.MostMoney,
                MeasureUnit.People => PlannedStep.MostPeople,
                _ => PlannedStep.MostRatio,
            } / Scale(measure),
            0
        );

    /// <summary>What somebody entered: digits with a point, thousands parted by commas or spaces, also in full width and with the unit behind.</summary>
    /// <returns>Null when it is no number.</returns>
    public double? Read(LeverMeasure measure, string entered)
    {
        string text = entered.Normalize(NormalizationForm.FormKC).Replace('\u2212', '-').Trim();
        string unit = Unit(measure);
        if (text.EndsWith(unit, StringComparison.Ordinal))
        {
            text = text[..^unit.Length];
        }

        text = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
        return decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture,
            out decimal number
        )
            ? (double)number * Scale(measure)
            : null;
    }

    /// <summary>The state of a plan.</summary>
    public string State(PlanState state) => say[$"plan.state.{state}"];

    /// <summary>How much of a list of plans is under way and how much is late.</summary>
    public string Summary(string institution, int active, int overdue) =>
        say[
            "plans.title",
            institution,
            say.Counted(active, "plans.active", Numbers.Count(active)),
            say.Counted(overdue, "plans.overdue", Numbers.Count(overdue))
        ];

    /// <summary>A plan in one sentence: its steps, done and late.</summary>
    public string Summary(PlanListed plan)
    {
        string steps = say.Counted(plan.Steps.Count, "plan.steps", Numbers.Count(plan.Steps.Count));
        return plan.Overdue > 0
            ? say["plan.title.overdue", plan.Title, steps, Numbers.Count(plan.Done), Numbers.Count(plan.Overdue)]
            : say["plan.title.done", plan.Title, steps, Numbers.Count(plan.Done)];
    }

    private static double Scale(LeverMeasure measure) =>
        measure.Unit switch
        {
            MeasureUnit.Money => Numbers.AmountScale,
            MeasureUnit.Ratio => 0.01,
            _ => 1,
        };
}
