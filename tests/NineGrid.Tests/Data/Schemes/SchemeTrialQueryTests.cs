using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Imports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Schemes;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;
using NineGrid.Tests.Data.Queries;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Schemes;

/// <summary>A scheme is tried on the newest snapshot as it is stored.</summary>
[Collection(QueryBankUsers.Name)]
public sealed class SchemeTrialQueryTests(QueryBanks banks)
{
    private static readonly Scheme Draft = Scheme.Default with
    {
        Tax = 0.1,
        Beta = 0.2,
        CapitalMultiplier = 1.3,
        PdFloor = 0.01,
        NewMonths = 7,
        RevenueWeight = 0.2,
        ProfitWeight = 0.8,
        SmallestPeerGroup = 10,
        ValueRevenue = new(new QuantileCut(0.3, 0.9), [PeerDimension.SizeClass, PeerDimension.Tier1]),
        ValueRaroc = new(new FixedCut(0.15, 0.40)),
        GrowthOwn = new(new QuantileCut(0.4, 0.6), [PeerDimension.HasCredit]),
        GroupRevenue = new(new ContributionCut(0.5, 0.8)),
    };

    private static readonly Period December = Period.Of(2025, 12);

    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Under_the_scheme_in_force_everybody_stands_as_stored(DatabaseProvider provider)
    {
        TestDatabase database = await banks.OnAsync(provider);
        await database.UseAsync(async db =>
        {
            StoredBank stored = await StoredBank.OfAsync(db);

            TriedScheme tried = await AskAsync(db, stored.Newest.Scheme);

            Assert.Equal(stored.Newest.Period, tried.At.Period);
            SchemeTrial trial = tried.Trial!;
            Assert.All(Enum.GetValues<Grid>(), grid => Assert.Empty(trial.Moved(grid)));
            Assert.Empty(trial.OtherStrategy);
            Assert.Equal(0, trial.NotTried);
            await AssertStandsAsync(db, stored.Newest.SnapshotId, tried);
            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Under_another_scheme_everybody_stands_as_if_it_had_been_computed(DatabaseProvider provider)
    {
        await using TestDatabase database = await FilledAsync(provider);
        await database.UseAsync(async db =>
        {
            db.Schemes.Add(
                new()
                {
                    Name = "draft",
                    Version = 1,
                    Definition = Draft.ToJson(),
                    CreatedAt = DateTime.UnixEpoch,
                }
            );
            return await db.SaveChangesAsync();
        });
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(December));
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(December, "draft"));
        await database.UseAsync(async db =>
        {
            int computed = await (
                from snapshot in db.Snapshots
                join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
                where scheme.Name == "draft"
                select snapshot.Id
            ).SingleAsync();

            TriedScheme tried = await AskAsync(db, Draft);

            Assert.All(Enum.GetValues<Grid>(), grid => Assert.NotEmpty(tried.Trial!.Moved(grid)));
            await AssertStandsAsync(db, computed, tried);
            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_frozen_scheme_takes_the_cuts_of_its_period_and_is_not_tried_without_them(DatabaseProvider provider)
    {
        TestDatabase database = await banks.OnAsync(provider);
        await database.UseAsync(async db =>
        {
            Period june = QueryBanks.Periods[0];
            int calibration = await db.Snapshots.Where(row => row.Period == june).Select(row => row.Id).SingleAsync();

            TriedScheme tried = await AskAsync(db, Scheme.Default with { FrozenAt = june });
            TriedScheme none = await AskAsync(db, Scheme.Default with { FrozenAt = june.AddMonths(-1) });
            TriedScheme own = await AskAsync(db, Scheme.Default with { FrozenAt = QueryBanks.Periods[^1] });

            List<CutRow> cuts = await db.Cuts.Where(row => row.SnapshotId == calibration && row.Grid == Grid.Value && !row.Y).ToListAsync();
            Assert.All(
                tried.Trial!.Cuts(Grid.Value, y: false).Where(cut => cut.After is not null),
                cut =>
                {
                    CutRow? kept = cuts.Find(row => row.PeerGroup == cut.PeerGroup) ?? cuts.Find(row => row.PeerGroup == "bank");
                    Assert.Equal((kept!.N, kept.Lo, kept.Hi), (cut.After!.Placed, cut.After.Cuts.Lo, cut.After.Cuts.Hi));
                }
            );
            Assert.NotEmpty(tried.Trial!.Moved(Grid.Value));
            Assert.Equal((null, june.AddMonths(-1)), (none.Trial, none.MissingCalibration));
            Assert.Empty(own.Trial!.Moved(Grid.Value));
            return 0;
        });
    }

    [Fact]
    public async Task Whoever_does_not_see_every_customer_tries_nothing_and_a_faulty_scheme_is_not_tried()
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(async db =>
        {
            using var kept = new TriedBanks();
            var query = new SchemeTrialQuery(db, kept);
            int head = await db.Institutions.Where(row => row.ParentId == null).Select(row => row.Id).SingleAsync();

            Assert.Null(await query.AskAsync(DataScope.Nothing, Scheme.Default, default));
            Assert.Null(await query.AskAsync(DataScope.Institution(head), Scheme.Default, default));
            Assert.Null(await query.AskAsync(DataScope.Manager(1), Scheme.Default, default));
            await Assert.ThrowsAsync<ArgumentException>(() =>
                query.AskAsync(DataScope.WholeBank, Scheme.Default with { Tax = 2 }, default)
            );
            return 0;
        });
    }

    [Fact]
    public async Task A_bank_without_a_snapshot_has_nothing_to_try_on()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        using var kept = new TriedBanks();

        Assert.Null(await database.UseAsync(db => new SchemeTrialQuery(db, kept).AskAsync(DataScope.WholeBank, Scheme.Default, default)));
    }

    [Fact]
    public async Task The_customers_are_read_once_for_an_edition_of_the_snapshot()
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.Sqlite);
        using var kept = new TriedBanks();

        await database.UseAsync(async db =>
        {
            var query = new SchemeTrialQuery(db, kept);
            TriedScheme first = (await query.AskAsync(DataScope.WholeBank, Scheme.Default, default))!;
            bool read = false;
            TriedBank? again = await kept.AnswerAsync(
                first.At,
                () =>
                {
                    read = true;
                    return Task.FromResult<TriedBank?>(null);
                },
                default
            );
            Assert.False(read);
            Assert.Equal(first.Trial!.Customers, again!.Known.Book.Count);
            Assert.Null(await kept.AnswerAsync(first.At with { Revision = 1 }, () => Task.FromResult<TriedBank?>(null), default));
            return 0;
        });
    }

