using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Grids;

/// <summary>A customer on the picture, or a credit group on that of the group grid.</summary>
/// <param name="No">Customer number, or code of the group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Members">Customers it stands for: 1, or the group's members in the selection.</param>
/// <param name="X">Its value on x: yuan or symmetric growth.</param>
/// <param name="Y">Its value on y: a fraction or symmetric growth.</param>
/// <param name="OrdinaryX">On the growth grid the ordinary growth of our revenue; null from zero or loss, and on the other grids.</param>
/// <param name="EconomicCapital">EC, yuan; null when unknown.</param>
/// <param name="IsLight">Light capital: EC_credit is 0.</param>
/// <param name="Cell">The cell in which it is counted.</param>
/// <param name="Strategy">What to do with it; None for a group.</param>
/// <param name="AtX">Where it is drawn on x.</param>
/// <param name="AtY">Where it is drawn on y.</param>
public sealed record GridPoint(
    string No,
    string Name,
    int Members,
    double X,
    double Y,
    double? OrdinaryX,
    double? EconomicCapital,
    bool IsLight,
    Cell Cell,
    Strategy Strategy,
    AxisPlace AtX,
    AxisPlace AtY
);

/// <summary>How many customers lie in a small square of the picture.</summary>
/// <param name="X">Middle of the square, 0 to 3.</param>
/// <param name="Y">Middle of the square, 0 to 3.</param>
/// <param name="Count">Customers, or groups.</param>
/// <param name="Cell">The cell in which the square lies.</param>
public sealed record GridBin(double X, double Y, int Count, Cell Cell);

/// <summary>What the picture draws.</summary>
/// <param name="X">The x axis.</param>
/// <param name="Y">The y axis.</param>
/// <param name="Total">Points of the selection.</param>
/// <param name="Points">All of them; above <see cref="PointsQuery.Most"/> only the largest by revenue.</param>
/// <param name="Bins">Empty unless there are more than <see cref="PointsQuery.Most"/>.</param>
public sealed record GridPoints(PictureAxis X, PictureAxis Y, int Total, IReadOnlyList<GridPoint> Points, IReadOnlyList<GridBin> Bins);

/// <summary>Where does each customer of the selection lie on the grid?</summary>
public sealed class PointsQuery(NineGridDbContext db, LargeSelections large)
{
    /// <summary>Above so many points only counts leave the server, and <see cref="Named"/> points by name.</summary>
    public const int Most = 2000;

    /// <summary>Points that are named when there are more than <see cref="Most"/>.</summary>
    public const int Named = 50;

    private const int BinsAcross = 16; // of a cell
    private const int BinsUp = 12;

    public Task<GridPoints> AskAsync(DataScope scope, Viewpoint at, Grid grid, Selection selection, CancellationToken cancellationToken) =>
        large.AnswerAsync(
            scope,
            at,
            grid,
            selection,
            () => PointsAsync(scope, at, grid, selection, cancellationToken),
            points => points.Total
        );

    private async Task<GridPoints> PointsAsync(
        DataScope scope,
        Viewpoint at,
        Grid grid,
        Selection selection,
        CancellationToken cancellationToken
    )
    {
        IQueryable<Placing> placed = Placing.On(grid, selection.Of(db, scope, at)).In(GridPart.Placed);
        List<Raw> rows = await Raws(db, at.SnapshotId, grid, placed, PeerParts.Of(at.Scheme, grid)).ToListAsync(cancellationToken);
        (AxisCuts xCuts, AxisCuts yCuts) = await AxisCuts.LoadAsync(db, at, grid, cancellationToken);
        (CutPoints X, CutPoints Y)[] cuts = [.. rows.Select(row => (xCuts.For(row.Peer).Cuts, yCuts.For(row.Peer).Cuts))];

        AxisScale xScale = grid == Grid.Growth ? AxisScale.Growth : AxisScale.Money;
        AxisScale yScale = grid == Grid.Growth ? AxisScale.Growth : AxisScale.Rate;
        var x = new PictureAxis(xScale, [.. rows.Select((row, i) => (row.X, cuts[i].X, row.Cell.X))]);
        // Light capital is another kind of number (3.2): it does not stretch the axis, it is drawn on its edge.
        bool[] shapes = [.. rows.Select(row => yScale != AxisScale.Rate || !row.IsLight)];
        bool any = shapes.Contains(true);
        var y = new PictureAxis(yScale, [.. rows.Select((row, i) => (row.Y, cuts[i].Y, row.Cell.Y)).Where((_, i) => !any || shapes[i])]);

        AxisPlace[] xs = [.. rows.Select((row, i) => x.Place(row.X, cuts[i].X, row.Cell.X))];
        AxisPlace[] ys = [.. rows.Select((row, i) => y.Place(row.Y, cuts[i].Y, row.Cell.Y))];
        List<int> shown =
            rows.Count <= Most
                ? [.. Enumerable.Range(0, rows.Count)]
                : [.. Enumerable.Range(0, rows.Count).OrderByDescending(i => rows[i].Revenue).ThenBy(i => rows[i].Id).Take(Named)];
        Dictionary<int, Label> labels = await LabelsAsync(at.SnapshotId, grid, rows, shown, cancellationToken);
        return new(
            x,
            y,
            rows.Count,
            [.. shown.Select(i => rows[i].Point(labels[rows[i].Id], xs[i], ys[i]))],
            rows.Count <= Most ? [] : [.. Bins(rows, xs, ys)]
        );
    }

