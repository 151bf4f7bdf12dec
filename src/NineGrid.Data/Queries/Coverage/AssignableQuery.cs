using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Plans;

namespace NineGrid.Data.Queries.Coverage;

/// <summary>A customer that can be given to a manager: master data as they are now, no figures.</summary>
public sealed record Assignable(string No, string Name, string InstitutionCode, string Institution, string? ManagerNo, string? Manager);

/// <summary>One page of them.</summary>
/// <param name="Total">Customers over all pages.</param>
/// <param name="Page">The page shown, from 1.</param>
/// <param name="Pages">How many there are, at least 1.</param>
/// <param name="Customers">Those of the page.</param>
public sealed record AssignableList(int Total, int Page, int Pages, IReadOnlyList<Assignable> Customers);

/// <summary>A manager that can be given customers.</summary>
public sealed record Assignee(string EmployeeNo, string Name, string Institution);

/// <summary>A customer given to a manager by hand.</summary>
/// <param name="No">Number of the customer.</param>
/// <param name="Name">Its name.</param>
/// <param name="From">Name of the manager who looked after it before; null for nobody.</param>
/// <param name="To">Name of the manager who looks after it since; null for nobody.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">Name of the user who did it.</param>
/// <param name="Note">Why; null when not said.</param>
public sealed record AssignmentListed(string No, string Name, string? From, string? To, DateTime At, string By, string? Note);

/// <summary>Which customers can be given to which managers, and who was given whom?</summary>
/// <remarks>An administrator, who sees no figures, asks with the scope of the whole bank: there are none here.</remarks>
public sealed class AssignableQuery(NineGridDbContext db)
{
    /// <summary>Customers on a page.</summary>
    public const int PageSize = 50;

    /// <summary>Managers that are offered; of more, the number has to be typed.</summary>
    public const int MostAssignees = 300;

    /// <summary>Assignments that are shown.</summary>
    public const int HistoryLength = 50;

    /// <summary>Customers by number.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="text">A piece of the number or name of the customer, or the number of its manager; null for all.</param>
    /// <param name="unassigned">Only those that nobody looks after.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<AssignableList> AskAsync(
        DataScope scope,
        string? text,
        bool unassigned,
        int page,
        CancellationToken cancellationToken
    )
    {
        page = Math.Min(page, int.MaxValue / PageSize);
        List<Assignable> customers = await PageAsync(page);
        // A page that is not full is the last: whoever looks for a piece of a name goes through all of them once, not twice.
        int total =
            customers.Count < PageSize && (customers.Count > 0 || page == 1)
                ? ((page - 1) * PageSize) + customers.Count
                : await Found(db, scope, text, unassigned).CountAsync(cancellationToken);
        int pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        return new(total, Math.Min(page, pages), pages, page <= pages ? customers : await PageAsync(pages));

        Task<List<Assignable>> PageAsync(int number) =>
            Listed(db, scope, text, unassigned).Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
    }

    /// <summary>The managers of the scope by number; none when there are more than can be offered.</summary>
    public async Task<IReadOnlyList<Assignee>> AssigneesAsync(DataScope scope, CancellationToken cancellationToken)
    {
        List<Assignee> managers = await (
            from manager in Managers(db, scope)
            join institution in db.Institutions on manager.InstitutionId equals institution.Id
            orderby manager.EmployeeNo
            select new Assignee(manager.EmployeeNo, manager.Name, institution.Name)
        )
            .Take(MostAssignees + 1)
            .ToListAsync(cancellationToken);
        return managers.Count > MostAssignees ? [] : managers;
    }

    /// <summary>The newest assignments.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="no">Number of one customer; null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<AssignmentListed>> HistoryAsync(DataScope scope, string? no, CancellationToken cancellationToken) =>
        await History(db, scope, no).Take(HistoryLength).ToListAsync(cancellationToken);

    /// <summary>The customers that may be given to somebody: those in the scope in the newest snapshot; for the whole bank also those without a row yet.</summary>
    public static IQueryable<CustomerRow> Customers(NineGridDbContext db, DataScope scope)
    {
        if (scope == DataScope.WholeBank)
        {
            return db.Customers;
        }

        IQueryable<PositionRow> seen = PlanSight.Customers(db, scope);
        return db.Customers.Where(customer => seen.Select(row => row.CustomerId).Contains(customer.Id));
    }

    /// <summary>The managers whose institution may be seen with all its customers.</summary>
    public static IQueryable<ManagerRow> Managers(NineGridDbContext db, DataScope scope)
    {
        if (scope == DataScope.WholeBank)
        {
            return db.Managers;
        }

        IQueryable<int> newest = PlanSight.Newest(db);
        IQueryable<SnapshotInstitutionRow> covered = scope.Covered(
            db,
            db.SnapshotInstitutions.Where(row => row.SnapshotId == newest.FirstOrDefault())
        );
        return db.Managers.Where(manager => covered.Any(row => row.InstitutionId == manager.InstitutionId));
    }

    private static IQueryable<CustomerRow> Found(NineGridDbContext db, DataScope scope, string? text, bool unassigned)
    {
        IQueryable<CustomerRow> customers = Customers(db, scope);
        if (unassigned)
        {
            customers = customers.Where(customer => customer.ManagerId == null);
        }

        if (text is not null)
        {
            string name = text.ToLowerInvariant();
            IQueryable<int> manager = db.Managers.Where(row => row.EmployeeNo == text).Select(row => row.Id);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // translated to SQL, where there is no culture to name
            customers = customers.Where(customer =>
                customer.No.Contains(text) || customer.Name.ToLower().Contains(name) || manager.Contains(customer.ManagerId!.Value)
            );
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        }

        return customers;
    }

    public static IQueryable<Assignable> Listed(NineGridDbContext db, DataScope scope, string? text, bool unassigned) =>
        from customer in Found(db, scope, text, unassigned)
        join institution in db.Institutions on customer.InstitutionId equals institution.Id
        join m in db.Managers on customer.ManagerId equals (int?)m.Id into managers
        from manager in managers.DefaultIfEmpty()
        orderby customer.No
        select new Assignable(
            customer.No,
            customer.Name,
            institution.Code,
            institution.Name,
            manager == null ? null : manager.EmployeeNo,
            manager == null ? null : manager.Name
        );

    public static IQueryable<AssignmentListed> History(NineGridDbContext db, DataScope scope, string? no) =>
        from assignment in db.Assignments
        join customer in Customers(db, scope) on assignment.CustomerId equals customer.Id
        where no == null || customer.No == no
        join f in db.Managers on assignment.FromManagerId equals (int?)f.Id into givers
        from giver in givers.DefaultIfEmpty()
        join t in db.Managers on assignment.ToManagerId equals (int?)t.Id into takers
        from taker in takers.DefaultIfEmpty()
        orderby assignment.Id descending
        select new AssignmentListed(
            customer.No,
            customer.Name,
            giver == null ? null : giver.Name,
            taker == null ? null : taker.Name,
            assignment.At,
            assignment.By,
            assignment.Note
        );
}