    [Fact]
    public async Task Statements_that_came_later_do_not_look_like_an_effect_of_the_scheme()
    {
        await using TestDatabase database = await FilledAsync(DatabaseProvider.Sqlite);
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(December));
        await database.UseAsync(async db =>
        {
            await db.Statements.Where(row => row.FiscalYear == 2024).ExecuteUpdateAsync(set => set.SetProperty(row => row.NetProfit, -1m));

            TriedScheme same = await AskAsync(db, Scheme.Default);
            TriedScheme profit = await AskAsync(db, Scheme.Default with { RevenueWeight = 0, ProfitWeight = 1 });

            Assert.Empty(same.Trial!.Moved(Grid.Growth));
            Assert.NotEmpty(profit.Trial!.Moved(Grid.Growth));
            return 0;
        });
    }

    private static async Task<TestDatabase> FilledAsync(DatabaseProvider provider)
    {
        TestDatabase database = await TestDatabases.CreateAsync(provider);
        using var package = new PackageFolder();
        new SampleBank(300, 36, seed: 5, December).WriteTo(package.Path, progress: null, CancellationToken.None);
        await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package.Path, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );
        return database;
    }

    private static async Task<TriedScheme> AskAsync(NineGridDbContext db, Scheme draft)
    {
        using var kept = new TriedBanks();
        return (await new SchemeTrialQuery(db, kept).AskAsync(DataScope.WholeBank, draft, default))!;
    }

    /// <summary>Compares the side that was tried with the rows of a computed snapshot.</summary>
    private static async Task AssertStandsAsync(NineGridDbContext db, int computed, TriedScheme tried)
    {
        SchemeTrial trial = tried.Trial!;
        Dictionary<string, PositionRow> rows = await (
            from row in db.Positions
            join customer in db.Customers on row.CustomerId equals customer.Id
            where row.SnapshotId == computed
            select new { customer.No, Row = row }
        ).ToDictionaryAsync(one => one.No, one => one.Row);
        Assert.Equal(rows.Count, trial.Customers);
        for (int customer = 0; customer < trial.Customers; customer++)
        {
            PositionRow row = rows[tried.NoOf(customer)];
            Assert.Equal(row.ValueCell, trial.CellsOf(Grid.Value, customer).After);
            Assert.Equal(row.GrowthCell, trial.CellsOf(Grid.Growth, customer).After);
            Assert.Equal(row.Span is null ? null : row.GroupCell, trial.CellsOf(Grid.Group, customer).After);
            Assert.Equal(row.Strategy, trial.StrategiesOf(customer).After);
        }

        List<CutRow> cuts = await db.Cuts.Where(row => row.SnapshotId == computed).ToListAsync();
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            foreach (bool y in (bool[])[false, true])
            {
                Assert.Equal(
                    cuts.Where(row => row.Grid == grid && row.Y == y && (row.InUse || row.PeerGroup == "bank"))
                        .Select(row => (row.PeerGroup, row.UsedGroup, row.N, row.Lo, row.Hi, row.InUse))
                        .Order(),
                    trial
                        .Cuts(grid, y)
                        .Select(cut => cut.After)
                        .OfType<PeerCut>()
                        .Select(cut =>
                            (
                                cut.PeerGroup,
                                cut.UsedGroup,
                                cut.Placed,
                                Measured.OrNull(cut.Cuts.Lo),
                                Measured.OrNull(cut.Cuts.Hi),
                                cut.InUse
                            )
                        )
                        .Order()
                );
            }
        }
    }
}
