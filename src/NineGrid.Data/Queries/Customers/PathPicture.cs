using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Customers;

/// <summary>Where the points of a path are drawn, on the axes of the grid's own picture.</summary>
public sealed class PathPicture
{
    // A path begins or ends at the far end of the axis; it should not cling to the edge.
    private const double Room = 1.4;

    /// <summary>The picture of a path.</summary>
    /// <param name="way">The path.</param>
    /// <param name="x">The customer's cut points on revenue.</param>
    /// <param name="y">Those on RAROC.</param>
    /// <param name="tried">A point that is tried out; null for none.</param>
    public PathPicture(StepwisePath way, CutPoints x, CutPoints y, PathPoint? tried = null)
    {
        PathPoint[] points =
        [
            way.Before,
            .. way.Steps.Select(step => step.After),
            .. tried is PathPoint one ? [one] : Array.Empty<PathPoint>(),
        ];
        X = Axis(AxisScale.Money, x, points.Select(point => (point.Revenue, x, point.Cell.X)));
        Y = Axis(AxisScale.Rate, y, points.Where(IsMeasured).Select(point => (point.Raroc, y, point.Cell.Y)));
        (AxisPlace X, AxisPlace Y)[] places =
        [
            .. points.Select(point =>
                (
                    X.Place(point.Revenue, x, point.Cell.X),
                    IsMeasured(point) ? Y.Place(point.Raroc, y, point.Cell.Y) : new((int)point.Cell.Y + 0.5, Clipped: 0)
                )
            ),
        ];
        Points = places[..(way.Steps.Count + 1)];
        Tried = tried is null ? null : places[^1];
    }

    /// <summary>The x axis: revenue.</summary>
    public PictureAxis X { get; }

    /// <summary>The y axis: RAROC.</summary>
    public PictureAxis Y { get; }

    /// <summary>Today's point, then that after each step.</summary>
    public IReadOnlyList<(AxisPlace X, AxisPlace Y)> Points { get; }

    /// <summary>The point that is tried out; null for none.</summary>
    public (AxisPlace X, AxisPlace Y)? Tried { get; }

    private static PictureAxis Axis(AxisScale scale, CutPoints cuts, IEnumerable<(double, CutPoints, Level)> values)
    {
        var reach = AxisReach.Of(scale, [.. values]);
        return new(scale, reach with { Low = Room * reach.Low, High = Room * reach.High }, [cuts]);
    }

    private static bool IsMeasured(PathPoint point) => !double.IsNaN(point.Raroc);
}
