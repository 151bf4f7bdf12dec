using System.Globalization;
using System.Text.Json.Serialization;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Grids;
using NineGrid.Web.Pages;

namespace NineGrid.Web.Display;

/// <summary>The picture as the browser draws it: positions and finished texts, no figures to format.</summary>
/// <param name="X">The x axis.</param>
/// <param name="Y">The y axis.</param>
/// <param name="Points">Customers or groups by name.</param>
/// <param name="Bins">Counts, when there are too many points.</param>
public sealed record Picture(PictureScale X, PictureScale Y, IReadOnlyList<PicturePoint> Points, IReadOnlyList<PictureBin> Bins);

/// <summary>An axis of the picture.</summary>
/// <param name="Ticks">Marks with their texts.</param>
/// <param name="Lower">Text at the lower cut line: its value, or only its name when several peer groups have values of their own.</param>
/// <param name="Upper">Text at the upper cut line.</param>
/// <param name="Gutter">Where the gutter for values of 0 and less ends; null without one.</param>
/// <param name="GutterText">Its text.</param>
public sealed record PictureScale(IReadOnlyList<PictureTick> Ticks, string Lower, string Upper, double? Gutter, string GutterText);

/// <summary>A mark of an axis.</summary>
public sealed record PictureTick(double At, string Text);

/// <summary>A point of the picture; the names are short because there are up to two thousand.</summary>
public sealed record PicturePoint
{
    [JsonPropertyName("x")]
    public required double X { get; init; }

    [JsonPropertyName("y")]
    public required double Y { get; init; }

    /// <summary>−1, 0, 1: clipped on the low side, not, on the high side; x then y.</summary>
    [JsonPropertyName("e")]
    public required int[] Edges { get; init; }

    /// <summary>EC in yuan, for the area.</summary>
    [JsonPropertyName("c")]
    public required double Capital { get; init; }

    /// <summary>The band: 0 Low, 1 Mid, 2 High.</summary>
    [JsonPropertyName("b")]
    public required int Band { get; init; }

    /// <summary>Light capital.</summary>
    [JsonPropertyName("l")]
    public required bool Light { get; init; }

    [JsonPropertyName("n")]
    public required string Name { get; init; }

    /// <summary>Coordinates and strategy, a line each.</summary>
    [JsonPropertyName("t")]
    public required string[] Lines { get; init; }

    /// <summary>The address behind it.</summary>
    [JsonPropertyName("a")]
    public required string Address { get; init; }
}

/// <summary>A count of the picture.</summary>
public sealed record PictureBin(double X, double Y, int Count, int Band, string Text);

/// <summary>Writes the picture of a grid in the language of the request.</summary>
public sealed class PictureText(Words say, Numbers show)
{
    /// <summary>The picture of those points on a page at that address.</summary>
    public Picture Of(Grid grid, Address here, GridPoints points) =>
        new(
            Scale(grid, points.X, "x"),
            Scale(grid, points.Y, "y"),
            [.. points.Points.Select(point => Point(grid, here, point))],
            [
                .. points.Bins.Select(bin => new PictureBin(
                    Math.Round(bin.X, 4),
                    Math.Round(bin.Y, 4),
                    bin.Count,
                    (int)bin.Cell.Band,
                    say.Counted(bin.Count, "picture.bin", Numbers.Count(bin.Count))
                )),
            ]
        );

