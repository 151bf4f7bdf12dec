using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Data.Queries.Opportunities;
using NineGrid.Data.Queries.Review;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Views;
using NineGrid.Tests.Data.Queries;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Review;

/// <summary>The review of a made-up bank against sums over its stored rows, and its counts against the lists behind them.</summary>
[Collection(QueryBankUsers.Name)]
public sealed class ReviewQueriesTests(QueryBanks banks)
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Each_row_sums_its_customers_and_counts_as_many_as_the_list_behind_it(DatabaseProvider provider)
    {
        TestDatabase database = await banks.OnAsync(provider);
        await database.UseAsync(async db =>
        {
            var bank = await StoredBank.OfAsync(db);
            Dictionary<int, PositionRow> then = await EarlierAsync(db);
            foreach ((DataScope scope, Func<PositionRow, bool> mine) in Scopes(bank))
            {
                Viewpoint at = await bank.AtAsync(scope, null);
                PositionRow[] seen = [.. bank.Positions.Where(mine)];
                foreach (ReviewBy by in Enum.GetValues<ReviewBy>())
                {
                    ReviewTable table = await AskAsync(db, scope, at, by, ReviewLevel.Below);

                    Assert.Equal(seen.Length, table.Whole.Sum.Customers);
                    foreach (Reviewed row in table.Rows)
                    {
                        PositionRow[] own = [.. seen.Where(one => Belongs(db, bank, by, row, one, table))];
                        await SumsAreAsync(db, scope, at, by, row, own);
                        Assert.Equal(
                            own.Count(one =>
                                one.ValueCell is not null
                                && then.TryGetValue(one.CustomerId, out PositionRow? was)
                                && was.ValueCell is not null
                                && Belongs(db, bank, by, row, was, table)
                            ),
                            row.Moves!.Value.Both
                        );
                    }
                }
            }

            return 0;
        });
    }

    [Theory]
    [InlineData(ReviewLevel.Below)]
    [InlineData(ReviewLevel.Tier1)]
    [InlineData(ReviewLevel.Tier2)]
    [InlineData(ReviewLevel.Sub)]
    public async Task Institutions_of_a_level_and_what_is_beside_them_are_everybody(ReviewLevel level)
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(async db =>
        {
            var bank = await StoredBank.OfAsync(db);

            ReviewTable table = await AskAsync(db, DataScope.WholeBank, bank.Newest, ReviewBy.Institutions, level);

            Assert.Contains(level, table.Levels);
            Assert.Equal(500, table.Rows.Sum(row => row.Sum.Customers));
            Near(bank.Positions.Sum(row => row.Revenue ?? 0), table.Whole.Sum.Revenue);
            foreach (Reviewed row in table.Rows.Where(row => row.Code is not null))
            {
                SnapshotInstitutionRow institution = bank.Institutions.Single(one => one.Code == row.Code);
                Assert.Equal(
                    bank.Positions.Count(one => institution.Place <= one.Place && one.Place < institution.EndPlace),
                    row.Sum.Customers
                );
            }

            return 0;
        });
    }

    [Fact]
    public async Task What_is_within_reach_is_what_the_list_of_opportunities_says_to_the_same_reader()
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(async db =>
        {
            var bank = await StoredBank.OfAsync(db);
            using var sets = new LargeSets();
            using var work = new LargeWork();
            using var high = new HighBands();
            foreach ((DataScope scope, _) in Scopes(bank))
            {
                Viewpoint at = await bank.AtAsync(scope, null);
                ReviewTable table = await AskAsync(db, scope, at, ReviewBy.Managers, ReviewLevel.Below);
                foreach (Reviewed row in table.Rows.Where(row => row.Code is not null).Take(4))
                {
                    OpportunityList list = await new OpportunitiesQuery(db, sets, high).AskAsync(
                        scope,
                        at,
                        new() { Manager = row.Code },
                        lever: null,
                        page: 1,
                        default
                    );

                    Assert.Equal(list.Total, row.Reaching);
                    Assert.Equal(list.Sums.Reach, row.Reach, 2);
                }
            }

            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_trend_tells_each_stored_period_to_whoever_sees_every_customer(DatabaseProvider provider)
    {
        TestDatabase database = await banks.OnAsync(provider);
        await database.UseAsync(async db =>
        {
            var bank = await StoredBank.OfAsync(db);
            SnapshotInstitutionRow branch = Branch(bank);
            var head = DataScope.Institution(branch.InstitutionId);
            Viewpoint at = await bank.AtAsync(head, branch.Code);

            SumsTrend trend = await new SumsTrendQuery(db).AskAsync(head, at, default);
            SumsTrend elsewhere = await new SumsTrendQuery(db).AskAsync(DataScope.Manager(bank.Managers[0]), at, default);

            Assert.Equal(QueryBanks.Periods, trend.Periods.Select(one => one.Period));
            PositionRow[] own = [.. bank.Positions.Where(row => branch.Place <= row.Place && row.Place < branch.EndPlace)];
            PeriodSum newest = trend.Periods[^1];
            Assert.Equal(own.Length, newest.Sum.Customers);
            Near(own.Sum(row => row.Revenue ?? 0), newest.Sum.Revenue);
            Near(own.Sum(row => row.Eva ?? 0), newest.Sum.Eva);
            Assert.Equal(
                (double)own.Count(row => row.ValueCell?.Band == Band.High) / own.Count(row => row.ValueCell is not null),
                newest.HighShare
            );
            Assert.Equal((false, 0), (elsewhere.IsCovered, elsewhere.Periods.Count));
            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Penetration_counts_holders_among_the_customers_whose_products_are_reported(DatabaseProvider provider)
    {
        TestDatabase database = await banks.OnAsync(provider);
        await database.UseAsync(async db =>
        {
            var bank = await StoredBank.OfAsync(db);

            ProductReview review = await new PenetrationQuery(db).AskAsync(DataScope.WholeBank, bank.Newest, default);

            Assert.True(review.IsCovered);
            Assert.NotEmpty(review.Products);
            ILookup<Cell, string[]> held = bank
                .Positions.Where(row => row.ValueCell is not null && bank.Figures[row.CustomerId].Products is not null)
                .ToLookup(row => row.ValueCell!.Value, row => bank.Figures[row.CustomerId].Products!.Split('|'));
            foreach (ProductPenetration one in review.Products.Select(product => product.Penetration))
            {
                Assert.All(
                    Cell.All,
                    cell => Assert.Equal(new(held[cell].Count(list => list.Contains(one.Product)), held[cell].Count()), one.Of(cell))
                );
            }

            Assert.Equal(
                review.Products.Select(one => one.Penetration.Lift ?? -1).OrderDescending(),
                review.Products.Select(one => one.Penetration.Lift ?? -1)
            );
            Assert.Empty((await new PenetrationQuery(db).AskAsync(DataScope.Manager(bank.Managers[0]), bank.Newest, default)).Products);
            return 0;
        });
    }

    [Fact]
    public async Task Concentration_is_measured_over_the_active_customers_that_may_be_seen()
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(async db =>
        {
            var bank = await StoredBank.OfAsync(db);
            using var large = new LargeReviews();
            foreach ((DataScope scope, Func<PositionRow, bool> mine) in Scopes(bank))
            {
                Concentration seen = await new ConcentrationQuery(db, large).AskAsync(scope, await bank.AtAsync(scope, null), default);

                PositionRow[] active = [.. bank.Positions.Where(mine).Where(row => row.Return is not null)];
                Assert.Equal(active.Length, seen.Customers);
                Near(active.Sum(row => row.Return!.Value), seen.Return);
                Near(active.Sum(row => Math.Max(0, row.Return!.Value)), seen.Peak.Sum);
            }

            return 0;
        });
    }

    [Fact]
    public async Task A_sheet_names_the_movers_and_the_best_opportunities_of_its_manager()
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(async db =>
        {
            var bank = await StoredBank.OfAsync(db);
            Dictionary<int, PositionRow> then = await EarlierAsync(db);
            int manager = bank.Managers.MaxBy(id => bank.Positions.Count(row => row.ManagerId == id));
            string no = await db.Managers.Where(row => row.Id == manager).Select(row => row.EmployeeNo).SingleAsync();
            using var work = new LargeWork();
            using var high = new HighBands();
            using var large = new LargeReviews();

            IReadOnlyDictionary<string, ManagerSheet> sheets = await new ManagerSheetsQuery(
                db,
                Review(db, large, work, high),
                new(db, TimeProvider.System),
                high
            ).AskAsync(DataScope.WholeBank, bank.Newest, from: null, [no], default);

            ManagerSheet sheet = Assert.Single(sheets).Value;
            PositionRow[] own = [.. bank.Positions.Where(row => row.ManagerId == manager)];
            Assert.Equal(
                own.Select(row => bank.Guidance.GetValueOrDefault(row.CustomerId)?.Reach ?? 0)
                    .Where(reach => reach > 0)
                    .OrderDescending()
                    .Take(ManagerSheetsQuery.Most),
                sheet.Opportunities.Select(one => one.Reach)
            );
            Assert.Equal(
                own.Where(row =>
                        row.ValueCell is Cell now
                        && then.TryGetValue(row.CustomerId, out PositionRow? was)
                        && was.ManagerId == manager
                        && was.ValueCell is Cell before
                        && now != before
                    )
                    .Select(row => row.Revenue!.Value)
                    .OrderDescending()
                    .Take(ManagerSheetsQuery.Most),
                sheet.Movers.Select(one => one.Revenue)
            );
            return 0;
        });
    }

    // Sums in another order differ in the last digits.
    private static void Near(double expected, double actual) => Assert.InRange(actual, expected - 0.01, expected + 0.01);

    private static async Task SumsAreAsync(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint at,
        ReviewBy by,
        Reviewed row,
        PositionRow[] own
    )
    {
        Assert.Equal(own.Length, row.Sum.Customers);
        Near(own.Sum(one => one.Revenue ?? 0), row.Sum.Revenue);
        Near(own.Sum(one => one.Eva ?? 0), row.Sum.Eva);
        Near(own.Where(one => one.EcCredit is not null).Sum(one => one.Return ?? 0), row.Sum.Return);
        Near(own.Sum(one => one.EcCredit + one.EcOp ?? 0), row.Sum.EconomicCapital);
        foreach (Cell cell in Cell.All)
        {
            int listed = own.Count(one => one.ValueCell == cell);
            Assert.Equal(listed, row.Cells[cell.Index].Customers);
            if (row.Code is string code && listed > 0)
            {
                Selection selection = (
                    by switch
                    {
                        ReviewBy.Managers => new Selection { Manager = code },
                        ReviewBy.Sizes => new() { Size = SizeClassCode.TryParse(code, out SizeClass size) ? size : default },
                        ReviewBy.Industries => new() { Industry = Industry.Of(code[0]) },
                        _ => new(),
                    }
                ) with
                {
                    Value = GridPart.Of(cell),
                };
                Viewpoint from =
                    by == ReviewBy.Institutions ? (await new ViewpointQuery(db).AskAsync(scope, at.Period, code, default))! : at;
                Assert.Equal(listed, await selection.Of(db, scope, from).CountAsync());
            }
        }
    }

    /// <summary>Whether a position, of either snapshot, is under a row.</summary>
    private static bool Belongs(NineGridDbContext db, StoredBank bank, ReviewBy by, Reviewed row, PositionRow one, ReviewTable table) =>
        by switch
        {
            ReviewBy.Managers => row.Code == (one.ManagerId is int id ? db.Managers.Find(id)!.EmployeeNo : null),
            ReviewBy.Sizes => row.Code == SizeClassCode.Of(one.Size),
            ReviewBy.Industries => row.Code == one.Industry.ToString(),
            // The tree is the same in all periods of this bank.
            _ => bank.Institutions.SingleOrDefault(own => own.Code == row.Code) is { } institution
                ? institution.Place <= one.Place && one.Place < institution.EndPlace
                : !table.Rows.Any(other =>
                    bank.Institutions.Any(own => own.Code == other.Code && own.Place <= one.Place && one.Place < own.EndPlace)
                ),
        };

    private static IEnumerable<(DataScope Scope, Func<PositionRow, bool> Mine)> Scopes(StoredBank bank)
    {
        SnapshotInstitutionRow branch = Branch(bank);
        int manager = bank.NarrowedManager;
        yield return (DataScope.WholeBank, _ => true);
        yield return (DataScope.Institution(branch.InstitutionId), row => branch.Place <= row.Place && row.Place < branch.EndPlace);
        yield return (DataScope.Manager(manager), row => row.ManagerId == manager);
    }

    private static SnapshotInstitutionRow Branch(StoredBank bank) =>
        bank
            .Institutions.Where(row => row.Level == InstitutionLevel.Tier1)
            .MaxBy(branch => bank.Positions.Count(row => branch.Place <= row.Place && row.Place < branch.EndPlace))!;

    private static async Task<Dictionary<int, PositionRow>> EarlierAsync(NineGridDbContext db)
    {
        int id = (await ViewpointQuery.Head(db, QueryBanks.Periods[1]).FirstAsync()).Id;
        return await db.Positions.AsNoTracking().Where(row => row.SnapshotId == id).ToDictionaryAsync(row => row.CustomerId);
    }

    private static async Task<ReviewTable> AskAsync(NineGridDbContext db, DataScope scope, Viewpoint at, ReviewBy by, ReviewLevel level)
    {
        using var large = new LargeReviews();
        using var work = new LargeWork();
        using var high = new HighBands();
        return await Review(db, large, work, high).AskAsync(scope, at, by, level, from: null, default);
    }

    private static ReviewQuery Review(NineGridDbContext db, LargeReviews large, LargeWork work, HighBands high) =>
        new(db, new(db), large, work, high, TimeProvider.System);
}
