using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Queries.Plans;

/// <summary>One page of the list of plans.</summary>
/// <param name="Total">Plans over all pages.</param>
/// <param name="Steps">Their steps.</param>
/// <param name="Page">The page shown, from 1.</param>
/// <param name="Pages">How many there are, at least 1.</param>
/// <param name="Plans">The plans of the page.</param>
/// <param name="States">How many plans of the selected customers there are in each state, before the filters of plans.</param>
/// <param name="OverdueSteps">How many of their steps are overdue.</param>
public sealed record PlanList(
    int Total,
    int Steps,
    int Page,
    int Pages,
    IReadOnlyList<PlanListed> Plans,
    IReadOnlyDictionary<PlanState, int> States,
    int OverdueSteps
);

/// <summary>Which plans are there for the customers of a selection?</summary>
public sealed class PlansQuery(NineGridDbContext db, TimeProvider clock)
{
    /// <summary>Plans on a page.</summary>
    public const int PageSize = 50;

    /// <summary>Days within which something is due soon.</summary>
    public const int SoonDays = 30;

    // As many as databases take as parameters of one statement.
    private const int PieceSize = 500;

    private DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>The page with that number; the last one when there are not so many.</summary>
    public async Task<PlanList> AskAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        PlanFilter filter,
        PlanOrder order,
        int page,
        CancellationToken cancellationToken
    )
    {
        IQueryable<PlanRow> selected = Selected(db, scope, at, selection);
        IQueryable<PlanRow> plans = Filtered(db, selected, filter, Today);
        int total = await plans.CountAsync(cancellationToken);
        int pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        int shown = Math.Clamp(page, 1, pages);
        int[] ids = await Sorted(db, scope, at, plans, order).Skip((shown - 1) * PageSize).Take(PageSize).ToArrayAsync(cancellationToken);
        return new(
            total,
            total == 0 ? 0 : await db.PlanSteps.CountAsync(step => plans.Any(plan => plan.Id == step.PlanId), cancellationToken),
            shown,
            pages,
            await ListedAsync(scope, at, ids, cancellationToken),
            await selected
                .GroupBy(plan => plan.State)
                .Select(own => new { own.Key, Count = own.Count() })
                .ToDictionaryAsync(own => own.Key, own => own.Count, cancellationToken),
            await OverdueSteps(db, selected, Today).CountAsync(cancellationToken)
        );
    }

    /// <summary>Every plan in order, read in pieces.</summary>
    public async IAsyncEnumerable<PlanListed> EveryAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        PlanFilter filter,
        PlanOrder order,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        IQueryable<PlanRow> plans = Filtered(db, Selected(db, scope, at, selection), filter, Today);
        foreach (int[] ids in (await Sorted(db, scope, at, plans, order).ToListAsync(cancellationToken)).Chunk(PieceSize))
        {
            foreach (PlanListed plan in await ListedAsync(scope, at, ids, cancellationToken))
            {
                yield return plan;
            }
        }
    }

    /// <summary>The plans of one customer, the newest first.</summary>
    public async Task<IReadOnlyList<PlanListed>> OfCustomerAsync(
        DataScope scope,
        Viewpoint at,
        string no,
        CancellationToken cancellationToken
    )
    {
        IQueryable<PlanRow> plans = PlanSight
            .Plans(db, scope)
            .Where(plan => db.Customers.Any(customer => customer.Id == plan.CustomerId && customer.No == no));
        int[] ids = await plans.OrderByDescending(plan => plan.Id).Select(plan => plan.Id).Take(PageSize).ToArrayAsync(cancellationToken);
        return await ListedAsync(scope, at, ids, cancellationToken);
    }

    /// <summary>Some plans with their steps and where they stand, in the order asked for; those that may not be seen are left out.</summary>
    internal async Task<IReadOnlyList<PlanListed>> ListedAsync(
        DataScope scope,
        Viewpoint at,
        int[] ids,
        CancellationToken cancellationToken
    )
    {
        if (ids.Length == 0)
        {
            return [];
        }

        Dictionary<int, PlanListed> plans = await Heads(db, scope, at.SnapshotId, ids)
            .ToDictionaryAsync(plan => plan.Id, cancellationToken);
        ILookup<int, PlanStep> steps = (await Steps(db, scope, ids).ToListAsync(cancellationToken)).ToLookup(step => step.PlanId);
        Dictionary<int, PlanReading> readings = (await Figures(db, scope, at.SnapshotId, ids).ToListAsync(cancellationToken)).ToDictionary(
            own => own.Position.CustomerId,
            own => PlanReadings.Of(at.Period, own.Position, own.Figures, at.Scheme)
        );
        foreach (PlanListed plan in plans.Values)
        {
            plan.Steps = [.. steps[plan.Id].OrderBy(step => step.Lever)];
            plan.Now = at.Period > plan.BaselinePeriod ? readings.GetValueOrDefault(plan.CustomerId) : null;
            foreach (PlanStep step in plan.Steps)
            {
                step.IsOverdue = plan.State.IsOverdue(step.DueOn, step.DoneAt is not null, Today);
                step.Value = plan.Now?.Values[(int)step.Lever];
            }
        }

        return [.. ids.Where(plans.ContainsKey).Select(id => plans[id])];
    }

    /// <summary>The plans of the customers of a selection.</summary>
    public static IQueryable<PlanRow> Selected(NineGridDbContext db, DataScope scope, Viewpoint at, Selection selection)
    {
        bool newest = at.Period == at.Periods[0];
        if (newest && at.Institution.Place == 0 && selection == Selection.Everything)
        {
            return PlanSight.Plans(db, scope);
        }

        // Whoever is in the scope in the newest snapshot need not be looked for there again.
        return PlanSight.Of(newest ? db.Plans : PlanSight.Plans(db, scope), selection.Of(db, scope, at));
    }

    /// <summary>Leaves the plans that pass a filter.</summary>
    public static IQueryable<PlanRow> Filtered(NineGridDbContext db, IQueryable<PlanRow> plans, PlanFilter filter, DateOnly today)
    {
        if (filter.State is PlanState state)
        {
            plans = plans.Where(plan => plan.State == state);
        }

        if (filter.Due is PlanDue due)
        {
            IQueryable<PlanStepRow> open = db.PlanSteps.Where(step => step.DoneAt == null);
            DateOnly last = today.AddDays(SoonDays);
            open = due switch
            {
                PlanDue.Overdue => open.Where(step => step.DueOn < today),
                PlanDue.Soon => open.Where(step => step.DueOn >= today && step.DueOn <= last),
                _ => throw new ArgumentOutOfRangeException(nameof(filter), due, "not a time to be due"),
            };
            plans = plans.Where(plan => plan.State == PlanState.Active && open.Any(step => step.PlanId == plan.Id));
        }

        if (filter.Owner is string owner)
        {
            IQueryable<ManagerRow> named = db.Managers.Where(row => row.EmployeeNo == owner);
            plans = plans.Where(plan =>
                named.Any(row => row.Id == plan.OwnerId || db.PlanSteps.Any(step => step.PlanId == plan.Id && step.OwnerId == row.Id))
            );
        }

        return plans;
    }

    /// <summary>The steps of some plans that are overdue.</summary>
    public static IQueryable<PlanStepRow> OverdueSteps(NineGridDbContext db, IQueryable<PlanRow> plans, DateOnly today) =>
        db.PlanSteps.Where(step =>
            step.DoneAt == null && step.DueOn < today && plans.Any(plan => plan.Id == step.PlanId && plan.State == PlanState.Active)
        );

    /// <summary>The ids of plans in an order; ties go by id.</summary>
    public static IQueryable<int> Sorted(NineGridDbContext db, DataScope scope, Viewpoint at, IQueryable<PlanRow> plans, PlanOrder order)
    {
        int snapshot = at.SnapshotId;
        bool down = order.Descending;
        return order.Column switch
        {
            PlanColumn.Title => By(plans, plan => plan.Title, down),
            PlanColumn.Customer => By(
                plans,
                plan => db.Customers.Where(row => row.Id == plan.CustomerId).Select(row => row.Name).FirstOrDefault(),
                down
            ),
            PlanColumn.Institution => ByPlace(scope.Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot)), plans, down),
            PlanColumn.Owner => By(
                plans.OrderBy(plan => plan.OwnerId == null),
                plan => db.Managers.Where(row => row.Id == plan.OwnerId).Select(row => row.Name).FirstOrDefault(),
                down
            ),
            PlanColumn.State => By(plans, plan => plan.State, down),
            PlanColumn.Due => By(
                plans.OrderBy(plan => !db.PlanSteps.Any(step => step.PlanId == plan.Id && step.DoneAt == null && step.DueOn != null)),
                plan => db.PlanSteps.Where(step => step.PlanId == plan.Id && step.DoneAt == null).Min(step => step.DueOn),
                down
            ),
            PlanColumn.Worth => By(
                plans.OrderBy(plan => !db.PlanSteps.Any(step => step.PlanId == plan.Id && step.Worth != null)),
                plan => db.PlanSteps.Where(step => step.PlanId == plan.Id).Sum(step => step.Worth),
                down
            ),
            PlanColumn.Changed => By(plans, plan => plan.ChangedAt, down),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order.Column, "not a column"),
        };
    }

    /// <summary>Some plans without their steps, in no order.</summary>
    public static IQueryable<PlanListed> Heads(NineGridDbContext db, DataScope scope, int snapshot, IReadOnlyCollection<int> plans) =>
        from plan in PlanSight.Plans(db, scope).AsNoTracking()
        where plans.Contains(plan.Id)
        join customer in db.Customers on plan.CustomerId equals customer.Id
        join position in scope.Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot))
            on plan.CustomerId equals position.CustomerId
        join institution in db.SnapshotInstitutions
            on new { position.SnapshotId, position.Place } equals new { institution.SnapshotId, institution.Place }
        join manager in db.Managers on plan.OwnerId equals (int?)manager.Id into owners
        from owner in owners.DefaultIfEmpty()
        select new PlanListed
        {
            Id = plan.Id,
            CustomerId = plan.CustomerId,
            CustomerNo = customer.No,
            Customer = customer.Name,
            InstitutionCode = institution.Code,
            Institution = institution.Name,
            Title = plan.Title,
            Target = plan.Target,
            State = plan.State,
            Note = plan.Note,
            OwnerNo = owner == null ? null : owner.EmployeeNo,
            Owner = owner == null ? null : owner.Name,
            Version = plan.Version,
            CreatedBy = plan.CreatedBy,
            CreatedAt = plan.CreatedAt,
            ChangedBy = plan.ChangedBy,
            ChangedAt = plan.ChangedAt,
            BaselinePeriod = plan.BaselinePeriod,
            BaselineSchemeVersion = plan.BaselineSchemeVersion,
            BaselineCell = plan.BaselineCell,
            BaselineRevenue = plan.BaselineRevenue,
            BaselineRaroc = plan.BaselineRaroc,
            BaselineEva = plan.BaselineEva,
        };

    /// <summary>The steps of some plans, in no order.</summary>
    public static IQueryable<PlanStep> Steps(NineGridDbContext db, DataScope scope, IReadOnlyCollection<int> plans)
    {
        IQueryable<PlanRow> seen = PlanSight.Plans(db, scope).Where(plan => plans.Contains(plan.Id));
        return from step in db.PlanSteps.AsNoTracking()
            where plans.Contains(step.PlanId) && seen.Any(plan => plan.Id == step.PlanId)
            join baseline in db.PlanBaselines
                on new { step.PlanId, step.Lever } equals new { baseline.PlanId, baseline.Lever }
                into baselines
            from baseline in baselines.DefaultIfEmpty()
            join manager in db.Managers on step.OwnerId equals (int?)manager.Id into owners
            from owner in owners.DefaultIfEmpty()
            select new PlanStep
            {
                PlanId = step.PlanId,
                Lever = step.Lever,
                Baseline = baseline == null ? null : baseline.Value,
                Target = step.Target,
                Worth = step.Worth,
                OwnerNo = owner == null ? null : owner.EmployeeNo,
                Owner = owner == null ? null : owner.Name,
                DueOn = step.DueOn,
                Note = step.Note,
                DoneAt = step.DoneAt,
            };
    }

    /// <summary>A customer's position with its figures.</summary>
    public sealed class Measured
    {
        public required PositionRow Position { get; init; }
        public FiguresRow? Figures { get; init; }
    }

    /// <summary>What a snapshot holds of the customers of some plans.</summary>
    public static IQueryable<Measured> Figures(NineGridDbContext db, DataScope scope, int snapshot, IReadOnlyCollection<int> plans) =>
        from position in scope.Narrow(db, db.Positions.AsNoTracking().Where(row => row.SnapshotId == snapshot))
        where db.Plans.Any(plan => plan.CustomerId == position.CustomerId && plans.Contains(plan.Id))
        from figures in db
            .Figures.Where(row => row.SnapshotId == position.SnapshotId && row.CustomerId == position.CustomerId)
            .DefaultIfEmpty()
        select new Measured { Position = position, Figures = figures };

    private static IQueryable<int> ByPlace(IQueryable<PositionRow> positions, IQueryable<PlanRow> plans, bool descending)
    {
        var placed =
            from plan in plans
            join position in positions on plan.CustomerId equals position.CustomerId
            select new { plan.Id, position.Place };
        return (descending ? placed.OrderByDescending(row => row.Place) : placed.OrderBy(row => row.Place))
            .ThenBy(row => row.Id)
            .Select(row => row.Id);
    }

    private static IQueryable<int> By<TKey>(IOrderedQueryable<PlanRow> known, Expression<Func<PlanRow, TKey>> key, bool descending) =>
        Ids(descending ? known.ThenByDescending(key) : known.ThenBy(key));

    private static IQueryable<int> By<TKey>(IQueryable<PlanRow> plans, Expression<Func<PlanRow, TKey>> key, bool descending) =>
        Ids(descending ? plans.OrderByDescending(key) : plans.OrderBy(key));

    private static IQueryable<int> Ids(IOrderedQueryable<PlanRow> plans) => plans.ThenBy(plan => plan.Id).Select(plan => plan.Id);
}
