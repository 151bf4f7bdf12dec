using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Coverage;
using NineGrid.Tests.Data.Queries;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Coverage;

[Collection(QueryBankUsers.Name)]
public sealed class AssignableQueryTests(QueryBanks banks)
{
    private const int PageSize = AssignableQuery.PageSize;

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Pages_hold_everybody_once_and_one_beyond_the_last_is_the_last(DatabaseProvider provider)
    {
        TestDatabase database = await banks.OnAsync(provider);
        string[] all = await database.UseAsync(db => db.Customers.Select(row => row.No).ToArrayAsync());
        string[] sorted = [.. all.Order(StringComparer.Ordinal)];
        int last = (all.Length + PageSize - 1) / PageSize;

        foreach ((int asked, int shown) in ((int, int)[])[(1, 1), (2, 2), (last, last), (last + 1, last), (int.MaxValue, last)])
        {
            AssignableList list = await AskAsync(database, text: null, asked);
            Assert.Equal((all.Length, shown, last), (list.Total, list.Page, list.Pages));
            Assert.Equal(sorted.Skip((shown - 1) * PageSize).Take(PageSize), list.Customers.Select(one => one.No));
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_piece_of_a_number_or_name_or_the_number_of_a_manager_finds_them(DatabaseProvider provider)
    {
        TestDatabase database = await banks.OnAsync(provider);
        var customers = await database.UseAsync(db => db.Customers.AsNoTracking().ToListAsync());
        var managers = await database.UseAsync(db => db.Managers.AsNoTracking().ToDictionaryAsync(row => row.Id, row => row.EmployeeNo));
        string manager = managers.Values.Order(StringComparer.Ordinal).First();

        foreach (string text in (string[])[customers[7].No, customers[7].No[^2..], customers[7].Name[..2], manager, "§§"])
        {
            string[] expected =
            [
                .. customers
                    .Where(one =>
                        one.No.Contains(text, StringComparison.Ordinal)
                        || one.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
                        || (one.ManagerId is int id && managers[id] == text)
                    )
                    .Select(one => one.No)
                    .Order(StringComparer.Ordinal),
            ];
            int pages = Math.Max(1, (expected.Length + PageSize - 1) / PageSize);

            // The last page, however much is asked for.
            AssignableList list = await AskAsync(database, text, page: 99);
            Assert.Equal((expected.Length, pages, pages), (list.Total, list.Page, list.Pages));
            Assert.Equal(expected.Skip((pages - 1) * PageSize), list.Customers.Select(one => one.No));
            Assert.Equal(expected.Take(PageSize), (await AskAsync(database, text, page: 1)).Customers.Select(one => one.No));
        }
    }

    private static Task<AssignableList> AskAsync(TestDatabase database, string? text, int page) =>
        database.UseAsync(db =>
            new AssignableQuery(db).AskAsync(DataScope.WholeBank, text, unassigned: false, page, CancellationToken.None)
        );
}
