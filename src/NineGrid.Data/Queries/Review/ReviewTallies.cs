using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Review;

/// <summary>A customer's position under what it is reviewed by.</summary>
internal sealed class Keyed<TKey>
{
    public required TKey Key { get; init; }
    public required PositionRow Position { get; init; }
}

/// <summary>The sums over the customers of a key that share a cell.</summary>
internal sealed record KeyedTotals<TKey>(TKey Key, Cell? Cell, Totals Sum);

/// <summary>Customers placed in two snapshots that share key and cell in each of them.</summary>
internal sealed record KeyedMove<TKey>(TKey Then, TKey Now, Cell From, Cell To, int Customers);

/// <summary>What the customers of a key have within reach, yuan a year.</summary>
internal sealed record KeyedReach<TKey>(TKey Key, int Customers, double Reach);

/// <summary>Plans of a key.</summary>
internal sealed record KeyedPlans<TKey>(TKey Key, PlanState State, int Plans);

/// <summary>How many of the things of a key have something.</summary>
internal sealed record KeyedPart<TKey>(TKey Key, int Part, int Whole);

/// <summary>Alerts of a key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Pending">Those about which something is still to be done.</param>
/// <param name="InTime">Those that were acknowledged in time.</param>
/// <param name="Due">Those that were acknowledged or should have been by now.</param>
internal sealed record KeyedAlerts<TKey>(TKey Key, int Pending, int InTime, int Due);

/// <summary>Things of a key.</summary>
internal sealed record KeyedCount<TKey>(TKey Key, int Count);

/// <summary>What a review counts of scoped positions, a row for each key.</summary>
internal static class ReviewTallies
{
    /// <summary>By id of the manager, 0 for nobody.</summary>
    public static IQueryable<Keyed<int>> ByManager(IQueryable<PositionRow> positions) =>
        positions.Select(row => new Keyed<int> { Key = row.ManagerId ?? 0, Position = row });

    /// <summary>By place of the institution itself.</summary>
    public static IQueryable<Keyed<int>> ByPlace(IQueryable<PositionRow> positions) =>
        positions.Select(row => new Keyed<int> { Key = row.Place, Position = row });

    public static IQueryable<Keyed<SizeClass>> BySize(IQueryable<PositionRow> positions) =>
        positions.Select(row => new Keyed<SizeClass> { Key = row.Size, Position = row });

    public static IQueryable<Keyed<Industry>> ByIndustry(IQueryable<PositionRow> positions) =>
        positions.Select(row => new Keyed<Industry> { Key = row.Industry, Position = row });

    public static IQueryable<KeyedTotals<TKey>> Sums<TKey>(IQueryable<Keyed<TKey>> customers) =>
        from one in customers
        group one.Position by new { one.Key, one.Position.ValueCell } into part
        select new KeyedTotals<TKey>(
            part.Key.Key,
            part.Key.ValueCell,
            new(
                part.Count(),
                part.Sum(row => row.Revenue) ?? 0,
                part.Sum(row => row.Eva) ?? 0,
                part.Sum(row => row.EcCredit == null ? null : row.Return) ?? 0,
                part.Sum(row => row.EcCredit + row.EcOp) ?? 0
            )
        );

    public static IQueryable<KeyedMove<TKey>> Moves<TKey>(IQueryable<Keyed<TKey>> then, IQueryable<Keyed<TKey>> now) =>
        from one in now
        join earlier in then on one.Position.CustomerId equals earlier.Position.CustomerId
        where one.Position.ValueCell != null && earlier.Position.ValueCell != null
        group one by new
        {
            Then = earlier.Key,
            Now = one.Key,
            From = earlier.Position.ValueCell,
            To = one.Position.ValueCell,
        } into move
        select new KeyedMove<TKey>(move.Key.Then, move.Key.Now, move.Key.From!.Value, move.Key.To!.Value, move.Count());

    public static IQueryable<KeyedReach<TKey>> Reaches<TKey>(NineGridDbContext db, IQueryable<Keyed<TKey>> customers) =>
        from one in customers
        join row in db.Guidance on new { one.Position.SnapshotId, one.Position.CustomerId } equals new { row.SnapshotId, row.CustomerId }
        where row.Reach > 0
        group row by one.Key into key
        select new KeyedReach<TKey>(key.Key, key.Count(), key.Sum(row => row.Reach));

    public static IQueryable<KeyedPlans<TKey>> Plans<TKey>(IQueryable<PlanRow> plans, IQueryable<Keyed<TKey>> customers) =>
        from plan in plans
        join one in customers on plan.CustomerId equals one.Position.CustomerId
        group plan by new { one.Key, plan.State } into state
        select new KeyedPlans<TKey>(state.Key.Key, state.Key.State, state.Count());

    /// <summary>The plans with a step that is overdue.</summary>
    public static IQueryable<KeyedCount<TKey>> Overdue<TKey>(
        NineGridDbContext db,
        IQueryable<PlanRow> plans,
        IQueryable<Keyed<TKey>> customers,
        DateOnly today
    ) =>
        from plan in PlansQuery.Filtered(db, plans, new() { Due = PlanDue.Overdue }, today)
        join one in customers on plan.CustomerId equals one.Position.CustomerId
        group plan by one.Key into key
        select new KeyedCount<TKey>(key.Key, key.Count());

