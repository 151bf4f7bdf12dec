using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace NineGrid.Web.Components;

/// <summary>What the drawn components share: numbers as SVG writes them, and texts made safe.</summary>
internal static class Svg
{
    /// <summary>A coordinate, to a hundredth.</summary>
    public static string At(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>A text inside an element or attribute.</summary>
    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>Opens a drawing of a size with a sentence that tells what it shows; without one it is decoration.</summary>
    public static void Open(TagHelperOutput output, string name, double width, double height, string? summary)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", name);
        output.Attributes.SetAttribute("viewBox", $"0 0 {At(width)} {At(height)}");
        if (summary is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", summary);
        }
    }
}
