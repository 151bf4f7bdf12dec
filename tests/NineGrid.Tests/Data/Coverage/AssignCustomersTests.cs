using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Coverage;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries;
using NineGrid.Data.Queries.Coverage;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Plans;
using NineGrid.Tests.Data.Access;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Coverage;

/// <summary>Customers of the pocket bank change hands.</summary>
public sealed class AssignCustomersTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_head_gives_customers_of_the_branch_to_one_of_its_managers(DatabaseProvider provider)
    {
        await using TestDatabase database = await OnAsync(provider);
        PocketBank bank = await BankAsync(database);
        var branch = DataScope.Institution(bank["B1"]);

        (AssignAnswer answer, int changed) = await AssignAsync(database, branch, ["c2", "c5", "c3"], "M2", " because ");

        Assert.Equal((AssignAnswer.Stored, 2), (answer, changed)); // c3 was M2's already
        Assert.Equal(["c2", "c3", "c5"], await SeenAsync(database, DataScope.Manager(bank["M2"])));
        await database.UseAsync(async db =>
        {
            Assert.Equal(3, await db.Customers.CountAsync(row => row.ManagerId == bank["M2"]));
            // The earlier snapshot stays as it was, the newest has another edition.
            int[] revisions = await db.Snapshots.OrderBy(row => row.Period).Select(row => row.Revision).ToArrayAsync();
            Assert.Equal([0, 1], revisions);
            int first = await db.Snapshots.OrderBy(row => row.Period).Select(row => row.Id).FirstAsync();
            Assert.Equal(1, await db.Positions.CountAsync(row => row.SnapshotId == first && row.ManagerId == bank["M2"]));
            Assert.Equal(
                ["c2", "c5"],
                await db
                    .Audit.Where(row => row.Action == AuditAction.CustomerAssigned)
                    .OrderBy(row => row.Subject)
                    .Select(row => row.Subject)
                    .ToListAsync()
            );
            return 0;
        });
        IReadOnlyList<AssignmentListed> history = await database.UseAsync<AssignableQuery, IReadOnlyList<AssignmentListed>>(query =>
            query.HistoryAsync(branch, "c2", CancellationToken.None)
        );
        AssignmentListed one = Assert.Single(history);
        Assert.Equal((null, "M2", "because"), (one.From, one.To, one.Note));
    }

    [Fact]
    public async Task Customers_and_managers_of_others_do_not_exist()
    {
        await using TestDatabase database = await OnAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await BankAsync(database);
        var branch = DataScope.Institution(bank["B1"]);

        Assert.Equal((AssignAnswer.UnknownCustomer, 0), await AssignAsync(database, branch, ["c2", "c4"], "M2"));
        Assert.Equal((AssignAnswer.UnknownCustomer, 0), await AssignAsync(database, branch, ["c2", "nobody"], "M2"));
        Assert.Equal((AssignAnswer.UnknownManager, 0), await AssignAsync(database, branch, ["c2"], "M3"));
        Assert.Equal((AssignAnswer.UnknownManager, 0), await AssignAsync(database, branch, ["c2"], "nobody"));
        Assert.Equal((AssignAnswer.Nobody, 0), await AssignAsync(database, branch, [], "M2"));
        Assert.Equal((AssignAnswer.Note, 0), await AssignAsync(database, branch, ["c2"], "M2", new string('x', AlertRow.LongestNote + 1)));
        Assert.Equal((AssignAnswer.UnknownManager, 0), await AssignAsync(database, DataScope.Manager(bank["M2"]), ["c3"], "M2"));
        Assert.Empty(await SeenAsync(database, DataScope.Manager(bank["M2"]), "c2"));
    }

    [Fact]
    public async Task A_closed_period_keeps_who_looked_after_whom()
    {
        await using TestDatabase database = await OnAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await BankAsync(database);
        await database.UseAsync(async db =>
        {
            db.ClosedPeriods.Add(new() { Period = PocketBank.Second, ClosedAt = DateTime.UnixEpoch });
            return await db.SaveChangesAsync();
        });

        (AssignAnswer answer, int changed) = await AssignAsync(database, DataScope.WholeBank, ["c2"], "M2");

        Assert.Equal((AssignAnswer.Stored, 1), (answer, changed));
        Assert.Empty(await SeenAsync(database, DataScope.Manager(bank["M2"]), "c2"));
        Assert.Equal(
            bank["M2"],
            await database.UseAsync(db => db.Customers.Where(row => row.No == "c2").Select(row => row.ManagerId).SingleAsync())
        );
    }

    [Fact]
    public async Task Customers_can_be_taken_away()
    {
        await using TestDatabase database = await OnAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await BankAsync(database);

        Assert.Equal((AssignAnswer.Stored, 1), await AssignAsync(database, DataScope.WholeBank, ["c3"], manager: null));

        Assert.Empty(await SeenAsync(database, DataScope.Manager(bank["M2"])));
    }

    [Fact]
    public async Task Coverage_counts_who_has_nobody_no_plan_and_no_statements()
    {
        await using TestDatabase database = await OnAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await BankAsync(database);
        await database.UseAsync(db =>
            db.Figures.Where(row => row.CustomerId == bank["c4"]).ExecuteUpdateAsync(set => set.SetProperty(row => row.FiscalYear, 2024))
        );
        Viewpoint at = await database.UseAsync<ViewpointQuery, Viewpoint>(async query =>
            (await query.AskAsync(DataScope.WholeBank, PocketBank.Second, null, CancellationToken.None))!
        );

        CoverageView view = await database.UseAsync<CoverageQuery, CoverageView>(query =>
            query.AskAsync(DataScope.WholeBank, at, Selection.Everything, CancellationToken.None)
        );

        Assert.Equal((6, 2), (view.All.Customers, view.All[Lack.Manager]));
        Assert.Equal([("B1", 3, 2), ("B2", 3, 0)], view.Below.Select(own => (own.Code, own.Counts.Customers, own.Counts[Lack.Manager])));
        int figures = await database.UseAsync(db =>
            db.Figures.CountAsync(row => row.SnapshotId == at.SnapshotId && (row.FiscalYear == null || row.Stale))
        );
        Assert.Equal(figures, view.All[Lack.Statements]);
        int low = await database.UseAsync(db =>
            db.Positions.CountAsync(row => row.SnapshotId == at.SnapshotId && row.ValueCell != null && row.CustomerId != bank["c1"])
        );
        Assert.InRange(view.All[Lack.Plan], 0, low); // c1 has a plan
    }

    private static Task<TestDatabase> OnAsync(DatabaseProvider provider) =>
        TestDatabases.CreateAsync(provider, new FixedTime(2026, 1, 15), services => services.AddNineGridQueries());

    /// <summary>The pocket bank with M2 at S12 and M3 at S21.</summary>
    private static async Task<PocketBank> BankAsync(TestDatabase database)
    {
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            foreach ((string manager, string institution) in (IEnumerable<(string, string)>)[("M2", "S12"), ("M3", "S21")])
            {
                int own = bank[manager];
                int at = bank[institution];
                await db.Managers.Where(row => row.Id == own).ExecuteUpdateAsync(set => set.SetProperty(row => row.InstitutionId, at));
            }

            return 0;
        });
        return bank;
    }

    private static Task<(AssignAnswer Answer, int Changed)> AssignAsync(
        TestDatabase database,
        DataScope scope,
        string[] numbers,
        string? manager,
        string? note = null
    ) =>
        database.UseAsync<AssignCustomers, (AssignAnswer, int)>(assign =>
            assign.RunAsync(scope, numbers, manager, note, CancellationToken.None)
        );

    private static Task<List<string>> SeenAsync(TestDatabase database, DataScope scope, string? no = null) =>
        database.UseAsync(db =>
            (
                from row in PlanSight.Customers(db, scope)
                join customer in db.Customers on row.CustomerId equals customer.Id
                where no == null || customer.No == no
                orderby customer.No
                select customer.No
            ).ToListAsync()
        );
}
