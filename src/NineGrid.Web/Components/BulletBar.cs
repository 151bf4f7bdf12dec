using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Data.Queries.Customers;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;bullet-bar of="…"/&gt;</c>: an indicator against its benchmark: the band p25–p75, the median as a line, the value as a diamond; a triangle where it lies beyond the scale.</summary>
/// <remarks>The scale reaches two widths of the band to each side, and begins at 0 where nothing is negative. The figures stand in the text beside it.</remarks>
[HtmlTargetElement("bullet-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BulletBar : TagHelper
{
    private const double Width = 200;
    private const double Height = 20;
    private const double Inset = 8;

    /// <summary>The indicator with its value and benchmark.</summary>
    public IndicatorTerms Of { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Svg.Open(output, Of.Benchmark?.IsThin == true ? "bullet is-thin" : "bullet", Width, Height, summary: null);
        output.Content.AppendHtml($"""<line class="track" x1="{Svg.At(Inset)}" y1="10" x2="{Svg.At(Width - Inset)}" y2="10"/>""");
        if (Of.Benchmark?.Quartiles is not (double p25, double median, double p75))
        {
            return;
        }

        (double least, double most) = Scale(p25, median, p75, Of.Value);
        double Place(double value) => Inset + ((Width - (2 * Inset)) * (value - least) / (most - least));
        output.Content.AppendHtml(
            $"""<rect class="middle" x="{Svg.At(Place(p25))}" y="4" width="{Svg.At(Math.Max(Place(p75) - Place(p25), 2))}" height="12" rx="1"/>"""
        );
        output.Content.AppendHtml($"""<line class="median" x1="{Svg.At(Place(median))}" y1="2" x2="{Svg.At(Place(median))}" y2="18"/>""");
        if (Of.Value is not double value)
        {
            return;
        }

        string side =
            Of.Gap > 0 ? "behind"
            : Of.Gap < 0 ? "ahead"
            : "even";
        output.Content.AppendHtml(
            value < least ? $"""<path class="{side}" d="M1 10l8 -5v10z"/>"""
            : value > most ? $"""<path class="{side}" d="M{Svg.At(Width - 1)} 10l-8 -5v10z"/>"""
            : $"""<path class="{side}" d="M{Svg.At(Place(value))} 4l6 6l-6 6l-6 -6z"/>"""
        );
    }

    private static (double Least, double Most) Scale(double p25, double median, double p75, double? value)
    {
        double spread =
            p75 > p25 ? p75 - p25
            : median != 0 ? Math.Abs(median)
            : 1;
        double least = p25 - (2 * spread);
        return (least < 0 && p25 >= 0 && !(value < 0) ? 0 : least, p75 + (2 * spread));
    }
}
