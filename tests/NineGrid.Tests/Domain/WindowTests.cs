using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>Customers worked by hand through the window of December 2025 (3.1).</summary>
public sealed class WindowTests
{
    private static readonly Period December = Period.Of(2025, 12);

    [Fact]
    public void Five_months_are_annualised()
    {
        CustomerResult a = On(
            Row(2025, 8) with
            {
                LoanNii = 10_000,
                OperatingCost = 1_000,
                Transactions = 7,
            },
            Row(2025, 9) with
            {
                LoanNii = 10_000,
                OperatingCost = 2_000,
                Transactions = 7,
            },
            Row(2025, 10) with
            {
                LoanNii = 10_000,
                Transactions = 6,
            },
            Row(2025, 11) with
            {
                LoanNii = 10_000,
                OperatingCost = 3_000,
                Transactions = 5,
            },
            Row(2025, 12) with
            {
                LoanNii = 5_000,
                OperatingCost = 4_000,
            }
        );

        Assert.Equal(5, a.Months);
        Assert.Equal(5, a.Span);
        Assert.Equal(45_000 * 12 / 5.0, a.Revenue);
        Assert.Equal(10_000 * 12 / 5.0, a.Cost);
        Assert.Equal(25 * 12 / 5.0 / 12, a.Indicators[1]!.Value, 1e-12);
        Assert.Equal(UnplacedReason.None, a.ValueReason);
    }

    [Fact]
    public void A_month_without_a_row_counts_zero_in_flows_and_averages_and_an_empty_field_is_left_out_of_averages()
    {
        CustomerResult a = On(
            Row(2025, 8) with
            {
                LoanNii = 10_000,
                AvgLoans = 900,
            },
            Row(2025, 10) with
            {
                LoanNii = 10_000,
                AvgLoans = 700,
            },
            Row(2025, 11) with
            {
                LoanNii = 10_000,
            },
            Row(2025, 12) with
            {
                AvgLoans = 400,
            }
        );

        Assert.Equal(4, a.Months);
        Assert.Equal(5, a.Span);
        Assert.Equal(30_000 * 12 / 5.0, a.Revenue);
        // September counts 0, November, empty in a row, is no month of the average.
        Assert.Equal(2_000 / (5 - 1.0), a.Figures["avg_loans"]);
    }

    [Fact]
    public void A_customer_that_stopped_is_not_blown_up()
    {
        CustomerResult a = On(Row(2020, 3), Row(2025, 1) with { LoanNii = 12_000, AvgDeposits = 2_400 });

        Assert.Equal(1, a.Months);
        Assert.Equal(12, a.Span);
        Assert.Equal(12_000, a.Revenue);
        Assert.Equal(2_400 / 12.0, a.Figures["avg_deposits"]);
    }

    [Fact]
    public void Two_months_are_new_and_nothing_is_computed()
    {
        CustomerResult a = On(Row(2025, 11) with { LoanNii = 10_000 }, Row(2025, 12) with { LoanNii = 10_000 });

        Assert.Equal(2, a.Months);
        Assert.Equal(UnplacedReason.New, a.ValueReason);
        Assert.Equal(UnplacedReason.New, a.GrowthReason);
        Assert.Null(a.Revenue);
        Assert.Null(a.GrowthBank);
        Assert.Null(a.ValueCell);
        Assert.Empty(a.Indicators);
        Assert.Equal(Strategy.None, a.Strategy);
        Assert.Equal(Consistency.None, a.Consistency);
    }

    [Fact]
    public void A_span_of_three_months_with_one_row_is_no_longer_new()
    {
        CustomerResult a = On(Row(2025, 10) with { DepositNii = 900 });

        Assert.Equal(1, a.Months);
        Assert.Equal(900 * 12 / 3.0, a.Revenue);
        Assert.Equal(UnplacedReason.None, a.ValueReason);
    }

    [Fact]
    public void The_scheme_says_how_many_months_are_new()
    {
        SmallBank bank = Bank(Row(2025, 8) with { DepositNii = 1 });

        Assert.Equal(UnplacedReason.New, Six(6)["A"].ValueReason);
        Assert.Equal(UnplacedReason.None, Six(5)["A"].ValueReason);

        Results Six(int months) => Agreed.On(bank with { Scheme = Scheme.Default with { NewMonths = months } }, December);
    }

    [Fact]
    public void Without_a_row_in_the_window_a_customer_is_lost()
    {
        CustomerResult a = On(Row(2024, 12) with { LoanNii = 10_000 });

        Assert.Equal(0, a.Months);
        Assert.Equal(UnplacedReason.Lost, a.ValueReason);
        Assert.Equal(UnplacedReason.Lost, a.GrowthReason);
        Assert.Null(a.Span);
        Assert.Null(a.Revenue);
        Assert.Empty(a.Indicators);
    }

    [Fact]
    public void The_window_begins_eleven_months_back()
    {
        Assert.Equal(10_000, On(Row(2024, 12) with { LoanNii = 1 }, Row(2025, 1) with { LoanNii = 10_000 }).Revenue);
    }

    [Fact]
    public void Rows_after_the_period_do_not_exist()
    {
        Results results = Agreed.On(
            Bank(Row(2025, 1) with { LoanNii = 10_000 }, Row(2026, 1) with { LoanNii = 99 }, new("B", Period.Of(2026, 1))) with
            {
                Clients = [new("A"), new("B"), new("C")],
            },
            December
        );

        Assert.Equal("A", Assert.Single(results.Customers).No);
        Assert.Equal(10_000, results["A"].Revenue);
    }

