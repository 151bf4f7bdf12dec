using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>Customers worked by hand through revenue, return, capital and RAROC (3.2); each has the same row in all twelve months of 2025.</summary>
public sealed class ReturnTests
{
    private static readonly Period December = Period.Of(2025, 12);

    /// <summary>K of PD 2 %, LGD 45 %, M 2.5 without SME relief: Python, mpmath with 40 digits. Basel II's Annex 5 prints 12.5·K as 114.86 %.</summary>
    private const double K = 0.0918833830065999957;

    private static FactLine Row => new("A", Period.Of(2025, 1));

    [Fact]
    public void Loans_and_deposits()
    {
        CustomerResult a = Alone(
            Row with
            {
                LoanNii = 50_000,
                DepositNii = 20_000,
                FeeIncome = 10_000,
                OperatingCost = 15_000,
                ExpectedLoss = 5_000,
                Ead = 20_000_000,
                Pd = 0.02m,
                Lgd = 0.45m,
            }
        );

        double r = 12 * (50_000 + 20_000 + 10_000);
        double ret = (r - (12 * 15_000) - (12 * 5_000)) * (1 - 0.25);
        double ec = (K * 20_000_000) + (0.12 * r);
        Assert.Equal(960_000, a.Revenue);
        Assert.Equal(180_000, a.Cost);
        Assert.Equal(60_000, a.ExpectedLoss);
        Assert.Equal(540_000, a.Return);
        Assert.Equal(ret, a.Return);
        Assert.Equal(K * 20_000_000, a.EcCredit!.Value, 1e-5);
        Assert.Equal(115_200, a.EcOp);
        Assert.Equal(ret / ec, a.Raroc!.Value, 1e-12);
        Assert.Equal(ret - (0.11 * ec), a.Eva!.Value, 1e-5);
        Assert.True(a.HasCredit);
        Assert.Equal("HH", a.ValueCell);
    }

    [Fact]
    public void Deposits_only_leave_a_raroc_of_light_capital()
    {
        CustomerResult a = Alone(Row with { DepositNii = 30_000, FeeIncome = 2_000, OperatingCost = 8_000 });

        Assert.Equal(12 * 32_000, a.Revenue);
        Assert.Equal(0, a.ExpectedLoss);
        Assert.Equal(0, a.EcCredit);
        Assert.Equal(0.12 * 384_000, a.EcOp);
        Assert.Equal((384_000 - 96_000) * 0.75, a.Return);
        Assert.Equal(6.25 * (1 - (96_000.0 / 384_000)), a.Raroc!.Value, 1e-12);
        Assert.Equal(216_000 - (0.11 * 46_080), a.Eva!.Value, 1e-9);
        Assert.False(a.HasCredit);
    }

    [Fact]
    public void An_exposure_reported_as_zero_is_no_credit_and_needs_no_pd()
    {
        CustomerResult a = Alone(Row with { DepositNii = 30_000, Ead = 0 });

        Assert.Equal(0, a.EcCredit);
        Assert.False(a.HasCredit);
        Assert.Equal(UnplacedReason.None, a.ValueReason);
    }

    [Fact]
    public void Small_firms_need_less_capital()
    {
        SmallBank bank = Bank(Row with { LoanNii = 50_000, Ead = 20_000_000, Pd = 0.02m, Lgd = 0.45m }) with
        {
            Statements = [new("A", 2024) { OperatingRevenue = 165_000_000 }],
        };

        // mpmath: K with S = 165, half way between 30 and 300, so that ρ falls by 0.02.
        Assert.Equal(0.0812791228961787229 * 20_000_000, Agreed.On(bank, December)["A"].EcCredit!.Value, 1e-5);
    }

    [Fact]
    public void The_multiplier_scales_computed_capital_only()
    {
        Scheme scheme = Scheme.Default with { CapitalMultiplier = 1.06 };
        SmallBank computed = Bank(Row with { LoanNii = 1, Ead = 1_000_000, Pd = 0.02m, Lgd = 0.45m }) with { Scheme = scheme };
        SmallBank reported = Bank(Row with { LoanNii = 1, EconomicCapital = 70_000 }) with { Scheme = scheme };

        Assert.Equal(1.06 * K * 1_000_000, Agreed.On(computed, December)["A"].EcCredit!.Value, 1e-6);
        Assert.Equal(70_000, Agreed.On(reported, December)["A"].EcCredit);
    }

    [Fact]
    public void Reported_capital_goes_before_computed_capital_even_when_it_is_zero()
    {
        CustomerResult a = Alone(
            Row with
            {
                LoanNii = 10_000,
                ExpectedLoss = 0,
                EconomicCapital = 0,
                Ead = 5_000_000,
                Pd = 0.02m,
                Lgd = 0.45m,
            }
        );

        Assert.Equal(0, a.EcCredit);
        Assert.True(a.HasCredit);
        Assert.Equal(6.25, a.Raroc!.Value, 1e-12);
    }

