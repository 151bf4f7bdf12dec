using Microsoft.AspNetCore.Razor.TagHelpers;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;attained-bar share="0.4"/&gt;</c>: how much of a way is gone, from 0 to all of it; beyond either end the bar ends there. The figure stands in the text beside it.</summary>
[HtmlTargetElement("attained-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class AttainedBar : TagHelper
{
    private const double Width = 80;

    /// <summary>The share, a fraction.</summary>
    public double Share { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Svg.Open(output, "attained-bar", Width, 10, summary: null);
        output.Content.AppendHtml(
            $"""<rect class="way" x="0" y="1" width="{Svg.At(Width)}" height="8" rx="1"/><rect class="{(Share >= 1 ? "gone all" : "gone")}" x="0" y="1" width="{Svg.At(Width * Math.Clamp(Share, 0, 1))}" height="8" rx="1"/>"""
        );
    }
}
