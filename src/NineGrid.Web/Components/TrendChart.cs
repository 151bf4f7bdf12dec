using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Bank;
using NineGrid.Web.Display;

namespace NineGrid.Web.Components;

/// <summary>A value at a month; null where not reported.</summary>
public sealed record TrendPoint(Period Period, double? Value);

/// <summary><c>&lt;trend-chart name="…" points="…" first="…" last="…" tick="…"/&gt;</c>: a small line over months with its axes. Months without a value break the line.</summary>
[HtmlTargetElement("trend-chart", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TrendChart(Words say, Numbers show) : TagHelper
{
    private const double Width = 320;
    private const double Height = 150;
    private const double Right = 10;
    private const double Top = 10;
    private const double Bottom = 22;

    /// <summary>What is shown, for the summary.</summary>
    public string Name { get; set; } = "";

    /// <summary>The values, oldest first.</summary>
    public IReadOnlyList<TrendPoint> Points { get; set; } = [];

    /// <summary>The first month of the axis.</summary>
    public Period First { get; set; }

    /// <summary>The last month of the axis.</summary>
    public Period Last { get; set; }

    /// <summary>Writes a value on the axis and in the summary.</summary>
    public Func<double, string> Tick { get; set; } = null!;

    /// <summary>The months between two points that belong to one line: 1 for months, more for stored periods.</summary>
    public int Step { get; set; } = 1;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        TrendPoint[] known = [.. Points.Where(point => point.Value is not null)];
        Svg.Open(output, "trend", Width, Height, Summary(known));
        if (known.Length == 0)
        {
            return;
        }

        double[] ticks = Ticks(Math.Min(0, known.Min(point => point.Value!.Value)), Math.Max(0, known.Max(point => point.Value!.Value)));
        // Room for the widest label, a digit being about so wide.
        double left = 12 + (6.4 * Math.Max(4, ticks.Max(tick => Tick(tick).Length)));
        double X(Period period) => left + ((Width - left - Right) * (period.Index - First.Index) / Math.Max(1.0, Last.Index - First.Index));
        double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * (value - ticks[0]) / (ticks[^1] - ticks[0]));
        foreach (double tick in ticks)
        {
            string y = Svg.At(Y(tick));
            output.Content.AppendHtml(
                $"""<line class="{(tick == 0 ? "zero" : "rule")}" x1="{Svg.At(left)}" y1="{y}" x2="{Svg.At(Width - Right)}" y2="{y}"/><text class="tick" x="{Svg.At(left - 6)}" y="{Svg.At(Y(tick) + 3.5)}" text-anchor="end">{Svg.Text(Tick(tick))}</text>"""
            );
        }

        foreach (int year in Enumerable.Range(First.Year, Last.Year - First.Year + 1))
        {
            Period january = Period.Of(year, 1);
            Period start = january < First ? First : january;
            Period end = Period.Of(year, 12) > Last ? Last : Period.Of(year, 12);
            if (january > First)
            {
                output.Content.AppendHtml(
                    $"""<line class="year" x1="{Svg.At(X(january))}" y1="{Svg.At(Top)}" x2="{Svg.At(X(january))}" y2="{Svg.At(Height - Bottom + 5)}"/>"""
                );
            }

            if (end.Index - start.Index >= 3)
            {
                output.Content.AppendHtml(
                    $"""<text class="tick" x="{Svg.At((X(start) + X(end)) / 2)}" y="{Svg.At(Height - 6)}" text-anchor="middle">{Svg.Text(say["year", year.ToString(System.Globalization.CultureInfo.InvariantCulture)])}</text>"""
                );
            }
        }

        Line(output, X, Y);
        foreach (TrendPoint point in known)
        {
            bool newest = point == known[^1];
            output.Content.AppendHtml(
                $"""<circle class="{(newest ? "newest" : "dot")}" cx="{Svg.At(X(point.Period))}" cy="{Svg.At(Y(point.Value!.Value))}" r="{(newest ? "3.6" : Step > 1 ? "2.6" : "1.6")}"><title>{Svg.Text($"{show.Month(point.Period)} {Tick(point.Value.Value)}")}</title></circle>"""
            );
        }
    }

    private void Line(TagHelperOutput output, Func<Period, double> x, Func<double, double> y)
    {
        var path = new System.Text.StringBuilder();
        TrendPoint? before = null;
        foreach (TrendPoint point in Points.Where(point => point.Value is not null))
        {
            bool joined = before is not null && (Step > 1 || point.Period.Index - before.Period.Index == Step);
            path.Append(joined ? 'L' : 'M').Append(Svg.At(x(point.Period))).Append(' ').Append(Svg.At(y(point.Value!.Value)));
            before = point;
        }

        output.Content.AppendHtml($"""<path class="line" d="{path}"/>""");
    }

    private string Summary(TrendPoint[] known)
    {
        if (known.Length == 0)
        {
            return say["trend.empty", Name];
        }

        TrendPoint least = known.MinBy(point => point.Value)!;
        TrendPoint most = known.MaxBy(point => point.Value)!;
        return say[
            "trend.summary",
            Name,
            show.Month(known[0].Period),
            Tick(known[0].Value!.Value),
            show.Month(known[^1].Period),
            Tick(known[^1].Value!.Value),
            Tick(least.Value!.Value),
            Tick(most.Value!.Value)
        ];
    }

    /// <summary>Three to five round marks from at or below the least to at or above the most.</summary>
    private static double[] Ticks(double least, double most)
    {
        double span = most > least ? most - least : 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(span / 3)));
        double step = power * ((double[])[1, 2, 2.5, 5, 10]).First(times => times * power * 4 >= span);
        int from = (int)Math.Floor(least / step);
        int to = Math.Max((int)Math.Ceiling(most / step), from + 1);
        return [.. Enumerable.Range(from, to - from + 1).Select(i => i * step)];
    }
}
