using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Domain;

/// <summary>Customer A of docs/methods with the benchmarks of docs/methods/levers.md, worked by hand.</summary>
public sealed class LeversTests
{
    private const double K = CustomerA.K;
    private static readonly CustomerFigures A = CustomerA.Figures;
    private static readonly IReadOnlyDictionary<string, (double P25, double Median, double P75)> Better = CustomerA.Better;

    // What a yuan of revenue is worth that needs no credit capital: 0.75 after tax, less 11 % on 0.12 of operational capital.
    private const double OfRevenue = 0.75 - (0.11 * 0.12);

    public static TheoryData<LeverKind, double, double, double, double, double, double, double> Worked =>
        new()
        {
            // kind, move, effort, ΔR, Δcost, ΔEL, ΔEC_credit, worth
            { LeverKind.DepositVolume, 1_800_000, 0.15 / 0.2, 21_600, 0, 0, 0, 21_600 * OfRevenue },
            { LeverKind.DepositMix, 0.10, 0.10 / 0.2, 3_000, 0, 0, 0, 3_000 * OfRevenue },
            { LeverKind.DepositPricing, 0.003, 0.003 / 0.010, 9_000, 0, 0, 0, 9_000 * OfRevenue },
            {
                LeverKind.LendingVolume,
                2_000_000,
                0.05 / 0.2,
                36_000,
                0,
                9_000,
                2_000_000 * K,
                (0.75 * 27_000) - (0.11 * ((2_000_000 * K) + (0.12 * 36_000)))
            },
            { LeverKind.LoanPricing, 0.002, 0.002 / 0.010, 20_000, 0, 0, 0, 20_000 * OfRevenue },
            { LeverKind.FeeIncome, 30_000, 0.10 / 0.2, 30_000, 6_000, 0, 0, (0.75 * 24_000) - (0.11 * 0.12 * 30_000) },
            { LeverKind.Settlement, 12_000_000, 0.12 / 0.2, 9_600, 0, 0, 0, 9_600 * OfRevenue },
            { LeverKind.Payroll, 60, 0.2 / 0.4, 7_200, 0, 0, 0, 7_200 * OfRevenue },
            { LeverKind.Channel, 720, 0.10 / 0.2, 0, -720, 0, 0, 540 },
            { LeverKind.CostToServe, 12_000, 0.05 / 0.2, 0, -12_000, 0, 0, 9_000 },
            {
                LeverKind.RiskMitigation,
                K - 0.05,
                (K - 0.05) / 0.04,
                0,
                0,
                -5_250,
                -10_500_000 * (K - 0.05),
                (0.75 * 5_250) + (0.11 * 10_500_000 * (K - 0.05))
            },
        };

    [Theory]
    [MemberData(nameof(Worked))]
    public void A_lever_closes_its_gap(
        LeverKind kind,
        double move,
        double effort,
        double revenue,
        double cost,
        double loss,
        double capital,
        double worth
    )
    {
        Lever lever = LeversOf(A)[kind];

        Assert.Equal(move, lever.Move, Math.Abs(move) * 1e-8);
        Assert.Equal(effort, lever.Effort, 1e-8);
        Assert.Equal(revenue, lever.Revenue, 1e-6);
        Assert.Equal(cost, lever.Cost, 1e-6);
        Assert.Equal(loss, lever.ExpectedLoss, 1e-6);
        Assert.Equal(capital, lever.EcCredit, 0.01);
        Assert.Equal(worth, lever.Worth, 0.01);
    }

    [Fact]
    public void Deposits_stop_at_the_customers_cash_and_the_effort_with_them()
    {
        // Of 4,800,000 − 3,000,000 only 500,000 lie elsewhere; derivation alone would want 3,500,000 − 3,000,000.
        Lever lever = LeversOf(A with { Cash = 3_500_000, AvgLoans = 20_000_000 })[LeverKind.DepositVolume];

        // wallet is 3,000,000/3,500,000 > 0.4; derivation 0.15 wants 0.35 · 20,000,000 − 3,000,000 = 4,000,000.
        Assert.Equal(500_000, lever.Move, 1e-6);
        Assert.Equal(500_000.0 / 4_000_000 * (0.20 / 0.2), lever.Effort, 1e-12);
    }

