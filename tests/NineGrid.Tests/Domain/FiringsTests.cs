using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>Each alert rule at its border, on both sides, worked by hand (3.11).</summary>
public sealed class FiringsTests
{
    private static readonly Period December = Period.Of(2025, 12);
    private static readonly Period September = Period.Of(2025, 9);
    private static readonly Period June = Period.Of(2025, 6);

    // Revenue of 1,000 and 10,000 yuan a year, RAROC as usual. With fees and cost alone RAROC is 0.75·(R − cost) / (0.12·R) = 6.25·(1 − cost/R).
    private static readonly Scheme Fixed = Scheme.Default with { ValueRevenue = new(new FixedCut(1_000, 10_000)) };

    [Fact]
    public void Low_value_is_the_corner_cell_alone()
    {
        // 12 · 83.33 = 999.96 lies below the line and 12 · 83.34 = 1,000.08 above; a RAROC of 6.25·(1 − 0.99) is 0.0625, of 6.25·(1 − 0.98) 0.125.
        Assert.Equal("LowValue Info", Fired(Monthly(83.33m, cost: 0.99m * 83.33m)));
        Assert.Equal("", Fired(Monthly(83.34m, cost: 0.99m * 83.34m)));
        Assert.Equal("", Fired(Monthly(83.33m, cost: 0.98m * 83.33m)));
    }

    [Fact]
    public void A_return_below_zero_is_critical_for_those_who_bind_much_capital_in_their_branch()
    {
        Assert.Equal("", Fired(Monthly(1_000, cost: 1_000)));
        Assert.Equal("NegativeReturn Critical", Fired(Monthly(1_000, cost: 1_000.01m)));

        // EC of A, B, C is 0.12 · 12,000, 24,000, 36,000: the 0.9 quantile of the branch is B + 0.8·(C − B); D binds more but in another branch.
        SmallBank bank = Bank([.. Losing("A", 1_000), .. Losing("B", 2_000), .. Losing("C", 3_000), .. Losing("D", 9_000)]) with
        {
            Institutions =
            [
                new("HO", null, InstitutionLevel.Head),
                new("B1", "HO", InstitutionLevel.Tier1),
                new("S1", "B1", InstitutionLevel.Sub),
                new("B2", "HO", InstitutionLevel.Tier1),
            ],
            Clients =
            [
                new("A") { Institution = "B1" },
                new("B") { Institution = "S1" },
                new("C") { Institution = "S1" },
                new("D") { Institution = "B2" },
            ],
        };
        Assert.Equal(
            [
                (AlertRule.NegativeReturn, "A", Severity.Warning),
                (AlertRule.NegativeReturn, "B", Severity.Warning),
                (AlertRule.NegativeReturn, "C", Severity.Critical),
                (AlertRule.NegativeReturn, "D", Severity.Critical),
            ],
            AlertingKernel
                .Of(bank, December, 1)
                .Where(one => one.Rule == AlertRule.NegativeReturn)
                .Select(one => (one.Rule, one.No, one.Severity))
        );

        static IEnumerable<FactLine> Losing(string no, decimal fee) => Monthly(fee, cost: fee + 10, no);
    }

    [Fact]
    public void Default_is_the_newest_pd_of_one_also_of_a_new_customer()
    {
        Assert.Equal("Default Critical", Fired([Row(12) with { Pd = 1 }]));
        Assert.Equal("", Fired([Row(12) with { Pd = 0.9999999999m }]));
        Assert.Equal("", Fired([Row(11) with { Pd = 1 }, Row(12) with { Pd = 0.5m }]));
        Assert.Equal("Default Critical", Fired([Row(11) with { Pd = 1 }, Row(12)]));
    }

    [Fact]
    public void Deposits_flee_at_seven_tenths_of_the_usual()
    {
        // Eleven months of 100 and one of d: d = 0.7·(1,100 + d)/12 at d = 68.1415…, so 68.14 has fled and 68.15 has not.
        Assert.Equal("DepositFlight Warning", Fired(Deposits(100, 68.14m)));
        Assert.Equal("", Fired(Deposits(100, 68.15m)));
        Assert.Equal("", Fired(Deposits(0, 0)));
    }

