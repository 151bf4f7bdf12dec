using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Statistics;

namespace NineGrid.Tests.Domain;

/// <summary>The customer of docs/methods/what-if.md, worked by hand.</summary>
public sealed class WhatIfTests
{
    private const double K = CustomerA.K;

    private static readonly Dictionary<LeverKind, double> Untouched = [];

    private static readonly CustomerFigures A = CustomerA.Figures;

    private static readonly CutPoints Revenues = CutPoints.Of(300_000, 800_000);
    private static readonly CutPoints Rarocs = CutPoints.Of(0.11, 0.20);

    [Fact]
    public void Nothing_changed_is_today()
    {
        WhatIfOutcome outcome = Of(A).At(Untouched, ChangedTerms.None);

        Expect(outcome, revenue: 240_000, cost: 84_000, loss: 47_250, capital: K * 10_500_000);
        Assert.Equal(Of(A).Today, outcome);
    }

    [Fact]
    public void More_deposits_earn_the_customers_own_spread()
    {
        // 36,000/3,000,000 = 1.2 % on 2,000,000 more.
        Expect(Of(A).At(Untouched, new() { Deposits = 5_000_000 }), 240_000 + 24_000, 84_000, 47_250, K * 10_500_000);
    }

    [Fact]
    public void Deposits_of_a_customer_that_has_none_earn_the_spread_of_the_benchmark()
    {
        CustomerFigures none = A with { AvgDeposits = double.NaN, DepositNii = double.NaN, Revenue = 204_000 };

        Assert.Equal(0.015, Of(none).DepositSpread);
        Expect(Of(none).At(Untouched, new() { Deposits = 1_000_000 }), 204_000 + 15_000, 84_000, 47_250, K * 10_500_000);
        Assert.True(
            double.IsNaN(new CustomerGuidance(none, Nothing, new Benchmark[16], Revenues, Rarocs, Scheme.Default).WhatIf.DepositSpread)
        );
    }

    [Fact]
    public void More_loans_bring_their_interest_their_loss_and_their_capital()
    {
        // 1.8 % on 2,100,000 more; exposure from 10,500,000 to 12,600,000 is one fifth more.
        Expect(Of(A).At(Untouched, new() { Loans = 12_100_000 }), 240_000 + 37_800, 84_000, 47_250 * 1.2, K * 12_600_000);
    }

    [Fact]
    public void A_rate_is_that_of_all_loans()
    {
        Expect(Of(A).At(Untouched, new() { LoanSpread = 0.02 }), 60_000 + 200_000, 84_000, 47_250, K * 10_500_000);
        Expect(
            Of(A).At(Untouched, new() { LoanSpread = 0.02, Loans = 12_100_000 }),
            60_000 + 242_000,
            84_000,
            47_250 * 1.2,
            K * 12_600_000
        );
    }

    [Fact]
    public void Fees_cost_a_fifth()
    {
        Expect(Of(A).At(Untouched, new() { FeeIncome = 74_000 }), 290_000, 84_000 + 10_000, 47_250, K * 10_500_000);
    }

    [Fact]
    public void Collateral_and_maturity_give_what_the_figures_with_them_would_have_given()
    {
        WhatIfOutcome outcome = Of(A).At(Untouched, new() { Lgd = 0.30, MaturityYears = 4 });

        var anew = RiskAdjustedReturn.Of(A with { Lgd = 0.30, MaturityYears = 4, ExpectedLoss = 31_500 }, Scheme.Default);
        Expect(outcome, 240_000, 84_000, 0.01 * 0.30 * 10_500_000, anew.EcCredit);
        Assert.Equal(anew.Raroc, outcome.Point.Raroc, 1e-12);
    }

    [Fact]
    public void A_reported_capital_is_scaled_as_k_would_be()
    {
        CustomerFigures reported = A with { EconomicCapital = 900_000 };
        double longer = IrbCapital.Ratio(0.01, 0.45, 4, 1e8, Scheme.Default) / K;

        Expect(Of(reported).At(Untouched, new() { Lgd = 0.15 }), 240_000, 84_000, 47_250 / 3.0, 300_000);
        Expect(Of(reported).At(Untouched, new() { MaturityYears = 4 }), 240_000, 84_000, 47_250, 900_000 * longer);
    }