    /// <summary>The steps whose day has passed, of plans that were committed to, and how many of them are done.</summary>
    public static IQueryable<KeyedPart<TKey>> Steps<TKey>(
        NineGridDbContext db,
        IQueryable<PlanRow> plans,
        IQueryable<Keyed<TKey>> customers,
        DateOnly today
    ) =>
        from step in db.PlanSteps
        join plan in plans on step.PlanId equals plan.Id
        join one in customers on plan.CustomerId equals one.Position.CustomerId
        where step.DueOn < today && (plan.State == PlanState.Active || plan.State == PlanState.Done)
        group step by one.Key into key
        select new KeyedPart<TKey>(key.Key, key.Count(step => step.DoneAt != null), key.Count());

    /// <summary>The alerts of customers by what became of them, in one pass over the customers however few of the alerts of the bank those are.</summary>
    /// <param name="alerts">The alerts.</param>
    /// <param name="customers">The customers.</param>
    /// <param name="days">Days within which an alert is to be acknowledged.</param>
    /// <param name="now">The time, UTC.</param>
    public static IQueryable<KeyedAlerts<TKey>> Alerts<TKey>(
        IQueryable<AlertRow> alerts,
        IQueryable<Keyed<TKey>> customers,
        int days,
        DateTime now
    )
    {
        DateTime last = now.AddDays(-days);
        return from one in customers
            join alert in alerts on one.Position.CustomerId equals alert.CustomerId
            group alert by one.Key into key
            select new KeyedAlerts<TKey>(
                key.Key,
                key.Count(alert => alert.State == AlertState.Open || alert.State == AlertState.Acknowledged),
                key.Count(alert => !alert.Baseline && alert.AcknowledgedAt != null && alert.AcknowledgedAt <= alert.OpenedAt.AddDays(days)),
                key.Count(alert => !alert.Baseline && (alert.AcknowledgedAt != null || alert.OpenedAt < last))
            );
    }

    /// <summary>The customers for whom somebody did something since a time: made, changed or commented on a plan, or handled an alert.</summary>
    public static IQueryable<KeyedCount<TKey>> Contacted<TKey>(
        NineGridDbContext db,
        IQueryable<PlanRow> plans,
        IQueryable<AlertRow> alerts,
        IQueryable<Keyed<TKey>> customers,
        DateTime since
    )
    {
        // Of these customers in each of the three, not of everybody with whom somebody dealt.
        IQueryable<int> ids = customers.Select(one => one.Position.CustomerId);
        IQueryable<PlanRow> own = plans.Where(plan => ids.Contains(plan.CustomerId));
        IQueryable<int> changed = own.Where(plan => plan.ChangedAt >= since).Select(plan => plan.CustomerId);
        IQueryable<int> commented =
            from plan in own
            join comment in db.PlanComments on plan.Id equals comment.PlanId
            where comment.At >= since
            select plan.CustomerId;
        IQueryable<int> handled =
            from alert in alerts
            where ids.Contains(alert.CustomerId)
            join happened in db.AlertEvents on alert.Id equals happened.AlertId
            where happened.At >= since && happened.By != null
            select alert.CustomerId;
        return from customer in changed.Union(commented).Union(handled)
            join one in customers on customer equals one.Position.CustomerId
            group one by one.Key into key
            select new KeyedCount<TKey>(key.Key, key.Count());
    }

    /// <summary>Under which key each customer is.</summary>
    public static IQueryable<KeyedCount<TKey>> Keys<TKey>(IQueryable<Keyed<TKey>> customers) =>
        customers.Select(one => new KeyedCount<TKey>(one.Key, one.Position.CustomerId));

    /// <summary>The managers with those ids, which may be many; they go as one parameter.</summary>
    public static IQueryable<ManagerRow> Managers(NineGridDbContext db, IReadOnlyList<int> ids) =>
        db.Managers.AsNoTracking().Where(manager => EF.Parameter(ids).Contains(manager.Id));

    /// <summary>The institution in force and those below it, in the order of the tree.</summary>
    public static IQueryable<SnapshotInstitutionRow> Tree(NineGridDbContext db, DataScope scope, Viewpoint at)
    {
        (int snapshot, int first, int end) = (at.SnapshotId, at.Institution.Place, at.Institution.EndPlace);
        return scope
            .Narrow(db, db.SnapshotInstitutions.AsNoTracking())
            .Where(row => row.SnapshotId == snapshot && row.Place >= first && row.Place < end)
            .OrderBy(row => row.Place);
    }

    /// <summary>The institution in force, if every customer of it may be seen.</summary>
    public static IQueryable<SnapshotInstitutionRow> Covered(NineGridDbContext db, DataScope scope, Viewpoint at)
    {
        (int snapshot, int place) = (at.SnapshotId, at.Institution.Place);
        return scope.Covered(db, db.SnapshotInstitutions.Where(row => row.SnapshotId == snapshot && row.Place == place));
    }

    /// <summary>What is stored of institutions of which every customer may be seen.</summary>
    public static IQueryable<InstitutionSumRow> Stored(NineGridDbContext db, DataScope scope, Viewpoint at, IReadOnlyCollection<int> places)
    {
        int snapshot = at.SnapshotId;
        return from own in scope.Covered(db, db.SnapshotInstitutions.Where(row => row.SnapshotId == snapshot && places.Contains(row.Place)))
            join row in db.InstitutionSums.AsNoTracking() on new { own.SnapshotId, own.Place } equals new { row.SnapshotId, row.Place }
            select row;
    }
}
