using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Grids;

/// <summary>A point on its way to the picture: its values, where they are drawn, and which may be told.</summary>
/// <param name="Row">What was read.</param>
/// <param name="AtX">Where it is drawn on x.</param>
/// <param name="AtY">Where it is drawn on y.</param>
/// <param name="XCuts">The cut points on x, as far as they may be shown.</param>
/// <param name="YCuts">Those on y.</param>
/// <param name="Tells">Whether its own figures may be told.</param>
internal sealed record DrawnPoint(PointsQuery.Raw Row, AxisPlace AtX, AxisPlace AtY, ShownCut XCuts, ShownCut YCuts, bool Tells)
{
    /// <summary>Whether its place on x is drawn to scale. A point that is tells its figures and, together with others, its cuts.</summary>
    public bool XTells => Tells && !XCuts.IsKeptBack;

    /// <summary>Whether its place on y is drawn to scale.</summary>
    public bool YTells => Tells && !YCuts.IsKeptBack;
}

/// <summary>Where on the picture of an institution values are drawn. Filters do not change it, so that nothing moves when one is set.</summary>
internal sealed class PictureFrame
{
    private readonly Grid _grid;
    private readonly AxisCuts _xCuts;
    private readonly AxisCuts _yCuts;
    private readonly HashSet<int> _shownGroups;
    private readonly PictureAxis _x;
    private readonly PictureAxis _y;
    private readonly Reach _reach;

    private PictureFrame(Grid grid, AxisCuts xCuts, AxisCuts yCuts, HashSet<int> shownGroups, Reach reach)
    {
        _grid = grid;
        (_xCuts, _yCuts) = (xCuts, yCuts);
        _shownGroups = shownGroups;
        _reach = reach;
        _x = new(XScale(grid), reach.X, []);
        _y = new(YScale(grid), reach.Y, []);
    }

    private sealed record Reach(AxisReach X, AxisReach Y, int Customers);

    public static AxisScale XScale(Grid grid) => grid == Grid.Growth ? AxisScale.Growth : AxisScale.Money;

    public static AxisScale YScale(Grid grid) => grid == Grid.Growth ? AxisScale.Growth : AxisScale.Rate;

