using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Grids;
using NineGrid.Web.Display;

namespace NineGrid.Web.Components;

/// <summary>Where something stood at a time.</summary>
/// <param name="When">The time, in words.</param>
/// <param name="Cell">The cell; null when there was no place.</param>
public sealed record TrailMark(string When, Cell? Cell);

/// <summary><c>&lt;mini-grid grid="Value" cell="…" trail="…"/&gt;</c>: a small picture of the nine cells with one of them filled, and the way there.</summary>
[HtmlTargetElement("mini-grid", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MiniGrid(Words say) : TagHelper
{
    private const int Side = 44; // of a cell
    private const int Gap = 3;

    /// <summary>Which grid it is, for the label.</summary>
    public Grid Grid { get; set; }

    /// <summary>The cell; null when there is no place.</summary>
    public Cell? Cell { get; set; }

    /// <summary>Where it stood, oldest first; the last is now. Stands in one cell are drawn beside each other in the order of time.</summary>
    public IReadOnlyList<TrailMark> Trail { get; set; } = [];

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        int size = (3 * Side) + (2 * Gap);
        Svg.Open(output, "mini-grid", size, size, Summary());
        foreach (Cell cell in Domain.Grids.Cell.All)
        {
            (int x, int y) = Corner(cell);
            string here = cell == Cell ? " is-here" : "";
            output.Content.AppendHtml(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""<rect class="band-{BandClass.Of(cell.Band)}{here}" x="{x}" y="{y}" width="{Side}" height="{Side}" rx="3"/>"""
                )
            );
        }

        Draw(output);
    }

    private void Draw(TagHelperOutput output)
    {
        (double X, double Y)?[] places = Places();
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] is not (double x, double y))
            {
                continue;
            }

            // The older the fainter, but never so faint that it is lost.
            string faint = Svg.At(places.Length == 1 ? 1 : 0.45 + (0.55 * i / (places.Length - 1)));
            if (i > 0 && places[i - 1] is (double fromX, double fromY))
            {
                output.Content.AppendHtml(
                    $"""<line class="trail" x1="{Svg.At(fromX)}" y1="{Svg.At(fromY)}" x2="{Svg.At(x)}" y2="{Svg.At(y)}" opacity="{faint}"/>"""
                );
            }
        }

        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] is (double x, double y))
            {
                bool now = i == places.Length - 1;
                string faint = Svg.At(now ? 1 : 0.45 + (0.55 * i / places.Length));
                output.Content.AppendHtml(
                    $"""<circle class="{(now ? "trail-now" : "trail-dot")}" cx="{Svg.At(x)}" cy="{Svg.At(y)}" r="{(now ? "5.5" : "2.6")}" opacity="{faint}"><title>{Svg.Text($"{Trail[i].When} {say.Of(Trail[i].Cell!.Value)}")}</title></circle>"""
                );
            }
        }
    }

    private (double X, double Y)?[] Places()
    {
        var stands = Trail
            .Where(mark => mark.Cell is not null)
            .GroupBy(mark => mark.Cell!.Value)
            .ToDictionary(own => own.Key, own => own.Count());
        Dictionary<Cell, int> taken = [];
        var places = new (double, double)?[Trail.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (Trail[i].Cell is Cell cell)
            {
                int order = taken[cell] = taken.GetValueOrDefault(cell) + 1;
                (int x, int y) = Corner(cell);
                places[i] = (x + (Side * order / (stands[cell] + 1.0)), y + (Side / 2.0));
            }
        }

        return places;
    }

    private string Summary()
    {
        string now = Cell is Cell own ? say.Of(Grid, own) : say["part.unplaced"];
        string[] stands = [.. Trail.Select(mark => $"{mark.When} {(mark.Cell is Cell cell ? say.Of(cell) : say["part.unplaced"])}")];
        return stands.Length < 2
            ? say["trail.none", say.Of(Grid), now]
            : say["trail.summary", say.Of(Grid), now, string.Join(say["list.separator"], stands)];
    }

    private static (int X, int Y) Corner(Cell cell) => ((int)cell.X * (Side + Gap), (2 - (int)cell.Y) * (Side + Gap));
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
