using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Views;
using NineGrid.Web.Display;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;curve-chart points="…" summary="…"/&gt;</c>: what the first so many customers come to, as a share of what all come to, over their share of the customers.</summary>
[HtmlTargetElement("curve-chart", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CurveChart : TagHelper
{
    private const double Width = 440;
    private const double Height = 260;
    private const double Left = 52;
    private const double Right = 14;
    private const double Top = 14;
    private const double Bottom = 26;

    /// <summary>The points, from nobody to everybody.</summary>
    public IReadOnlyList<CurvePoint> Points { get; set; } = [];

    /// <summary>What is 100 % on the upright axis, yuan; above 0.</summary>
    public double Whole { get; set; }

    /// <summary>A point that is marked; null for none.</summary>
    public CurvePoint? Mark { get; set; }

    /// <summary>Whether the line is drawn on which all customers would be alike.</summary>
    public bool Even { get; set; }

    /// <summary>What the picture shows.</summary>
    public string Summary { get; set; } = "";

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Svg.Open(output, "curve", Width, Height, Summary);
        int customers = Points[^1].Customers;
        double[] heights = [.. Points.Select(point => point.Sum / Whole)];
        double most = Math.Max(1, heights.Max());
        double least = Math.Min(0, heights.Min());
        double step =
            most - least > 4 ? Math.Ceiling((most - least) / 4)
            : most - least > 1.6 ? 0.5
            : 0.25;
        (double bottom, double top) = (Math.Floor(least / step) * step, Math.Ceiling((most / step) - 1e-9) * step);
        double X(double share) => Left + ((Width - Left - Right) * share);
        double Y(double share) => Height - Bottom - ((Height - Top - Bottom) * (share - bottom) / (top - bottom));
        for (int i = 0; bottom + (i * step) <= top + 1e-9; i++)
        {
            double tick = bottom + (i * step);
            string kind =
                tick == 0 ? "zero"
                : tick == 1 ? "whole"
                : "rule";
            output.Content.AppendHtml(
                $"""<line class="{kind}" x1="{Svg.At(Left)}" y1="{Svg.At(Y(tick))}" x2="{Svg.At(Width - Right)}" y2="{Svg.At(Y(tick))}"/><text class="tick" x="{Svg.At(Left - 6)}" y="{Svg.At(Y(tick) + 3.5)}" text-anchor="end">{Svg.Text(Numbers.PercentOnAxis(tick))}</text>"""
            );
        }

        foreach (double share in (double[])[0, 0.2, 0.4, 0.6, 0.8, 1])
        {
            output.Content.AppendHtml(
                $"""<text class="tick" x="{Svg.At(X(share))}" y="{Svg.At(Height - 8)}" text-anchor="{(share == 1 ? "end" : "middle")}">{Svg.Text(Numbers.PercentOnAxis(share))}</text>"""
            );
        }

        if (Even)
        {
            output.Content.AppendHtml(
                $"""<line class="even" x1="{Svg.At(X(0))}" y1="{Svg.At(Y(0))}" x2="{Svg.At(X(1))}" y2="{Svg.At(Y(1))}"/>"""
            );
        }

        string path = string.Concat(
            Points.Select(
                (point, i) => $"{(i == 0 ? 'M' : 'L')}{Svg.At(X((double)point.Customers / customers))} {Svg.At(Y(point.Sum / Whole))}"
            )
        );
        output.Content.AppendHtml($"""<path class="line" d="{path}"/>""");
        if (Mark is CurvePoint mark)
        {
            output.Content.AppendHtml(
                $"""<circle class="mark" cx="{Svg.At(X((double)mark.Customers / customers))}" cy="{Svg.At(Y(mark.Sum / Whole))}" r="4"/>"""
            );
        }
    }
}
