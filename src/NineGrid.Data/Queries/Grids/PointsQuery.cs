using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
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
/// <param name="Size">Its size class; null for a group.</param>
/// <param name="Consistency">How its growth agrees with ours; None for a group.</param>
/// <param name="Manager">Place of its manager in <see cref="GridPoints.Managers"/>; −1 for any other manager, null without one and for a group.</param>
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
    SizeClass? Size,
    Consistency Consistency,
    int? Manager,
    AxisPlace AtX,
    AxisPlace AtY
);

/// <summary>How many points lie in a small rectangle of the picture.</summary>
/// <param name="Column">Which column of <see cref="GridDensity.Across"/> to a cell, from the left edge of the picture.</param>
/// <param name="Row">Which row of <see cref="GridDensity.Up"/> to a cell, from the bottom.</param>
/// <param name="Count">Customers, or groups.</param>
public sealed record GridBin(int Column, int Row, int Count);

/// <summary>The counts that stand for points where there are too many.</summary>
/// <param name="Across">Bins to the width of a cell.</param>
/// <param name="Up">Bins to its height.</param>
/// <param name="Bins">Those that are not empty.</param>
public sealed record GridDensity(int Across, int Up, IReadOnlyList<GridBin> Bins)
{
    /// <summary>No counts: all points are named.</summary>
    public static GridDensity None { get; } = new(0, 0, []);
}

/// <summary>A relationship manager with the points of the selection.</summary>
public sealed record GridManager(int Id, string No, string Name, int Points);

/// <summary>What the picture draws.</summary>
/// <param name="X">The x axis.</param>
/// <param name="Y">The y axis.</param>
/// <param name="XMedian">The median of the selection on x; null when nothing is drawn to scale.</param>
/// <param name="YMedian">That on y.</param>
/// <param name="Total">Points of the selection.</param>
/// <param name="Within">Points of it in the rectangle asked for.</param>
/// <param name="Managers">The managers with the most points of the selection, at most <see cref="PointsQuery.TopManagers"/>.</param>
/// <param name="EconomicCapital">The largest EC of a point of the selection, yuan; 0 when none is known.</param>
/// <param name="Points">All of them when there are at most <see cref="PointsQuery.Most"/>; else those in the rectangle, or of too many the largest by revenue.</param>
/// <param name="Density">Counts, where points are left out.</param>
public sealed record GridPoints(
    PictureAxis X,
    PictureAxis Y,
    AxisMedian? XMedian,
    AxisMedian? YMedian,
    int Total,
    int Within,
    IReadOnlyList<GridManager> Managers,
    double EconomicCapital,
    IReadOnlyList<GridPoint> Points,
    GridDensity Density
);

/// <summary>Where does each customer of the selection lie on the grid?</summary>
public sealed class PointsQuery(NineGridDbContext db, LargeSelections large)
{
    /// <summary>Above so many points only counts leave the server, and <see cref="MostNamed"/> points by name.</summary>
    public const int Most = 2000;

    /// <summary>Points that are named when there are more than <see cref="Most"/>.</summary>
    public const int MostNamed = 50;

    /// <summary>Points that a search gives at most.</summary>
    public const int MostFound = 20;

    /// <summary>Managers that are told apart.</summary>
    public const int TopManagers = 7;

    private const int BinsAcross = 16; // of a cell of the whole picture
    private const int BinsUp = 12;

    /// <summary>The points of the selection; where they are too many, those in a rectangle of the picture.</summary>
    public async Task<GridPoints> AskAsync(
        DataScope scope,
        Viewpoint at,
        Grid grid,
        Selection selection,
        PictureZoom zoom,
        CancellationToken cancellationToken
    )
    {
        GridPoints whole = await large.AnswerAsync(
            scope,
            at,
            grid,
            selection,
            () => WholeAsync(scope, at, grid, selection, cancellationToken),
            points => points.Total
        );
        return whole.Total <= Most || zoom == PictureZoom.Whole
            ? whole
            : await PartAsync(whole, scope, at, grid, selection, zoom, cancellationToken);
    }