    [Fact]
    public void Deposits_are_compared_with_the_same_month_a_year_before_when_that_was_less()
    {
        // 0.7 · 80 = 56, less than 0.7 of the window's average of about 96; 200 a year before is more than it, 0 counts as not reported.
        Assert.Equal("DepositFlight Warning", Fired([.. Deposits(100, 56), YearBefore(80)]));
        Assert.Equal("", Fired([.. Deposits(100, 56.01m), YearBefore(80)]));
        Assert.Equal("DepositFlight Warning", Fired([.. Deposits(100, 68.14m), YearBefore(200)]));
        Assert.Equal("DepositFlight Warning", Fired([.. Deposits(100, 68.14m), YearBefore(0)]));
        Assert.Equal("DepositFlight Warning", Fired([.. Deposits(100, 68.14m), YearBefore(null)]));
        // Another month of that year says nothing.
        Assert.Equal("DepositFlight Warning", Fired([.. Deposits(100, 60), YearBefore(80) with { Month = Period.Of(2024, 11) }]));

        static FactLine YearBefore(decimal? deposits) => new("A", Period.Of(2024, 12)) { AvgDeposits = deposits };
    }

    [Fact]
    public void The_newest_month_is_the_newest_with_a_row_as_reported()
    {
        // The last row is of October: 50 against an average of 950 / 12, and against 60 of October 2024.
        FactLine[] stopped = [.. (Row(1) with { AvgDeposits = 100 }).Through(Period.Of(2025, 9)), Row(10) with { AvgDeposits = 50 }];
        Assert.Equal("DepositFlight Warning", Fired(stopped));
        Assert.Equal("", Fired([.. stopped, new("A", Period.Of(2024, 10)) { AvgDeposits = 60 }]));

        // A newest row that says nothing of deposits says nothing of flight.
        Assert.Equal("", Fired([.. stopped, Row(11)]));
    }

    [Fact]
    public void A_customer_is_dormant_at_half_of_its_transactions()
    {
        // Eleven months of 10 and one of t: t = 0.5·(110 + t)/12 at t = 4.78…
        Assert.Equal("Dormant Warning", Fired(Transactions(10, 4)));
        Assert.Equal("", Fired(Transactions(10, 5)));
        // Exactly half: 11 · 23 + 11 = 264, and 264 / 12 / 2 = 11.
        Assert.Equal("Dormant Warning", Fired(Transactions(23, 11)));
        Assert.Equal("", Fired(Transactions(0, 0)));
    }

    [Fact]
    public void A_balance_overdue_is_one_of_a_cent()
    {
        Assert.Equal("Overdue Critical", Fired([Row(12) with { OverdueBalance = 0.01m }]));
        Assert.Equal("", Fired([Row(12) with { OverdueBalance = 0.0049m }]));
        Assert.Equal("", Fired([Row(11) with { OverdueBalance = 5 }, Row(12) with { OverdueBalance = 0 }]));
        Assert.Equal("Overdue Critical", Fired([Row(11) with { OverdueBalance = 5 }, Row(12)]));
    }

    [Fact]
    public void A_line_is_exhausted_after_three_months_at_95_percent()
    {
        Assert.Equal("LineExhausted Warning", Fired(Line(95, 95, 95)));
        Assert.Equal("", Fired(Line(94.99m, 95, 95)));
        Assert.Equal("", Fired(Line(95, 94.99m, 95)));
        Assert.Equal("", Fired(Line(95, 95, 94.99m)));
        Assert.Equal("", Fired([.. Line(95, 95, 95).Where(row => row.Month.Month != 11)]));
        Assert.Equal("", Fired([.. Line(95, 95, 95).Select(row => row with { CreditLimit = 0, CreditUsed = 0 })]));
        Assert.Equal("", Fired([.. Line(95, 95, 95).Select(row => row with { CreditLimit = null })]));

        static FactLine[] Line(decimal october, decimal november, decimal december) =>
            [
                Row(10) with
                {
                    CreditLimit = 100,
                    CreditUsed = october,
                },
                Row(11) with
                {
                    CreditLimit = 100,
                    CreditUsed = november,
                },
                Row(12) with
                {
                    CreditLimit = 100,
                    CreditUsed = december,
                },
            ];
    }

    [Fact]
    public void Our_income_outruns_a_customer_that_shrinks()
    {
        Assert.Equal("OutrunsCustomer Warning", Fired(Growing(100, 110), Years(102, 101, 100)));
        Assert.Equal("", Fired(Growing(100, 110), Years(100, 100, 100)));
        Assert.Equal("", Fired(Growing(110, 100), Years(102, 101, 100)));
    }

