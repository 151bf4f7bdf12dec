using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Groups;

/// <summary>Where does a credit group stand, who carries it and who drags?</summary>
/// <remarks>A group is there for whoever may see a member of it. Sums that cover only a few members of others are kept back; the own members are shown all the same.</remarks>
public sealed class GroupQuery(NineGridDbContext db)
{
    /// <summary>Members that are listed by name.</summary>
    public const int Most = 200;

    /// <returns>Null when there is no such group or no member of it in the scope: the two cannot be told apart.</returns>
    public async Task<GroupView?> AskAsync(DataScope scope, Viewpoint at, string code, CancellationToken cancellationToken)
    {
        IQueryable<PositionRow> members = Members(db, scope, at.SnapshotId, code);
        Head? head = await Heads(db, members).FirstOrDefaultAsync(cancellationToken);
        if (head is null)
        {
            return null;
        }

        List<Standing> standings = await Standings(db, scope, at.Period, code).ToListAsync(cancellationToken);
        List<Member> rows = await Listed(db, members).Take(Most).ToListAsync(cancellationToken);
        (AxisCuts xGroups, AxisCuts yGroups) = await AxisCuts.LoadAsync(db, scope, at, Grid.Group, cancellationToken);
        (AxisCuts xValues, AxisCuts yValues) = await AxisCuts.LoadAsync(db, scope, at, Grid.Value, cancellationToken);
        var picture = new MemberPicture(rows, xValues, yValues);
        Standing? now = standings.Find(one => one.Period == at.Period);
        bool keptBack = now is not null && !now.IsShown(scope);
        GroupSum? sum = now is null || keptBack ? null : now.Sum;
        (ShownCut X, ShownCut Y) cuts = (xGroups.For(default), yGroups.For(default));
        var listed = rows.Where(row => row.Position.Span is not null).Aggregate(default(GroupSum), (all, row) => all + row.Sum);
        return new()
        {
            Code = head.Code,
            Name = head.Name,
            Cell = now?.Cell,
            Sum = sum,
            IsKeptBack = keptBack,
            Eva = sum?.Eva(at.Scheme.Hurdle),
            Cuts = cuts,
            Trail =
            [
                .. standings
                    .OrderBy(one => one.Period)
                    .Select(one => new GroupStep(one.Period, one.Cell, one.IsShown(scope) ? one.Sum : null)),
            ],
            Members = [.. rows.Select((row, i) => Of(row, sum, cuts, at.Scheme.Hurdle, picture.At(i)))],
            Others = sum is GroupSum all && all.Members > listed.Members ? all.Without(listed) : null,
            X = picture.X,
            Y = picture.Y,
        };
    }

    private static GroupMember Of(
        Member row,
        GroupSum? whole,
        (ShownCut X, ShownCut Y) cuts,
        double hurdle,
        (AxisPlace X, AxisPlace Y)? place
    )
    {
        PositionRow position = row.Position;
        GroupSum? own = position.Span is null ? null : row.Sum;
        GroupSum? without = own is GroupSum part && whole is GroupSum all ? all.Without(part) : null;
        return new()
        {
            No = row.No,
            Name = row.Name,
            Size = position.Size,
            Industry = position.Industry,
            Revenue = position.Revenue,
            Return = position.Return,
            Ec = position.EcCredit + position.EcOp,
            Raroc = position.Raroc,
            Eva = position.Eva,
            IsLight = position.EcCredit is null ? null : position.EcCredit == 0,
            Value = position.ValueCell,
            ValueReason = position.ValueReason,
            IsActive = own is not null,
            RevenueShare = Share(position.Revenue, whole?.Revenue),
            ReturnShare = own is null || position.EcCredit is null ? null : Share(position.Return, whole?.Return),
            EcShare = own is null ? null : Share(position.EcCredit + position.EcOp, whole?.Ec),
            Bearing = own?.BearingAt(hurdle) ?? Bearing.Neither,
            Without = without,
            CellWithout = cuts.X.IsKeptBack || cuts.Y.IsKeptBack ? null : without?.CellUnder(cuts.X.Cuts, cuts.Y.Cuts),
            AtX = place?.X,
            AtY = place?.Y,
        };
    }

    private static double? Share(double? part, double? whole) => whole > 0 ? part / whole : null;

    /// <summary>The members of a group that may be seen, active or not.</summary>
    public static IQueryable<PositionRow> Members(NineGridDbContext db, DataScope scope, int snapshot, string code) =>
        from row in scope.Narrow(db, db.Positions.AsNoTracking().Where(row => row.SnapshotId == snapshot))
        join credit in db.Groups on row.GroupId equals credit.Id
        where credit.Code == code
        select row;

    /// <summary>Code and name of a group.</summary>
    public sealed record Head(string Code, string Name);

    public static IQueryable<Head> Heads(NineGridDbContext db, IQueryable<PositionRow> members) =>
        from row in members
        join credit in db.Groups on row.GroupId equals credit.Id
        orderby row.CustomerId
        select new Head(credit.Code, credit.Name);

    /// <summary>A member as it is read.</summary>
    public sealed class Member
    {
        public required PositionRow Position { get; init; }
        public required string No { get; init; }
        public required string Name { get; init; }

        internal GroupSum Sum => GroupSum.OfMember(Position.Revenue ?? 0, Position.Return, Position.EcCredit + Position.EcOp);

        internal PeerKey Peer => new(Position.Place, Position.Size, Position.Industry, Position.HasCredit);
    }

    /// <summary>Members, the largest by revenue first, those without one last; ties go by number.</summary>
    public static IQueryable<Member> Listed(NineGridDbContext db, IQueryable<PositionRow> members) =>
        from row in members
        join customer in db.Customers on row.CustomerId equals customer.Id
        orderby row.Revenue == null, row.Revenue descending, customer.No
        select new Member
        {
            Position = row,
            No = customer.No,
            Name = customer.Name,
        };

    /// <summary>Where a group stood in a stored snapshot, and how many of the active members that its sums cover are in the scope.</summary>
    public sealed class Standing
    {
        public Period Period { get; init; }
        public Cell? Cell { get; init; }
        public int Members { get; init; }
        public double Revenue { get; init; }
        public double Return { get; init; }
        public double Ec { get; init; }
        public int Within { get; init; }

        internal GroupSum Sum => new(Members, Revenue, Return, Ec);

        internal bool IsShown(DataScope scope) => scope.Shows(Members, Within);
    }

    /// <summary>The newest stored periods up to one in which a member was in the scope, in no order.</summary>
    public static IQueryable<Standing> Standings(NineGridDbContext db, DataScope scope, Period last, string code)
    {
        IQueryable<PositionRow> within = scope.Narrow(db, db.Positions);
        return from at in StoredPeriods.UpTo(db, last)
            from credit in db.Groups
            where credit.Code == code
            join standing in db.GroupPositions
                on new { SnapshotId = at.Id, GroupId = credit.Id } equals new { standing.SnapshotId, standing.GroupId }
            where within.Any(row => row.SnapshotId == standing.SnapshotId && row.GroupId == standing.GroupId)
            select new Standing
            {
                Period = at.Period,
                Cell = standing.Cell,
                Members = standing.Members,
                Revenue = standing.Revenue,
                Return = standing.Return,
                Ec = standing.EconomicCapital,
                Within = within.Count(row => row.SnapshotId == standing.SnapshotId && row.GroupId == standing.GroupId && row.Span != null),
            };
    }
}