    [Fact]
    public void A_flow_that_no_row_reports_is_zero_in_the_return_and_empty_in_the_indicators()
    {
        CustomerResult a = On(Row(2025, 1) with { DepositNii = 1_000, Ead = 0 });

        Assert.Equal(1_000, a.Revenue);
        Assert.Equal(0, a.Cost);
        Assert.Equal(0, a.ExpectedLoss);
        Assert.Null(a.Indicators[1]);
        Assert.Null(a.Indicators[2]);
        Assert.Null(a.Indicators[5]);
        Assert.Null(a.Indicators[7]);
        Assert.Null(a.Indicators[12]);
        Assert.Null(a.Indicators[14]);
    }

    [Fact]
    public void A_flow_reported_once_is_measured_even_as_zero()
    {
        CustomerResult a = On(Row(2025, 1) with { DepositNii = 1_000 }, Row(2025, 2) with { FeeIncome = 0 });

        Assert.Equal(0, a.Indicators[2]);
    }

    [Fact]
    public void The_limit_and_its_use_come_from_the_newest_month_that_has_a_limit()
    {
        CustomerResult a = On(
            Row(2025, 7) with
            {
                CreditLimit = 1_000,
                CreditUsed = 600,
            },
            Row(2025, 8) with
            {
                CreditLimit = 2_000,
                CreditUsed = 500,
            },
            Row(2025, 9) with
            {
                CreditUsed = 1_900,
            }
        );

        Assert.Equal(0.25, a.Indicators[9]);
    }

    [Fact]
    public void The_use_of_an_older_limit_is_not_taken()
    {
        CustomerResult a = On(Row(2025, 7) with { CreditLimit = 1_000, CreditUsed = 600 }, Row(2025, 8) with { CreditLimit = 2_000 });

        Assert.Equal(2_000, a.Figures["credit_limit"]);
        Assert.Null(a.Figures["credit_used"]);
        Assert.Null(a.Indicators[9]);
    }

    [Fact]
    public void Each_month_end_value_is_the_newest_of_the_window_that_exists()
    {
        CustomerResult a = On(
            Row(2024, 12) with
            {
                MaturityYears = 4,
                PayrollHeadcount = 9,
            },
            Row(2025, 2) with
            {
                OverdueBalance = 5,
                Pd = 0.5m,
                Lgd = 0.1m,
                PayrollHeadcount = 0,
                Products = "P1",
            },
            Row(2025, 6) with
            {
                OverdueBalance = 0,
                Lgd = 0.2m,
            },
            Row(2025, 9) with
            {
                Pd = 0.01m,
            },
            Row(2025, 12)
        );

        Assert.Equal(0, a.Figures["overdue_balance"]);
        Assert.Equal(0.01, a.Figures["pd"]);
        Assert.Equal(0.2, a.Figures["lgd"]);
        Assert.Equal(0, a.Figures["payroll_headcount"]);
        Assert.Null(a.Figures["maturity_years"]);
    }

    [Fact]
    public void Only_what_is_known_at_the_period_makes_the_first_row()
    {
        SmallBank bank = Bank(
            Row(2025, 1) with
            {
                DepositNii = 100,
            },
            Row(2025, 2) with
            {
                DepositNii = 100,
            },
            Row(2025, 3) with
            {
                DepositNii = 100,
            }
        );

        Assert.Equal(UnplacedReason.New, Agreed.On(bank, Period.Of(2025, 2))["A"].ValueReason);
        Assert.Equal(300 * 12 / 3.0, Agreed.On(bank, Period.Of(2025, 3))["A"].Revenue);
        Assert.Equal(300 * 12 / 10.0, Agreed.On(bank, Period.Of(2025, 10))["A"].Revenue);
        Assert.Equal(300, Agreed.On(bank, Period.Of(2025, 12))["A"].Revenue);
        Assert.Equal(200, Agreed.On(bank, Period.Of(2026, 1))["A"].Revenue);
        Assert.Equal(UnplacedReason.Lost, Agreed.On(bank, Period.Of(2026, 3))["A"].ValueReason);
    }

    [Fact]
    public void The_largest_money_is_summed_exactly()
    {
        decimal most = FactBlock.MoneyLimit - 0.0001m;
        FactLine[] rows =
        [
            .. (
                Row(2024, 1) with
                {
                    LoanNii = most,
                    DepositNii = most,
                    FeeIncome = -most,
                    EconomicCapital = most,
                    Ead = most,
                    Pd = 0.9999999999m,
                    Lgd = 1,
                }
            ).Through(December),
        ];

        CustomerResult a = On(rows);

        Assert.Equal(12 * (double)most, a.Revenue);
        Assert.Equal(0, a.GrowthBank);
        Assert.Equal(1, a.ExpectedLoss!.Value / (0.9999999999 * (double)most), 1e-15);
    }

    private static CustomerResult On(params FactLine[] rows) => Agreed.On(Bank(rows), December)["A"];

    private static SmallBank Bank(params FactLine[] rows) => new() { Clients = [new("A")], Facts = rows };

    private static FactLine Row(int year, int month) => new("A", Period.Of(year, month));
}
