using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Capital;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;bridge-bar bar="…" bars="…"/&gt;</c>: one bar of a waterfall, as wide as its part of what all bars span, with a thread down to the next.</summary>
[HtmlTargetElement("bridge-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BridgeBarMark : TagHelper
{
    private const double Width = 400;
    private const double Height = 24;

    /// <summary>The bar.</summary>
    public BridgeBar Bar { get; set; }

    /// <summary>All bars of the waterfall, which share one scale.</summary>
    public IReadOnlyList<BridgeBar> Bars { get; set; } = [];

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        double least = Bars.Min(bar => Math.Min(bar.From, bar.To));
        double most = Bars.Max(bar => Math.Max(bar.From, bar.To));
        double span = most > least ? most - least : 1;
        double Place(double amount) => 1 + ((Width - 2) * (amount - Math.Min(least, 0)) / Math.Max(span, -least));

        Svg.Open(output, "bridge-bar", Width, Height, summary: null);
        output.Attributes.SetAttribute("preserveAspectRatio", "none");
        (double from, double to) = (Place(Math.Min(Bar.From, Bar.To)), Place(Math.Max(Bar.From, Bar.To)));
        string kind =
            Bar.IsTotal ? "total"
            : Bar.Amount < 0 ? "less"
            : "more";
        output.Content.AppendHtml(
            $"""<line class="zero" x1="{Svg.At(Place(0))}" y1="0" x2="{Svg.At(Place(0))}" y2="{Svg.At(Height)}" vector-effect="non-scaling-stroke"/>"""
        );
        output.Content.AppendHtml(
            $"""<rect class="{kind}" x="{Svg.At(from)}" y="4" width="{Svg.At(Math.Max(to - from, 1.5))}" height="{Svg.At(Height - 8)}"/>"""
        );
        if (Bar != Bars[^1])
        {
            output.Content.AppendHtml(
                $"""<line class="thread" x1="{Svg.At(Place(Bar.To))}" y1="{Svg.At(Height - 4)}" x2="{Svg.At(Place(Bar.To))}" y2="{Svg.At(Height)}" vector-effect="non-scaling-stroke"/>"""
            );
        }
    }
}
