using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Grids;
using NineGrid.Web.Display;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;mini-grid grid="Value" cell="…"/&gt;</c>: a small picture of the nine cells with one of them filled.</summary>
[HtmlTargetElement("mini-grid", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MiniGrid(Words say) : TagHelper
{
    private const int Side = 20; // of a cell
    private const int Gap = 2;

    /// <summary>Which grid it is, for the label.</summary>
    public Grid Grid { get; set; }

    /// <summary>The cell; null when there is no place.</summary>
    public Cell? Cell { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        int size = (3 * Side) + (2 * Gap);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "mini-grid");
        output.Attributes.SetAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {size} {size}"));
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute(
            "aria-label",
            Cell is Cell own ? $"{say.Of(Grid)}: {say.Of(Grid, own)}" : $"{say.Of(Grid)}: {say["part.unplaced"]}"
        );
        foreach (Cell cell in Domain.Grids.Cell.All)
        {
            (int x, int y) = ((int)cell.X * (Side + Gap), (2 - (int)cell.Y) * (Side + Gap));
            string filled = cell == Cell ? " is-here" : "";
            output.Content.AppendHtml(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""<rect class="band-{BandClass.Of(cell.Band)}{filled}" x="{x}" y="{y}" width="{Side}" height="{Side}" rx="2"/>"""
                )
            );
        }
    }
}

/// <summary>The part of a CSS class that names a band.</summary>
public static class BandClass
{
    /// <summary><c>high</c>, <c>mid</c> or <c>low</c>.</summary>
    public static string Of(Band band) =>
        band switch
        {
            Band.High => "high",
            Band.Mid => "mid",
            Band.Low => "low",
            _ => throw new ArgumentOutOfRangeException(nameof(band), band, "not a band"),
        };
}
