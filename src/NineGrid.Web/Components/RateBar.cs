using Microsoft.AspNetCore.Razor.TagHelpers;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;rate-bar rate="…" most="…"/&gt;</c>: a bar from the middle, to the right above 0 and to the left below. The figure stands in the text beside it.</summary>
[HtmlTargetElement("rate-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RateBar : TagHelper
{
    private const double Width = 96;

    /// <summary>The rate.</summary>
    public double Rate { get; set; }

    /// <summary>The largest rate on either side that is drawn beside it.</summary>
    public double Most { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        double length = Most > 0 ? Math.Clamp(Rate / Most, -1, 1) * Width / 2 : 0;
        Svg.Open(output, "rate-bar", Width, 10, summary: null);
        output.Content.AppendHtml(
            $"""<rect class="{(length < 0 ? "less" : "more")}" x="{Svg.At((Width / 2) + Math.Min(length, 0))}" y="1" width="{Svg.At(Math.Abs(length))}" height="8"/><line class="zero" x1="{Svg.At(Width / 2)}" y1="0" x2="{Svg.At(Width / 2)}" y2="10"/>"""
        );
    }
}