    /// <summary>The points of the selection whose number or name has a piece of text, the largest by revenue first.</summary>
    public async Task<IReadOnlyList<GridPoint>> FindAsync(
        DataScope scope,
        Viewpoint at,
        Grid grid,
        Selection selection,
        string text,
        CancellationToken cancellationToken
    )
    {
        if (text.Length == 0)
        {
            return [];
        }

        IQueryable<Placing> placed = Placing
            .On(grid, Selection.Matching(db, selection.Of(db, scope, at), text, grid == Grid.Group))
            .In(GridPart.Placed);
        List<Raw> rows = await Raws(db, at.SnapshotId, grid, placed, PeerParts.Of(at.Scheme, grid))
            .OrderByDescending(row => row.Revenue)
            .ThenBy(row => row.Id)
            .Take(MostFound)
            .ToListAsync(cancellationToken);
        PictureFrame frame = await PictureFrame.LoadAsync(db, large, scope, at, grid, everybody: null, cancellationToken);
        GridPoints whole = await AskAsync(scope, at, grid, selection, PictureZoom.Whole, cancellationToken);
        int[] managers = [.. whole.Managers.Select(own => own.Id)];
        return await NamedAsync(at.SnapshotId, grid, placed, [.. rows.Select(frame.Draw)], managers, cancellationToken);
    }

    private async Task<GridPoints> WholeAsync(
        DataScope scope,
        Viewpoint at,
        Grid grid,
        Selection selection,
        CancellationToken cancellationToken
    )
    {
        IQueryable<Placing> placed = Placing.On(grid, selection.Of(db, scope, at)).In(GridPart.Placed);
        List<Raw> rows = await Raws(db, at.SnapshotId, grid, placed, PeerParts.Of(at.Scheme, grid)).ToListAsync(cancellationToken);
        List<Raw>? everybody = selection == Selection.Everything ? rows : null;
        PictureFrame frame = await PictureFrame.LoadAsync(db, large, scope, at, grid, everybody, cancellationToken);
        DrawnPoint[] drawn = [.. rows.Select(frame.Draw)];
        KeyValuePair<int, int>[] busiest =
        [
            .. rows.Where(row => row.ManagerId is not null)
                .CountBy(row => row.ManagerId!.Value)
                .OrderByDescending(own => own.Value)
                .ThenBy(own => own.Key)
                .Take(TopManagers),
        ];
        int[] managers = [.. busiest.Select(own => own.Key)];
        Dictionary<int, ManagerLabel> labels = await ManagerLabels(db, placed, managers)
            .ToDictionaryAsync(own => own.Id, cancellationToken);
        (PictureAxis x, AxisMedian? xMedian, PictureAxis y, AxisMedian? yMedian) = frame.AxesOf(drawn);
        return new(
            x,
            y,
            xMedian,
            yMedian,
            rows.Count,
            rows.Count,
            [.. busiest.Select(own => new GridManager(own.Key, labels[own.Key].No, labels[own.Key].Name, own.Value))],
            drawn.Where(one => one.Tells).Max(one => one.Row.EconomicCapital) ?? 0,
            await NamedAsync(at.SnapshotId, grid, placed, Named(drawn), managers, cancellationToken),
            DensityOf(drawn, PictureZoom.Whole)
        );
    }

    /// <summary>The same picture with the points of a rectangle; only the cells that it touches are read.</summary>
    private async Task<GridPoints> PartAsync(
        GridPoints whole,
        DataScope scope,
        Viewpoint at,
        Grid grid,
        Selection selection,
        PictureZoom zoom,
        CancellationToken cancellationToken
    )
    {
        IQueryable<Placing> placed = Placing.On(grid, selection.Of(db, scope, at)).In(zoom.Cells);
        List<Raw> rows = await Raws(db, at.SnapshotId, grid, placed, PeerParts.Of(at.Scheme, grid)).ToListAsync(cancellationToken);
        PictureFrame frame = await PictureFrame.LoadAsync(db, large, scope, at, grid, everybody: null, cancellationToken);
        DrawnPoint[] within = [.. rows.Select(frame.Draw).Where(one => zoom.Shows(one.AtX, one.AtY))];
        int[] managers = [.. whole.Managers.Select(own => own.Id)];
        return whole with
        {
            Within = within.Length,
            Points = await NamedAsync(at.SnapshotId, grid, placed, Named(within), managers, cancellationToken),
            Density = DensityOf(within, zoom),
        };
    }

    private static DrawnPoint[] Named(DrawnPoint[] points) =>
        points.Length <= Most ? points : [.. points.OrderByDescending(one => one.Row.Revenue).ThenBy(one => one.Row.Id).Take(MostNamed)];