    [Fact]
    public void Capital_of_one_month_is_averaged_over_the_months_that_do_not_leave_it_empty()
    {
        FactLine[] rows = [.. (Row with { LoanNii = 10_000 }).Through(December)];
        rows[7] = rows[7] with { EconomicCapital = 36_000 };

        // Eleven rows leave the field empty: 36,000 / (12 − 11).
        Assert.Equal(36_000, Agreed.On(Bank(Row) with { Facts = rows }, December)["A"].EcCredit);
    }

    [Fact]
    public void Default_loses_lgd_times_ead_whatever_was_reported()
    {
        CustomerResult a = Alone(Row with { LoanNii = 100_000, ExpectedLoss = 1_000, Ead = 10_000_000, Pd = 1, Lgd = 0.45m });

        Assert.Equal(0.45 * 10_000_000, a.ExpectedLoss!.Value, 1e-6);
        Assert.Equal((1_200_000 - 4_500_000) * 0.75, a.Return!.Value, 1e-6);
        Assert.Equal(0, a.EcCredit);
        Assert.Equal(-2_475_000 / 144_000.0, a.Raroc!.Value, 1e-12);
        Assert.True(a.HasCredit);
        Assert.Equal("HL", a.ValueCell);
        Assert.Equal(0.45, a.Indicators[12]!.Value, 1e-12);
    }

    [Fact]
    public void Default_is_low_on_raroc_even_when_its_unknown_loss_leaves_a_high_one()
    {
        CustomerResult a = Alone(Row with { LoanNii = 100_000, Ead = 10_000_000, Pd = 1 });

        Assert.Equal(0, a.ExpectedLoss);
        Assert.Equal(6.25, a.Raroc!.Value, 1e-12);
        Assert.Equal(UnplacedReason.None, a.ValueReason);
        Assert.Equal("HL", a.ValueCell);
        Assert.Null(a.Indicators[12]);
    }

    [Fact]
    public void Default_keeps_reported_capital()
    {
        CustomerResult a = Alone(Row with { LoanNii = 100_000, EconomicCapital = 500_000, Ead = 10_000_000, Pd = 1, Lgd = 0.1m });

        Assert.Equal(500_000, a.EcCredit);
        Assert.Equal((1_200_000 - 1_000_000) * 0.75 / (500_000 + 144_000), a.Raroc!.Value, 1e-12);
        Assert.Equal("HL", a.ValueCell);
    }

    [Fact]
    public void Default_that_was_cured_is_no_default()
    {
        FactLine[] rows =
        [
            .. (Row with { LoanNii = 10_000, ExpectedLoss = 100, Ead = 1_000_000, Pd = 0.02m, Lgd = 0.45m }).Through(December),
        ];
        rows[10] = rows[10] with { Pd = 1 };

        CustomerResult a = Agreed.On(Bank(Row) with { Facts = rows }, December)["A"];

        Assert.Equal(1_200, a.ExpectedLoss);
        Assert.Equal(K * 1_000_000, a.EcCredit!.Value, 1e-6);
    }

    [Fact]
    public void Negative_revenue_needs_no_operational_capital_and_gets_tax_relief()
    {
        CustomerResult a = Alone(Row with { LoanNii = -12_000, FeeIncome = 2_000, OperatingCost = 5_000, EconomicCapital = 1_000_000 });

        Assert.Equal(-120_000, a.Revenue);
        Assert.Equal(0, a.EcOp);
        Assert.Equal((-120_000 - 60_000) * 0.75, a.Return);
        Assert.Equal(-0.135, a.Raroc!.Value, 1e-12);
        Assert.Equal(-135_000 - 110_000, a.Eva!.Value, 1e-9);
        Assert.Equal("HL", a.ValueCell);
        Assert.Null(a.Indicators[2]);
        Assert.Null(a.Indicators[5]);
    }

    [Fact]
    public void Without_any_capital_raroc_is_undefined_and_eva_is_the_return()
    {
        CustomerResult a = Alone(Row with { DepositNii = -10_000, OperatingCost = 5_000 });

        Assert.Equal(-135_000, a.Return);
        Assert.Equal(-135_000, a.Eva);
        Assert.Null(a.Raroc);
        Assert.Null(a.ValueCell);
        Assert.Equal(UnplacedReason.NoCapital, a.ValueReason);
        Assert.Equal(Strategy.None, a.Strategy);
    }