    [Fact]
    public void Lending_stops_at_the_unused_line()
    {
        Lever lever = LeversOf(A with { CreditLimit = 11_200_000 })[LeverKind.LendingVolume];

        Assert.Equal(1_000_000, lever.Move, 1e-6);
        Assert.Equal(0.5 * (0.05 / 0.2), lever.Effort, 1e-12);
        Assert.DoesNotContain(LeverKind.LendingVolume, LeversOf(A with { CreditLimit = 10_200_000 }).Keys);
        Assert.Equal(2_000_000, LeversOf(A with { CreditLimit = double.NaN })[LeverKind.LendingVolume].Move, 1e-6);
    }

    [Fact]
    public void A_negative_spread_is_replaced_by_the_benchmarks()
    {
        Lever lever = LeversOf(A with { DepositNii = -3_000, Revenue = 201_000 })[LeverKind.DepositVolume];

        Assert.Equal(1_800_000 * 0.015, lever.Revenue, 1e-6);
    }

    [Fact]
    public void Without_anybodys_spread_there_is_no_volume_lever()
    {
        var without = new Dictionary<string, (double, double, double)>(Better);
        without.Remove("deposit_spread");

        Assert.DoesNotContain(LeverKind.DepositVolume, LeversOf(A with { DepositNii = double.NaN }, without).Keys);
    }

    [Fact]
    public void A_fee_share_of_everything_is_no_goal()
    {
        var fees = new Dictionary<string, (double, double, double)>(Better) { ["fee_share"] = (0.9, 1, 1.1) };

        Assert.DoesNotContain(LeverKind.FeeIncome, LeversOf(A, fees).Keys);
    }

    [Fact]
    public void Coinciding_quartiles_make_one_spread()
    {
        var narrow = new Dictionary<string, (double, double, double)>(Better) { ["loan_spread"] = (0.02, 0.02, 0.02) };

        Assert.Equal(1, LeversOf(A, narrow)[LeverKind.LoanPricing].Effort);
    }

    [Fact]
    public void Quartiles_apart_by_noise_alone_coincide()
    {
        var noisy = new Dictionary<string, (double, double, double)>(Better) { ["loan_spread"] = (0.3, 0.3, 0.1 + 0.2) };

        Assert.NotEqual(0.3, 0.1 + 0.2);
        Assert.Equal(1, LeversOf(A, noisy)[LeverKind.LoanPricing].Effort);
    }

    [Fact]
    public void Nobody_saves_more_than_the_cost_there_is()
    {
        Lever lever = LeversOf(A with { OperatingCost = 300_000, Transactions = 1_000_000, ETransactions = 0 })[LeverKind.Channel];

        Assert.Equal(-300_000, lever.Cost);
        Assert.Equal(300_000 / (0.95 * 1_000_000 * 6) * (0.95 / 0.2), lever.Effort, 1e-12);
    }

    [Fact]
    public void Noise_is_no_gap()
    {
        var equal = new Dictionary<string, (double, double, double)>(Better) { ["demand_share"] = (0.4, 0.45 + 1e-13, 0.6) };

        Assert.DoesNotContain(LeverKind.DepositMix, LeversOf(A, equal).Keys);
    }

    [Fact]
    public void Worth_of_revenue_below_zero_needs_no_operational_capital()
    {
        // R = −36,000; better loan pricing brings 20,000 and stays below zero.
        Lever lever = LeversOf(A with { LoanNii = 180_000, DepositNii = -240_000, Revenue = -36_000 })[LeverKind.LoanPricing];

        Assert.Equal(15_000, lever.Worth, 1e-6);
    }

    [Fact]
    public void A_path_takes_the_cheapest_return_first()
    {
        // MH needs Π − 0.20·EC = 81,562.5 − 135,869.9: 54,307.4 are missing. Per unit of effort come in order
        // RiskMitigation (3,937.5 + 0.2·125,549.5)/0.298927, LoanPricing 20,000·0.726/0.2, CostToServe 9,000/0.25, FeeIncome (18,000 − 720)/0.5.
        double missing = (0.20 * ((10_500_000 * K) + 28_800)) - 81_562.5;
        double risk = 3_937.5 + (0.2 * 10_500_000 * (K - 0.05));
        double fee = (missing - risk - 14_520 - 9_000) / 17_280;
        double effort = ((K - 0.05) / 0.04) + 0.2 + 0.25 + (0.5 * fee);

        (TargetPath path, Dictionary<LeverKind, double> closed) = PathTo(new(Level.Mid, Level.High));

        Assert.True(path.Feasible);
        Assert.Equal("MH", path.Reached.ToString());
        Assert.Equal(effort, path.Effort, 1e-6);
        Assert.Equal(fee, closed[LeverKind.FeeIncome], 1e-5);
        Assert.Equal(
            (LeverKind[])[LeverKind.LoanPricing, LeverKind.FeeIncome, LeverKind.CostToServe, LeverKind.RiskMitigation],
            closed.Where(one => one.Value > 0).Select(one => one.Key)
        );
    }

