using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Access;

public sealed class DataScopeTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Roles_give_their_customers_and_institutions_and_several_roles_give_them_together(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        PocketBank bank = await PocketBank.InAsync(database);
        const string all = "c1 c2 c3 c4 c5 c6";
        const string everywhere = "HO B1 S11 S12 B2 S21 S22";
        (Roles Roles, string? Institution, string? Manager, string Customers, string Institutions)[] users =
        [
            (Roles.Analyst, null, null, all, everywhere),
            (Roles.Analyst | Roles.Manager, null, "M1", all, everywhere),
            (Roles.Administrator, null, null, "", ""),
            (Roles.None, "B1", "M1", "", ""),
            (Roles.Head, null, null, "", ""),
            (Roles.Manager, null, null, "", ""),
            // Customers of nobody belong to the head of their institution, at the branch itself as well as below it.
            (Roles.Head, "B1", null, "c1 c2 c3 c5", "B1 S11 S12"),
            (Roles.Head, "S11", null, "c1 c2", "S11"),
            (Roles.Head, "HO", null, all, everywhere),
            (Roles.Head, "S22", null, "", "S22"),
            // Only institutions on the way to a customer of her own.
            (Roles.Manager, null, "M1", "c1 c4", "HO B1 S11 B2 S21"),
            (Roles.Manager, null, "M2", "c3", "HO B1 S12"),
            // What a role is bound to counts only while it is held.
            (Roles.Manager, "B1", "M2", "c3", "HO B1 S12"),
            (Roles.Head, "S11", "M2", "c1 c2", "S11"),
            (Roles.Administrator | Roles.Manager, null, "M2", "c3", "HO B1 S12"),
            (Roles.Head | Roles.Manager, "S11", "M3", "c1 c2 c6", "HO S11 B2 S21"),
            (Roles.Head | Roles.Manager, "S22", "M2", "c3", "HO B1 S12 S22"),
            (Roles.Head | Roles.Manager, "B1", null, "c1 c2 c3 c5", "B1 S11 S12"),
        ];
        await database.UseAsync(async db =>
        {
            foreach ((Roles roles, string? institution, string? manager, string customers, string institutions) in users)
            {
                var scope = DataScope.Of(roles, institution is null ? null : bank[institution], manager is null ? null : bank[manager]);

                Assert.Equal(customers, await CustomersAsync(db, scope, bank[PocketBank.First.ToString()]));
                Assert.Equal(institutions, await InstitutionsAsync(db, scope, bank[PocketBank.First.ToString()]));
            }

            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_customer_that_moved_is_seen_by_those_it_belonged_to_when_the_snapshot_was_computed(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            (int before, int after) = (bank[PocketBank.First.ToString()], bank[PocketBank.Second.ToString()]);

            Assert.Equal("c1 c4", await CustomersAsync(db, DataScope.Manager(bank["M1"]), before));
            Assert.Equal("c4", await CustomersAsync(db, DataScope.Manager(bank["M1"]), after));
            Assert.Equal("c6", await CustomersAsync(db, DataScope.Manager(bank["M3"]), before));
            Assert.Equal("c1 c6", await CustomersAsync(db, DataScope.Manager(bank["M3"]), after));
            Assert.Equal("c2 c3 c5", await CustomersAsync(db, DataScope.Institution(bank["B1"]), after));
            Assert.Equal("HO B2 S21", await InstitutionsAsync(db, DataScope.Manager(bank["M1"]), after));
            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_manager_counts_and_sums_only_her_own_customers_of_an_institution(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            var scope = DataScope.Manager(bank["M1"]);
            Viewpoint top = await AtAsync(db, scope, null);
            Viewpoint branch = await AtAsync(db, scope, "B1");
            GridView everywhere = await GridAsync(db, scope, top, Grid.Value);
            GridView there = await GridAsync(db, scope, branch, Grid.Value);

            Assert.Equal("HO", top.Institution.Code);
            Assert.Equal(["B1", "B2"], top.Below.Select(own => own.Code));
            Assert.Equal(["S11"], branch.Below.Select(own => own.Code));
            Assert.Equal((2, 2 * 1000.0), (everywhere.Customers, everywhere.Placed.Revenue));
            Assert.Equal((1, 1000.0, 1.0), (there.Customers, there.Placed.Revenue, there.RevenueShare(there.Of(Band.High))));
            Assert.Null(await new ViewpointQuery(db).AskAsync(scope, PocketBank.First, "S12", CancellationToken.None));
            return 0;
        });
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task Cut_points_of_fewer_than_ten_customers_are_kept_back_from_whoever_does_not_see_the_bank(int customers, bool keptBack)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await PocketBank.InAsync(database, customers);
        await database.UseAsync(async db =>
        {
            foreach (DataScope scope in (DataScope[])[DataScope.Manager(bank["M1"]), DataScope.Institution(bank["B1"])])
            {
                Viewpoint at = await AtAsync(db, scope, null);
                ShownCut x = Assert.Single((await GridAsync(db, scope, at, Grid.Value)).XCuts);
                CustomerView customer = (
                    await new CustomerQuery(db, new DataBatches(), new HighBands()).AskAsync(scope, at, "c1", CancellationToken.None)
                )!;

                Assert.Equal(keptBack, x.IsKeptBack);
                Assert.Equal(!keptBack, x.Cuts.Exist);
                Assert.Equal(x, customer.Cuts[Grid.Value].X);
            }

            Viewpoint whole = await AtAsync(db, DataScope.WholeBank, null);
            ShownCut shown = Assert.Single((await GridAsync(db, DataScope.WholeBank, whole, Grid.Value)).XCuts);
            Assert.Equal((false, 500.0, 900.0), (shown.IsKeptBack, shown.Cuts.Lo, shown.Cuts.Hi));
            return 0;
        });
    }

    // Of the set the reader knows one customer, her own.
    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task A_benchmark_of_fewer_than_ten_other_customers_is_kept_back_and_no_lever_or_product_follows_from_it(
        int customers,
        bool keptBack
    )
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await PocketBank.InAsync(database, customers);
        await database.UseAsync(async db =>
        {
            (int snapshot, int c1) = (bank[PocketBank.First.ToString()], bank["c1"]);
            FiguresRow figures = await db.Figures.SingleAsync(row => row.SnapshotId == snapshot && row.CustomerId == c1);
            (figures.AvgDeposits, figures.AvgDemandDeposits, figures.Products) = (1_000_000, 100_000, "-");
            foreach (IndicatorRow indicators in await db.Indicators.Where(row => row.SnapshotId == snapshot).ToListAsync())
            {
                indicators.DemandShare = indicators.CustomerId == c1 ? 0.1 : null;
                indicators.CrossSell = indicators.CustomerId == c1 ? 0 : null;
            }

            await db.SaveChangesAsync();

            foreach (
                (DataScope scope, bool hidden) in ((DataScope, bool)[])
                    [
                        (DataScope.Manager(bank["M1"]), keptBack),
                        (DataScope.Institution(bank["S11"]), keptBack),
                        (DataScope.WholeBank, false),
                    ]
            )
            {
                Viewpoint at = await AtAsync(db, scope, null);
                CustomerView customer = (
                    await new CustomerQuery(db, new DataBatches(), new HighBands()).AskAsync(scope, at, "c1", CancellationToken.None)
                )!;
                IndicatorTerms demand = customer.Indicators.Single(one => one.Indicator.Code == "demand_share");

                Assert.Equal((customers, hidden), (demand.Benchmark!.N, demand.Benchmark.IsKeptBack));
                Assert.Equal(hidden ? null : 0.4 - 0.1, demand.Gap);
                Assert.Equal(hidden ? [] : [LeverKind.DepositMix], customer.Guidance!.Levers.Select(lever => lever.Kind));
                Assert.Equal(hidden, customer.NextProducts!.IsKeptBack);
                Assert.Equal(hidden ? [] : ["P1"], customer.NextProducts.Products.Select(one => one.Name));
            }

            return 0;
        });
    }

    [Fact]
    public async Task A_picture_drawn_against_cut_points_that_are_kept_back_does_not_tell_them()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await PocketBank.InAsync(database, customersOfCuts: 9);
        await database.UseAsync(async db =>
        {
            GridPoints points = await PointsAsync(db, DataScope.Manager(bank["M1"]), Grid.Value);

            Assert.Empty(points.X.Cuts);
            Assert.All(points.Points, point => Assert.Equal(2.5, point.AtX.Position)); // the middle of High
            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_sums_of_a_group_are_kept_back_when_a_few_members_are_out_of_scope(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            var manager = DataScope.Manager(bank["M1"]);
            GridPoints hers = await PointsAsync(db, manager, Grid.Group);
            GridPoint partly = hers.Points.Single(point => point.No == "G2");
            GridPoint wholly = hers.Points.Single(point => point.No == "G1");
            Viewpoint at = await AtAsync(db, manager, null);
            CustomerView c1 = (
                await new CustomerQuery(db, new DataBatches(), new HighBands()).AskAsync(manager, at, "c1", CancellationToken.None)
            )!;
            CustomerView c4 = (
                await new CustomerQuery(db, new DataBatches(), new HighBands()).AskAsync(manager, at, "c4", CancellationToken.None)
            )!;
            GridPoints branch = await PointsAsync(db, DataScope.Institution(bank["B1"]), Grid.Group);

            Assert.Equal((null, null, null, 1), (partly.X, partly.Y, partly.EconomicCapital, partly.Members));
            Assert.Equal((1.5, 2.5), (partly.AtX.Position, partly.AtY.Position)); // Mid, High
            Assert.Equal(7777, wholly.X);
            Assert.Equal((true, null), (c1.IsGroupKeptBack, c1.GroupPosition?.Revenue));
            Assert.Equal((false, 7777.0), (c4.IsGroupKeptBack, c4.GroupPosition?.Revenue));
            // Both members are customers of the branch.
            Assert.Equal(7777, Assert.Single(branch.Points).X);
            return 0;
        });
    }

    [Fact]
    public async Task A_customer_of_an_earlier_snapshot_brings_no_statement_of_later_years()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            var scope = DataScope.Institution(bank["S11"]);
            Viewpoint at = await AtAsync(db, scope, null);
            CustomerView customer = (
                await new CustomerQuery(db, new DataBatches(), new HighBands()).AskAsync(scope, at, "c1", CancellationToken.None)
            )!;

            Assert.Equal([2025, 2024], customer.Statements.Select(year => year.FiscalYear));
            Assert.Equal(["S11"], customer.Institutions.Select(own => own.Code)); // those above are not the head's to look at
            return 0;
        });
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(9, 0, false)]
    [InlineData(10, 0, true)]
    [InlineData(3, 3, true)] // nobody else in it
    [InlineData(12, 3, false)] // 12 − 3 others
    [InlineData(13, 3, true)]
    public void A_figure_is_shown_when_it_covers_no_others_or_ten_of_them(int customers, int within, bool shown)
    {
        Assert.Equal(shown, DataScope.Manager(1).Shows(customers, within));
        Assert.Equal(shown, DataScope.Institution(1).Shows(customers, within));
        Assert.True(DataScope.WholeBank.Shows(customers, within));
    }

    [Fact]
    public void Equal_scopes_are_interchangeable_and_others_are_not()
    {
        Assert.Equal(DataScope.Manager(1), DataScope.Of(Roles.Manager, institutionId: 1, managerId: 1));
        Assert.NotEqual(DataScope.Manager(1), DataScope.Manager(2));
        Assert.NotEqual(DataScope.Manager(1), DataScope.Institution(1));
        Assert.NotEqual(DataScope.Nothing, DataScope.WholeBank);
    }

    private static async Task<string> CustomersAsync(NineGridDbContext db, DataScope scope, int snapshot) =>
        string.Join(
            ' ',
            await (
                from row in scope.Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot))
                join customer in db.Customers on row.CustomerId equals customer.Id
                orderby customer.No
                select customer.No
            ).ToListAsync()
        );

    private static async Task<string> InstitutionsAsync(NineGridDbContext db, DataScope scope, int snapshot) =>
        string.Join(
            ' ',
            await scope
                .Narrow(db, db.SnapshotInstitutions.Where(row => row.SnapshotId == snapshot))
                .OrderBy(row => row.Place)
                .Select(row => row.Code)
                .ToListAsync()
        );

    private static async Task<Viewpoint> AtAsync(NineGridDbContext db, DataScope scope, string? institution) =>
        (await new ViewpointQuery(db).AskAsync(scope, PocketBank.First, institution, CancellationToken.None))!;

    private static Task<GridView> GridAsync(NineGridDbContext db, DataScope scope, Viewpoint at, Grid grid) =>
        new GridQuery(db, new LargeSelections()).AskAsync(scope, at, grid, Selection.Everything, CancellationToken.None);

    private static async Task<GridPoints> PointsAsync(NineGridDbContext db, DataScope scope, Grid grid) =>
        await new PointsQuery(db, new LargeSelections()).AskAsync(
            scope,
            await AtAsync(db, scope, null),
            grid,
            Selection.Everything,
            PictureZoom.Whole,
            CancellationToken.None
        );
}
