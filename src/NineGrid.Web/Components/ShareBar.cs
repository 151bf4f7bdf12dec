using Microsoft.AspNetCore.Razor.TagHelpers;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;share-bar share="0.4"/&gt;</c>: a part of a whole as a bar; a part below 0 goes the other way. The figure stands in the text beside it.</summary>
[HtmlTargetElement("share-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ShareBar : TagHelper
{
    private const double Middle = 20;
    private const double Width = 80;

    /// <summary>The part, a fraction; beyond −⅓ and 1 the bar ends at its edge.</summary>
    public double Share { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        double scale = Width - Middle;
        double to = Middle + Math.Clamp(Share * scale, -Middle, scale);
        Svg.Open(output, "share-bar", Width, 10, summary: null);
        output.Content.AppendHtml(
            $"""<rect class="{(Share < 0 ? "less" : "more")}" x="{Svg.At(Math.Min(to, Middle))}" y="1" width="{Svg.At(Math.Abs(to - Middle))}" height="8"/><line class="zero" x1="{Svg.At(Middle)}" y1="0" x2="{Svg.At(Middle)}" y2="10"/>"""
        );
    }
}
