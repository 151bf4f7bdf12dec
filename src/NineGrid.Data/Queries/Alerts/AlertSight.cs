using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Plans;

namespace NineGrid.Data.Queries.Alerts;

/// <summary>Which alerts may be seen: those of the customers that are in the scope in the newest snapshot.</summary>
public static class AlertSight
{
    /// <summary>The alerts that may be seen.</summary>
    public static IQueryable<AlertRow> Alerts(NineGridDbContext db, DataScope scope)
    {
        // Who sees the whole bank need not be told apart from its customers: a snapshot has all of them.
        return scope == DataScope.WholeBank ? db.Alerts : Of(db.Alerts, PlanSight.Customers(db, scope));
    }

    /// <summary>Leaves the alerts of some customers.</summary>
    /// <remarks>Written as a list of customers, so that a database begins with the few of a branch and not with all alerts.</remarks>
    internal static IQueryable<AlertRow> Of(IQueryable<AlertRow> alerts, IQueryable<PositionRow> customers) =>
        alerts.Where(alert => customers.Select(row => row.CustomerId).Contains(alert.CustomerId));
}