    /// <summary>The frame of an institution.</summary>
    /// <param name="db">The database.</param>
    /// <param name="large">Keeps the reach of large institutions.</param>
    /// <param name="scope">What may be seen.</param>
    /// <param name="at">The institution and the snapshot.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="everybody">All that is placed in the institution, where that has been read already.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public static async Task<PictureFrame> LoadAsync(
        NineGridDbContext db,
        LargeSelections large,
        DataScope scope,
        Viewpoint at,
        Grid grid,
        List<PointsQuery.Raw>? everybody,
        CancellationToken cancellationToken
    )
    {
        (AxisCuts xCuts, AxisCuts yCuts) = await AxisCuts.LoadAsync(db, scope, at, grid, cancellationToken);
        HashSet<int> groups = grid == Grid.Group ? await ShownGroupsAsync(db, scope, at.SnapshotId, cancellationToken) : [];
        Reach reach = await large.AnswerAsync(
            scope,
            at,
            grid,
            Selection.Everything,
            async () =>
                ReachOf(
                    grid,
                    xCuts,
                    yCuts,
                    groups,
                    everybody
                        ?? await PointsQuery
                            .Raws(
                                db,
                                at.SnapshotId,
                                grid,
                                Placing.On(grid, Selection.Everything.Of(db, scope, at)).In(GridPart.Placed),
                                PeerParts.Of(at.Scheme, grid)
                            )
                            .ToListAsync(cancellationToken)
                ),
            own => own.Customers
        );
        return new(grid, xCuts, yCuts, groups, reach);
    }

    /// <summary>The point as it is drawn; in the middle of its cell where its figures or cuts are kept back.</summary>
    public DrawnPoint Draw(PointsQuery.Raw row)
    {
        (ShownCut x, ShownCut y) = (_xCuts.For(row.Peer), _yCuts.For(row.Peer));
        bool tells = _grid != Grid.Group || _shownGroups.Contains(row.Id);
        return new(
            row,
            tells && !x.IsKeptBack ? _x.Place(row.X, x.Cuts, row.Cell.X) : Middle(row.Cell.X),
            tells && !y.IsKeptBack ? _y.Place(row.Y, y.Cuts, row.Cell.Y) : Middle(row.Cell.Y),
            x,
            y,
            tells
        );
    }

    /// <summary>Where values of another period would stand by the cut points of this one; null when those are kept back.</summary>
    public (AxisPlace X, AxisPlace Y)? PlaceOf(PeerKey peer, double x, double y)
    {
        (ShownCut xCuts, ShownCut yCuts) = (_xCuts.For(peer), _yCuts.For(peer));
        return xCuts.IsKeptBack || yCuts.IsKeptBack
            ? null
            : (
                _x.Place(x, xCuts.Cuts, xCuts.Cuts.LevelOf(x, Unit(_x.Scale))),
                _y.Place(y, yCuts.Cuts, yCuts.Cuts.LevelOf(y, Unit(_y.Scale)))
            );
    }

    /// <summary>The axes with the marks and medians of some points.</summary>
    public (PictureAxis X, AxisMedian? XMedian, PictureAxis Y, AxisMedian? YMedian) AxesOf(IReadOnlyList<DrawnPoint> points)
    {
        (double, CutPoints, Level)[] xs = [.. points.Where(one => one.XTells).Select(one => (one.Row.X, one.XCuts.Cuts, one.Row.Cell.X))];
        (double, CutPoints, Level)[] ys = [.. points.Where(one => one.YTells).Select(one => (one.Row.Y, one.YCuts.Cuts, one.Row.Cell.Y))];
        var x = new PictureAxis(_x.Scale, _reach.X, xs.Select(one => one.Item2));
        var y = new PictureAxis(_y.Scale, _reach.Y, ys.Select(one => one.Item2));
        return (x, x.MedianOf(xs, Unit(x.Scale)), y, y.MedianOf(ys, Unit(y.Scale)));
    }

    private static Reach ReachOf(Grid grid, AxisCuts xCuts, AxisCuts yCuts, HashSet<int> groups, List<PointsQuery.Raw> rows)
    {
        List<(double Value, CutPoints Cuts, Level Level)> xs = new(rows.Count);
        List<(double Value, CutPoints Cuts, Level Level)> ys = new(rows.Count);
        List<(double Value, CutPoints Cuts, Level Level)> light = [];
        foreach (PointsQuery.Raw row in rows.Where(row => grid != Grid.Group || groups.Contains(row.Id)))
        {
            (ShownCut x, ShownCut y) = (xCuts.For(row.Peer), yCuts.For(row.Peer));
            if (!x.IsKeptBack)
            {
                xs.Add((row.X, x.Cuts, row.Cell.X));
            }

            // Light capital is another kind of number (3.2): it does not stretch the axis, it is drawn on its edge.
            if (!y.IsKeptBack)
            {
                (YScale(grid) == AxisScale.Rate && row.IsLight ? light : ys).Add((row.Y, y.Cuts, row.Cell.Y));
            }
        }

        return new(AxisReach.Of(XScale(grid), xs), AxisReach.Of(YScale(grid), ys.Count > 0 ? ys : light), rows.Count);
    }

    private static async Task<HashSet<int>> ShownGroupsAsync(
        NineGridDbContext db,
        DataScope scope,
        int snapshot,
        CancellationToken cancellationToken
    )
    {
        List<PointsQuery.GroupMembers> groups = await PointsQuery.Groups(db, scope, snapshot).ToListAsync(cancellationToken);
        return [.. groups.Where(own => scope.Shows(own.Members, own.Within)).Select(own => own.GroupId)];
    }

    private static AxisUnit Unit(AxisScale scale) => scale == AxisScale.Money ? AxisUnit.Money : AxisUnit.Ratio;

    private static AxisPlace Middle(Level level) => new((int)level + 0.5, Clipped: 0);
}
