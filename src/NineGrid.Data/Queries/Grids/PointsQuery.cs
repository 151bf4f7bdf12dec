using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Grids;

/// <summary>A customer on the picture, or a credit group on that of the group grid.</summary>
/// <param name="No">Customer number, or code of the group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Members">Customers it stands for: 1, or the group's members in the selection.</param>
/// <param name="X">Its value on x: yuan or symmetric growth; null when the sums of a group are kept back.</param>
/// <param name="Y">Its value on y: a fraction or symmetric growth; null when the sums of a group are kept back.</param>
/// <param name="OrdinaryX">On the growth grid the ordinary growth of our revenue; null from zero or loss, and on the other grids.</param>
/// <param name="EconomicCapital">EC, yuan; null when unknown or kept back.</param>
/// <param name="IsLight">Light capital: EC_credit is 0.</param>
/// <param name="Cell">The cell in which it is counted.</param>
/// <param name="Strategy">What to do with it; None for a group.</param>
/// <param name="AtX">Where it is drawn on x.</param>
/// <param name="AtY">Where it is drawn on y.</param>
public sealed record GridPoint(
    string No,
    string Name,
    int Members,
    double? X,
    double? Y,
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
        (AxisCuts xCuts, AxisCuts yCuts) = await AxisCuts.LoadAsync(db, scope, at, grid, cancellationToken);
        (ShownCut X, ShownCut Y)[] cuts = [.. rows.Select(row => (xCuts.For(row.Peer), yCuts.For(row.Peer)))];
        HashSet<int> shownGroups = grid == Grid.Group ? await ShownGroupsAsync(scope, at.SnapshotId, cancellationToken) : [];
        // A point drawn to scale tells its figures and, together with others, its cuts: where one is kept back it stands in the middle of its cell.
        bool[] tells = [.. rows.Select(row => grid != Grid.Group || shownGroups.Contains(row.Id))];
        bool[] xTells = [.. tells.Select((own, i) => own && !cuts[i].X.IsKeptBack)];
        bool[] yTells = [.. tells.Select((own, i) => own && !cuts[i].Y.IsKeptBack)];

        AxisScale xScale = grid == Grid.Growth ? AxisScale.Growth : AxisScale.Money;
        AxisScale yScale = grid == Grid.Growth ? AxisScale.Growth : AxisScale.Rate;
        var x = new PictureAxis(xScale, [.. rows.Select((row, i) => (row.X, cuts[i].X.Cuts, row.Cell.X)).Where((_, i) => xTells[i])]);
        // Light capital is another kind of number (3.2): it does not stretch the axis, it is drawn on its edge.
        bool[] shapes = [.. rows.Select((row, i) => yTells[i] && (yScale != AxisScale.Rate || !row.IsLight))];
        bool any = shapes.Contains(true);
        var y = new PictureAxis(
            yScale,
            [.. rows.Select((row, i) => (row.Y, cuts[i].Y.Cuts, row.Cell.Y)).Where((_, i) => any ? shapes[i] : yTells[i])]
        );

        AxisPlace[] xs = [.. rows.Select((row, i) => xTells[i] ? x.Place(row.X, cuts[i].X.Cuts, row.Cell.X) : Middle(row.Cell.X))];
        AxisPlace[] ys = [.. rows.Select((row, i) => yTells[i] ? y.Place(row.Y, cuts[i].Y.Cuts, row.Cell.Y) : Middle(row.Cell.Y))];
        List<int> shown =
            rows.Count <= Most
                ? [.. Enumerable.Range(0, rows.Count)]
                : [.. Enumerable.Range(0, rows.Count).OrderByDescending(i => rows[i].Revenue).ThenBy(i => rows[i].Id).Take(Named)];
        Dictionary<int, Label> labels = await LabelsAsync(at.SnapshotId, grid, placed, rows, shown, cancellationToken);
        return new(
            x,
            y,
            rows.Count,
            [.. shown.Select(i => rows[i].Point(labels[rows[i].Id], xs[i], ys[i], tells[i]))],
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

        internal GridPoint Point(Label label, AxisPlace x, AxisPlace y, bool tells) =>
            new(
                label.No,
                label.Name,
                Members,
                tells ? X : null,
                tells ? Y : null,
                label.Earlier is double earlier ? Growth.Ordinary(earlier, Revenue) : null,
                tells ? EconomicCapital : null,
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

    public static IQueryable<Label> Labels(
        NineGridDbContext db,
        int snapshot,
        Grid grid,
        IQueryable<Placing> placed,
        IReadOnlyCollection<int> ids
    ) =>
        grid switch
        {
            Grid.Value => from one in placed
            where ids.Contains(one.Position.CustomerId)
            join customer in db.Customers on one.Position.CustomerId equals customer.Id
            select new Label(customer.Id, customer.No, customer.Name, null),
            Grid.Growth => from one in placed
            where ids.Contains(one.Position.CustomerId)
            join customer in db.Customers on one.Position.CustomerId equals customer.Id
            join figures in db.Figures.Where(row => row.SnapshotId == snapshot) on customer.Id equals figures.CustomerId
            select new Label(customer.Id, customer.No, customer.Name, figures.EarlierRevenue),
            Grid.Group => from own in db.Groups
            where ids.Contains(own.Id) && placed.Any(one => one.Position.GroupId == own.Id)
            select new Label(own.Id, own.Code, own.Name, null),
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };

    private async Task<Dictionary<int, Label>> LabelsAsync(
        int snapshot,
        Grid grid,
        IQueryable<Placing> placed,
        List<Raw> rows,
        List<int> shown,
        CancellationToken cancellationToken
    )
    {
        var labels = new Dictionary<int, Label>(shown.Count);
        foreach (int[] ids in shown.Select(i => rows[i].Id).Chunk(500))
        {
            await foreach (Label label in Labels(db, snapshot, grid, placed, ids).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                labels.Add(label.Id, label);
            }
        }

        return labels;
    }

    private async Task<HashSet<int>> ShownGroupsAsync(DataScope scope, int snapshot, CancellationToken cancellationToken)
    {
        List<GroupMembers> groups = await Groups(db, scope, snapshot).ToListAsync(cancellationToken);
        return [.. groups.Where(own => scope.Shows(own.Members, own.Within)).Select(own => own.GroupId)];
    }

    /// <summary>How many customers the sums of a group cover, and how many of them are in the scope.</summary>
    public sealed record GroupMembers(int GroupId, int Members, int Within);

    public static IQueryable<GroupMembers> Groups(NineGridDbContext db, DataScope scope, int snapshot) =>
        from within in scope
            .Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot && row.GroupId != null && row.Span != null))
            .GroupBy(row => row.GroupId)
            .Select(own => new { GroupId = own.Key!.Value, Count = own.Count() })
        join standing in db.GroupPositions.Where(row => row.SnapshotId == snapshot) on within.GroupId equals standing.GroupId
        select new GroupMembers(standing.GroupId, standing.Members, within.Count);

    private static AxisPlace Middle(Level level) => new((int)level + 0.5, Clipped: 0);

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
