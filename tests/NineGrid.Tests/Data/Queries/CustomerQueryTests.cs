using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Exports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>What the page of a customer shows against what is stored, reported and exported.</summary>
[Collection(QueryBankUsers.Name)]
public sealed class CustomerQueryTests(QueryBanks banks)
{
    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_trail_is_what_the_stored_snapshots_hold_up_to_the_period_in_force(DatabaseProvider provider) =>
        await UseAsync(
            provider,
            async (db, query) =>
            {
                foreach (Period period in QueryBanks.Periods)
                {
                    Viewpoint at = await AtAsync(db, period);
                    foreach (string no in await EverySeventhAsync(db))
                    {
                        CustomerView? view = await query.AskAsync(DataScope.WholeBank, at, no, CancellationToken.None);
                        int id = db.Customers.Single(one => one.No == no).Id;
                        List<(Period Period, PositionRow Row)> stored = [];
                        foreach (SnapshotRow snapshot in db.Snapshots.AsNoTracking().ToList().Where(row => row.Period <= period))
                        {
                            stored.AddRange(
                                db.Positions.AsNoTracking()
                                    .Where(row => row.SnapshotId == snapshot.Id && row.CustomerId == id)
                                    .ToList()
                                    .Select(row => (snapshot.Period, row))
                            );
                        }

                        Assert.Equal(
                            stored
                                .OrderBy(one => one.Period)
                                .Select(one =>
                                    (one.Period, one.Row.ValueCell, one.Row.GrowthCell, one.Row.GroupCell, one.Row.Revenue, one.Row.Raroc)
                                ),
                            view?.Trail.Select(step => (step.Period, step.Value, step.Growth, step.Group, step.Revenue, step.Raroc)) ?? []
                        );
                    }
                }
            }
        );

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_months_are_the_reported_ones_of_three_years_and_their_revenue_is_the_sum_of_the_incomes(
        DatabaseProvider provider
    ) =>
        await UseAsync(
            provider,
            async (db, query) =>
            {
                Viewpoint at = await AtAsync(db, Period.Of(2025, 9));
                foreach (string no in await EverySeventhAsync(db))
                {
                    CustomerView? view = await query.AskAsync(DataScope.WholeBank, at, no, CancellationToken.None);
                    int id = db.Customers.Single(one => one.No == no).Id;
                    FactRow[] facts =
                    [
                        .. db
                            .Facts.AsNoTracking()
                            .Where(row => row.CustomerId == id)
                            .ToList()
                            .Where(row => row.Period >= Period.Of(2022, 10) && row.Period <= Period.Of(2025, 9))
                            .OrderBy(row => row.Period),
                    ];

                    Assert.Equal(
                        view is null ? [] : facts.Select(row => (row.Period, Sum(row), row.AvgDeposits, row.AvgLoans)),
                        view?.Months.Select(month => (month.Period, month.Revenue, month.AvgDeposits, month.AvgLoans)) ?? []
                    );
                }
            }
        );

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_waterfall_adds_up_to_what_is_exported(DatabaseProvider provider)
    {
        TestDatabase database = await banks.OnAsync(provider);
        string[] lines = (await database.ExportTextAsync(ExportKind.Positions, QueryBanks.Periods[^1])).TrimEnd('\n').Split('\n');
        string[] columns = lines[0].Split(',');
        await UseAsync(
            provider,
            async (db, query) =>
            {
                Viewpoint at = await AtAsync(db, QueryBanks.Periods[^1]);
                foreach (string[] fields in lines.Skip(1).Where((_, i) => i % 7 == 0).Select(line => line.Split(',')))
                {
                    double? Exported(string column) =>
                        fields[Array.IndexOf(columns, column)] is { Length: > 0 } text
                            ? double.Parse(text, CultureInfo.InvariantCulture)
                            : null;
                    CustomerView view = (await query.AskAsync(DataScope.WholeBank, at, fields[0], CancellationToken.None))!;
                    double? Reached(IReadOnlyList<BridgeBar> bars, BridgeTerm last) =>
                        bars.Any(bar => bar.Term == last)
                            ? bars.TakeWhile(bar => bar.Term != last).Where(bar => !bar.IsTotal).Sum(bar => bar.Amount)
                            : null;

                    double? ec = Reached(view.CapitalBridge, BridgeTerm.Ec);
                    double? ret = Reached(view.Bridge, BridgeTerm.Return);
                    Near(Exported("revenue"), Reached(view.Bridge, BridgeTerm.Revenue));
                    Near(Exported("ret"), ret);
                    Near(Exported("ec_credit") + Exported("ec_op"), ec);
                    Near(Exported("eva"), Reached(view.Bridge, BridgeTerm.Eva));
                    Near(Exported("raroc"), ec is null or 0 ? null : ret / ec);
                }
            }
        );
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Neighbours_are_those_that_sorting_all_customers_by_hand_puts_first(DatabaseProvider provider) =>
        await UseAsync(
            provider,
            async (db, query) =>
            {
                Viewpoint at = await AtAsync(db, QueryBanks.Periods[^1]);
                List<PositionRow> all = await db.Positions.AsNoTracking().Where(row => row.SnapshotId == at.SnapshotId).ToListAsync();
                Dictionary<int, CustomerRow> customers = await db.Customers.AsNoTracking().ToDictionaryAsync(row => row.Id);
                SnapshotInstitutionRow[] branches =
                [
                    .. db
                        .SnapshotInstitutions.AsNoTracking()
                        .Where(row => row.SnapshotId == at.SnapshotId && row.Level == InstitutionLevel.Tier1),
                ];
                int manager = all.Where(row => row.ManagerId is not null)
                    .GroupBy(row => row.ManagerId)
                    .MaxBy(own => own.Count())!
                    .Key!.Value;
                int compared = 0;
                foreach (
                    (DataScope scope, Func<PositionRow, bool> sees) in ((DataScope, Func<PositionRow, bool>)[])
                        [(DataScope.WholeBank, _ => true), (DataScope.Manager(manager), row => row.ManagerId == manager)]
                )
                {
                    foreach (PositionRow own in all.Where(sees).Where((_, i) => i % 5 == 0))
                    {
                        SnapshotInstitutionRow? branch = Array.Find(branches, one => one.Place <= own.Place && own.Place < one.EndPlace);
                        IEnumerable<string> expected = all.Where(sees)
                            .Where(row => row.CustomerId != own.CustomerId && row.ValueCell?.Band == Band.High)
                            .Where(row => branch is null || (branch.Place <= row.Place && row.Place < branch.EndPlace))
                            .OrderByDescending(row => row.Size == own.Size)
                            .ThenByDescending(row => row.Industry == own.Industry)
                            .ThenBy(row => own.Revenue > 0 ? Math.Round(Distance(row, own), 12) : 0)
                            .ThenBy(row => row.CustomerId)
                            .Take(5)
                            .Select(row => customers[row.CustomerId].No);
                        CustomerView view = (await query.AskAsync(scope, at, customers[own.CustomerId].No, CancellationToken.None))!;

                        Assert.Equal(expected, view.Neighbours.Select(one => one.No));
                        compared += view.Neighbours.Count;
                    }
                }

                Assert.True(compared > 100);
            }
        );

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Indicators_are_compared_with_the_high_customers_counted_by_hand_and_kept_back_when_few_of_them_are_of_others(
        DatabaseProvider provider
    ) =>
        await UseAsync(
            provider,
            async (db, query) =>
            {
                Viewpoint at = await AtAsync(db, QueryBanks.Periods[^1]);
                High[] high = await HighAsync(db, at);
                int manager = high.Where(one => one.Row.ManagerId is not null)
                    .GroupBy(one => one.Row.ManagerId)
                    .MaxBy(own => own.Count())!
                    .Key!.Value;
                HashSet<BenchmarkWidth> widths = [];
                HashSet<bool> keptBack = [];
                foreach (
                    (DataScope scope, Func<PositionRow, bool> sees) in ((DataScope, Func<PositionRow, bool>)[])
                        [(DataScope.WholeBank, _ => true), (DataScope.Manager(manager), row => row.ManagerId == manager)]
                )
                {
                    List<PositionRow> own = await db.Positions.AsNoTracking().Where(row => row.SnapshotId == at.SnapshotId).ToListAsync();
                    foreach (PositionRow row in own.Where(row => sees(row) && row.ValueCell is not null).Where((_, i) => i % 9 == 0))
                    {
                        string no = db.Customers.Single(one => one.Id == row.CustomerId).No;
                        CustomerView view = (await query.AskAsync(scope, at, no, CancellationToken.None))!;
                        foreach (IndicatorTerms one in view.Indicators.Where(one => one.Benchmark is not null))
                        {
                            ShownBenchmark benchmark = one.Benchmark!;
                            High[] set =
                            [
                                .. high.Where(other => other.Row.HasCredit == benchmark.OfCredit)
                                    .Where(other => benchmark.Width == BenchmarkWidth.Bank || other.Tier1 == view.Branch.Place)
                                    .Where(other => benchmark.Width != BenchmarkWidth.SizeClass || other.Row.Size == row.Size)
                                    .Where(other => other.Values[one.Indicator.Number] is not null),
                            ];
                            int others = set.Count(other => !sees(other.Row));
                            double[] values = [.. set.Select(other => other.Values[one.Indicator.Number]!.Value).Order()];

                            Assert.Equal(set.Length, benchmark.N);
                            Assert.Equal(others is > 0 and < 10, benchmark.IsKeptBack);
                            if (benchmark.Quartiles is { } quartiles)
                            {
                                Assert.Equal(Middle(values), quartiles.Median, 1e-9);
                            }

                            widths.Add(benchmark.Width);
                            keptBack.Add(benchmark.IsKeptBack);
                        }

                        // No lever shows what a benchmark that is kept back would.
                        Assert.All(
                            view.Guidance!.Levers,
                            lever =>
                                Assert.Contains(
                                    LeverMeasure.Of(lever.Kind).Indicators,
                                    indicator => view.Indicators[indicator.Number].Benchmark is { IsKeptBack: false }
                                )
                        );
                    }
                }

                Assert.True(widths.Count > 1);
                Assert.Equal(2, keptBack.Count);
            }
        );

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Who_sees_the_bank_is_shown_the_guidance_that_is_stored(DatabaseProvider provider) =>
        await UseAsync(
            provider,
            async (db, query) =>
            {
                Viewpoint at = await AtAsync(db, QueryBanks.Periods[^1]);
                int paths = 0;
                foreach (string no in await EverySeventhAsync(db))
                {
                    CustomerView? view = await query.AskAsync(DataScope.WholeBank, at, no, CancellationToken.None);
                    int id = db.Customers.Single(one => one.No == no).Id;
                    GuidanceRow? stored = await db.Guidance.SingleOrDefaultAsync(row =>
                        row.SnapshotId == at.SnapshotId && row.CustomerId == id
                    );

                    Assert.Equal(stored is null, view?.Guidance is null);
                    if (stored is null)
                    {
                        continue;
                    }

                    var shown = new CustomerPaths(view!.Guidance!, asked: null);
                    Assert.Equal(stored.Reach, shown.Guidance.Reach, 1e-6);
                    Assert.Equal(
                        (stored.Target, stored.Feasible, stored.Reached),
                        (shown.Target, shown.Way?.Path.Feasible, shown.Way?.Path.Reached)
                    );
                    Assert.Equal(
                        view.Guidance!.Levers.Select(lever => (double?)lever.Worth),
                        Enum.GetValues<LeverKind>().Select(kind => StoredGuidance.WorthOf(stored, kind)).Where(worth => worth is not null)
                    );
                    paths += shown.Way is null ? 0 : 1;
                }

                Assert.True(paths > 20);
            }
        );

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Next_products_are_those_of_the_set_that_counting_by_hand_finds_and_the_customer_lacks(DatabaseProvider provider) =>
        await UseAsync(
            provider,
            async (db, query) =>
            {
                Viewpoint at = await AtAsync(db, QueryBanks.Periods[^1]);
                High[] high = await HighAsync(db, at);
                HashSet<string> active = [.. db.Products.Where(row => row.Active).Select(row => row.Code)];
                int offered = 0;
                foreach (string no in await EverySeventhAsync(db))
                {
                    CustomerView? view = await query.AskAsync(DataScope.WholeBank, at, no, CancellationToken.None);
                    if (view?.NextProducts is not { IsReported: true } next)
                    {
                        continue;
                    }

                    string[][] lists =
                    [
                        .. high.Where(other => other.Row.HasCredit == view.Position.HasCredit)
                            .Where(other => next.Width == BenchmarkWidth.Bank || other.Tier1 == view.Branch.Place)
                            .Where(other => next.Width != BenchmarkWidth.SizeClass || other.Row.Size == view.Position.Size)
                            .Where(other => other.Products is not null)
                            .Select(other => other.Products!.Split('|')),
                    ];
                    string[] own = view.Figures!.Products!.Split('|');
                    IEnumerable<string> expected = active
                        .Except(own)
                        .Select(code => (Code: code, Holders: lists.Count(list => list.Contains(code))))
                        .Where(one => one.Holders >= 0.4 * lists.Length && lists.Length > 0)
                        .OrderByDescending(one => one.Holders)
                        .ThenBy(one => one.Code, StringComparer.Ordinal)
                        .Select(one => one.Code);

                    Assert.Equal(lists.Length, next.N);
                    Assert.Equal(expected, next.Products.Select(one => one.Share.Product));
                    Assert.All(next.Products, one => Assert.Equal(db.Products.Single(row => row.Code == one.Share.Product).Name, one.Name));
                    offered += next.Products.Count;
                }

                Assert.True(offered > 20);
            }
        );

    [Fact]
    public async Task The_data_batch_is_the_newest_import_before_the_snapshot_was_computed() =>
        await UseAsync(
            DatabaseProvider.Sqlite,
            async (db, query) =>
            {
                Viewpoint at = await AtAsync(db, QueryBanks.Periods[^1]);
                CustomerView view = (
                    await query.AskAsync(DataScope.WholeBank, at, (await EverySeventhAsync(db))[0], CancellationToken.None)
                )!;
                DataBatchRow import = db.DataBatches.Single();

                Assert.Equal(
                    (import.Id, import.Package, db.Facts.LongCount()),
                    (view.Batch.Facts!.No, view.Batch.Facts.Package, view.Batch.Facts.Facts)
                );
                Assert.Equal(view.Batch.Facts, view.Batch.Statements);
            }
        );

    /// <summary>A customer of the value grid's High band.</summary>
    private sealed record High(PositionRow Row, int Tier1, double?[] Values, string? Products);

    private static async Task<High[]> HighAsync(NineGridDbContext db, Viewpoint at)
    {
        SnapshotInstitutionRow[] branches = await db
            .SnapshotInstitutions.AsNoTracking()
            .Where(row => row.SnapshotId == at.SnapshotId && row.Level == InstitutionLevel.Tier1)
            .ToArrayAsync();
        Dictionary<int, IndicatorRow> indicators = await db
            .Indicators.AsNoTracking()
            .Where(row => row.SnapshotId == at.SnapshotId)
            .ToDictionaryAsync(row => row.CustomerId);
        Dictionary<int, string?> products = await db
            .Figures.Where(row => row.SnapshotId == at.SnapshotId)
            .ToDictionaryAsync(row => row.CustomerId, row => row.Products);
        List<PositionRow> rows = await db.Positions.AsNoTracking().Where(row => row.SnapshotId == at.SnapshotId).ToListAsync();
        return
        [
            .. rows.Where(row => row.ValueCell?.Band == Band.High)
                .Select(row => new High(
                    row,
                    Array.Find(branches, one => one.Place <= row.Place && row.Place < one.EndPlace)?.Place ?? 0,
                    StoredFigures.ValuesOf(indicators[row.CustomerId]),
                    products[row.CustomerId]
                )),
        ];
    }

    private static double Middle(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    private static double Distance(PositionRow row, PositionRow own) =>
        row.Revenue > 0 ? Math.Exp(Math.Abs(Math.Log(row.Revenue.Value) - Math.Log(own.Revenue!.Value))) : double.MaxValue;

    private static decimal? Sum(FactRow row) =>
        new[] { row.LoanNii, row.DepositNii, row.FeeIncome }.OfType<decimal>().ToArray() is { Length: > 0 } known ? known.Sum() : null;

    private static void Near(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is double known)
        {
            Assert.Equal(known, actual!.Value, Math.Max(Math.Abs(known) * 1e-9, 1e-6));
        }
    }

    private static async Task<Viewpoint> AtAsync(NineGridDbContext db, Period period) =>
        (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, period, null, CancellationToken.None))!;

    private static async Task<string[]> EverySeventhAsync(NineGridDbContext db) =>
        [.. (await db.Customers.OrderBy(row => row.No).Select(row => row.No).ToListAsync()).Where((_, i) => i % 7 == 0)];

    private async Task UseAsync(DatabaseProvider provider, Func<NineGridDbContext, CustomerQuery, Task> use) =>
        await (await banks.OnAsync(provider)).UseAsync(async db =>
        {
            using var batches = new DataBatches();
            using var high = new HighBands();
            await use(db, new CustomerQuery(db, batches, high));
            return 0;
        });
}
