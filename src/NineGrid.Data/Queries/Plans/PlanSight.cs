using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;

namespace NineGrid.Data.Queries.Plans;

/// <summary>Which plans may be seen: those of the customers that are in the scope in the newest snapshot, whoever had them when the plan was made.</summary>
public static class PlanSight
{
    /// <summary>The snapshots, the newest first.</summary>
    internal static IQueryable<int> Newest(NineGridDbContext db) =>
        from snapshot in db.Snapshots
        join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
        where scheme.Name == StoredSchemes.DefaultName
        orderby snapshot.Period descending, snapshot.Id descending
        select snapshot.Id;

    /// <summary>The customers of the newest snapshot that may be seen.</summary>
    public static IQueryable<PositionRow> Customers(NineGridDbContext db, DataScope scope) => scope.Positions(db, Newest(db));

    /// <summary>The plans that may be seen.</summary>
    public static IQueryable<PlanRow> Plans(NineGridDbContext db, DataScope scope)
    {
        // Who sees the whole bank need not be told apart from its customers: a snapshot has all of them.
        return scope == DataScope.WholeBank ? db.Plans : Of(db.Plans, Customers(db, scope));
    }

    /// <summary>Leaves the plans of some customers.</summary>
    /// <remarks>Written as a list of customers, so that a database begins with the few of a branch and not with all plans.</remarks>
    internal static IQueryable<PlanRow> Of(IQueryable<PlanRow> plans, IQueryable<PositionRow> customers) =>
        plans.Where(plan => customers.Select(row => row.CustomerId).Contains(plan.CustomerId));

    /// <summary>Who can be given a plan or step of a customer: the managers whom the scope covers in the customer's own institution, by name.</summary>
    public static IQueryable<ManagerRow> Owners(NineGridDbContext db, DataScope scope, int customer)
    {
        IQueryable<PositionRow> customers = Customers(db, scope);
        IQueryable<PositionRow> beside =
            from own in customers
            where own.CustomerId == customer
            from row in customers
            where row.Place == own.Place
            select row;
        return db
            .Managers.Where(manager => beside.Any(row => row.ManagerId == manager.Id))
            .OrderBy(manager => manager.Name)
            .ThenBy(manager => manager.EmployeeNo);
    }
}