    [Fact]
    public void Levers_and_terms_add_up()
    {
        // Deposit volume: 0.40 × 12,000,000 − 3,000,000 = 1,800,000, half of it at 1.2 %.
        Dictionary<LeverKind, double> half = new() { [LeverKind.DepositVolume] = 0.5 };

        Expect(Of(A).At(half, ChangedTerms.None), 240_000 + 10_800, 84_000, 47_250, K * 10_500_000);
        Expect(Of(A).At(half, new() { FeeIncome = 34_000 }), 240_000 + 10_800 + 10_000, 84_000 + 2_000, 47_250, K * 10_500_000);
        // A number of deposits is what there will be, whatever the lever says.
        Expect(Of(A).At(half, new() { Deposits = 4_000_000 }), 240_000 + 12_000, 84_000, 47_250, K * 10_500_000);
    }

    private static readonly Deal New = new(5_000_000, 0.016, 10_000, 1_000_000, MaturityYears: 2.5, Lgd: 0.45, Pd: 0.01);

    [Fact]
    public void A_deal_is_added_to_the_relationship()
    {
        // 80,000 interest, 10,000 fees, 12,000 on the deposits; 2,000 cost; 22,500 loss.
        Expect(
            Of(A).At(Untouched, ChangedTerms.None, New),
            240_000 + 80_000 + 10_000 + 12_000,
            84_000 + 2_000,
            47_250 + 22_500,
            K * 15_500_000
        );
    }

    [Fact]
    public void The_break_even_rate_for_a_cell_reaches_it_and_a_hair_less_does_not()
    {
        WhatIf of = Of(A);
        // Revenue alone: 300,000 − 240,000 − 22,000 on 5,000,000.
        Assert.Equal(38_000 / 5e6, of.BreakEven(new(Level.Mid, Level.Low), Untouched, ChangedTerms.None, New)!.Value, 1e-12);
        foreach (Cell target in (Cell[])[new(Level.Mid, Level.Mid), new(Level.Low, Level.High), new(Level.High, Level.High)])
        {
            double rate = of.BreakEven(target, Untouched, ChangedTerms.None, New)!.Value;

            Cell just = of.At(Untouched, ChangedTerms.None, New with { Spread = rate + 1e-9 }).Point.Cell;
            Cell less = of.At(Untouched, ChangedTerms.None, New with { Spread = rate - 1e-6 }).Point.Cell;
            Assert.True(just.X >= target.X && just.Y >= target.Y, $"{target} {just}");
            Assert.False(less.X >= target.X && less.Y >= target.Y, $"{target} {less}");
        }

        Assert.Equal(double.NegativeInfinity, of.BreakEven(new(Level.Low, Level.Low), Untouched, ChangedTerms.None, New));
    }

    [Fact]
    public void The_break_even_rate_of_raroc_is_that_of_the_arithmetic_by_hand()
    {
        // 0.75·(262,000 + 5e6·r − 86,000 − 69,750) = 0.11·(K·15,500,000 + 0.12·(262,000 + 5e6·r))
        double r = ((0.11 * K * 15_500_000) - (0.75 * (262_000 - 155_750)) + (0.11 * 0.12 * 262_000)) / ((0.75 - (0.11 * 0.12)) * 5e6);

        Assert.Equal(r, Of(A).BreakEven(new(Level.Low, Level.Mid), Untouched, ChangedTerms.None, New)!.Value, 1e-9);
    }

    [Fact]
    public void The_rate_at_which_a_deal_adds_nothing_to_eva()
    {
        WhatIf of = Of(A);
        // 0.7368·(5e6·r + 22,000) − 0.75·(2,000 + 22,500) − 0.11·K·5e6 = 0
        double r = ((((0.75 * 24_500) + (0.11 * K * 5e6)) / 0.7368) - 22_000) / 5e6;

        double rate = of.BreakEven(Untouched, ChangedTerms.None, New)!.Value;

        Assert.Equal(r, rate, 1e-9);
        Assert.Equal(of.Today.Point.Eva, of.At(Untouched, ChangedTerms.None, New with { Spread = rate }).Point.Eva, 1e-6);
    }

