using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Web.Pages;

namespace NineGrid.Web.Display;

/// <summary>Writes the picture of a grid in the language of the request.</summary>
public sealed class PictureText(Words say, Numbers show)
{
    private const int Others = 7;
    private const int Nobody = 8;

    /// <summary>The picture of those points on a page at that address.</summary>
    public Picture Of(Grid grid, Address here, GridPoints points) =>
        new(
            Scale(grid, points.X, points.XMedian, "x"),
            Scale(grid, points.Y, points.YMedian, "y"),
            points.Total,
            Note(grid, points),
            Behind(grid, here),
            [.. Colours(grid, points)],
            [.. Enum.GetValues<Strategy>().Select(strategy => say["point.strategy", say.Of(strategy)])],
            say["badge.light"],
            TenThousands(points.EconomicCapital),
            Points(grid, points.Points),
            points.Density.Bins.Count == 0 ? null : Density(points.Density)
        );

    /// <summary>Points by themselves.</summary>
    public IReadOnlyList<PicturePoint> Points(Grid grid, IReadOnlyList<GridPoint> points) =>
        [.. points.Select(point => Point(grid, point))];

    /// <summary>The ways of customers.</summary>
    public IReadOnlyList<PictureTrail> Trails(Grid grid, IReadOnlyList<Trail> trails) =>
        [
            .. trails.Select(trail => new PictureTrail(
                trail.No,
                trail.Name,
                [
                    .. trail.Steps.Select(step => new PictureStep(
                        Place(step.AtX),
                        Place(step.AtY),
                        string.Join(
                            say["list.separator"],
                            [
                                show.Month(step.Period),
                                .. Coordinates(grid, grid == Grid.Growth ? Growth.OrdinaryOf(step.X) : step.X, step.Y),
                            ]
                        )
                    )),
                ]
            )),
        ];

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

    private PictureScale Scale(Grid grid, PictureAxis axis, AxisMedian? median, string name)
    {
        bool gutter = axis.Scale == AxisScale.Money;
        return new(
            [.. axis.Ticks.Select(tick => new PictureTick(Math.Round(tick.Position, 4), Tick(axis.Scale, tick), tick.Depth))],
            CutOn(axis, upper: false, name),
            CutOn(axis, upper: true, name),
            gutter ? PictureAxis.GutterEnd : null,
            gutter ? say["picture.gutter"] : say[$"axis.{grid}.{name}"],
            median is null
                ? null
                : new(
                    Math.Round(median.Position, 4),
                    median.Value is double value ? say["picture.median.value", Value(axis.Scale, value)] : say["picture.median"]
                )
        );
    }

    private string Note(Grid grid, GridPoints points)
    {
        string total = Numbers.Count(points.Total);
        return points.Total <= PointsQuery.Most ? say[grid == Grid.Group ? "picture.hint.group" : "picture.hint"]
            : points.Density.Bins.Count == 0 ? say["picture.zoomed", Numbers.Count(points.Within), total]
            : say[
                "picture.binned",
                Numbers.Count(points.Within),
                total,
                Numbers.Count(PointsQuery.Most),
                Numbers.Count(points.Points.Count)
            ];
    }

    private IEnumerable<PictureColours> Colours(Grid grid, GridPoints points)
    {
        yield return new(
            Named(PictureColour.Band),
            [.. Enum.GetValues<Band>().Select(band => new PictureCategory(say.Of(grid, band), (int)band - 3))]
        );
        if (grid == Grid.Group)
        {
            yield break;
        }

        yield return new(
            Named(PictureColour.Strategy),
            [.. Enum.GetValues<Strategy>().Select(own => new PictureCategory(say.Of(own), own == Strategy.None ? Nobody : (int)own - 1))]
        );
        yield return new(
            Named(PictureColour.Size),
            [.. Enum.GetValues<SizeClass>().Select((own, i) => new PictureCategory(say.Of(own), i))]
        );
        yield return new(
            Named(PictureColour.Manager),
            [
                new(say["manager.none"], Nobody),
                new(say["colour.others"], Others),
                .. points.Managers.Select((own, i) => new PictureCategory(say["colour.manager", own.Name, Numbers.Count(own.Points)], i)),
            ]
        );
        yield return new(
            Named(PictureColour.Consistency),
            [
                .. Enum.GetValues<Consistency>()
                    .Select(own => new PictureCategory(say[$"consistency.short.{own}"], own == Consistency.None ? Nobody : (int)own - 1)),
            ]
        );
    }

    private static int[] Categories(Grid grid, GridPoint point) =>
        grid == Grid.Group
            ? [(int)point.Cell.Band]
            :
            [
                (int)point.Cell.Band,
                (int)point.Strategy,
                point.Size is SizeClass size ? Array.IndexOf(Enum.GetValues<SizeClass>(), size) : 0,
                point.Manager switch
                {
                    null => 0,
                    < 0 => 1,
                    int own => own + 2,
                },
                (int)point.Consistency,
            ];

    private static string Named(PictureColour colour) => colour.ToString().ToLowerInvariant();

    private PictureDensity Density(GridDensity density) =>
        new(
            density.Across,
            density.Up,
            [.. density.Bins.Select(bin => (int[])[bin.Column, bin.Row, bin.Count])],
            density
                .Bins.Select(bin => bin.Count)
                .Distinct()
                .ToDictionary(count => count, count => say.Counted(count, "picture.bin", Numbers.Count(count)))
        );

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

    private PicturePoint Point(Grid grid, GridPoint point) =>
        new()
        {
            X = Place(point.AtX),
            Y = Place(point.AtY),
            Edges = point.AtX.Clipped == 0 && point.AtY.Clipped == 0 ? null : [point.AtX.Clipped, point.AtY.Clipped],
            Capital = TenThousands(point.EconomicCapital ?? 0),
            Categories = Categories(grid, point),
            Strategy = (int)point.Strategy,
            Light = point.IsLight && grid == Grid.Value,
            No = point.No,
            Name = point.Name,
            Lines =
            [
                .. Coordinates(grid, grid == Grid.Growth ? point.OrdinaryX : point.X, point.Y),
                .. grid == Grid.Group ? [say.Counted(point.Members, "point.members", Numbers.Count(point.Members))] : Array.Empty<string>(),
            ],
        };

    private static double Place(AxisPlace place) => Math.Round(place.Position, 4);

    private static double TenThousands(double yuan) => Math.Round(yuan / 1e4);

    /// <summary>The coordinates, a line each; on the growth grid x is ordinary growth, y symmetric.</summary>
    private IEnumerable<string> Coordinates(Grid grid, double? x, double? y)
    {
        if (grid == Grid.Growth)
        {
            yield return say["point.growth.x", show.Growth(x)];
            yield return say["point.growth.y", show.Growth(y is double own ? Growth.OrdinaryOf(own) : null)];
        }
        else
        {
            yield return x is double revenue ? say["point.value.x", show.AmountInWords(revenue)] : say.KeptBack;
            if (y is double rate)
            {
                yield return say["point.value.y", Numbers.Percent(rate)];
            }
        }
    }

    private static string Behind(Grid grid, Address here)
    {
        const string No = "{no}";
        string address = here.Frame().To(grid == Grid.Group ? $"/groups/{No}" : $"/customers/{No}").ToString();
        return address.Replace(Uri.EscapeDataString(No), No, StringComparison.Ordinal);
    }
}
