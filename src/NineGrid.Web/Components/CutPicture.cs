using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;
using NineGrid.Web.Display;
using NineGrid.Web.Pages.Admin;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;cut-picture grid="…" trial="…" picture="…" scheme="…"/&gt;</c>: where customers lie under a scheme that is tried, and the cut lines, which the page's script makes sliders that write into the fields of the draft.</summary>
[HtmlTargetElement("cut-picture", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CutPicture(Words say, SchemeText texts) : TagHelper
{
    private const double Width = 480;
    private const double Height = 340;
    private const double Left = 64;
    private const double Right = 14;
    private const double Top = 12;
    private const double Bottom = 34;
    private const double Largest = 7; // radius of the fullest field

    /// <summary>The grid.</summary>
    public Grid Grid { get; set; }

    /// <summary>What would change.</summary>
    public SchemeTrial Trial { get; set; } = null!;

    /// <summary>Where the customers lie.</summary>
    public TriedPicture Picture { get; set; } = null!;

    /// <summary>The scheme that is tried.</summary>
    public Scheme Scheme { get; set; } = Scheme.Default;

    /// <summary>Whether no line can be moved, as all come from another period.</summary>
    public bool IsFast { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Svg.Open(output, "cut-picture", Width, Height, summary: null);
        // Its lines can be moved, so it is a group of things, not one image.
        output.Attributes.RemoveAll("aria-hidden");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute(
            "aria-label",
            say[
                "scheme.picture.summary",
                say.Of(Grid),
                Numbers.Count(Picture.Fields.Sum(one => one.Count)),
                Numbers.Count(Picture.Fields.Sum(one => one.Moved))
            ]
        );
        output.Attributes.SetAttribute("data-left", Svg.At(Left));
        output.Attributes.SetAttribute("data-width", Svg.At(Width - Left - Right));
        output.Attributes.SetAttribute("data-top", Svg.At(Top));
        output.Attributes.SetAttribute("data-height", Svg.At(Height - Top - Bottom));
        var svg = new StringBuilder();
        Cells(svg);
        Fields(svg);
        foreach (bool y in (bool[])[false, true])
        {
            AxisSpread spread = y ? Picture.Y : Picture.X;
            IReadOnlyList<TriedCut> cuts = Trial.Cuts(Grid, y);
            PeerCut? bank = cuts.FirstOrDefault(cut => cut.IsBank)?.After;
            foreach (TriedCut cut in cuts)
            {
                if (cut.IsBank)
                {
                    Line(svg, "cut-before", y, spread, cut.Before?.Cuts);
                }
                else if (cut.After is { InUse: true })
                {
                    Line(svg, "cut-peer", y, spread, cut.After.Cuts);
                }
            }

            if (bank is { Cuts.Exist: true })
            {
                Handle(svg, y, spread, bank.Cuts.Lo, isUpper: false);
                Handle(svg, y, spread, bank.Cuts.Hi, isUpper: true);
            }
        }

        output.Content.AppendHtml(svg.ToString());
    }

    private void Cells(StringBuilder svg)
    {
        double[] x = Ends(y: false);
        double[] y = Ends(y: true);
        foreach (Cell cell in Cell.All)
        {
            (int i, int j) = ((int)cell.X, (int)cell.Y);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect class="cell band-{BandClass.Of(cell.Band)}" x="{Svg.At(X(x[i]))}" y="{Svg.At(Y(y[j + 1]))}" width="{Svg.At(X(x[i + 1]) - X(x[i]))}" height="{Svg.At(Y(y[j]) - Y(y[j + 1]))}"/>"""
            );
        }
    }

    // The bank's cuts between the ends of the axis; without cuts everybody is Low.
    private double[] Ends(bool y)
    {
        AxisSpread spread = y ? Picture.Y : Picture.X;
        CutPoints cuts = Trial.Cuts(Grid, y).FirstOrDefault(cut => cut.IsBank)?.After?.Cuts ?? CutPoints.None;
        return cuts.Exist ? [0, spread.At(cuts.Lo), spread.At(cuts.Hi), 1] : [0, 1, 1, 1];
    }

    private void Fields(StringBuilder svg)
    {
        double fullest = Picture.Fields.Max(one => one.Count);
        foreach (PictureField one in Picture.Fields)
        {
            double x = X((one.Column + 0.5) / TriedPicture.Columns);
            double y = Y((one.Row + 0.5) / TriedPicture.Rows);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<circle class="cut-stay" cx="{Svg.At(x)}" cy="{Svg.At(y)}" r="{Svg.At(Radius(one.Count, fullest))}"/>"""
            );
            if (one.Moved > 0)
            {
                double half = Radius(one.Moved, fullest) + 0.8;
                svg.Append(
                    CultureInfo.InvariantCulture,
                    $"""<path class="cut-moved" d="M{Svg.At(x)} {Svg.At(y - half)}l{Svg.At(half)} {Svg.At(half)}l{Svg.At(-half)} {Svg.At(half)}l{Svg.At(-half)} {Svg.At(-half)}z"/>"""
                );
            }
        }
    }

    private static double Radius(int count, double fullest) => Math.Max(1.1, Largest * Math.Sqrt(count / fullest));

    private static void Line(StringBuilder svg, string kind, bool y, AxisSpread spread, CutPoints? cuts)
    {
        if (cuts is not { Exist: true } found)
        {
            return;
        }

        foreach (double value in (double[])[found.Lo, found.Hi])
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="{kind}" d="{Across(y, spread.At(value))}"/>""");
        }
    }

    private void Handle(StringBuilder svg, bool y, AxisSpread spread, double value, bool isUpper)
    {
        AxisRule rule = Scheme.Axis(Grid, y);
        string kind = SchemeForm.Kind(rule.Cut);
        string key = Scheme.AxisKey(Grid, y);
        // High is what brings the first share of contribution cuts, and so the upper line.
        bool isSecond = rule.Cut is ContributionCut ? !isUpper : isUpper;
        string name = say["scheme.of", texts.Axis(Grid, y), say[isUpper ? "scheme.axis.hi" : "scheme.axis.lo"]];
        string told = texts.Point(Grid, y, value);
        double at = spread.At(value);
        double place = y ? Y(at) : X(at);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<g class="cut-handle" id="cut-{key}-{(isUpper ? "hi" : "lo")}" data-side="{(y ? "y" : "x")}" data-at="{Svg.At(place)}" data-name="{Svg.Text(name)}" data-told="{Svg.Text(told)}" """
        );
        if (!IsFast)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""data-field="{key}.{(isSecond ? "hi" : "lo")}" data-other="{key}.{(isSecond ? "lo" : "hi")}" data-kind="{kind}" data-growth="{(Grid == Grid.Growth ? "1" : "")}" data-money="{(Grid != Grid.Growth && !y ? "1" : "")}" data-scale="{SchemeForm.Scale(Grid, y, kind).ToString("R", CultureInfo.InvariantCulture)}" data-axis="{Svg.Text(JsonSerializer.Serialize<double[]>([spread.From, spread.To, spread.Fold]))}" data-table="{Svg.Text(Table(spread, kind))}" """
            );
        }

        (double textX, double textY, string anchor) = y
            ? (Left - 6, place + 4, "end")
            : (place, Height - Bottom + (isUpper ? 14 : 27), "middle");
        string knob = y
            ? $"""<circle cx="{Svg.At(Width - Right)}" cy="{Svg.At(place)}" r="6"/>"""
            : $"""<circle cx="{Svg.At(place)}" cy="{Svg.At(Top)}" r="6"/>""";
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""><path class="grip" d="{Across(y, at)}"/><path class="cut-after" d="{Across(y, at)}"/>{(IsFast ? "" : knob)}<text x="{Svg.At(textX)}" y="{Svg.At(textY)}" text-anchor="{anchor}">{Svg.Text(told)}</text><title>{Svg.Text(name)}</title></g>"""
        );
    }

    // Pairs of what stands in the field and the value at which the line then lies, by value.
    private static string Table(AxisSpread spread, string kind) =>
        kind switch
        {
            "quantile" => JsonSerializer.Serialize(spread.Percentiles.Select((value, i) => (double[])[i, value])),
            "contribution" => JsonSerializer.Serialize(
                spread.Percentiles.Select((value, i) => (double[])[Math.Round(100 * spread.Contributions[i], 4), value])
            ),
            _ => "",
        };

    private static string Across(bool y, double at) =>
        y ? $"M{Svg.At(Left)} {Svg.At(Y(at))}H{Svg.At(Width - Right)}" : $"M{Svg.At(X(at))} {Svg.At(Top)}V{Svg.At(Height - Bottom)}";

    private static double X(double at) => Left + ((Width - Left - Right) * at);

    private static double Y(double at) => Top + ((Height - Top - Bottom) * (1 - at));
}
