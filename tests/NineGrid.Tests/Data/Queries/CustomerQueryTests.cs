using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Exports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
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
    public async Task Indicators_are_compared_with_the_stored_portrait_of_the_branch_or_of_the_bank_where_it_is_small(
        DatabaseProvider provider
    ) =>
        await UseAsync(
            provider,
            async (db, query) =>
            {
                Viewpoint at = await AtAsync(db, QueryBanks.Periods[^1]);
                HashSet<bool> sets = [];
                foreach (string no in await EverySeventhAsync(db))
                {
                    CustomerView? view = await query.AskAsync(DataScope.WholeBank, at, no, CancellationToken.None);
                    foreach (IndicatorTerms one in view?.Indicators ?? [])
                    {
                        PortraitRow? Stored(int place) =>
                            db
                                .Portraits.AsNoTracking()
                                .SingleOrDefault(row =>
                                    row.SnapshotId == at.SnapshotId
                                    && row.Place == place
                                    && row.Grid == Grid.Value
                                    && row.Part == 11 // the High band
                                    && row.Indicator == one.Indicator.Number
                                );
                        PortraitRow? branch = Stored(view!.Branch.Place);
                        PortraitRow? expected = branch?.N >= 10 ? branch : Stored(0);

                        Assert.Equal(
                            (expected?.N, expected?.P25, expected?.Median, expected?.P75),
                            (one.Benchmark?.N, one.Benchmark?.P25, one.Benchmark?.Median, one.Benchmark?.P75)
                        );
                        sets.Add(one.Benchmark?.IsBank ?? true);
                    }
                }

                Assert.Equal(2, sets.Count); // both kinds of set occur
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
                AuditRow import = db.Audit.Single(row => row.Action == AuditAction.Imported);

                Assert.Equal(
                    (import.Id, import.Subject, db.Facts.LongCount()),
                    (view.Batch.Facts!.No, view.Batch.Facts.Package, view.Batch.Facts.Facts)
                );
                Assert.Equal(view.Batch.Facts, view.Batch.Statements);
                using var others = new DataBatches();
                using var high = new HighBands();
                DataBatch before = (
                    await new CustomerQuery(db, others, high).AskAsync(
                        DataScope.WholeBank,
                        at with
                        {
                            ComputedAt = import.At.AddMinutes(-1),
                        },
                        view.Who.No,
                        CancellationToken.None
                    )
                )!.Batch;
                Assert.Equal(DataBatch.None, before);
            }
        );

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
