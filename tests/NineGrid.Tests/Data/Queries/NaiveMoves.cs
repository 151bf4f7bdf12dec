using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Data.Queries;

/// <summary>What a customer did between two snapshots, worked out row by row.</summary>
internal sealed record NaiveMove(int Id, Cell? From, Cell? To, double Revenue, bool ByLine, PositionRow? Then, PositionRow? Now)
{
    public bool IsUp => From is Cell a && To is Cell b && a != b && b.X >= a.X && b.Y >= a.Y;

    public bool IsDown => From is Cell a && To is Cell b && a != b && b.X <= a.X && b.Y <= a.Y;

    public bool IsStay => From is not null && From == To;

    public bool IsMixed => From is not null && To is not null && !IsUp && !IsDown && !IsStay;
}

/// <summary>Movements the slow way: whole rows of both snapshots, levels by plain comparison.</summary>
internal static class NaiveMoves
{
    public static async Task<IReadOnlyList<NaiveMove>> OfAsync(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint? earlier,
        Viewpoint? later,
        Grid grid,
        Selection selection
    )
    {
        Dictionary<int, PositionRow> then = await RowsAsync(earlier);
        Dictionary<int, PositionRow> now = await RowsAsync(later);
        List<CutRow> cuts = earlier is null
            ? []
            : await db.Cuts.AsNoTracking().Where(row => row.SnapshotId == earlier.SnapshotId && row.Grid == grid).ToListAsync();
        Dictionary<int, GroupPositionRow> groups = later is null
            ? []
            : await db.GroupPositions.AsNoTracking().Where(row => row.SnapshotId == later.SnapshotId).ToDictionaryAsync(row => row.GroupId);
        HashSet<int> inDefault = later is null
            ? []
            : await db
                .Figures.Where(row => row.SnapshotId == later.SnapshotId && row.Pd == 1)
                .Select(row => row.CustomerId)
                .ToHashSetAsync();
        return
        [
            .. from id in then.Keys.Union(now.Keys).Order()
            let before = then.GetValueOrDefault(id)
            let after = now.GetValueOrDefault(id)
            let a = before is null ? null : CellOf(before)
            let b = after is null ? null : CellOf(after)
            where a is not null || b is not null
            select new NaiveMove(
                id,
                a,
                b,
                (b is null ? before!.Revenue : after!.Revenue)!.Value,
                a is not null && b is not null && a != b && IsByLine(before!, after!, a.Value, b.Value),
                before,
                after
            ),
        ];

        async Task<Dictionary<int, PositionRow>> RowsAsync(Viewpoint? at) =>
            at is null ? [] : await selection.Of(db, scope, at).AsNoTracking().ToDictionaryAsync(row => row.CustomerId);

        Cell? CellOf(PositionRow row) =>
            grid == Grid.Value ? row.ValueCell
            : grid == Grid.Growth ? row.GrowthCell
            : row.Span is null ? null
            : row.GroupCell;

        bool IsByLine(PositionRow before, PositionRow after, Cell a, Cell b)
        {
            (double x, double y) = grid switch
            {
                Grid.Value => (after.Revenue!.Value, after.Raroc!.Value),
                Grid.Growth => (after.GrowthBank!.Value, after.GrowthOwn!.Value),
                _ => (groups[after.GroupId!.Value].Revenue, groups[after.GroupId!.Value].Raroc!.Value),
            };
            CutRow xCut = CutOf(before, y: false);
            CutRow yCut = CutOf(before, y: true);
            int acrossThen = Level(x, xCut, grid == Grid.Growth ? 10 : 2);
            int upThen = grid == Grid.Value && inDefault.Contains(after.CustomerId) ? 0 : Level(y, yCut, 10);
            return (Math.Sign(acrossThen - (int)a.X), Math.Sign(upThen - (int)a.Y)) is var under
                && Named(under) != Named((Math.Sign((int)b.X - (int)a.X), Math.Sign((int)b.Y - (int)a.Y)));
        }

        CutRow CutOf(PositionRow row, bool y)
        {
            IReadOnlyList<PeerDimension> peers = earlier!.Scheme.Axis(grid, y).Peers;
            string group = peers switch
            {
                [] => "bank",
                [PeerDimension.SizeClass] => $"SizeClass={SizeClassCode.Of(row.Size)}",
                _ => throw new NotSupportedException("a scheme that this test does not know"),
            };
            return cuts.Single(cut => cut.Y == y && cut.PeerGroup == group);
        }

        static int Level(double value, CutRow cut, int decimals) =>
            cut.Hi is null ? 0
            : (decimal)Math.Round(value, decimals) >= (decimal)Math.Round(cut.Hi.Value, decimals) ? 2
            : (decimal)Math.Round(value, decimals) >= (decimal)Math.Round(cut.Lo!.Value, decimals) ? 1
            : 0;

        static string Named((int X, int Y) signs) =>
            signs switch
            {
                (0, 0) => "stay",
                (>= 0, >= 0) => "up",
                (<= 0, <= 0) => "down",
                _ => "mixed",
            };
    }
}
