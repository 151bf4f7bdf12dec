using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Data.Snapshots;

/// <summary>The input of a snapshot as it was read, with the ids by which results are stored.</summary>
/// <param name="Input">What the kernel takes.</param>
/// <param name="Institutions">The stored institution at each place of the tree.</param>
/// <param name="Customers">The stored customer at each place of the book.</param>
internal sealed record SnapshotSource(SnapshotInput Input, IReadOnlyList<InstitutionRow> Institutions, IReadOnlyList<CustomerRow> Customers)
{
    private const int WindowsMonths = 24;

    /// <summary>Reads everything a snapshot needs. Memory is a fixed amount a customer, whatever the number of facts.</summary>
    /// <exception cref="JobRefusedException">There are no facts at or before the period.</exception>
    public static async Task<SnapshotSource> ReadAsync(
        NineGridDbContext db,
        Period period,
        Scheme scheme,
        CutTable? calibration,
        IProgress<JobProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        progress?.Report(new("master data", 0, null));
        List<RowRange> ranges = await db
            .Facts.AsNoTracking()
            .Where(fact => fact.Period <= period)
            .GroupBy(fact => fact.CustomerId)
            .Select(rows => new RowRange(rows.Key, rows.Min(row => row.Period), rows.Max(row => row.Period)))
            .ToListAsync(cancellationToken);
        if (ranges.Count == 0)
        {
            throw new JobRefusedException("NoFacts", $"There are no facts at or before {period}; import facts first.");
        }

        Dictionary<int, InstitutionRow> institutions = await db
            .Institutions.AsNoTracking()
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        var tree = new InstitutionTree(
            institutions.Values.Select(row => new InstitutionNode(
                row.Code,
                row.ParentId is int parent ? institutions[parent].Code : null,
                row.Level
            ))
        );
        Dictionary<int, string> managers = await db
            .Managers.AsNoTracking()
            .ToDictionaryAsync(row => row.Id, row => row.EmployeeNo, cancellationToken);
        Dictionary<int, string> groups = await db
            .Groups.AsNoTracking()
            .ToDictionaryAsync(row => row.Id, row => row.Code, cancellationToken);
        var products = new ProductSets(await db.Products.Where(row => row.Active).Select(row => row.Code).ToListAsync(cancellationToken));
        List<CustomerRow> all = await db.Customers.AsNoTracking().ToListAsync(cancellationToken);
        var inSnapshot = ranges.Select(range => range.CustomerId).ToHashSet();
        var byNo = all.Where(row => inSnapshot.Contains(row.Id)).ToDictionary(row => row.No, StringComparer.Ordinal);
        var book = new Book(
            tree,
            byNo.Values.Select(row => new BookCustomer(
                row.No,
                tree.PlaceOf(institutions[row.InstitutionId].Code),
                row.ManagerId is int manager ? managers[manager] : null,
                row.Size,
                row.Industry,
                row.GroupId is int group ? groups[group] : null
            )),
            products
        );
        var customers = new CustomerRow[book.Count];
        var places = new Dictionary<int, int>(book.Count);
        for (int place = 0; place < customers.Length; place++)
        {
            customers[place] = byNo[book.Customers[place].No];
            places.Add(customers[place].Id, place);
        }

        var input = new SnapshotInput(period, scheme, book, calibration);
        foreach (RowRange range in ranges)
        {
            input.Facts.Know(places[range.CustomerId], range.First, range.Last);
        }

        await ReadFactsAsync(db, input, places, progress, cancellationToken);
        await ReadStatementsAsync(db, input.Statements, period, places, cancellationToken);
        var byCode = institutions.Values.ToDictionary(row => row.Code, StringComparer.Ordinal);
        return new(input, [.. Enumerable.Range(0, tree.Count).Select(place => byCode[tree.Code(place)])], customers);
    }

    private static async Task ReadFactsAsync(
        NineGridDbContext db,
        SnapshotInput input,
        Dictionary<int, int> places,
        IProgress<JobProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        Period first = input.Period.AddMonths(1 - WindowsMonths);
        long total = await db.Facts.Where(fact => fact.Period >= first && fact.Period <= input.Period).LongCountAsync(cancellationToken);
        long done = 0;
        await foreach (FactBlock block in FactStream.ReadAsync(db, first, input.Period, places, input.Book.Products, cancellationToken))
        {
            input.Facts.Add(block);
            done += block.Count;
            progress?.Report(new("facts", done, total));
        }
    }

    /// <summary>Adds the statements that are usable in a period to a choice.</summary>
    public static async Task ReadStatementsAsync(
        NineGridDbContext db,
        StatementChoice statements,
        Period period,
        Dictionary<int, int> places,
        CancellationToken cancellationToken
    )
    {
        int newest = period.NewestFiscalYear;
        await foreach (
            StatementRow row in db
                .Statements.AsNoTracking()
                .Where(row => row.FiscalYear <= newest)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            if (places.TryGetValue(row.CustomerId, out int place))
            {
                statements.Add(
                    new(
                        place,
                        row.FiscalYear,
                        (double?)row.OperatingRevenue,
                        (double?)row.NetProfit,
                        (double?)row.Cash,
                        (double?)row.InterestBearingDebt,
                        row.Employees
                    )
                );
            }
        }
    }

    private sealed record RowRange(int CustomerId, Period First, Period Last);
}