    [Fact]
    public void Statements_are_missed_from_the_median_revenue_of_the_branch_on()
    {
        SmallBank bank = Bank([.. Two("A", 100), .. Two("B", 200), .. Two("C", 300)]) with { Clients = [new("A"), new("B"), new("C")] };

        Assert.Equal(["B", "C"], Missing(bank));
        Assert.Equal(["C"], Missing(bank with { Statements = [.. Years(1, 1, 1).Select(year => year with { Client = "B" })] }));
        // Three years old in December 2025: stale. Without a window a year before the reason is another.
        Assert.Equal(["B", "C"], Missing(bank with { Statements = [new("B", 2022) { OperatingRevenue = 1, NetProfit = 1 }] }));
        Assert.Equal(["C"], Missing(bank with { Facts = [.. bank.Facts.Where(row => row.Client != "B" || row.Month.Year == 2025)] }));

        static IEnumerable<FactLine> Two(string no, decimal fee) =>
            (new FactLine(no, Period.Of(2024, 1)) { FeeIncome = fee }).Through(December);

        static IEnumerable<string> Missing(SmallBank bank) =>
            AlertingKernel
                .Of(bank, December, 1)
                .Where(one => (one.Rule, one.Severity) == (AlertRule.StaleStatements, Severity.Info))
                .Select(one => one.No);
    }

    [Fact]
    public void A_fall_of_one_level_is_a_warning_and_of_two_is_critical()
    {
        // In September twelve times the fee; in December nine months of it and three of another.
        Assert.Equal("ValueDown Warning", Fired(Turning(1_000, 0), September)); // 12,000 → 9,000: H to M
        Assert.Equal("", Fired(Turning(1_000, 334), September)); // 10,002 is still H
        Assert.Equal("ValueDown Critical", Fired(Turning(1_000, -2_900), September)); // 300: H to L
        Assert.Equal("", Fired(Turning(100, 500), September)); // 2,400: M, as before
        Assert.Equal("", Fired(Turning(1_000, 0)));
        Assert.Equal("", Fired(Turning(1_000, 0), June));
    }

    [Fact]
    public void A_line_that_moved_is_no_alert()
    {
        // A and B stand still, C and D overtake them: with quantile cuts B falls from M to L.
        Scheme floating = Scheme.Default with
        {
            ValueRevenue = new(new QuantileCut(0.5, 0.8)),
            SmallestPeerGroup = 1,
        };
        SmallBank still = Bank([
            .. Monthly(100, 0, "A"),
            .. Monthly(300, 0, "B"),
            .. Turning(10, 2_000, "C"),
            .. Turning(20, 3_000, "D"),
        ]) with
        {
            Scheme = floating,
            Clients = [new("A"), new("B"), new("C"), new("D")],
        };
        Assert.Equal("H", Cell(still, September, "B"));
        Assert.Equal("L", Cell(still, December, "B"));
        Assert.DoesNotContain(AlertingKernel.Of(still, December, 1, September), one => one.Rule == AlertRule.ValueDown);

        // The same with B at 2,100, itself below September's upper line of 1,200 + 0.4 · 2,400 = 2,160: critical, as two levels are lost in the two snapshots.
        SmallBank falling = still with
        {
            Facts = [.. still.Facts.Where(row => row.Client != "B"), .. Turning(300, -200, "B")],
        };
        Assert.Contains(new FiringResult("B", AlertRule.ValueDown, Severity.Critical), AlertingKernel.Of(falling, December, 1, September));

        static string Cell(SmallBank bank, Period period, string no) => Kernel.Compute(bank, period)[no].ValueCell![..1];
    }

    [Fact]
    public void Growth_falls_with_our_revenue()
    {
        // Between September and December no year of statements goes by: y stays M, x falls with the last three months.
        Assert.Equal("GrowthDown Warning", Fired(Leaving(100, 60), September, Years(100, 100, 100)));
        Assert.Equal("", Fired(Leaving(100, 100), September, Years(100, 100, 100)));
        Assert.Equal("", Fired(Leaving(100, 60), Years(100, 100, 100)));
    }

