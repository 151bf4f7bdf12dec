using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Grids;

namespace NineGrid.Data.Queries.Customers;

/// <summary>One page of the list.</summary>
/// <param name="Total">Customers over all pages.</param>
/// <param name="Page">The page shown, from 1.</param>
/// <param name="Pages">How many there are, at least 1.</param>
/// <param name="Customers">The customers of the page.</param>
public sealed record CustomerList(int Total, int Page, int Pages, IReadOnlyList<CustomerListed> Customers);

/// <summary>Which customers are in the selection?</summary>
public sealed class CustomersQuery(NineGridDbContext db, LargeLists lists)
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
        int[] first = await FirstIdsAsync(scope, at, selection, order, cancellationToken);
        int total =
            first.Length < LargeLists.Found
                ? first.Length
                : await lists.LengthAsync(scope, at, selection, () => positions.CountAsync(cancellationToken));
        int pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        int shown = Math.Clamp(page, 1, pages);
        int before = (shown - 1) * PageSize;
        int[] ids =
            first.Length == total || before + PageSize <= first.Length
                ? [.. first.Skip(before).Take(PageSize)]
                : await Sorted(db, positions, order).Skip(before).Take(PageSize).ToArrayAsync(cancellationToken);
        return new(total, shown, pages, await ListedAsync(positions, ids, cancellationToken));
    }

    /// <summary>The first customers, as many as fit on a page.</summary>
    public async Task<IReadOnlyList<CustomerListed>> FirstAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        CustomerOrder order,
        CancellationToken cancellationToken
    )
    {
        int[] first = await FirstIdsAsync(scope, at, selection, order, cancellationToken);
        return await ListedAsync(selection.Of(db, scope, at), [.. first.Take(PageSize)], cancellationToken);
    }

    /// <summary>Every customer of the selection in order, read in pieces.</summary>
    public async IAsyncEnumerable<CustomerListed> EveryAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        CustomerOrder order,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        List<int> sorted = await Sorted(db, selection.Of(db, scope, at), order).ToListAsync(cancellationToken);
        // Found already: the filters need not be asked again for every piece.
        IQueryable<PositionRow> positions = Selection.Everything.Of(db, scope, at);
        foreach (int[] ids in sorted.Chunk(PieceSize))
        {
            foreach (CustomerListed customer in await ListedAsync(positions, ids, cancellationToken))
            {
                yield return customer;
            }
        }
    }

    // First the numbers, then the rows of a page: sorting does not carry every column of every customer along.
    private Task<int[]> FirstIdsAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        CustomerOrder order,
        CancellationToken cancellationToken
    ) =>
        lists.FirstAsync(
            scope,
            at,
            selection,
            order,
            () => Sorted(db, selection.Of(db, scope, at), order).Take(LargeLists.Found).ToArrayAsync(cancellationToken)
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
            CustomerColumn.CreditCode => ByText(
                from row in positions
                join customer in db.Customers on row.CustomerId equals customer.Id
                select new Titled { Id = row.CustomerId, Text = customer.CreditCode },
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
            CustomerColumn.GroupCode => ByText(
                from row in positions
                join credit in db.Groups on row.GroupId equals (int?)credit.Id into groups
                from credit in groups.DefaultIfEmpty()
                select new Titled { Id = row.CustomerId, Text = credit == null ? null : credit.Code },
                down
            ),
            CustomerColumn.GroupName => ByText(
                from row in positions
                join credit in db.Groups on row.GroupId equals (int?)credit.Id into groups
                from credit in groups.DefaultIfEmpty()
                select new Titled { Id = row.CustomerId, Text = credit == null ? null : credit.Name },
                down
            ),
            CustomerColumn.Size => By(positions, row => row.Size, down),
            CustomerColumn.Industry => By(positions, row => row.Industry, down),
            CustomerColumn.Months => By(positions, row => row.Months, down),
            CustomerColumn.Revenue => By(positions.OrderBy(row => row.Revenue == null), row => row.Revenue, down),
            CustomerColumn.Cost => By(positions.OrderBy(row => row.Cost == null), row => row.Cost, down),
            CustomerColumn.Loss => By(positions.OrderBy(row => row.ExpectedLoss == null), row => row.ExpectedLoss, down),
            CustomerColumn.Return => By(positions.OrderBy(row => row.Return == null), row => row.Return, down),
            CustomerColumn.Capital => By(
                positions.OrderBy(row => row.EcCredit == null || row.EcOp == null),
                row => row.EcCredit + row.EcOp,
                down
            ),
            CustomerColumn.Raroc => By(positions.OrderBy(row => row.Raroc == null), row => row.Raroc, down),
            CustomerColumn.Eva => By(positions.OrderBy(row => row.Eva == null), row => row.Eva, down),
            CustomerColumn.Value => By(positions.OrderBy(row => row.ValueCell == null), row => row.ValueCell, down),
            CustomerColumn.BankGrowth => By(positions.OrderBy(row => row.GrowthBank == null), row => row.GrowthBank, down),
            CustomerColumn.OwnGrowth => By(positions.OrderBy(row => row.GrowthOwn == null), row => row.GrowthOwn, down),
            CustomerColumn.Growth => By(positions.OrderBy(row => row.GrowthCell == null), row => row.GrowthCell, down),
            CustomerColumn.Consistency => By(positions.OrderBy(row => row.Consistency == Consistency.None), row => row.Consistency, down),
            CustomerColumn.Group => By(positions.OrderBy(row => row.GroupCell == null), row => row.GroupCell, down),
            CustomerColumn.Strategy => By(positions.OrderBy(row => row.Strategy == Strategy.None), row => row.Strategy, down),
            _ when order.Column.Indicator is not null => ByIndicator(db, positions, order.Column.ToString(), down),
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
        join credit in db.Groups on row.GroupId equals (int?)credit.Id into groups
        from credit in groups.DefaultIfEmpty()
        join figure in db.Figures on new { row.SnapshotId, row.CustomerId } equals new { figure.SnapshotId, figure.CustomerId } into figures
        from figure in figures.DefaultIfEmpty()
        join indicator in db.Indicators.AsNoTracking()
            on new { row.SnapshotId, row.CustomerId } equals new { indicator.SnapshotId, indicator.CustomerId }
            into indicators
        from indicator in indicators.DefaultIfEmpty()
        select new CustomerListed
        {
            Id = row.CustomerId,
            No = customer.No,
            Name = customer.Name,
            CreditCode = customer.CreditCode,
            InstitutionCode = institution.Code,
            Institution = institution.Name,
            ManagerNo = manager == null ? null : manager.EmployeeNo,
            Manager = manager == null ? null : manager.Name,
            GroupCode = credit == null ? null : credit.Code,
            GroupName = credit == null ? null : credit.Name,
            Size = row.Size,
            Industry = row.Industry,
            Months = row.Months,
            Revenue = row.Revenue,
            EarlierRevenue = figure == null ? null : figure.EarlierRevenue,
            Cost = row.Cost,
            ExpectedLoss = row.ExpectedLoss,
            EcCredit = row.EcCredit,
            EcOp = row.EcOp,
            Return = row.Return,
            Raroc = row.Raroc,
            Eva = row.Eva,
            Value = row.ValueCell,
            ValueReason = row.ValueReason,
            BankGrowth = row.GrowthBank,
            OwnGrowth = row.GrowthOwn,
            Growth = row.GrowthCell,
            GrowthReason = row.GrowthReason,
            Consistency = row.Consistency,
            Group = row.GroupCell,
            Strategy = row.Strategy,
            Indicators = indicator,
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

    private static IQueryable<int> ByIndicator(NineGridDbContext db, IQueryable<PositionRow> positions, string name, bool descending)
    {
        var rows =
            from row in positions
            join indicator in db.Indicators
                on new { row.SnapshotId, row.CustomerId } equals new { indicator.SnapshotId, indicator.CustomerId }
                into indicators
            from indicator in indicators.DefaultIfEmpty()
            select new { row.CustomerId, Value = EF.Property<double?>(indicator, name) };
        var known = rows.OrderBy(row => row.Value == null);
        return (descending ? known.ThenByDescending(row => row.Value) : known.ThenBy(row => row.Value))
            .ThenBy(row => row.CustomerId)
            .Select(row => row.CustomerId);
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