    [Fact]
    public void The_rate_that_keeps_eva_is_found_below_zero_revenue_too()
    {
        CustomerFigures losing = A with { Revenue = -900_000, LoanNii = -960_000 };
        WhatIf of = Of(losing);

        double rate = of.BreakEven(Untouched, ChangedTerms.None, New)!.Value;

        Assert.Equal(of.Today.Point.Eva, of.At(Untouched, ChangedTerms.None, New with { Spread = rate }).Point.Eva, 1e-6);
    }

    [Fact]
    public void No_rate_lifts_the_raroc_of_a_customer_in_default_nor_that_of_a_deal_without_amount()
    {
        WhatIf defaulted = Of(A with { Pd = 1 });

        Assert.Null(defaulted.BreakEven(new(Level.Low, Level.Mid), Untouched, ChangedTerms.None, New with { Pd = 1 }));
        Assert.NotNull(defaulted.BreakEven(new(Level.Mid, Level.Low), Untouched, ChangedTerms.None, New with { Pd = 1 }));
        Assert.Null(Of(A).BreakEven(new(Level.Mid, Level.Low), Untouched, ChangedTerms.None, New with { Amount = 0 }));
        Assert.Null(Of(A).BreakEven(Untouched, ChangedTerms.None, New with { Amount = 0 }));
        Assert.False(defaulted.KnowsMaturity);
    }

    [Fact]
    public void First_loans_take_the_risk_of_the_customer_or_of_the_benchmark()
    {
        CustomerFigures none = A with { Ead = double.NaN, AvgLoans = double.NaN, LoanNii = 0, ExpectedLoss = double.NaN, Revenue = 60_000 };

        Expect(Of(none).At(Untouched, new() { Loans = 1e6, LoanSpread = 0.02 }), 80_000, 84_000, 4_500, K * 1e6);
        Expect(Of(none with { Pd = double.NaN }).At(Untouched, new() { Loans = 1e6 }), 60_000 + 20_000, 84_000, 4_000, 50_000);
        Assert.False(Of(none).KnowsCollateral);
    }

    private static readonly double[] Nothing = [.. Enumerable.Repeat(double.NaN, Indicator.Count)];

    private static WhatIf Of(CustomerFigures figures)
    {
        var benchmarks = new Benchmark[Indicator.Count];
        foreach (
            (string code, double median) in (IEnumerable<(string, double)>)
                [
                    ("wallet_share", 0.40),
                    ("deposit_spread", 0.015),
                    ("loan_spread", 0.02),
                    ("credit_cost", 0.004),
                    ("capital_intensity", 0.05),
                ]
        )
        {
            benchmarks[Indicator.Named(code).Number] = new(
                12,
                new Quartiles(median / 2, median, median * 2),
                BenchmarkWidth.SizeClass,
                OfCredit: true
            );
        }

        var terms = RiskAdjustedReturn.Of(figures, Scheme.Default);
        double[] values =
        [
            .. Indicator.All.Select(one =>
                one.Number is 4 or 11 ? Indicator.Value(one.Numerator(figures, terms), one.Denominator(figures, terms)) : double.NaN
            ),
        ];
        return new CustomerGuidance(figures, values, benchmarks, Revenues, Rarocs, Scheme.Default).WhatIf;
    }

    private static void Expect(WhatIfOutcome outcome, double revenue, double cost, double loss, double capital)
    {
        double ec = capital + (0.12 * Math.Max(revenue, 0));
        double net = 0.75 * (revenue - cost - loss);
        Assert.Equal(revenue, outcome.Point.Revenue, 1e-4);
        Assert.Equal(cost, outcome.Cost, 1e-4);
        Assert.Equal(loss, outcome.ExpectedLoss, 1e-4);
        Assert.Equal(capital, outcome.Point.EcCredit, 1e-2);
        Assert.Equal(net, outcome.Point.Return, 1e-4);
        Assert.Equal(net - (0.11 * ec), outcome.Point.Eva, 1e-2);
        Assert.Equal(net / ec, outcome.Point.Raroc, 1e-8);
    }
}