    [Theory]
    [InlineData(100, 100, false)] // grew before, stands still now: y falls, but the year itself did not fall
    [InlineData(99, 100, false)] // revenue fell, profit did not
    [InlineData(100, 99, false)] // profit fell, revenue did not
    [InlineData(99, 99, true)]
    public void A_new_year_of_statements_lowers_growth_only_when_the_year_itself_fell(int revenue, int profit, bool fires)
    {
        // March 2025 reads 2021 to 2023 (y High), June 2025 reads 2022 to 2024 (y lower); our revenue stands still (x Mid).
        Period march = Period.Of(2025, 3);
        StatementLine[] years = [Year(2021, 50, 50), Year(2022, 99, 99), Year(2023, 100, 100), Year(2024, revenue, profit)];
        SmallBank bank = Bank([.. (new FactLine("A", Period.Of(2022, 1)) { FeeIncome = 1_000 }).Through(June)]) with { Statements = years };

        IReadOnlyList<FiringResult> fired = AlertingKernel.Of(bank, June, 1, march);

        Assert.Equal(fires, fired.Any(one => one.Rule == AlertRule.GrowthDown));
    }

    [Fact]
    public void Down_on_both_grids_stands_for_the_two()
    {
        SmallBank bank = Bank([.. Leaving(1_000, 0)]) with { Statements = Years(100, 100, 100) };
        SmallBank without = bank with { Scheme = Fixed with { AlertTerms = new() { Off = [AlertRule.DoubleDown] } } };

        Assert.Equal("DoubleDown Critical", Words(bank, December, September));
        Assert.Equal("ValueDown Warning, GrowthDown Warning", Words(without, December, September));
    }

    [Fact]
    public void A_slide_is_two_falls_in_a_row()
    {
        // 12,000 by June, 9,000 − 2,700 = 6,300 by September, 6,000 − 2,700 − 3,000 = 300 by December: H, M, L.
        FactLine[] sliding = [.. Fees(2024, 7, 2025, 6, 1_000), .. Fees(2025, 7, 2025, 9, -900), .. Fees(2025, 10, 2025, 12, -1_000)];

        Assert.Equal("ValueDown Warning, Slide Critical", Fired(sliding, June, September));
        Assert.Equal("ValueDown Warning", Fired(sliding, September));
        // Down by September, and the same cell in December.
        FactLine[] once = [.. Fees(2024, 7, 2025, 6, 1_000), .. Fees(2025, 7, 2025, 9, -900), .. Fees(2025, 10, 2025, 12, 1_000)];
        Assert.Equal("", Fired(once, June, September));
    }

    [Fact]
    public void A_lost_customer_is_told_of_for_24_months_after_its_last_row()
    {
        // Last row in December 2023; in December 2025 it lies 24 months back, in January 2026 25. In December 2023 it stood HH.
        FactLine[] gone = Fees(2023, 1, 2023, 12, 1_000);
        Period then = Period.Of(2023, 12);
        SmallBank bank = Bank(gone);

        Assert.Equal("Lost Critical", Words(bank, December, then));
        Assert.Equal("", Words(bank, Period.Of(2026, 1), then));
        Assert.Equal("", Words(bank, December));
        Assert.Equal("", Words(bank, Period.Of(2024, 11), then)); // still a row in the window
        Assert.Equal("Lost Critical", Words(bank, Period.Of(2024, 12), then));
    }

    [Fact]
    public void A_lost_customer_is_as_grave_as_its_last_band()
    {
        Period then = Period.Of(2023, 12);
        // 1,200 a year at a RAROC of 0.0625 is ML, the Low band.
        Assert.Equal(
            "Lost Warning",
            Words(Bank([.. Fees(2023, 1, 2023, 12, 100).Select(row => row with { OperatingCost = 99 })]), December, then)
        );
        // Not placed when last active: exposure without a PD.
        Assert.Equal("", Words(Bank([.. Fees(2023, 1, 2023, 12, 100).Select(row => row with { Ead = 5 })]), December, then));
        // The newest snapshot in which it was active decides: by December 2023 it had left the High band of March for ML: 3,000 − 1,800 with a cost of 1,188.
        FactLine[] fading =
        [
            .. Fees(2022, 4, 2023, 3, 1_000),
            .. Fees(2023, 4, 2023, 12, -200).Select(row => row with { OperatingCost = 132 }),
        ];
        Assert.Equal("Lost Warning", Words(Bank(fading), December, Period.Of(2023, 3), then));
        Assert.Equal("Lost Critical", Words(Bank(fading), December, Period.Of(2023, 3)));
    }

