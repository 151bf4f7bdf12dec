using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Opportunities;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Review;

/// <summary>A customer that moved to another cell of the value grid. Revenue in yuan a year.</summary>
public sealed record Mover(string ManagerNo, string No, string Name, Cell From, Cell To, double Revenue);

/// <summary>A customer with EVA within reach, yuan a year.</summary>
public sealed record Reaching(string No, string Name, Cell? Cell, double Reach);

/// <summary>An alert about which something is still to be done.</summary>
public sealed record PendingAlert(
    string ManagerNo,
    string No,
    string Name,
    AlertRule Rule,
    Severity Severity,
    Period Since,
    AlertState State
);

/// <summary>What a talk with a manager is about, each the most important first and <see cref="ManagerSheetsQuery.Most"/> at most.</summary>
/// <param name="Movers">Customers that moved since the earlier period, by revenue.</param>
/// <param name="Opportunities">Customers by EVA within reach.</param>
/// <param name="Alerts">Pending alerts, the gravest first.</param>
/// <param name="Plans">Active plans, what is due first.</param>
public sealed record ManagerSheet(
    IReadOnlyList<Mover> Movers,
    IReadOnlyList<Reaching> Opportunities,
    IReadOnlyList<PendingAlert> Alerts,
    IReadOnlyList<PlanListed> Plans
);

/// <summary>What is to be talked about with each of some managers?</summary>
public sealed class ManagerSheetsQuery(NineGridDbContext db, ReviewQuery review, PlansQuery plans, HighBands high)
{
    /// <summary>As many of each kind are named: what fits on a page.</summary>
    public const int Most = 8;

    /// <summary>A sheet for each of some employee numbers that look after a customer who may be seen.</summary>
    public async Task<IReadOnlyDictionary<string, ManagerSheet>> AskAsync(
        DataScope scope,
        Viewpoint at,
        Period? from,
        IReadOnlyCollection<string> managers,
        CancellationToken cancellationToken
    )
    {
        IQueryable<PositionRow> customers = Of(db, Selection.Everything.Of(db, scope, at), managers);
        ILookup<string, Mover> movers = (
            await review.ThenAsync(scope, at, from, cancellationToken) is Viewpoint then
                ? await Movers(db, customers, Selection.Everything.Of(db, scope, then)).ToListAsync(cancellationToken)
                : []
        ).ToLookup(mover => mover.ManagerNo, StringComparer.Ordinal);
        ILookup<string, PendingAlert> alerts = (
            await Alerts(db, AlertSight.Alerts(db, scope), customers).ToListAsync(cancellationToken)
        ).ToLookup(alert => alert.ManagerNo, StringComparer.Ordinal);
        Dictionary<int, Named> named = await Names(db, customers).ToDictionaryAsync(one => one.Id, cancellationToken);
        ILookup<string, Reaching> reaching = (await ReachingAsync(scope, at, customers, named, cancellationToken)).ToLookup(
            one => one.ManagerNo,
            one => one.Own,
            StringComparer.Ordinal
        );
        ILookup<string, PlanListed> active = await PlansAsync(scope, at, customers, named, cancellationToken);
        return named
            .Values.Select(one => one.ManagerNo)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(
                no => no,
                no => new ManagerSheet(
                    [.. movers[no].OrderByDescending(one => one.Revenue).ThenBy(one => one.No, KeyOrder.Instance).Take(Most)],
                    [.. reaching[no].Take(Most)],
                    [
                        .. alerts[no]
                            .OrderByDescending(one => one.Severity)
                            .ThenByDescending(one => one.Since)
                            .ThenBy(one => one.No, KeyOrder.Instance)
                            .Take(Most),
                    ],
                    [.. active[no].Take(Most)]
                ),
                StringComparer.Ordinal
            );
    }

    private async Task<IEnumerable<(string ManagerNo, Reaching Own)>> ReachingAsync(
        DataScope scope,
        Viewpoint at,
        IQueryable<PositionRow> customers,
        Dictionary<int, Named> named,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyDictionary<int, ShownCustomer>? shown =
            scope == DataScope.WholeBank
                ? null
                : (await ShownGuidance.LoadAsync(db, high, scope, at, customers, cancellationToken)).Customers;
        IEnumerable<Reach> reaches = shown is not null
            ? shown.Values.Where(one => one.Guidance.Reach > 0).Select(one => new Reach(one.Guidance.CustomerId, one.Guidance.Reach))
            : await Reaches(db, customers).ToListAsync(cancellationToken);
        return from one in reaches
            orderby one.Worth descending, one.CustomerId
            let own = named[one.CustomerId]
            select (own.ManagerNo, new Reaching(own.No, own.Name, own.Cell, one.Worth));
    }

