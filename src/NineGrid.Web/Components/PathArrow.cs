using Microsoft.AspNetCore.Razor.TagHelpers;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Web.Display;

namespace NineGrid.Web.Components;

/// <summary><c>&lt;path-arrow way="…" x="…" y="…"/&gt;</c>: the cut lines of the value grid, and the arrow from today's point through the steps of a path.</summary>
/// <remarks>It is laid over the nine cells, which are links. The same points stand as figures in the table of the steps.</remarks>
[HtmlTargetElement("path-arrow", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PathArrow(Words say, PathWords tell, PictureText texts) : TagHelper
{
    private const double Width = 440;
    private const double Height = 300;
    private const double Left = 48;
    private const double Bottom = 20;
    private const double Edge = 6;
    private const double Side = (Width - Left - Edge) / 3;
    private const double Rise = (Height - Bottom - Edge) / 3;

    // Numbers that would touch each other are left out; the table has them all.
    private const double RoomForNumber = 15;

    /// <summary>The path.</summary>
    public StepwisePath Way { get; set; } = null!;

    /// <summary>The customer's cut points on revenue.</summary>
    public CutPoints X { get; set; }

    /// <summary>Those on RAROC.</summary>
    public CutPoints Y { get; set; }

    /// <summary>A point that is tried out, drawn hollow; null for none.</summary>
    public PathPoint? Tried { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var picture = new PathPicture(Way, X, Y, Tried);
        Svg.Open(output, "path-arrow", Width, Height, Summary());
        foreach (int cut in (int[])[1, 2])
        {
            output.Content.AppendHtml(
                $"""<line class="cut" x1="{Svg.At(AtX(cut))}" y1="{Svg.At(AtY(3))}" x2="{Svg.At(AtX(cut))}" y2="{Svg.At(AtY(0))}"/><line class="cut" x1="{Svg.At(AtX(0))}" y1="{Svg.At(AtY(cut))}" x2="{Svg.At(AtX(3))}" y2="{Svg.At(AtY(cut))}"/>"""
            );
            Tick(output, AtX(cut), AtY(0) + 14, "middle", texts.CutOn(picture.X, cut == 2, "x"));
            Tick(output, AtX(0) - 5, AtY(cut) + 4, "end", texts.CutOn(picture.Y, cut == 2, "y"));
        }

        if (Tried is PathPoint tried && picture.Tried is var (x, y))
        {
            Draw(output, tried, picture.Points[0], (AtX(x.Position), AtY(y.Position)));
        }

        Draw(output, [.. picture.Points.Select(point => (AtX(point.X.Position), AtY(point.Y.Position)))]);
    }

    private void Draw(TagHelperOutput output, PathPoint tried, (AxisPlace X, AxisPlace Y) today, (double X, double Y) to)
    {
        output.Content.AppendHtml(
            $"""<line class="trial" x1="{Svg.At(AtX(today.X.Position))}" y1="{Svg.At(AtY(today.Y.Position))}" x2="{Svg.At(to.X)}" y2="{Svg.At(to.Y)}"/><circle class="tried" cx="{Svg.At(to.X)}" cy="{Svg.At(to.Y)}" r="7"><title>{Svg.Text(say["what-if.tried.at", tell.Point(tried)])}</title></circle>"""
        );
    }

    private void Draw(TagHelperOutput output, (double X, double Y)[] points)
    {
        if (points.Length > 1)
        {
            output.Content.AppendHtml(
                $"""<polyline class="way" points="{string.Join(' ', points.Select(point => $"{Svg.At(point.X)},{Svg.At(point.Y)}"))}"/>"""
            );
            (double x, double y) = points[^1];
            int from = Array.FindLastIndex(points, point => Distance(point, (x, y)) > 1);
            double turn = from < 0 ? 0 : Math.Atan2(y - points[from].Y, x - points[from].X) * 180 / Math.PI;
            output.Content.AppendHtml(
                $"""<path class="head" transform="translate({Svg.At(x)} {Svg.At(y)}) rotate({Svg.At(turn)})" d="M1 0L-11 -5.5L-8 0L-11 5.5z"/>"""
            );
        }

        (double X, double Y) numbered = points[0];
        for (int i = 1; i < points.Length; i++)
        {
            (double x, double y) = points[i];
            if (i < points.Length - 1)
            {
                output.Content.AppendHtml(
                    $"""<circle class="step" cx="{Svg.At(x)}" cy="{Svg.At(y)}" r="3"><title>{Svg.Text(Says(i))}</title></circle>"""
                );
            }

            if (Distance(points[i], numbered) > RoomForNumber && Distance(points[i], points[^1]) is 0 or > RoomForNumber)
            {
                numbered = points[i];
                bool end = x > Width - 30;
                Text(output, "number", x + (end ? -8 : 8), y - 7, end ? "end" : "start", Numbers.Count(i));
            }
        }

        (double startX, double startY) = points[0];
        output.Content.AppendHtml(
            $"""<circle class="today band-{BandClass.Of(Way.Before.Cell.Band)}" cx="{Svg.At(startX)}" cy="{Svg.At(startY)}" r="6"><title>{Svg.Text(Says(0))}</title></circle>"""
        );
    }

    private string Says(int point) =>
        point == 0
            ? say["path.today.at", tell.Point(Way.Before)]
            : say["path.step.at", Numbers.Count(point), say.Of(Way.Steps[point - 1].Lever.Kind), tell.Point(Way.Steps[point - 1].After)];

    private string Summary() =>
        Tried is PathPoint tried ? say["what-if.picture", tell.Point(Way.Before), tell.Point(tried)]
        : Way.Steps.Count == 0 ? say["path.today.at", tell.Point(Way.Before)]
        : say.Counted(Way.Steps.Count, "path.summary", tell.Point(Way.Before), Numbers.Count(Way.Steps.Count), tell.Point(Way.After));

    private static double Distance((double X, double Y) a, (double X, double Y) b) =>
        Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2));

    private static void Tick(TagHelperOutput output, double x, double y, string anchor, string text) =>
        Text(output, "tick", x, y, anchor, text);

    private static void Text(TagHelperOutput output, string kind, double x, double y, string anchor, string text) =>
        output.Content.AppendHtml(
            $"""<text class="{kind}" x="{Svg.At(x)}" y="{Svg.At(y)}" text-anchor="{anchor}">{Svg.Text(text)}</text>"""
        );

    private static double AtX(double position) => Left + (Side * position);

    private static double AtY(double position) => Edge + (Rise * (3 - position));
}
