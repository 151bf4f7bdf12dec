using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Domain;

/// <summary>The arithmetic of docs/methods/plan-progress.md, on customer A of the other pages.</summary>
public sealed class PlannedStepTests
{
    // What a yuan of revenue is worth that needs no credit capital: docs/methods/levers.md.
    private const double OfRevenue = 0.75 - (0.11 * 0.12);

    // Nothing is known that other levers would rest on.
    private static readonly CustomerFigures A = CustomerA.Figures with
    {
        Transactions = double.NaN,
        ETransactions = double.NaN,
        SettlementInflow = double.NaN,
        EconomicCapital = 650_000,
        CreditLimit = double.NaN,
        CreditUsed = double.NaN,
        ProductsHeld = double.NaN,
        FiscalYear = 0,
        InterestBearingDebt = double.NaN,
        Employees = 301,
    };

    [Theory]
    [InlineData(3_000_000, 4_240_000, 3_310_000, 310.0 / 1_240)]
    [InlineData(3_000_000, 4_240_000, 3_000_000, 0)]
    [InlineData(3_000_000, 4_240_000, 4_240_000, 1)]
    [InlineData(3_000_000, 4_240_000, 2_380_000, -0.5)] // went the other way
    [InlineData(3_000_000, 4_240_000, 5_480_000, 2)] // went further
    [InlineData(0.35, 0.30, 0.32, 0.6)] // a cut
    [InlineData(0.35, 0.30, 0.36, -0.2)]
    [InlineData(0.0, 100, 25, 0.25)]
    public void Attained_is_the_share_of_the_way(double baseline, double target, double value, double attained) =>
        Assert.Equal(attained, PlannedStep.Attained(baseline, target, value)!.Value, 1e-12);

    [Theory]
    [InlineData(null, 10.0)]
    [InlineData(5.0, null)]
    [InlineData(10.0, 12.0)] // no way to go
    public void Without_a_baseline_a_value_or_a_way_nothing_is_attained(double? baseline, double? value) =>
        Assert.Null(PlannedStep.Attained(baseline, target: 10, value));

    [Fact]
    public void The_worth_of_a_step_is_that_of_its_lever_in_proportion_to_the_way()
    {
        IReadOnlyList<PlanBaseline> baselines = PlanBaseline.Of(A, Guidance(), Scheme.Default);
        PlanBaseline deposits = baselines[(int)LeverKind.DepositVolume];
        PlanBaseline pricing = baselines[(int)LeverKind.LoanPricing];

        // Closing 0.40·12,000,000 − 3,000,000 = 1,800,000 of deposits at a spread of 0.012 is worth 21,600·0.7368.
        Assert.Equal(3_000_000, deposits.Value);
        Assert.Equal(0.012 * OfRevenue, deposits.UnitWorth!.Value, 1e-12);
        Assert.Equal(1_240_000 * 0.012 * OfRevenue, PlannedStep.Worth(deposits, 4_240_000)!.Value, 1e-6);
        // 0.018 → 0.020 on 10,000,000 of loans is worth 20,000·0.7368: half of the way half of it.
        Assert.Equal(0.018, pricing.Value!.Value, 1e-15);
        Assert.Equal(10_000 * OfRevenue, PlannedStep.Worth(pricing, 0.019)!.Value, 1e-6);
    }

    [Fact]
    public void What_is_not_measured_has_no_baseline_and_what_is_no_lever_no_worth()
    {
        IReadOnlyList<PlanBaseline> baselines = PlanBaseline.Of(A, Guidance(), Scheme.Default);

        Assert.Equal(Lever.Kinds, baselines.Count);
        Assert.Equal(new(LeverKind.Settlement, null, null), baselines[(int)LeverKind.Settlement]);
        Assert.Equal(new(LeverKind.FeeIncome, 24_000, null), baselines[(int)LeverKind.FeeIncome]);
        Assert.Null(PlannedStep.Worth(baselines[(int)LeverKind.FeeIncome], 30_000));
        Assert.Null(PlannedStep.Worth(baselines[(int)LeverKind.Settlement], 30_000));
        Assert.All(PlanBaseline.Of(null, null, Scheme.Default), one => Assert.Equal((null, null), (one.Value, one.UnitWorth)));
        Assert.Equal(3_000_000, PlanBaseline.Of(A, null, Scheme.Default)[0].Value);
    }