    [Fact]
    public void Revenue_that_cancels_to_the_fen_is_exactly_zero()
    {
        // In binary, 0.1 + 0.2 − 0.3 is 5.6e-17: that would be "capital".
        CustomerResult a = Alone(Row with { LoanNii = 0.1m, DepositNii = 0.2m, FeeIncome = -0.3m });

        Assert.Equal(0, a.Revenue);
        Assert.Equal(UnplacedReason.NoCapital, a.ValueReason);
        Assert.Null(a.Indicators[2]);
    }

    [Theory]
    [InlineData(null, 0.45)]
    [InlineData(0.02, null)]
    [InlineData(null, null)]
    public void Exposure_of_unknown_risk_has_no_raroc_and_no_eva(double? pd, double? lgd)
    {
        CustomerResult a = Alone(
            Row with
            {
                LoanNii = 10_000,
                OperatingCost = 1_000,
                Ead = 1_000_000,
                Pd = (decimal?)pd,
                Lgd = (decimal?)lgd,
            }
        );

        Assert.Equal(UnplacedReason.NoRisk, a.ValueReason);
        Assert.Equal((120_000 - 12_000) * 0.75, a.Return);
        Assert.Null(a.EcCredit);
        Assert.Null(a.Raroc);
        Assert.Null(a.Eva);
        Assert.True(a.HasCredit);
        Assert.Null(a.Indicators[13]);
        Assert.Equal(Strategy.None, a.Strategy);
    }

    [Fact]
    public void Unknown_risk_is_no_obstacle_when_capital_is_reported()
    {
        CustomerResult a = Alone(Row with { LoanNii = 10_000, Ead = 1_000_000, EconomicCapital = 80_000 });

        Assert.Equal(90_000 / (80_000 + 14_400.0), a.Raroc!.Value, 1e-12);
    }

    [Fact]
    public void Expected_loss_left_empty_is_computed_from_the_row_without_the_floor_on_pd()
    {
        FactLine[] rows = [.. (Row with { LoanNii = 1, Ead = 1_200_000, Pd = 0.0001m, Lgd = 0.5m }).Through(December)];
        rows[0] = rows[0] with { ExpectedLoss = 700 };
        rows[1] = rows[1] with { ExpectedLoss = -20 };
        rows[2] = rows[2] with { Lgd = null };
        rows[3] = rows[3] with { Ead = null };
        rows[4] = rows[4] with { Pd = null };
        rows[5] = rows[5] with { Pd = 1 };

        // Six rows of 0.0001·0.5·1,200,000/12 = 5, one of 1·0.5·1,200,000/12, three that say nothing.
        double el = 700 - 20 + (6 * 5) + 50_000;
        Assert.Equal(el, Agreed.On(Bank(Row) with { Facts = rows }, December)["A"].ExpectedLoss!.Value, 1e-8);
    }

    /// <summary>Published examples; the parameters that they do not know are switched off, capital is given, and its yield is part of revenue.</summary>
    [Theory]
    [InlineData(500, 100, 50, 8_000, 0.04375, 5e-5)] // ti.zuoweng.com/ti/BKTKKKKQ, in 10,000 yuan
    [InlineData(75_000 + 7_200, 30_000, 30_000, 240_000, 0.0925, 5e-5)] // frm.com.cn/frmp2/pingce/1539.html: 3 million at 4 % against 1.5 %, 3 % on capital
    [InlineData(5 - 3 + 0.175, 1, 0.25, 6, 0.1542, 5e-5)] // m.greasyrabbit.com/frm/775125.html, in million dollars
    [InlineData(2_000 + 1_500, 0, 500, 27_000, 0.111, 5e-4)] // Saunders, Allen, chapter 13: 1 million, EDF 0.1 %, LGD 50 %
    public void Published_raroc_examples_are_reproduced(
        double revenue,
        double cost,
        double expectedLoss,
        double capital,
        double published,
        double tolerance
    )
    {
        FactLine[] rows = [.. Row.Through(December)];
        rows[^1] = rows[^1] with
        {
            LoanNii = (decimal)revenue,
            OperatingCost = (decimal)cost,
            ExpectedLoss = (decimal)expectedLoss,
            EconomicCapital = (decimal)capital,
        };
        SmallBank bank = Bank(Row) with { Facts = rows, Scheme = Scheme.Default with { Tax = 0, Beta = 0 } };

        Assert.Equal(published, Agreed.On(bank, December)["A"].Raroc!.Value, tolerance);
    }

    private static CustomerResult Alone(FactLine row) => Agreed.On(Bank(row), December)["A"];

    private static SmallBank Bank(FactLine row) => new() { Clients = [new("A")], Facts = [.. row.Through(December)] };
}