    /// <summary>A point as it is read, without its name.</summary>
    public sealed class Raw
    {
        public int Id { get; init; }
        public int Members { get; init; }
        public double X { get; init; }
        public double Y { get; init; }
        public double Revenue { get; init; }
        public double? EconomicCapital { get; init; }
        public bool IsLight { get; init; }
        public Cell Cell { get; init; }
        public Strategy Strategy { get; init; }
        public PeerKey Peer { get; init; }

        internal GridPoint Point(Label label, AxisPlace x, AxisPlace y) =>
            new(
                label.No,
                label.Name,
                Members,
                X,
                Y,
                label.Earlier is double earlier ? Growth.Ordinary(earlier, Revenue) : null,
                EconomicCapital,
                IsLight,
                Cell,
                Strategy,
                x,
                y
            );
    }

    /// <summary>Number and name of a customer or group; on the growth grid also its revenue a year earlier.</summary>
    public sealed record Label(int Id, string No, string Name, double? Earlier);

    public static IQueryable<Raw> Raws(NineGridDbContext db, int snapshot, Grid grid, IQueryable<Placing> placed, PeerParts peers)
    {
        (bool tier1, bool size, bool industry, bool credit) = (peers.Tier1, peers.Size, peers.Industry, peers.HasCredit);
        return grid switch
        {
            Grid.Value => placed.Select(one => new Raw
            {
                Id = one.Position.CustomerId,
                Members = 1,
                X = one.Position.Revenue!.Value,
                Y = one.Position.Raroc!.Value,
                Revenue = one.Position.Revenue!.Value,
                EconomicCapital = one.Position.EcCredit + one.Position.EcOp,
                IsLight = one.Position.EcCredit == 0,
                Cell = one.Cell!.Value,
                Strategy = one.Position.Strategy,
                Peer = new(
                    tier1 ? one.Position.Place : 0,
                    size ? one.Position.Size : default,
                    industry ? one.Position.Industry : null,
                    credit ? one.Position.HasCredit : null
                ),
            }),
            Grid.Growth => placed.Select(one => new Raw
            {
                Id = one.Position.CustomerId,
                Members = 1,
                X = one.Position.GrowthBank!.Value,
                Y = one.Position.GrowthOwn!.Value,
                Revenue = one.Position.Revenue!.Value,
                EconomicCapital = one.Position.EcCredit + one.Position.EcOp,
                IsLight = one.Position.EcCredit == 0,
                Cell = one.Cell!.Value,
                Strategy = one.Position.Strategy,
                Peer = new(
                    tier1 ? one.Position.Place : 0,
                    size ? one.Position.Size : default,
                    industry ? one.Position.Industry : null,
                    credit ? one.Position.HasCredit : null
                ),
            }),
            Grid.Group => from members in placed
                .GroupBy(one => one.Position.GroupId)
                .Select(own => new { GroupId = own.Key!.Value, Members = own.Count() })
            join standing in db.GroupPositions.Where(row => row.SnapshotId == snapshot) on members.GroupId equals standing.GroupId
            select new Raw
            {
                Id = standing.GroupId,
                Members = members.Members,
                X = standing.Revenue,
                Y = standing.Raroc!.Value,
                Revenue = standing.Revenue,
                EconomicCapital = standing.EconomicCapital,
                IsLight = false,
                Cell = standing.Cell!.Value,
                Strategy = Strategy.None,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };
    }

    public static IQueryable<Label> Labels(NineGridDbContext db, int snapshot, Grid grid, IReadOnlyCollection<int> ids) =>
        grid switch
        {
            Grid.Value => from customer in db.Customers
            where ids.Contains(customer.Id)
            select new Label(customer.Id, customer.No, customer.Name, null),
            Grid.Growth => from customer in db.Customers
            where ids.Contains(customer.Id)
            join figures in db.Figures.Where(row => row.SnapshotId == snapshot) on customer.Id equals figures.CustomerId
            select new Label(customer.Id, customer.No, customer.Name, figures.EarlierRevenue),
            Grid.Group => from own in db.Groups where ids.Contains(own.Id) select new Label(own.Id, own.Code, own.Name, null),
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };

    private async Task<Dictionary<int, Label>> LabelsAsync(
        int snapshot,
        Grid grid,
        List<Raw> rows,
        List<int> shown,
        CancellationToken cancellationToken
    )
    {
        var labels = new Dictionary<int, Label>(shown.Count);
        foreach (int[] ids in shown.Select(i => rows[i].Id).Chunk(500))
        {
            await foreach (Label label in Labels(db, snapshot, grid, ids).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                labels.Add(label.Id, label);
            }
        }

        return labels;
    }

    private static IEnumerable<GridBin> Bins(List<Raw> rows, AxisPlace[] xs, AxisPlace[] ys) =>
        Enumerable
            .Range(0, rows.Count)
            .GroupBy(i => (Column: (int)(xs[i].Position * BinsAcross), Row: (int)(ys[i].Position * BinsUp)))
            .OrderBy(bin => bin.Key)
            .Select(bin => new GridBin(
                (bin.Key.Column + 0.5) / BinsAcross,
                (bin.Key.Row + 0.5) / BinsUp,
                bin.Count(),
                rows[bin.First()].Cell
            ));
}