    [Fact]
    public void The_target_of_a_step_is_the_measure_after_its_lever_alone()
    {
        CustomerGuidance guidance = Guidance();

        // Half of 1,800,000 on top of 3,000,000.
        Assert.Equal(3_900_000, Target(LeverKind.DepositVolume, 0.5)!.Value, 1e-6);
        Assert.Equal(0.0195, Target(LeverKind.LoanPricing, 0.75)!.Value, 1e-12);
        // 0.60·301 − 120 = 60.6 people; half of them are 30.3, and 150.3 people are 151.
        Assert.Equal(151, Target(LeverKind.Payroll, 0.5));

        double? Target(LeverKind kind, double fraction) =>
            PlannedStep.Target(guidance, guidance.Levers.Single(one => one.Kind == kind), fraction, Scheme.Default);
    }

    [Theory]
    [InlineData(LeverKind.DepositVolume, 0, true)]
    [InlineData(LeverKind.DepositVolume, -1, false)]
    [InlineData(LeverKind.DepositVolume, 9_999_999_999_999, true)]
    [InlineData(LeverKind.DepositVolume, 1e13, false)]
    [InlineData(LeverKind.Payroll, 151, true)]
    [InlineData(LeverKind.Payroll, 150.5, false)]
    [InlineData(LeverKind.Payroll, 10_000_001, false)]
    [InlineData(LeverKind.CostToServe, 1.2, true)]
    [InlineData(LeverKind.CostToServe, 10.1, false)]
    [InlineData(LeverKind.LoanPricing, double.NaN, false)]
    [InlineData(LeverKind.LoanPricing, double.PositiveInfinity, false)]
    public void A_target_lies_within_the_range_of_its_unit(LeverKind kind, double target, bool within) =>
        Assert.Equal(within, PlannedStep.IsWithinRange(LeverMeasure.Of(kind), target));

    [Theory]
    [InlineData(LeverKind.DepositVolume, 3_000_000, 3_000_001, true)]
    [InlineData(LeverKind.DepositVolume, 3_000_000, 3_000_000, false)]
    [InlineData(LeverKind.DepositVolume, 3_000_000, 2_000_000, false)]
    [InlineData(LeverKind.CostToServe, 0.35, 0.30, true)]
    [InlineData(LeverKind.CostToServe, 0.35, 0.40, false)]
    public void A_target_is_better_than_the_baseline(LeverKind kind, double baseline, double target, bool improves)
    {
        Assert.Equal(improves, PlannedStep.Improves(LeverMeasure.Of(kind), baseline, target));
        Assert.True(PlannedStep.Improves(LeverMeasure.Of(kind), baseline: null, target));
    }

    /// <summary>Three levers: wallet share 0.25 against 0.40, loan spread 0.018 against 0.020, payroll penetration 120/301 against 0.60.</summary>
    private static CustomerGuidance Guidance()
    {
        var benchmarks = new Benchmark[Indicator.Count];
        foreach (
            (string code, double median) in (IEnumerable<(string, double)>)
                [("wallet_share", 0.40), ("loan_spread", 0.020), ("payroll_penetration", 0.60)]
        )
        {
            benchmarks[Indicator.Named(code).Number] = new(
                12,
                new(median * 0.9, median, median * 1.1),
                BenchmarkWidth.SizeClass,
                OfCredit: true
            );
        }

        double[] values = [.. Enumerable.Repeat(double.NaN, Indicator.Count)];
        values[Indicator.Named("wallet_share").Number] = 3_000_000 / 12_000_000.0;
        values[Indicator.Named("loan_spread").Number] = 180_000 / 10_000_000.0;
        values[Indicator.Named("deposit_spread").Number] = 36_000 / 3_000_000.0;
        values[Indicator.Named("payroll_penetration").Number] = 120 / 301.0;
        return new(A, values, benchmarks, CutPoints.Of(100_000, 300_000), CutPoints.Of(0.11, 0.20), Scheme.Default);
    }
}
