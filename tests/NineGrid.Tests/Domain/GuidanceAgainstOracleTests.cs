using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>Guidance and separations, and a naive implementation written from the specification by another hand, say the same of any bank.</summary>
public sealed class GuidanceAgainstOracleTests
{
    private const int Banks = 200;

    private static readonly IReadOnlyList<(int Seed, GuidanceResults Naive, GuidanceResults Kernel)> All =
    [
        .. from seed in Enumerable.Range(0, Banks)
        let bank = GuidedBank.Of(seed)
        let period = RandomBank.PeriodOf(seed)
        select (seed, NaiveGuidance.Compute(bank, period), GuidingKernel.Compute(bank, period)),
    ];

    private static readonly IReadOnlyList<NaiveGuided> Customers = [.. All.SelectMany(bank => bank.Naive.Customers).Cast<NaiveGuided>()];

    [Fact]
    public void Both_give_every_benchmark_lever_product_path_and_separation_alike()
    {
        List<string> differences =
        [
            .. from bank in All from line in GuidanceDifference.Between(bank.Naive, bank.Kernel) select $"seed {bank.Seed}: {line}",
        ];

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(40))}");
    }

    [Theory]
    [InlineData(LeverKind.DepositVolume)]
    [InlineData(LeverKind.DepositMix)]
    [InlineData(LeverKind.DepositPricing)]
    [InlineData(LeverKind.LendingVolume)]
    [InlineData(LeverKind.LoanPricing)]
    [InlineData(LeverKind.FeeIncome)]
    [InlineData(LeverKind.Settlement)]
    [InlineData(LeverKind.Payroll)]
    [InlineData(LeverKind.Channel)]
    [InlineData(LeverKind.CostToServe)]
    [InlineData(LeverKind.RiskMitigation)]
    public void Every_lever_is_met_often_and_every_cap_and_borrowed_spread_too(LeverKind kind)
    {
        IEnumerable<NaiveGuided> with = Customers.Where(customer => customer.Levers.Any(lever => lever.Kind == kind));

        Often(700, with);
        Often(150, with, customer => customer.Path is { Effort: not null });
        if (kind is LeverKind.DepositVolume or LeverKind.LendingVolume or LeverKind.Channel or LeverKind.CostToServe)
        {
            Often(100, with, customer => customer.Capped.Contains(kind));
        }

        if (kind is LeverKind.DepositVolume or LeverKind.LendingVolume)
        {
            Often(400, with, customer => customer.Borrowing.Contains(kind));
        }
    }

    [Fact]
    public void Levers_of_every_worth_and_effort_are_met()
    {
        IEnumerable<Lever> levers = Customers.SelectMany(customer => customer.Levers);

        Often(150, levers, lever => lever.Worth < 0);
        Often(400, levers, lever => lever.Worth == 0);
        Often(20, levers, lever => lever.Kind == LeverKind.LendingVolume && lever.Worth < 0);
        Often(400, levers, lever => lever.Effort == 1);
        Often(300, Customers, customer => customer.Levers.Count(lever => lever.CutsCost) == 2);
        Often(300, Customers, customer => HasLever(customer, LeverKind.DepositVolume) && IsBehind(customer, 3) && IsBehind(customer, 4));
        Often(300, Customers, customer => HasLever(customer, LeverKind.RiskMitigation) && IsBeyond(customer, 12) && IsBeyond(customer, 13));
        Often(100, Customers, customer => customer.Levers.Count == 0);
        Often(15, Customers, customer => customer.Levers.Count > 7);

        static bool HasLever(NaiveGuided customer, LeverKind kind) => customer.Levers.Any(lever => lever.Kind == kind);
        static bool IsBehind(NaiveGuided customer, int i) => customer.Customer.Indicators[i] < customer.Benchmarks[i]?.Median;
        static bool IsBeyond(NaiveGuided customer, int i) => customer.Customer.Indicators[i] > customer.Benchmarks[i]?.Median;
    }

    [Fact]
    public void Benchmarks_and_products_of_every_width_are_met_and_missing_ones_too()
    {
        IEnumerable<BenchmarkResult?> benchmarks = Customers.SelectMany(customer => customer.Benchmarks);

        foreach (BenchmarkWidth width in Enum.GetValues<BenchmarkWidth>())
        {
            Often(3_000, benchmarks, benchmark => benchmark?.Width == width && benchmark.P25 < benchmark.P75);
            Often(300, Customers, customer => customer.Products.Any(product => product.Width == width));
        }

        Often(800, benchmarks, benchmark => benchmark is null);
        Often(800, benchmarks, benchmark => benchmark is not null && benchmark.P25 == benchmark.P75);
        Often(600, Customers, customer => customer.NextProducts.Count > 0);
        Often(100, Customers, customer => customer.NextProducts.Count == 0 && customer.Products.Count > 0);
    }

    [Fact]
    public void Awkward_customers_are_met()
    {
        Often(15, Customers, customer => customer.Customer.Figures["pd"] == 1 && customer.Levers.Count > 0);
        Often(15, Customers, customer => customer.Customer.Figures["pd"] == 1 && customer.Path is { Target: "HL" });
        Often(600, Customers, customer => customer.Customer.HasCredit == false);
        Often(300, Customers, customer => customer.Customer.Revenue <= 0);
        Often(300, Customers, customer => customer.Customer.Span < 12);
    }

    [Fact]
    public void Paths_to_every_target_and_those_that_lead_to_none_are_met()
    {
        foreach (string target in (string[])["HL", "MM", "LH", "HH", "HM", "MH"])
        {
            Often(15, Customers, customer => customer.Path is { Effort: not null } path && path.Target == target);
        }

        foreach (Cell cell in Cell.All)
        {
            Often(15, Customers, customer => customer.Other is { Effort: not null } path && path.Target == cell.ToString());
        }

        Often(600, Customers, customer => customer.Path is { Target: null });
        Often(300, Customers, customer => customer.Path is { Effort: null, MissingRevenue: > 0 });
        Often(15, Customers, customer => customer.Path is { Effort: null, MissingReturn: > 0 });
        Often(600, Customers, customer => customer.Path is null);
        Often(
            500,
            All.SelectMany(bank => bank.Kernel.Customers),
            customer => customer.Fractions.Values.Count(fraction => fraction > 0) > 1
        );
        Often(
            100,
            All.SelectMany(bank => bank.Kernel.Customers),
            customer => customer.Fractions.Values.Count(fraction => fraction > 0) > 2
        );
    }

    [Fact]
    public void Ways_that_are_closed_and_ways_that_nobody_need_go_are_met()
    {
        Often(300, Customers, customer => customer.Other is { Effort: null });
        Often(100, Customers, customer => customer.Other is { Effort: null, MissingRevenue: > 0 });
        Often(100, Customers, customer => customer.Other is { Effort: null, MissingReturn: > 0 });
        Often(15, Customers, customer => customer.Other is { Effort: null, MissingReturn: null });
        Often(300, Customers, customer => customer.Other is { Effort: 0 });
    }

    [Fact]
    public void Separations_of_every_kind_are_met()
    {
        IEnumerable<SeparationResult> separations = All.SelectMany(bank => bank.Naive.Separations);

        Often(1_000, separations, one => one.Probability is > 0 and < 0.5);
        Often(1_000, separations, one => one.Probability is > 0.5 and < 1);
        Often(300, separations, one => one.Probability is 0.5);
        Often(1_000, separations, one => one.Probability is null && one.High + one.Low > 0);
        Often(150, separations, one => one is { High: >= 10, Low: >= 10 });
    }

    private static void Often<T>(int atLeast, IEnumerable<T> all, Func<T, bool>? which = null) =>
        Assert.InRange(all.Count(which ?? (_ => true)), atLeast, int.MaxValue);
}
