using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Web.Display;

/// <summary>Says where a customer stands, which levers it has and where its path leads, in sentences.</summary>
public sealed class PathWords(Words say, Numbers show)
{
    /// <summary>What a lever does when it is closed by a fraction: deposits up by 12.4 million (wallet share 12.1 % → 18.4 %).</summary>
    public string Does(CustomerGuidance guidance, Lever lever, double fraction = 1)
    {
        string[] moved = [.. guidance.MovedBy(in lever, fraction).Select(one => Moved(lever, one))];
        return say[
            $"step.{lever.Kind}",
            Move(lever, fraction),
            moved.Length == 0 ? "" : say["step.moved", string.Join(say["list.separator"], moved)]
        ];
    }

    /// <summary>A step of a path with what it adds to EVA.</summary>
    public string Step(CustomerGuidance guidance, PathStep step) =>
        say[step.Gain < 0 ? "step.loss" : "step.gain", Does(guidance, step.Lever, step.Fraction), show.AmountInWords(Math.Abs(step.Gain))];

    /// <summary>How far a lever is moved: money, people, or percentage points.</summary>
    public string Move(Lever lever, double fraction)
    {
        double move = lever.Move * fraction;
        MeasureUnit unit = lever.CutsCost ? MeasureUnit.Money : LeverMeasure.Of(lever.Kind).Unit;
        return unit switch
        {
            MeasureUnit.Money => show.AmountInWords(move),
            MeasureUnit.People => say["step.people", Numbers.Fixed(move, 0)],
            _ => say["step.points", Numbers.Fixed(move * 100, 2)],
        };
    }

    /// <summary>Money with its sign, for a change.</summary>
    public string Change(double yuan) => $"{(yuan > 0 ? "+" : "")}{show.AmountInWords(yuan)}";

    /// <summary>What the worth of a lever is made of: its changes of revenue, cost, loss and capital.</summary>
    public string WorthOf(Lever lever)
    {
        string[] changes =
        [
            .. new (string Key, double Yuan)[]
            {
                ("revenue", lever.Revenue),
                ("cost", lever.Cost),
                ("loss", lever.ExpectedLoss),
                ("capital", lever.EcCredit),
            }
                .Where(one => one.Yuan != 0)
                .Select(one => say["worth.change", say[$"column.{one.Key}.change"], Change(one.Yuan)]),
        ];
        return say["worth.of", string.Join(say["list.separator"], changes), show.AmountInWords(lever.Worth)];
    }

    /// <summary>Why the customer stands where it does: its distance from the next level on both axes, or its margin.</summary>
    public string Standing(CustomerView customer, CustomerGuidance guidance) =>
        say["standing.both", OnRevenue(guidance.Revenue), customer.IsDefaulted ? say["standing.default"] : OnRaroc(guidance.Raroc)];

    /// <summary>The lever of most worth, when one is worth anything.</summary>
    public string? Best(CustomerGuidance guidance) =>
        guidance.Levers.Where(lever => lever.Worth > 0).OrderByDescending(lever => lever.Worth).Cast<Lever?>().FirstOrDefault()
            is Lever best
            ? say[
                guidance.Levers.Count(lever => lever.Worth > 0) == 1 ? "path.best.one" : "path.best",
                say.Of(best.Kind),
                Does(guidance, best),
                show.AmountInWords(best.Worth),
                show.AmountInWords(guidance.Reach)
            ]
            : null;

    /// <summary>What a path achieves, or what keeps it from its target.</summary>
    public string Result(StepwisePath way, Cell target) =>
        !way.Path.Feasible ? say["path.falls-short", say.Of(target), Missing(way.Path), say.Of(way.Path.Reached)]
        : way.Steps.Count == 0 ? say["path.met", say.Of(target)]
        : say.Counted(
            way.Steps.Count,
            way.Gain < 0 ? "path.result.loss" : "path.result",
            say.Of(way.Before.Cell),
            say.Of(target),
            Numbers.Count(way.Steps.Count),
            show.AmountInWords(Math.Abs(way.Gain))
        );

    /// <summary>What an infeasible path lacks.</summary>
    public string Missing(TargetPath path)
    {
        List<string> missing = [];
        if (path.MissingRevenue > 0)
        {
            missing.Add(say["path.missing.revenue", show.AmountInWords(path.MissingRevenue)]);
        }

        if (double.IsNaN(path.MissingReturn))
        {
            missing.Add(say["path.missing.default"]);
        }
        else if (path.MissingReturn > 0)
        {
            missing.Add(say["path.missing.return", show.AmountInWords(path.MissingReturn)]);
        }

        // Each row can be met alone, not both together.
        return missing.Count == 0 ? say["path.missing.together"] : string.Join(say["list.separator"], missing);
    }

    /// <summary>A point of the value grid in words.</summary>
    public string Point(PathPoint point) =>
        say["path.point", say.Of(point.Cell), show.AmountInWords(point.Revenue), Numbers.Percent(Measured.OrNull(point.Raroc))];

    // The name of the one indicator stands in the sentence already.
    private string Moved(Lever lever, MovedIndicator moved)
    {
        int decimals = Math.Max(Math.Abs(moved.Before), Math.Abs(moved.After)) < 0.1 ? 2 : 1;
        (string before, string after) = (Numbers.Percent(moved.Before, decimals), Numbers.Percent(moved.After, decimals));
        return lever.Kind is LeverKind.DepositMix or LeverKind.DepositPricing or LeverKind.LoanPricing
            ? say["step.from-to", before, after]
            : say["step.from-to.of", say.Of(moved.Indicator), before, after];
    }

    private string OnRevenue(AxisStanding revenue) =>
        revenue.Level == Level.High
            ? say["standing.x.high", show.AmountInWords(revenue.Value), show.AmountInWords(Measured.OrNull(revenue.Margin))]
            : say[
                "standing.x",
                show.AmountInWords(revenue.Value),
                say.Of(revenue.Level + 1),
                show.AmountInWords(Measured.OrNull(revenue.NextCut)),
                show.AmountInWords(Measured.OrNull(revenue.Missing))
            ];

    private static string Points(double fraction) => Numbers.Fixed(Measured.OrNull(fraction * 100), 1);

    private string OnRaroc(AxisStanding raroc) =>
        raroc.Level == Level.High
            ? say["standing.y.high", Numbers.Percent(Measured.OrNull(raroc.Value)), Points(raroc.Margin)]
            : say[
                "standing.y",
                Numbers.Percent(Measured.OrNull(raroc.Value)),
                say.Of(raroc.Level + 1),
                Numbers.Percent(raroc.NextCut),
                Points(raroc.Missing)
            ];
}
