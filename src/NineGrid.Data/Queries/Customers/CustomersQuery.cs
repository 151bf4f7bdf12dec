using System.Linq.Expressions;
using System.Runtime.CompilerServices;
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

/// <summary>An order of the list. Customers without a value come last either way.</summary>
public sealed record CustomerOrder(CustomerColumn Column, bool Descending)
{
    /// <summary>The largest by revenue first.</summary>
    public static CustomerOrder Default { get; } = new(CustomerColumn.Revenue, Descending: true);
}

/// <summary>A customer of the list; money in yuan.</summary>
public sealed class CustomerListed
{
    public required int Id { get; init; }
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

    // As many as databases take as parameters of one statement.
    private const int PieceSize = 500;

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
        return new(total, shown, pages, await ListedAsync(positions, order, (shown - 1) * PageSize, cancellationToken));
    }

    /// <summary>The first customers, as many as fit on a page.</summary>
    public Task<IReadOnlyList<CustomerListed>> FirstAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        CustomerOrder order,
        CancellationToken cancellationToken
    ) => ListedAsync(selection.Of(db, scope, at), order, skipped: 0, cancellationToken);

    /// <summary>Every customer of the selection in order, read in pieces.</summary>
    public async IAsyncEnumerable<CustomerListed> EveryAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        CustomerOrder order,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        IQueryable<PositionRow> positions = selection.Of(db, scope, at);
        foreach (int[] ids in (await Sorted(db, positions, order).ToListAsync(cancellationToken)).Chunk(PieceSize))
        {
            foreach (CustomerListed customer in await ListedAsync(positions, ids, cancellationToken))
            {
                yield return customer;
            }
        }
    }

    // First the page's numbers, then their rows: sorting does not carry every column of every customer along.
    private async Task<IReadOnlyList<CustomerListed>> ListedAsync(
        IQueryable<PositionRow> positions,
        CustomerOrder order,
        int skipped,
        CancellationToken cancellationToken
    ) =>
        await ListedAsync(
            positions,
            await Sorted(db, positions, order).Skip(skipped).Take(PageSize).ToArrayAsync(cancellationToken),
            cancellationToken
        );

    private async Task<IReadOnlyList<CustomerListed>> ListedAsync(
        IQueryable<PositionRow> positions,
        int[] ids,
        CancellationToken cancellationToken
    )
    {
        Dictionary<int, CustomerListed> listed = await Listed(db, positions, ids)
            .ToDictionaryAsync(customer => customer.Id, cancellationToken);
        return [.. ids.Select(id => listed[id])];
    }

    /// <summary>The ids of customers in an order; ties go by id.</summary>
    public static IQueryable<int> Sorted(NineGridDbContext db, IQueryable<PositionRow> positions, CustomerOrder order)
    {
        bool down = order.Descending;
        return order.Column switch
        {
            CustomerColumn.No => ByText(
                from row in positions
                join customer in db.Customers on row.CustomerId equals customer.Id
                select new Titled { Id = row.CustomerId, Text = customer.No },
                down
            ),
            CustomerColumn.Name => ByText(
                from row in positions
                join customer in db.Customers on row.CustomerId equals customer.Id
                select new Titled { Id = row.CustomerId, Text = customer.Name },
                down
            ),
            CustomerColumn.Institution => By(positions, row => row.Place, down),
            CustomerColumn.Manager => ByText(
                from row in positions
                join manager in db.Managers on row.ManagerId equals (int?)manager.Id into managers
                from manager in managers.DefaultIfEmpty()
                select new Titled { Id = row.CustomerId, Text = manager == null ? null : manager.Name },
                down
            ),
            CustomerColumn.Size => By(positions, row => row.Size, down),
            CustomerColumn.Industry => By(positions, row => row.Industry, down),
            CustomerColumn.Revenue => By(positions.OrderBy(row => row.Revenue == null), row => row.Revenue, down),
            CustomerColumn.Raroc => By(positions.OrderBy(row => row.Raroc == null), row => row.Raroc, down),
            CustomerColumn.Eva => By(positions.OrderBy(row => row.Eva == null), row => row.Eva, down),
            CustomerColumn.Value => By(positions.OrderBy(row => row.ValueCell == null), row => row.ValueCell, down),
            CustomerColumn.Growth => By(positions.OrderBy(row => row.GrowthCell == null), row => row.GrowthCell, down),
            CustomerColumn.Group => By(positions.OrderBy(row => row.GroupCell == null), row => row.GroupCell, down),
            CustomerColumn.Strategy => By(positions.OrderBy(row => row.Strategy == Strategy.None), row => row.Strategy, down),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order.Column, "not a column"),
        };
    }

    /// <summary>The rows of some customers, in no order.</summary>
    public static IQueryable<CustomerListed> Listed(
        NineGridDbContext db,
        IQueryable<PositionRow> positions,
        IReadOnlyCollection<int> ids
    ) =>
        from row in positions
        where ids.Contains(row.CustomerId)
        join customer in db.Customers on row.CustomerId equals customer.Id
        join institution in db.SnapshotInstitutions
            on new { row.SnapshotId, row.Place } equals new { institution.SnapshotId, institution.Place }
        join manager in db.Managers on row.ManagerId equals (int?)manager.Id into managers
        from manager in managers.DefaultIfEmpty()
        select new CustomerListed
        {
            Id = row.CustomerId,
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

    private sealed class Titled
    {
        public int Id { get; init; }
        public string? Text { get; init; }
    }

    private static IQueryable<int> ByText(IQueryable<Titled> rows, bool descending)
    {
        IOrderedQueryable<Titled> known = rows.OrderBy(row => row.Text == null);
        return (descending ? known.ThenByDescending(row => row.Text) : known.ThenBy(row => row.Text))
            .ThenBy(row => row.Id)
            .Select(row => row.Id);
    }

    private static IQueryable<int> By<TKey>(
        IOrderedQueryable<PositionRow> known,
        Expression<Func<PositionRow, TKey>> key,
        bool descending
    ) => Ids(descending ? known.ThenByDescending(key) : known.ThenBy(key));

    private static IQueryable<int> By<TKey>(IQueryable<PositionRow> rows, Expression<Func<PositionRow, TKey>> key, bool descending) =>
        Ids(descending ? rows.OrderByDescending(key) : rows.OrderBy(key));

    private static IQueryable<int> Ids(IOrderedQueryable<PositionRow> rows) =>
        rows.ThenBy(row => row.CustomerId).Select(row => row.CustomerId);
}
