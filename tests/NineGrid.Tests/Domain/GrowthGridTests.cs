using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>Customers worked by hand through the growth grid (3.5).</summary>
public sealed class GrowthGridTests
{
    private static readonly Period December = Period.Of(2025, 12);

    /// <summary>Revenue 100, 110, 121 million; profit 1, 2, 3 million.</summary>
    private static readonly StatementLine[] Three = [Year(2022, 100, 1), Year(2023, 110, 2), Year(2024, 121, 3)];

    /// <summary>g of +10 % a year is 0.1/1.05; of 1 → 2 it is 2/3, of 2 → 3 it is 0.4.</summary>
    private const double OwnGrowth = (0.7 * 0.1 / 1.05) + (0.3 * ((2 / 3.0) + 0.4) / 2);

    [Fact]
    public void Both_growths_of_a_steady_customer()
    {
        CustomerResult a = On(100_000, 150_000, Three);

        Assert.Equal(50_000 / 125_000.0, a.GrowthBank);
        Assert.Equal(OwnGrowth, a.GrowthOwn!.Value, 1e-15);
        Assert.Equal("HH", a.GrowthCell);
        Assert.Equal(UnplacedReason.None, a.GrowthReason);
        Assert.Equal(Consistency.InStep, a.Consistency);
    }

    [Fact]
    public void Profit_that_crosses_zero_grows_by_two()
    {
        // −100 → +100 is 200/100; +100 → +300 is 200/200; revenue stands still.
        CustomerResult a = On(100, 100, [Year(2022, 100, -100), Year(2023, 100, 100), Year(2024, 100, 300)]);

        Assert.Equal(0.3 * (2 + 1) / 2.0, a.GrowthOwn!.Value, 1e-15);
    }

    [Fact]
    public void Profit_from_and_to_zero_is_defined()
    {
        // 0 → 0 is 0, 0 → 50 is 50/25 = 2.
        CustomerResult a = On(100, 100, [Year(2022, 100, 0), Year(2023, 100, 0), Year(2024, 100, 50)]);

        Assert.Equal(0.3 * (0 + 2) / 2.0, a.GrowthOwn!.Value, 1e-15);
    }

    [Theory]
    [InlineData(-100, 100, 2)]
    [InlineData(100, -100, -2)]
    [InlineData(-300, -100, 1)]
    [InlineData(0, 5, 2)]
    [InlineData(5, 0, -2)]
    [InlineData(0, 0, 0)]
    [InlineData(100, 300, 1)]
    public void Growth_of_our_revenue_is_symmetric_and_crosses_zero(int before, int now, double g) =>
        Assert.Equal(g, On(before, now, Three).GrowthBank);

    [Fact]
    public void Revenues_that_cancel_in_both_windows_did_not_grow()
    {
        FactLine[] rows = [.. (Row(2024, 1) with { LoanNii = 0.1m, DepositNii = 0.2m, FeeIncome = -0.3m }).Through(December)];

        Assert.Equal(0, On(rows, Three).GrowthBank);
    }

    [Fact]
    public void A_growth_of_exactly_ten_percent_is_high_and_of_zero_is_mid()
    {
        Assert.Equal('H', On(100_000, 110_000, Three).GrowthCell![0]);
        Assert.Equal('M', On(100_000, 109_999, Three).GrowthCell![0]);
        Assert.Equal('M', On(100_000, 100_000, Three).GrowthCell![0]);
        Assert.Equal('L', On(100_000, 99_999, Three).GrowthCell![0]);
    }

    [Fact]
    public void The_growth_cuts_are_compared_as_symmetric_growth()
    {
        SmallBank bank = Bank([Row(2024, 1) with { LoanNii = 1 }, Row(2025, 1) with { LoanNii = 1 }], Three);

        CutResult cut = Agreed.On(bank, December).Cut(Grid.Growth, 'y');

        Assert.Equal((1, 0.0), (cut.N, cut.Lo));
        Assert.Equal(2 * 0.1 / 2.1, cut.Hi!.Value, 1e-10);
    }

