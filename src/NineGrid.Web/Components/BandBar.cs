using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Grids;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;band-bar customers="…"/&gt;</c>: how customers divide among the three bands, High first. The figures stand in the text beside it.</summary>
[HtmlTargetElement("band-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BandBar : TagHelper
{
    private const double Width = 400;

    /// <summary>Customers of the bands, by number of the band.</summary>
    public IReadOnlyList<double> Customers { get; set; } = [];

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Svg.Open(output, "band-bar", Width, 14, summary: null);
        output.Attributes.SetAttribute("preserveAspectRatio", "none");
        double whole = Customers.Sum();
        double x = 0;
        foreach (Band band in Enum.GetValues<Band>().Reverse())
        {
            double width = whole > 0 ? Customers[(int)band] / whole * Width : 0;
            output.Content.AppendHtml(
                $"""<rect class="band-{BandClass.Of(band)}" x="{Svg.At(x)}" y="0" width="{Svg.At(Math.Max(0, width - 1))}" height="14"/>"""
            );
            x += width;
        }
    }
}
