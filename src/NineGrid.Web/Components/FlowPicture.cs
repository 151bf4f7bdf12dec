using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Web.Display;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;flow-picture matrix="…" link="…"/&gt;</c>: the cells of both periods as two columns, the highest band on top, and every flow as a ribbon that leads to its customers.</summary>
/// <remarks>Three drawings side by side: the ribbons stretch with the window, the columns with their texts do not.</remarks>
[HtmlTargetElement("flow-picture", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FlowPicture(Words say, MigrationText texts) : TagHelper
{
    private const double Height = 520;
    private const double Side = 104; // width of a column
    private const double Bar = 10;
    private const double Least = 20; // of a cell, so that its text has room
    private const double Width = 1000; // of the ribbons, before they are stretched

    // The nine cells from the highest down, then not placed.
    private static readonly Cell?[] Ends = [.. MigrationText.Order.Select(cell => (Cell?)cell), null];

    /// <summary>The flows.</summary>
    public MigrationMatrix Matrix { get; set; } = null!;

    /// <summary>What the picture shows, in a sentence.</summary>
    public string Summary { get; set; } = "";

    /// <summary>Whether ribbons are as thick as their revenue, and not as their customers.</summary>
    public bool ByRevenue { get; set; }

    /// <summary>Whether those that stay are drawn: beside them the others can be thin.</summary>
    public bool WithStay { get; set; }

    /// <summary>The text of how much a cell holds of what is drawn.</summary>
    public Func<Flow, string> Told { get; set; } = _ => "";

    /// <summary>Where a flow leads.</summary>
    public Func<Cell?, Cell?, string> Link { get; set; } = (_, _) => "";

    private sealed record Ribbon(Cell? From, Cell? To, Flow Flow, double Left, double Right, double Thickness);

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "flow-picture");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("aria-label", Summary);
        // Both columns hold the same customers.
        double[] leaving = [.. Ends.Select(from => Ends.Sum(to => Weight(from, to)))];
        double[] arriving = [.. Ends.Select(to => Ends.Sum(from => Weight(from, to)))];
        double scale = (Height - (Least * Ends.Length)) / Math.Max(1, leaving.Sum());
        double[] left = Tops(leaving, scale);
        double[] right = Tops(arriving, scale);
        output.Content.AppendHtml(Column(left, leaving, scale, isLeft: true));
        output.Content.AppendHtml(Ribbons(left, right, scale));
        output.Content.AppendHtml(Column(right, arriving, scale, isLeft: false));
    }

    // What is not drawn has no weight, and neither has a loss.
    private double Weight(Cell? from, Cell? to) =>
        !WithStay && from == to ? 0
        : ByRevenue ? Math.Max(0, Matrix[from, to].Revenue)
        : Matrix[from, to].Customers;

    private Flow Drawn(Cell? from, Cell? to) => !WithStay && from == to ? default : Matrix[from, to];

    private static double[] Tops(double[] weights, double scale)
    {
        double[] tops = new double[Ends.Length];
        for (int i = 1; i < Ends.Length; i++)
        {
            tops[i] = tops[i - 1] + (weights[i - 1] * scale) + Least;
        }

        return tops;
    }

    private string Column(double[] tops, double[] weights, double scale, bool isLeft)
    {
        var svg = new StringBuilder($"""<svg class="flow-column" viewBox="0 0 {Svg.At(Side)} {Svg.At(Height)}" aria-hidden="true">""");
        for (int i = 0; i < Ends.Length; i++)
        {
            Cell? end = Ends[i];
            Flow flow = Ends.Aggregate(default(Flow), (sum, other) => sum + (isLeft ? Drawn(end, other) : Drawn(other, end)));
            if (flow.Customers == 0 && end is null)
            {
                continue;
            }

            double thickness = Math.Max(1, weights[i] * scale);
            double middle = tops[i] + ((thickness + Least) / 2);
            string band = end is Cell cell ? $"band-{BandClass.Of(cell.Band)}" : "flow-outside";
            string name = end is Cell named ? say.Of(named) : say.Of(isLeft ? Movement.Entered : Movement.Left);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect class="{band}" x="{Svg.At(isLeft ? Side - Bar : 0)}" y="{Svg.At(tops[i] + (Least / 2))}" width="{Svg.At(Bar)}" height="{Svg.At(thickness)}"/><text x="{Svg.At(isLeft ? Side - Bar - 6 : Bar + 6)}" y="{Svg.At(middle + 4)}" text-anchor="{(isLeft ? "end" : "start")}">{Svg.Text(name)} <tspan>{Svg.Text(Told(flow))}</tspan></text>"""
            );
        }

        return svg.Append("</svg>").ToString();
    }

    private string Ribbons(double[] left, double[] right, double scale)
    {
        double[] leaving = [.. left.Select(top => top + (Least / 2))];
        double[] arriving = [.. right.Select(top => top + (Least / 2))];
        List<Ribbon> ribbons = [];
        for (int from = 0; from < Ends.Length; from++)
        {
            for (int to = 0; to < Ends.Length; to++)
            {
                Flow flow = Drawn(Ends[from], Ends[to]);
                if (flow.Customers > 0)
                {
                    double thickness = Weight(Ends[from], Ends[to]) * scale;
                    ribbons.Add(new(Ends[from], Ends[to], flow, leaving[from], arriving[to], thickness));
                    leaving[from] += thickness;
                    arriving[to] += thickness;
                }
            }
        }

        var svg = new StringBuilder(
            $"""<svg class="flow-ribbons" viewBox="0 0 {Svg.At(Width)} {Svg.At(Height)}" preserveAspectRatio="none">"""
        );
        // Those that stay lie under those that move, the thin ones on top.
        foreach (Ribbon one in ribbons.OrderByDescending(own => own.From == own.To).ThenByDescending(own => own.Thickness))
        {
            string words = Svg.Text(texts.Flow(one.From, one.To, one.Flow));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<a href="{Svg.Text(Link(one.From, one.To))}" aria-label="{words}"><title>{words}</title><path class="{MigrationText.Class(Movements.Between(one.From, one.To))}" d="{Shape(one)}"/></a>"""
            );
        }

        return svg.Append("</svg>").ToString();
    }

    // At least as thick as a line, so that no flow is lost.
    private static string Shape(Ribbon one)
    {
        double thickness = Math.Max(0.8, one.Thickness);
        (string near, string far) = (Svg.At(one.Left), Svg.At(one.Right));
        (string below, string under) = (Svg.At(one.Left + thickness), Svg.At(one.Right + thickness));
        return $"M0 {near}C450 {near} 550 {far} 1000 {far}V{under}C550 {under} 450 {below} 0 {below}Z";
    }
}