    [Fact]
    public void The_earlier_window_begins_23_months_back()
    {
        FactLine[] rows =
        [
            Row(2023, 12) with
            {
                LoanNii = 7_000,
            },
            Row(2024, 1) with
            {
                LoanNii = 100,
            },
            Row(2024, 12) with
            {
                LoanNii = 200,
            },
            Row(2025, 1) with
            {
                LoanNii = 900,
            },
        ];

        Assert.Equal(300, On(rows, []).Figures["earlier_revenue"]);
    }

    [Fact]
    public void The_bank_lags_when_only_the_customer_grows_and_leads_when_only_the_bank_does()
    {
        StatementLine[] shrinking = [Year(2022, 121, 3), Year(2023, 110, 2), Year(2024, 100, 1)];

        Assert.Equal(Consistency.BankLags, On(100, 90, Three).Consistency);
        Assert.Equal(Consistency.BankLeads, On(100, 200, shrinking).Consistency);
        Assert.Equal(Consistency.InStep, On(100, 90, shrinking).Consistency);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public void Statements_come_in_any_order(int first, int second, int third)
    {
        CustomerResult a = On(1, 1, [Year(2019, 9, 9), Three[first], Three[second], Year(2021, 8, 8), Three[third], Year(2025, 7, 7)]);

        Assert.Equal(OwnGrowth, a.GrowthOwn!.Value, 1e-15);
    }

    [Fact]
    public void Two_years_of_statements_are_not_enough()
    {
        CustomerResult a = On(100, 200, [Year(2023, 110, 2), Year(2024, 121, 3)]);

        Assert.Equal(UnplacedReason.MissingStatements, a.GrowthReason);
        Assert.Null(a.GrowthOwn);
        Assert.Null(a.GrowthCell);
        Assert.Equal(Consistency.None, a.Consistency);
        Assert.Equal(100 / 150.0, a.GrowthBank!.Value, 1e-15);
    }

    [Fact]
    public void A_gap_between_years_or_an_empty_figure_is_a_missing_statement()
    {
        Assert.Equal(UnplacedReason.MissingStatements, On(1, 1, [Year(2021, 1, 1), Year(2022, 1, 1), Year(2024, 1, 1)]).GrowthReason);
        Assert.Equal(UnplacedReason.MissingStatements, On(1, 1, [Year(2022, 1, 1), Year(2023, 1, null), Year(2024, 1, 1)]).GrowthReason);
        Assert.Equal(UnplacedReason.MissingStatements, On(1, 1, [Year(2022, null, 1), Year(2023, 1, 1), Year(2024, 1, 1)]).GrowthReason);
        Assert.Equal(UnplacedReason.MissingStatements, On(1, 1, []).GrowthReason);
    }

    [Fact]
    public void The_newest_year_counts_even_if_its_figures_are_empty()
    {
        CustomerResult a = On(1, 1, [Year(2021, 1, 1), .. Three[..2], Year(2024, null, null)]);

        Assert.Equal(2024, a.Figures["fiscal_year"]);
        Assert.Null(a.Figures["operating_revenue"]);
        Assert.Equal(UnplacedReason.MissingStatements, a.GrowthReason);
    }

    [Fact]
    public void A_statement_two_years_behind_is_stale_and_still_feeds_the_indicators()
    {
        CustomerResult a = On(
            [.. (Row(2024, 1) with { LoanNii = 100, AvgDeposits = 30 }).Through(December)],
            [Year(2020, 1, 1), Year(2021, 1, 1), Year(2022, 1, 1) with { Cash = 120 }]
        );

        Assert.Equal(UnplacedReason.StaleStatements, a.GrowthReason);
        Assert.Null(a.GrowthOwn);
        Assert.Equal(0, a.GrowthBank);
        Assert.Equal(30 / 120.0, a.Indicators[4]);
        Assert.Equal(1, a.Figures["stale"]);
    }

    [Fact]
    public void A_statement_one_year_behind_is_not_stale()
    {
        CustomerResult a = On(1, 1, [Year(2021, 100, 1), Year(2022, 110, 2), Year(2023, 121, 3)]);

        Assert.Equal(OwnGrowth, a.GrowthOwn!.Value, 1e-15);
        Assert.Equal(UnplacedReason.None, a.GrowthReason);
        Assert.Equal(0, a.Figures["stale"]);
    }

    [Fact]
    public void A_new_fiscal_year_counts_from_April()
    {
        SmallBank bank = Bank(
            [.. (Row(2024, 1) with { LoanNii = 1 }).Through(December)],
            [Year(2021, 1, 1), Year(2022, 1, 1), Year(2023, 1, 1), Year(2024, 1, 1), Year(2025, 1, 1)]
        );

        Assert.Equal(2023, Agreed.On(bank, Period.Of(2025, 3))["A"].Figures["fiscal_year"]);
        Assert.Equal(2024, Agreed.On(bank, Period.Of(2025, 4))["A"].Figures["fiscal_year"]);
        Assert.Equal(2024, Agreed.On(bank, Period.Of(2025, 12))["A"].Figures["fiscal_year"]);
    }

    [Fact]
    public void Without_a_row_or_three_months_in_the_earlier_window_there_is_no_history()
    {
        // First row 2024-11: the earlier window spans two months.
        CustomerResult two = On([.. (Row(2024, 11) with { LoanNii = 1 }).Through(December)], []);
        // First row 2024-10: three months, of which one has a row.
        CustomerResult three = On([Row(2024, 10) with { LoanNii = 30 }, Row(2025, 1) with { LoanNii = 40 }], []);
        // First row long ago, none in the earlier window.
        CustomerResult none = On([Row(2020, 1), Row(2025, 1) with { LoanNii = 1 }], []);

        Assert.Equal(UnplacedReason.NoHistory, two.GrowthReason);
        Assert.Null(two.GrowthBank);
        Assert.Equal(UnplacedReason.NoHistory, none.GrowthReason);
        // 30·12/3 = 120 → 40.
        Assert.Equal(-80 / 80.0, three.GrowthBank);
        Assert.Equal(UnplacedReason.MissingStatements, three.GrowthReason);
    }

    [Fact]
    public void Missing_history_comes_before_the_statements_but_their_growth_is_still_given()
    {
        CustomerResult a = On([.. (Row(2025, 6) with { LoanNii = 1 }).Through(December)], Three);

        Assert.Equal(UnplacedReason.NoHistory, a.GrowthReason);
        Assert.Null(a.GrowthBank);
        Assert.Equal(OwnGrowth, a.GrowthOwn!.Value, 1e-15);
    }

    [Fact]
    public void A_customer_without_capital_can_be_on_the_growth_grid()
    {
        CustomerResult a = On(-100, -200, Three);

        Assert.Equal(UnplacedReason.NoCapital, a.ValueReason);
        Assert.Equal("LH", a.GrowthCell);
    }

    private static CustomerResult On(decimal before, decimal now, StatementLine[] years) =>
        On([Row(2024, 1) with { LoanNii = before }, Row(2025, 1) with { LoanNii = now }], years);

    private static CustomerResult On(FactLine[] rows, StatementLine[] years) => Agreed.On(Bank(rows, years), December)["A"];

    private static SmallBank Bank(FactLine[] rows, StatementLine[] years) =>
        new()
        {
            Clients = [new("A")],
            Facts = rows,
            Statements = years,
        };

    private static FactLine Row(int year, int month) => new("A", Period.Of(year, month));

    private static StatementLine Year(int year, int? revenue, int? profit) =>
        new("A", year) { OperatingRevenue = revenue * 1_000_000m, NetProfit = profit * 1_000_000m };
}