    [Fact]
    public void A_rule_that_is_off_never_fires()
    {
        SmallBank bank = Bank([Row(12) with { Pd = 1, OverdueBalance = 5 }]);

        Assert.Equal("Default Critical, Overdue Critical", Words(bank, December));
        Assert.Equal(
            "Overdue Critical",
            Words(bank with { Scheme = Fixed with { AlertTerms = new() { Off = [AlertRule.Default] } } }, December)
        );
    }

    [Fact]
    public void Thresholds_are_the_schemes()
    {
        SmallBank bank = Bank(Deposits(100, 68.14m)) with { Scheme = Fixed with { AlertTerms = new() { DepositShare = 0.5 } } };

        Assert.Equal("", Words(bank, December));
    }

    private static FactLine Row(int month) => new("A", Period.Of(2025, month));

    private static IEnumerable<FactLine> Monthly(decimal fee, decimal cost, string no = "A") =>
        (new FactLine(no, Period.Of(2024, 10)) { FeeIncome = fee, OperatingCost = decimal.Round(cost, 4) }).Through(December);

    private static FactLine[] Fees(int fromYear, int fromMonth, int toYear, int toMonth, decimal fee) =>
        [.. (new FactLine("A", Period.Of(fromYear, fromMonth)) { FeeIncome = fee }).Through(Period.Of(toYear, toMonth))];

    /// <summary>A fee until September 2025 and another after.</summary>
    private static FactLine[] Turning(decimal before, decimal after, string no = "A") =>
        [
            .. (new FactLine(no, Period.Of(2024, 10)) { FeeIncome = before }).Through(September),
            .. (new FactLine(no, Period.Of(2025, 10)) { FeeIncome = after }).Through(December),
        ];

    /// <summary>The same since 2022, so that both windows a year earlier are full.</summary>
    private static FactLine[] Leaving(decimal before, decimal after) =>
        [
            .. (new FactLine("A", Period.Of(2022, 1)) { FeeIncome = before }).Through(September),
            .. (new FactLine("A", Period.Of(2025, 10)) { FeeIncome = after }).Through(December),
        ];

    private static FactLine[] Growing(decimal before, decimal after) =>
        [
            .. (new FactLine("A", Period.Of(2024, 1)) { FeeIncome = before }).Through(Period.Of(2024, 12)),
            .. (Row(1) with { FeeIncome = after }).Through(December),
        ];

    private static FactLine[] Deposits(decimal usual, decimal newest) =>
        [.. (Row(1) with { AvgDeposits = usual }).Through(Period.Of(2025, 11)), Row(12) with { AvgDeposits = newest }];

    private static FactLine[] Transactions(decimal usual, decimal newest) =>
        [.. (Row(1) with { Transactions = usual }).Through(Period.Of(2025, 11)), Row(12) with { Transactions = newest }];

    private static StatementLine Year(int year, decimal revenue, decimal profit) =>
        new("A", year) { OperatingRevenue = revenue, NetProfit = profit };

    private static StatementLine[] Years(decimal oldest, decimal middle, decimal newest) =>
        [Year(2022, oldest, oldest), Year(2023, middle, middle), Year(2024, newest, newest)];

    private static SmallBank Bank(IEnumerable<FactLine> rows) =>
        new()
        {
            Scheme = Fixed,
            Clients = [new("A")],
            Facts = [.. rows],
        };

    private static string Fired(IEnumerable<FactLine> rows, params Period[] stored) => Words(Bank(rows), December, stored);

    private static string Fired(IEnumerable<FactLine> rows, StatementLine[] years) =>
        Words(Bank(rows) with { Statements = years }, December);

    private static string Fired(IEnumerable<FactLine> rows, Period stored, StatementLine[] years) =>
        Words(Bank(rows) with { Statements = years }, December, stored);

    /// <summary>What fires for customer A: <c>Rule Severity</c>, but for the rules that a case does not turn on.</summary>
    private static string Words(SmallBank bank, Period period, params Period[] stored) =>
        string.Join(
            ", ",
            AlertingKernel
                .Of(bank, period, 1, stored)
                .Where(one =>
                    one.Rule != AlertRule.StaleStatements
                    && (one.Rule != AlertRule.LowValue || one.No != "A" || bank.Facts[0].OperatingCost > 0)
                )
                .Select(one => $"{one.Rule} {one.Severity}")
        );
}
