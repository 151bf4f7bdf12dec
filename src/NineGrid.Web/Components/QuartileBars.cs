using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Statistics;

namespace NineGrid.Web.Components;

/// <summary>The scale on which sets are drawn side by side.</summary>
/// <param name="Least">Its left end.</param>
/// <param name="Most">Its right end, above the left.</param>
public readonly record struct QuartileScale(double Least, double Most)
{
    /// <summary>A scale that holds the quartiles of all sets, and 0 where that is near.</summary>
    public static QuartileScale Of(IReadOnlyCollection<Quartiles> sets)
    {
        if (sets.Count == 0)
        {
            return new(0, 1);
        }

        (double least, double most) = (sets.Min(set => set.P25), sets.Max(set => set.P75));
        double spread =
            most > least ? most - least
            : most != 0 ? Math.Abs(most)
            : 1;
        double from = least - (0.08 * spread);
        return new(least >= 0 && least < 1.5 * spread ? 0 : from, most + (0.08 * spread));
    }
}

/// <summary>A set that is drawn.</summary>
/// <param name="Quartiles">Its quartiles; null leaves its lane empty.</param>
/// <param name="Look">The class of its colour: <c>high</c>, <c>mid</c>, <c>low</c>.</param>
/// <param name="IsThin">Whether it is too small to say much.</param>
public sealed record QuartileSet(Quartiles? Quartiles, string Look, bool IsThin);

/// <summary><c>&lt;quartile-bars sets="…" scale="…"/&gt;</c>: a lane for each set with its band p25–p75 and its median, on one scale. The figures stand in the text beside it.</summary>
[HtmlTargetElement("quartile-bars", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class QuartileBars : TagHelper
{
    private const double Width = 240;
    private const double Lane = 12;
    private const double Inset = 3;

    /// <summary>The sets, the first on top.</summary>
    public IReadOnlyList<QuartileSet> Sets { get; set; } = [];

    /// <summary>The scale.</summary>
    public QuartileScale Scale { get; set; }

    /// <summary>A value that all are measured against; null for none.</summary>
    public double? Reference { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        double height = Lane * Sets.Count;
        Svg.Open(output, "quartile-bars", Width, height, summary: null);
        foreach ((int lane, QuartileSet set) in Sets.Index())
        {
            Draw(output, set, Lane * lane);
        }

        if (Reference is double reference)
        {
            string x = Svg.At(Place(reference));
            output.Content.AppendHtml($"""<line class="reference" x1="{x}" y1="0" x2="{x}" y2="{Svg.At(height)}"/>""");
        }
    }

    private void Draw(TagHelperOutput output, QuartileSet set, double top)
    {
        string middle = Svg.At(top + (Lane / 2));
        output.Content.AppendHtml($"""<line class="track" x1="0" y1="{middle}" x2="{Svg.At(Width)}" y2="{middle}"/>""");
        if (set.Quartiles is not Quartiles quartiles)
        {
            return;
        }

        (double from, double median, double to) = (Place(quartiles.P25), Place(quartiles.Median), Place(quartiles.P75));
        string look = set.IsThin ? $"{set.Look} is-thin" : set.Look;
        output.Content.AppendHtml(
            $"""<rect class="middle {look}" x="{Svg.At(from)}" y="{Svg.At(top + 2)}" width="{Svg.At(Math.Max(to - from, 1.5))}" height="{Svg.At(Lane - 4)}" rx="1"/><rect class="median {look}" x="{Svg.At(median - 1.5)}" y="{Svg.At(top + 0.5)}" width="3" height="{Svg.At(Lane - 1)}"/>"""
        );
    }

    // What lies beyond the scale stands at its end.
    private double Place(double value) =>
        Inset + ((Width - (2 * Inset)) * Math.Clamp((value - Scale.Least) / (Scale.Most - Scale.Least), 0, 1));
}