    private async Task<ILookup<string, PlanListed>> PlansAsync(
        DataScope scope,
        Viewpoint at,
        IQueryable<PositionRow> customers,
        Dictionary<int, Named> named,
        CancellationToken cancellationToken
    )
    {
        int[] ids = await Active(PlanSight.Plans(db, scope), customers).ToArrayAsync(cancellationToken);
        List<PlanListed> listed = [];
        foreach (int[] piece in ids.Chunk(500))
        {
            listed.AddRange(await plans.ListedAsync(scope, at, piece, cancellationToken));
        }

        return listed
            .OrderBy(plan => plan.NextDue is null)
            .ThenBy(plan => plan.NextDue)
            .ThenBy(plan => plan.Id)
            .ToLookup(plan => named[plan.CustomerId].ManagerNo, StringComparer.Ordinal);
    }

    /// <summary>A customer of a manager.</summary>
    public sealed record Named(int Id, string ManagerNo, string No, string Name, Cell? Cell);

    /// <summary>What a customer has within reach, yuan a year.</summary>
    public sealed record Reach(int CustomerId, double Worth);

    /// <summary>The customers of some managers.</summary>
    public static IQueryable<PositionRow> Of(
        NineGridDbContext db,
        IQueryable<PositionRow> positions,
        IReadOnlyCollection<string> managers
    ) => positions.Where(row => db.Managers.Any(own => own.Id == row.ManagerId && managers.Contains(own.EmployeeNo)));

    public static IQueryable<Named> Names(NineGridDbContext db, IQueryable<PositionRow> positions) =>
        from row in positions
        join customer in db.Customers on row.CustomerId equals customer.Id
        join manager in db.Managers on row.ManagerId equals (int?)manager.Id
        select new Named(row.CustomerId, manager.EmployeeNo, customer.No, customer.Name, row.ValueCell);

    /// <summary>The customers that were placed under the same manager in an earlier snapshot, in another cell.</summary>
    internal static IQueryable<Mover> Movers(NineGridDbContext db, IQueryable<PositionRow> positions, IQueryable<PositionRow> then) =>
        from row in positions
        join earlier in then on row.CustomerId equals earlier.CustomerId
        where row.ValueCell != null && earlier.ValueCell != null && row.ValueCell != earlier.ValueCell && row.ManagerId == earlier.ManagerId
        join customer in db.Customers on row.CustomerId equals customer.Id
        join manager in db.Managers on row.ManagerId equals (int?)manager.Id
        select new Mover(manager.EmployeeNo, customer.No, customer.Name, earlier.ValueCell!.Value, row.ValueCell!.Value, row.Revenue ?? 0);

    public static IQueryable<Reach> Reaches(NineGridDbContext db, IQueryable<PositionRow> positions) =>
        from row in positions
        join guidance in db.Guidance on new { row.SnapshotId, row.CustomerId } equals new { guidance.SnapshotId, guidance.CustomerId }
        where guidance.Reach > 0
        select new Reach(row.CustomerId, guidance.Reach);

    /// <summary>The pending ones of some alerts.</summary>
    internal static IQueryable<PendingAlert> Alerts(NineGridDbContext db, IQueryable<AlertRow> alerts, IQueryable<PositionRow> positions) =>
        from alert in alerts
        where alert.State == AlertState.Open || alert.State == AlertState.Acknowledged
        join row in positions on alert.CustomerId equals row.CustomerId
        join customer in db.Customers on row.CustomerId equals customer.Id
        join manager in db.Managers on row.ManagerId equals (int?)manager.Id
        select new PendingAlert(manager.EmployeeNo, customer.No, customer.Name, alert.Rule, alert.Severity, alert.Since, alert.State);

    /// <summary>The ids of the active ones of some plans.</summary>
    public static IQueryable<int> Active(IQueryable<PlanRow> plans, IQueryable<PositionRow> positions) =>
        plans
            .Where(plan => plan.State == PlanState.Active && positions.Any(row => row.CustomerId == plan.CustomerId))
            .Select(plan => plan.Id);
}