    private async Task<IReadOnlyList<GridPoint>> NamedAsync(
        int snapshot,
        Grid grid,
        IQueryable<Placing> placed,
        DrawnPoint[] shown,
        int[] managers,
        CancellationToken cancellationToken
    )
    {
        Dictionary<int, Label> labels = await LabelsAsync(snapshot, grid, placed, shown, cancellationToken);
        return [.. shown.Select(one => one.Row.Point(labels[one.Row.Id], one, managers))];
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
        public SizeClass? Size { get; init; }
        public Consistency Consistency { get; init; }
        public int? ManagerId { get; init; }
        public PeerKey Peer { get; init; }

        internal GridPoint Point(Label label, DrawnPoint drawn, int[] managers) =>
            new(
                label.No,
                label.Name,
                Members,
                drawn.Tells ? X : null,
                drawn.Tells ? Y : null,
                label.Earlier is double earlier ? Growth.Ordinary(earlier, Revenue) : null,
                drawn.Tells ? EconomicCapital : null,
                IsLight,
                Cell,
                Strategy,
                Size,
                Consistency,
                ManagerId is int manager ? Array.IndexOf(managers, manager) : null,
                drawn.AtX,
                drawn.AtY
            );
    }

    /// <summary>Number and name of a customer or group; on the growth grid also its revenue a year earlier.</summary>
    public sealed record Label(int Id, string No, string Name, double? Earlier);

    /// <summary>Number and name of a relationship manager.</summary>
    public sealed record ManagerLabel(int Id, string No, string Name);

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
                Size = one.Position.Size,
                Consistency = one.Position.Consistency,
                ManagerId = one.Position.ManagerId,
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
                Size = one.Position.Size,
                Consistency = one.Position.Consistency,
                ManagerId = one.Position.ManagerId,
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
            Grid.Group => from id in placed
                .Where(one => ids.Contains(one.Position.GroupId!.Value))
                .Select(one => one.Position.GroupId!.Value)
                .Distinct()
            join own in db.Groups on id equals own.Id
            select new Label(own.Id, own.Code, own.Name, null),
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };

    public static IQueryable<ManagerLabel> ManagerLabels(
        NineGridDbContext db,
        IQueryable<Placing> placed,
        IReadOnlyCollection<int> managers
    ) =>
        from id in placed
            .Where(one => managers.Contains(one.Position.ManagerId!.Value))
            .Select(one => one.Position.ManagerId!.Value)
            .Distinct()
        join own in db.Managers on id equals own.Id
        select new ManagerLabel(own.Id, own.EmployeeNo, own.Name);

    private async Task<Dictionary<int, Label>> LabelsAsync(
        int snapshot,
        Grid grid,
        IQueryable<Placing> placed,
        DrawnPoint[] shown,
        CancellationToken cancellationToken
    )
    {
        var labels = new Dictionary<int, Label>(shown.Length);
        foreach (int[] ids in shown.Select(one => one.Row.Id).Chunk(500))
        {
            await foreach (Label label in Labels(db, snapshot, grid, placed, ids).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                labels.Add(label.Id, label);
            }
        }

        return labels;
    }

    /// <summary>How many customers the sums of a group cover, and how many of them are in the scope.</summary>
    public sealed record GroupMembers(int GroupId, int Members, int Within);

    public static IQueryable<GroupMembers> Groups(NineGridDbContext db, DataScope scope, int snapshot) =>
        from within in scope
            .Positions(db, snapshot)
            .Where(row => row.GroupId != null && row.Span != null)
            .GroupBy(row => row.GroupId)
            .Select(own => new { GroupId = own.Key!.Value, Count = own.Count() })
        join standing in db.GroupPositions.Where(row => row.SnapshotId == snapshot) on within.GroupId equals standing.GroupId
        select new GroupMembers(standing.GroupId, standing.Members, within.Count);

    // Finer bins in a part of the picture; their borders stay on those of the cells.
    private static GridDensity DensityOf(DrawnPoint[] points, PictureZoom zoom)
    {
        if (points.Length <= Most)
        {
            return GridDensity.None;
        }

        int across = BinsAcross * PictureZoom.TimesFiner(zoom.X0, zoom.X1);
        int up = BinsUp * PictureZoom.TimesFiner(zoom.Y0, zoom.Y1);
        return new(
            across,
            up,
            [
                .. points
                    .CountBy(one => (Column: (int)(one.AtX.Position * across), Row: (int)(one.AtY.Position * up)))
                    .OrderBy(bin => bin.Key)
                    .Select(bin => new GridBin(bin.Key.Column, bin.Key.Row, bin.Value)),
            ]
        );
    }
}
