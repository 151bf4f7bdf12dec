using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Plans;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Data.Access;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Plans;

/// <summary>The pocket bank in which c4 and c1 are customer A of docs/methods with the benchmarks of docs/methods/levers.md, and stand elsewhere three months later.</summary>
internal sealed class PlanBank : IAsyncDisposable
{
    private static readonly Dictionary<string, (double P25, double Median, double P75)> Better = new(StringComparer.Ordinal)
    {
        ["fee_share"] = (0.10, 0.20, 0.30),
        ["cost_income"] = (0.25, 0.30, 0.45),
        ["loan_spread"] = (0.015, 0.020, 0.025),
    };

    private readonly TestDatabase _database;

    private PlanBank(TestDatabase database, PocketBank bank, MovableTime clock)
    {
        _database = database;
        Bank = bank;
        Clock = clock;
    }

    public PocketBank Bank { get; }

    public MovableTime Clock { get; }

    /// <summary>A bank on 15 January 2026, at noon.</summary>
    public static async Task<PlanBank> OnAsync(DatabaseProvider provider, int customersOfBenchmarks = 12)
    {
        var clock = new MovableTime(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));
        TestDatabase database = await TestDatabases.CreateAsync(
            provider,
            clock,
            services =>
            {
                services.AddNineGridQueries();
            }
        );
        var bank = new PlanBank(database, await PocketBank.InAsync(database), clock);
        await bank.UseAsync(db => bank.WriteAsync(db, customersOfBenchmarks));
        return bank;
    }

    public DataScope Manager(string no) => DataScope.Manager(Bank[no]);

    public DataScope Branch(string code) => DataScope.Institution(Bank[code]);

    public Task<T> UseAsync<T>(Func<NineGridDbContext, Task<T>> use) => _database.UseAsync(use);

    public Task<T> AskAsync<TService, T>(Func<TService, Task<T>> ask)
        where TService : notnull => _database.UseAsync(ask);

    public Task<Viewpoint> AtAsync(Period period) =>
        _database.UseAsync<ViewpointQuery, Viewpoint>(async query =>
            (await query.AskAsync(DataScope.WholeBank, period, null, CancellationToken.None))!
        );

    /// <summary>A draft of the path of a customer to MH, made in the first period by whoever sees the whole bank.</summary>
    public async Task<int> DraftAsync(string no = "c4")
    {
        (PlanAnswer answer, int? plan) = await MakeAsync(DataScope.WholeBank, no, new(Level.Mid, Level.High));
        Assert.Equal(PlanAnswer.Stored, answer);
        return plan!.Value;
    }

    public async Task<(PlanAnswer Answer, int? Plan)> MakeAsync(DataScope scope, string no, Cell? target)
    {
        Viewpoint at = await AtAsync(PocketBank.First);
        return await AskAsync<MakePlan, (PlanAnswer, int?)>(make =>
            make.FromPathAsync(scope, at, no, target, cell => $"to {cell}", CancellationToken.None)
        );
    }

    /// <summary>A plan as one sees it in the second period.</summary>
    public async Task<PlanView?> FindAsync(DataScope scope, int id, Period? period = null)
    {
        Viewpoint at = await AtAsync(period ?? PocketBank.Second);
        return await AskAsync<PlanQuery, PlanView?>(query => query.AskAsync(scope, at, id, CancellationToken.None));
    }

    /// <summary>What an editor who changes nothing would send.</summary>
    public async Task<EditedPlan> EditAsync(int id)
    {
        PlanListed plan = (await FindAsync(DataScope.WholeBank, id))!.Plan;
        return new(
            plan.Version,
            plan.Title,
            plan.Target,
            plan.OwnerNo,
            plan.Note,
            [.. plan.Steps.Select(step => new EditedStep(step.Lever, step.Target, step.OwnerNo, step.DueOn, step.Note))]
        );
    }

    public Task<(PlanAnswer Answer, IReadOnlyList<PlanFault> Faults)> SaveAsync(DataScope scope, int id, EditedPlan edited) =>
        AskAsync<SavePlan, (PlanAnswer, IReadOnlyList<PlanFault>)>(save => save.RunAsync(scope, id, edited, CancellationToken.None));

    public Task<PlanAnswer> BecomeAsync(DataScope scope, int id, int version, PlanState to) =>
        AskAsync<ChangePlanState, PlanAnswer>(state => state.RunAsync(scope, id, version, to, CancellationToken.None));

    public Task<PlanAnswer> MarkAsync(DataScope scope, int id, LeverKind lever, bool done) =>
        AskAsync<MarkStep, PlanAnswer>(mark => mark.RunAsync(scope, id, lever, done, CancellationToken.None));

    public Task<PlanAnswer> SayAsync(DataScope scope, int id, string? text) =>
        AskAsync<AddComment, PlanAnswer>(comment => comment.RunAsync(scope, id, text, CancellationToken.None));

    public Task<List<AuditRow>> AuditAsync(int id) =>
        UseAsync(db =>
            db.Audit.AsNoTracking()
                .Where(line => line.Action == AuditAction.PlanChanged && line.Subject == $"plan {id}")
                .OrderBy(line => line.Id)
                .ToListAsync()
        );

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<int> WriteAsync(NineGridDbContext db, int customersOfBenchmarks)
    {
        await db.Plans.ExecuteDeleteAsync(); // the pocket bank's own
        CustomerFigures before = new()
        {
            Months = 12,
            Span = 12,
            Revenue = 240_000,
            EarlierRevenue = double.NaN,
            LoanNii = 180_000,
            DepositNii = 36_000,
            FeeIncome = 24_000,
            OperatingCost = 84_000,
            ExpectedLoss = 47_250,
            Transactions = double.NaN,
            ETransactions = double.NaN,
            SettlementInflow = double.NaN,
            Ead = 10_500_000,
            EconomicCapital = 500_000,
            AvgLoans = 10_000_000,
            AvgDeposits = 3_000_000,
            AvgDemandDeposits = 1_350_000,
            CreditLimit = double.NaN,
            CreditUsed = double.NaN,
            OverdueBalance = double.NaN,
            PayrollHeadcount = double.NaN,
            Pd = 0.01,
            Lgd = 0.45,
            MaturityYears = 2.5,
            ProductsHeld = double.NaN,
            ProductsActive = 22,
            OperatingRevenue = 100_000_000,
            Cash = double.NaN,
            InterestBearingDebt = double.NaN,
            Employees = double.NaN,
        };
        // Loans earn 10,000 more, costs fall by 6,000, fees stand still.
        CustomerFigures after = before with
        {
            LoanNii = 190_000,
            Revenue = 250_000,
            OperatingCost = 78_000,
        };
        foreach (
            (Period period, CustomerFigures figures) in (IEnumerable<(Period, CustomerFigures)>)
                [(PocketBank.First, before), (PocketBank.Second, after)]
        )
        {
            SnapshotRow snapshot = await db.Snapshots.SingleAsync(row => row.Period == period);
            await db
                .Cuts.Where(row => row.SnapshotId == snapshot.Id && row.Grid == Grid.Value && !row.Y)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Lo, 100_000).SetProperty(row => row.Hi, 300_000));
            foreach (string no in (string[])["c4", "c1"])
            {
                await WriteAsync(db, snapshot.Id, Bank[no], figures);
            }

            foreach (int tier1 in (int[])[1, 4]) // B1, B2
            {
                db.Benchmarks.AddRange(
                    Better.Select(own => new BenchmarkRow
                    {
                        SnapshotId = snapshot.Id,
                        Tier1Place = tier1,
                        Size = SizeClass.Small,
                        HasCredit = true,
                        Indicator = (byte)Indicator.Named(own.Key).Number,
                        N = customersOfBenchmarks,
                        P25 = own.Value.P25,
                        Median = own.Value.Median,
                        P75 = own.Value.P75,
                    })
                );
            }
        }

        return await db.SaveChangesAsync();
    }

    private static async Task WriteAsync(NineGridDbContext db, int snapshot, int customer, CustomerFigures figures)
    {
        RiskAdjustedReturn terms = RiskAdjustedReturn.Of(figures, Scheme.Default);
        PositionRow position = await db.Positions.SingleAsync(row => row.SnapshotId == snapshot && row.CustomerId == customer);
        position.Revenue = terms.Revenue;
        position.Raroc = terms.Raroc;
        position.Eva = terms.Eva;
        position.EcCredit = terms.EcCredit;
        position.ValueCell = new Cell(Level.Mid, Level.Mid);
        db.Figures.Remove(await db.Figures.SingleAsync(row => row.SnapshotId == snapshot && row.CustomerId == customer));
        db.Indicators.Remove(await db.Indicators.SingleAsync(row => row.SnapshotId == snapshot && row.CustomerId == customer));
        await db.SaveChangesAsync();
        db.Figures.Add(
            new()
            {
                SnapshotId = snapshot,
                CustomerId = customer,
                LoanNii = figures.LoanNii,
                DepositNii = figures.DepositNii,
                FeeIncome = figures.FeeIncome,
                OperatingCost = figures.OperatingCost,
                ExpectedLoss = figures.ExpectedLoss,
                Ead = figures.Ead,
                EconomicCapital = figures.EconomicCapital,
                AvgLoans = figures.AvgLoans,
                AvgDeposits = figures.AvgDeposits,
                AvgDemandDeposits = figures.AvgDemandDeposits,
                Pd = figures.Pd,
                Lgd = figures.Lgd,
                MaturityYears = figures.MaturityYears,
                ProductsActive = figures.ProductsActive,
                OperatingRevenue = figures.OperatingRevenue,
            }
        );
        db.Indicators.Add(
            StoredFigures.IndicatorsOf(
                snapshot,
                customer,
                [
                    .. Indicator.All.Select(own =>
                        Measured.OrNull(Indicator.Value(own.Numerator(figures, terms), own.Denominator(figures, terms)))
                    ),
                ]
            )
        );
        await db.SaveChangesAsync();
    }
}
