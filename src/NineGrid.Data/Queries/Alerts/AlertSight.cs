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
        IQueryable<PositionRow> customers = PlanSight.Customers(db, scope);
        return db.Alerts.Where(alert => customers.Any(row => row.CustomerId == alert.CustomerId));
    }
}