    /// <summary>A value of an axis: money, a percentage, or symmetric growth as ordinary growth.</summary>
    public string Value(AxisScale scale, double value) =>
        scale switch
        {
            AxisScale.Money => show.AmountInWords(value),
            AxisScale.Rate => Numbers.Percent(value),
            AxisScale.Growth => show.Growth(Growth.OrdinaryOf(value)),
            _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "not a scale"),
        };

    /// <summary>A cut point in running text.</summary>
    public string Cut(AxisScale scale, double value) => scale == AxisScale.Money ? show.AmountInWords(value) : InTable(scale, value);

    /// <summary>A cut point in a table whose head names the unit; NaN is none.</summary>
    public static string InTable(AxisScale scale, double value) =>
        double.IsNaN(value) ? Numbers.NotMeasured
        : scale == AxisScale.Money ? Numbers.Amount(value)
        : scale == AxisScale.Growth ? Numbers.Percent(Growth.OrdinaryOf(value))
        : Numbers.Percent(value);

    /// <summary>The text at a cut line: its value, or only its name when several peer groups have values of their own.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="upper">Whether it is the upper cut.</param>
    /// <param name="name"><c>x</c> or <c>y</c>.</param>
    public string CutOn(PictureAxis axis, bool upper, string name) =>
        axis.Cuts.Count == 1 ? Line(axis.Scale, upper ? axis.Cuts[0].Hi : axis.Cuts[0].Lo)
        : upper ? say[$"cut.upper.{name}"]
        : say[$"cut.lower.{name}"];

    private PictureScale Scale(Grid grid, PictureAxis axis, string name)
    {
        bool gutter = axis.Scale == AxisScale.Money;
        return new(
            [.. axis.Ticks.Select(tick => new PictureTick(Math.Round(tick.Position, 4), Tick(axis.Scale, tick)))],
            CutOn(axis, upper: false, name),
            CutOn(axis, upper: true, name),
            gutter ? PictureAxis.GutterEnd : null,
            gutter ? say["picture.gutter"] : say[$"axis.{grid}.{name}"]
        );
    }

    private string Line(AxisScale scale, double value) =>
        scale switch
        {
            AxisScale.Money => show.AmountOnAxis(value),
            AxisScale.Rate => Numbers.PercentOnAxis(value),
            AxisScale.Growth => Numbers.PercentOnAxis(Growth.OrdinaryOf(value) ?? 0),
            _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "not a scale"),
        };

    private string Tick(AxisScale scale, AxisTick tick) =>
        tick.IsMultiple ? Numbers.Multiple(tick.Value)
        : scale == AxisScale.Money ? show.AmountOnAxis(tick.Value)
        : Numbers.PercentOnAxis(tick.Value);

    private PicturePoint Point(Grid grid, Address here, GridPoint point) =>
        new()
        {
            X = Math.Round(point.AtX.Position, 4),
            Y = Math.Round(point.AtY.Position, 4),
            Edges = [point.AtX.Clipped, point.AtY.Clipped],
            Capital = Math.Round(point.EconomicCapital ?? 0),
            Band = (int)point.Cell.Band,
            Light = point.IsLight && grid == Grid.Value,
            Name = point.Name,
            Lines = [.. Lines(grid, point)],
            Address = Behind(grid, here, point).ToString(),
        };

    private IEnumerable<string> Lines(Grid grid, GridPoint point)
    {
        if (grid == Grid.Growth)
        {
            yield return say["point.growth.x", show.Growth(point.OrdinaryX)];
            yield return say["point.growth.y", show.Growth(point.Y is double own ? Growth.OrdinaryOf(own) : null)];
        }
        else
        {
            yield return point.X is double x ? say["point.value.x", show.AmountInWords(x)] : say.KeptBack;
            if (point.Y is double y)
            {
                yield return say["point.value.y", Numbers.Percent(y)];
            }
        }

        yield return grid == Grid.Group
            ? say.Counted(point.Members, "point.members", Numbers.Count(point.Members))
            : say["point.strategy", say.Of(point.Strategy)];
        if (point.IsLight && grid == Grid.Value)
        {
            yield return say["badge.light"];
        }
    }

    private static Address Behind(Grid grid, Address here, GridPoint point) =>
        grid == Grid.Group
            ? here.To("/customers").With("grid", null).With("member", point.No).With("group", "placed")
            : here.Frame().To(string.Create(CultureInfo.InvariantCulture, $"/customers/{Uri.EscapeDataString(point.No)}"));
}
