using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Grids;
using NineGrid.Web.Display;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;nine-counts counts="…" address="…"/&gt;</c>: how many customers each of the nine cells holds, in the shape of the grid; each count leads to its customers.</summary>
[HtmlTargetElement("nine-counts", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class NineCounts(Words say) : TagHelper
{
    /// <summary>The nine counts, by <see cref="Cell.Index"/>.</summary>
    public IReadOnlyList<int> Counts { get; set; } = [];

    /// <summary>What stands below each count, by <see cref="Cell.Index"/>; none for nothing.</summary>
    public IReadOnlyList<string> Notes { get; set; } = [];

    /// <summary>The address of the customers of a cell; null when there is no list.</summary>
    public Func<Cell, string>? Address { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Notes.Count > 0 ? "nine-counts is-large" : "nine-counts");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("aria-label", say["review.nine"]);
        foreach (Level up in Enum.GetValues<Level>().Reverse())
        {
            foreach (Level across in Enum.GetValues<Level>())
            {
                Write(output, new(across, up));
            }
        }
    }

    private void Write(TagHelperOutput output, Cell cell)
    {
        int count = Counts[cell.Index];
        string kind = $"band-{BandClass.Of(cell.Band)}";
        string what = Svg.Text(say["review.nine.cell", say.Of(cell), Numbers.Count(count)]);
        // With something below it the count is read together with that, so the cell is said before it.
        (string label, string text) =
            Notes.Count > 0
                ? (
                    "",
                    $"""<span class="visually-hidden">{Svg.Text(say.Of(cell))} </span>{Numbers.Count(count)} <small>{Svg.Text(Notes[cell.Index])}</small>"""
                )
                : ($" aria-label=\"{what}\"", Numbers.Count(count));
        output.Content.AppendHtml(
            count == 0
                ? $"""<span class="{kind} is-empty"><span aria-hidden="true">·</span><span class="visually-hidden">{what}</span></span>"""
            : Address is null ? $"""<span class="{kind}" title="{what}">{text}</span>"""
            : $"""<a class="{kind}" href="{Svg.Text(Address(cell))}" title="{what}"{label}>{text}</a>"""
        );
    }
}
