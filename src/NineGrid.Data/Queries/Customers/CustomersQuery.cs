using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Customers;

/// <summary>The columns by which the list can be sorted.</summary>
public enum CustomerColumn
{
    No,
    Name,
    Institution,
    Manager,
    Size,
    Industry,
    Revenue,
    Raroc,
    Eva,
    Value,
    Growth,
    Group,
    Strategy,
}

/// <summary>An order of the list. Customers without a value come last either way; ties go by number.</summary>
public sealed record CustomerOrder(CustomerColumn Column, bool Descending)
{
    /// <summary>The largest by revenue first.</summary>
    public static CustomerOrder Default { get; } = new(CustomerColumn.Revenue, Descending: true);
}

/// <summary>A customer of the list; money in yuan.</summary>
public sealed class CustomerListed
{
    public required string No { get; init; }
    public required string Name { get; init; }
    public required string InstitutionCode { get; init; }
    public required string Institution { get; init; }
    public string? ManagerNo { get; init; }
    public string? Manager { get; init; }
    public SizeClass Size { get; init; }
    public Industry Industry { get; init; }
    public double? Revenue { get; init; }
    public double? Raroc { get; init; }
    public double? Eva { get; init; }

    /// <summary>EC_credit is 0; null when unknown.</summary>
    public bool? IsLight { get; init; }
    public Cell? Value { get; init; }
    public UnplacedReason ValueReason { get; init; }
    public Cell? Growth { get; init; }
    public UnplacedReason GrowthReason { get; init; }

    /// <summary>The cell of its group, also when the customer itself is not active.</summary>
    public Cell? Group { get; init; }
    public Strategy Strategy { get; init; }
}

/// <summary>One page of the list.</summary>
/// <param name="Total">Customers over all pages.</param>
/// <param name="Page">The page shown, from 1.</param>
/// <param name="Pages">How many there are, at least 1.</param>
/// <param name="Customers">The customers of the page.</param>
public sealed record CustomerList(int Total, int Page, int Pages, IReadOnlyList<CustomerListed> Customers);

/// <summary>Which customers are in the selection?</summary>
public sealed class CustomersQuery(NineGridDbContext db)
{
    /// <summary>Customers on a page.</summary>
    public const int PageSize = 50;

    /// <summary>The page with that number; the last one when there are not so many.</summary>
    public async Task<CustomerList> AskAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        CustomerOrder order,
        int page,
        CancellationToken cancellationToken
    )
    {
        IQueryable<PositionRow> positions = selection.Of(db, scope, at);
        int total = await positions.CountAsync(cancellationToken);
        int pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        int shown = Math.Clamp(page, 1, pages);
        List<CustomerListed> customers = await Listed(db, positions, order)
            .Skip((shown - 1) * PageSize)
            .Take(PageSize)
            .ToListAsync(cancellationToken);
        return new(total, shown, pages, customers);
    }

    public static IQueryable<CustomerListed> Listed(NineGridDbContext db, IQueryable<PositionRow> positions, CustomerOrder order)
    {
        IQueryable<CustomerListed> customers =
            from row in positions
            join customer in db.Customers on row.CustomerId equals customer.Id
            join institution in db.SnapshotInstitutions
                on new { row.SnapshotId, row.Place } equals new { institution.SnapshotId, institution.Place }
            join manager in db.Managers on row.ManagerId equals (int?)manager.Id into managers
            from manager in managers.DefaultIfEmpty()
            select new CustomerListed
            {
                No = customer.No,
                Name = customer.Name,
                InstitutionCode = institution.Code,
                Institution = institution.Name,
                ManagerNo = manager == null ? null : manager.EmployeeNo,
                Manager = manager == null ? null : manager.Name,
                Size = row.Size,
                Industry = row.Industry,
                Revenue = row.Revenue,
                Raroc = row.Raroc,
                Eva = row.Eva,
                IsLight = row.EcCredit == null ? null : row.EcCredit == 0,
                Value = row.ValueCell,
                ValueReason = row.ValueReason,
                Growth = row.GrowthCell,
                GrowthReason = row.GrowthReason,
                Group = row.GroupCell,
                Strategy = row.Strategy,
            };
        bool down = order.Descending;
        IOrderedQueryable<CustomerListed> sorted = order.Column switch
        {
            CustomerColumn.No => Sort(customers, one => false, one => one.No, down),
            CustomerColumn.Name => Sort(customers, one => false, one => one.Name, down),
            CustomerColumn.Institution => Sort(customers, one => false, one => one.InstitutionCode, down),
            CustomerColumn.Manager => Sort(customers, one => one.Manager == null, one => one.Manager, down),
            CustomerColumn.Size => Sort(customers, one => false, one => one.Size, down),
            CustomerColumn.Industry => Sort(customers, one => false, one => one.Industry, down),
            CustomerColumn.Revenue => Sort(customers, one => one.Revenue == null, one => one.Revenue, down),
            CustomerColumn.Raroc => Sort(customers, one => one.Raroc == null, one => one.Raroc, down),
            CustomerColumn.Eva => Sort(customers, one => one.Eva == null, one => one.Eva, down),
            CustomerColumn.Value => Sort(customers, one => one.Value == null, one => one.Value, down),
            CustomerColumn.Growth => Sort(customers, one => one.Growth == null, one => one.Growth, down),
            CustomerColumn.Group => Sort(customers, one => one.Group == null, one => one.Group, down),
            CustomerColumn.Strategy => Sort(customers, one => one.Strategy == Strategy.None, one => one.Strategy, down),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order.Column, "not a column"),
        };
        return sorted.ThenBy(one => one.No);
    }

    private static IOrderedQueryable<CustomerListed> Sort<TKey>(
        IQueryable<CustomerListed> customers,
        Expression<Func<CustomerListed, bool>> missing,
        Expression<Func<CustomerListed, TKey>> key,
        bool descending
    ) => descending ? customers.OrderBy(missing).ThenByDescending(key) : customers.OrderBy(missing).ThenBy(key);
}