    [Fact]
    public void Out_of_reach_names_what_is_missing()
    {
        // All levers but the smaller cost cut bring 126,400 of revenue: 240,000 + 21,600 + 3,000 + 9,000 + 36,000 + 20,000 + 30,000 + 9,600 + 7,200.
        (TargetPath path, _) = PathTo(new(Level.High, Level.Low));

        Assert.False(path.Feasible);
        Assert.Equal(460_000 - 376_400, path.MissingRevenue, 1e-6);
        Assert.Equal(0, path.MissingReturn);
        Assert.Equal("MH", path.Reached.ToString());
    }

    [Fact]
    public void A_customer_in_default_cannot_rise_on_raroc()
    {
        (TargetPath path, _) = PathTo(new(Level.Mid, Level.Mid), inDefault: true);

        Assert.False(path.Feasible);
        Assert.True(double.IsNaN(path.MissingReturn));
        Assert.Equal("ML", path.Reached.ToString());
    }

    [Theory]
    [InlineData("LL", "HL,MM,LH")]
    [InlineData("ML", "HL,MM,LH")]
    [InlineData("LM", "HL,MM,LH")]
    [InlineData("HL", "HH,HM,MH")]
    [InlineData("MM", "HH,HM,MH")]
    [InlineData("LH", "HH,HM,MH")]
    [InlineData("HM", "HH")]
    [InlineData("MH", "HH")]
    [InlineData("HH", "")]
    public void The_next_cells_are_those_of_the_band_above(string cell, string next)
    {
        Assert.True(Cell.TryParse(cell, out Cell own));

        Assert.Equal(next, string.Join(',', PathFinder.NextOf(own).ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void A_share_of_a_lever_is_worth_that_share_while_revenue_is_positive(double share) =>
        Assert.All(LeversOf(A).Values, lever => Assert.Equal(share * lever.Worth, lever.WorthOf(share, A.Revenue, Scheme.Default), 1e-9));

    // Revenue −10,000 and ΔR 30,000. Half: 0.75 × 15,000 − 0.11 × 0.12 × (−10,000 + 15,000); all: 0.75 × 30,000 − 0.11 × 0.12 × 20,000.
    // A quarter leaves the revenue negative: 0.75 × 7,500.
    [Theory]
    [InlineData(0.25, 5_625)]
    [InlineData(0.5, 11_250 - 66)]
    [InlineData(1, 22_500 - 264)]
    public void Operational_capital_begins_where_a_share_turns_revenue_positive(double share, double worth)
    {
        var lever = new Lever(
            LeverKind.LoanPricing,
            Move: 0.01,
            Effort: 1,
            Revenue: 30_000,
            Cost: 0,
            ExpectedLoss: 0,
            EcCredit: 0,
            Worth: 0
        );

        Assert.Equal(worth, lever.WorthOf(share, revenue: -10_000, Scheme.Default), 1e-9);
    }

    private static (TargetPath Path, Dictionary<LeverKind, double> Closed) PathTo(Cell target, bool inDefault = false)
    {
        Lever[] levers = [.. LeversOf(A).Values];
        var standing = new StartingPoint(
            RiskAdjustedReturn.Of(A, Scheme.Default),
            inDefault,
            CutPoints.Of(180_000, 460_000),
            CutPoints.Of(0.11, 0.20)
        );
        var fractions = new double[levers.Length];
        TargetPath path = new PathFinder(in standing, levers, Scheme.Default).To(target, fractions);
        return (path, levers.Select((lever, i) => (lever.Kind, fractions[i])).ToDictionary(one => one.Kind, one => one.Item2));
    }

    private static Dictionary<LeverKind, Lever> LeversOf(
        CustomerFigures figures,
        IReadOnlyDictionary<string, (double P25, double Median, double P75)>? benchmarks = null
    )
    {
        RiskAdjustedReturn today = RiskAdjustedReturn.Of(figures, Scheme.Default);
        double[] values = [.. Indicator.All.Select(one => Indicator.Value(one.Numerator(figures, today), one.Denominator(figures, today)))];
        var levers = new Lever[Lever.Kinds];
        int count = Levers.Of(figures, today, values, CustomerA.BenchmarksOf(benchmarks ?? Better), Scheme.Default, levers);
        return levers[..count].ToDictionary(lever => lever.Kind);
    }
}
