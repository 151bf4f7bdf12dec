using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Plans;

/// <summary>What somebody said to a plan.</summary>
public sealed record PlanComment(string Author, DateTime At, string Text);

/// <summary>A manager who can be given a plan or a step.</summary>
public sealed record PlanOwner(string No, string Name);

/// <summary>A customer for whom a plan can be made.</summary>
/// <param name="No">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Cell">Its cell on the value grid; null when it has none.</param>
public sealed record PlanCustomer(string No, string Name, Cell? Cell);

/// <summary>Everything of one plan.</summary>
/// <param name="Plan">The plan with its steps.</param>
/// <param name="Baselines">What was measured of each lever when it was made.</param>
/// <param name="Readings">The stored periods after the baseline up to the one that is looked at, oldest first.</param>
/// <param name="Comments">What was said to it, oldest first.</param>
/// <param name="Owners">Who can be given it, and whoever has it or a step of it, by name.</param>
public sealed record PlanView(
    PlanListed Plan,
    IReadOnlyList<PlanBaseline> Baselines,
    IReadOnlyList<PlanReading> Readings,
    IReadOnlyList<PlanComment> Comments,
    IReadOnlyList<PlanOwner> Owners
);

/// <summary>What is a plan, and how far has it come?</summary>
public sealed class PlanQuery(NineGridDbContext db, PlansQuery plans)
{
    /// <returns>Null when there is no such plan, or its customer is not in the scope: the two cannot be told apart.</returns>
    public async Task<PlanView?> AskAsync(DataScope scope, Viewpoint at, int id, CancellationToken cancellationToken)
    {
        if ((await plans.ListedAsync(scope, at, [id], cancellationToken)) is not [PlanListed plan])
        {
            return null;
        }

        List<PlanOwner> owners = await PlanSight
            .Owners(db, scope, plan.CustomerId)
            .Select(row => new PlanOwner(row.EmployeeNo, row.Name))
            .ToListAsync(cancellationToken);
        PlanOwner[] present =
        [
            .. plan
                .Steps.Select(step => (step.OwnerNo, step.Owner))
                .Prepend((plan.OwnerNo, plan.Owner))
                .Where(one => one.OwnerNo is not null)
                .Select(one => new PlanOwner(one.OwnerNo!, one.Owner!)),
        ];
        return new(
            plan,
            await Baselines(db, scope, id).ToListAsync(cancellationToken),
            await ReadingsAsync(scope, at, plan, cancellationToken),
            await Comments(db, scope, id).ToListAsync(cancellationToken),
            [.. owners.Union(present)]
        );
    }

    /// <returns>Null when there is no such customer, or it is not in the scope.</returns>
    public Task<PlanCustomer?> CustomerAsync(DataScope scope, Viewpoint at, string no, CancellationToken cancellationToken) =>
        Customer(db, scope, at.SnapshotId, no).FirstOrDefaultAsync(cancellationToken);

    private async Task<IReadOnlyList<PlanReading>> ReadingsAsync(
        DataScope scope,
        Viewpoint at,
        PlanListed plan,
        CancellationToken cancellationToken
    )
    {
        var schemes = new Dictionary<int, Scheme>();
        List<PlanReading> readings = [];
        foreach (Standing own in await Standings(db, scope, plan.Id, plan.BaselinePeriod, at.Period).ToListAsync(cancellationToken))
        {
            if (!schemes.TryGetValue(own.SchemeId, out Scheme? scheme))
            {
                schemes.Add(own.SchemeId, scheme = Scheme.FromJson(own.Definition));
            }

            readings.Add(PlanReadings.Of(own.Period, own.Position, own.Figures, scheme));
        }

        readings.Reverse();
        return readings;
    }

    /// <summary>A customer that may be seen in a snapshot and in the newest one.</summary>
    public static IQueryable<PlanCustomer> Customer(NineGridDbContext db, DataScope scope, int snapshot, string no)
    {
        IQueryable<PositionRow> today = PlanSight.Customers(db, scope);
        return from row in scope.Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot))
            where today.Any(own => own.CustomerId == row.CustomerId)
            join customer in db.Customers on row.CustomerId equals customer.Id
            where customer.No == no
            select new PlanCustomer(customer.No, customer.Name, row.ValueCell);
    }

    /// <summary>What a plan froze of each lever, in their order.</summary>
    public static IQueryable<PlanBaseline> Baselines(NineGridDbContext db, DataScope scope, int plan) =>
        from own in PlanSight.Plans(db, scope)
        where own.Id == plan
        join row in db.PlanBaselines on own.Id equals row.PlanId
        orderby row.Lever
        select new PlanBaseline(row.Lever, row.Value, row.UnitWorth);

    /// <summary>What was said to a plan, oldest first.</summary>
    public static IQueryable<PlanComment> Comments(NineGridDbContext db, DataScope scope, int plan) =>
        from own in PlanSight.Plans(db, scope)
        where own.Id == plan
        join row in db.PlanComments on own.Id equals row.PlanId
        orderby row.Id
        select new PlanComment(row.Author, row.At, row.Text);

    /// <summary>Where the customer of a plan stood in a stored snapshot.</summary>
    public sealed class Standing
    {
        public required Period Period { get; init; }
        public required int SchemeId { get; init; }
        public required string Definition { get; init; }
        public required PositionRow Position { get; init; }
        public FiguresRow? Figures { get; init; }
    }

    /// <summary>Where the customer of a plan stood in the newest stored periods after one and up to another, newest first.</summary>
    public static IQueryable<Standing> Standings(NineGridDbContext db, DataScope scope, int plan, Period baseline, Period last) =>
        (
            from own in PlanSight.Plans(db, scope)
            where own.Id == plan
            from snapshot in db.Snapshots
            join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
            where scheme.Name == StoredSchemes.DefaultName && snapshot.Period > baseline && snapshot.Period <= last
            join position in db.Positions.AsNoTracking()
                on new { SnapshotId = snapshot.Id, own.CustomerId } equals new { position.SnapshotId, position.CustomerId }
            from figures in db
                .Figures.AsNoTracking()
                .Where(row => row.SnapshotId == position.SnapshotId && row.CustomerId == position.CustomerId)
                .DefaultIfEmpty()
            orderby snapshot.Period descending
            select new Standing
            {
                Period = snapshot.Period,
                SchemeId = scheme.Id,
                Definition = scheme.Definition,
                Position = position,
                Figures = figures,
            }
        ).Take(StoredPeriods.Most);
}
