using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Grids;
using NineGrid.Web.Display;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;cell-badge grid="Value" cell="…"/&gt;</c>: a cell in words with the mark of its band, or why there is none.</summary>
[HtmlTargetElement("cell-badge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CellBadge(Words say) : TagHelper
{
    /// <summary>Which grid it is.</summary>
    public Grid Grid { get; set; }

    /// <summary>The cell; null when there is no place.</summary>
    public Cell? Cell { get; set; }

    /// <summary>Why there is none.</summary>
    public UnplacedReason Reason { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Cell is Cell cell)
        {
            output.Attributes.SetAttribute("class", $"cell-badge band-{BandClass.Of(cell.Band)}");
            output.Attributes.SetAttribute("title", $"{say.Of(Grid, cell)} ({say.Of(Grid, cell.Band)})");
            output.Content.SetContent(say.Of(cell));
        }
        else
        {
            output.Attributes.SetAttribute("class", "unplaced");
            output.Attributes.SetAttribute("title", say.Of(Grid, Reason));
            output.Content.SetContent(say.Briefly(Grid, Reason));
        }
    }
}
