using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>The 16 indicators and the portraits worked by hand (3.8).</summary>
public sealed class IndicatorsTests
{
    private static readonly Period December = Period.Of(2025, 12);

    private static readonly CatalogueProduct[] FourActive =
    [
        new("LOAN", Active: true),
        new("DEP", Active: true),
        new("PAY", Active: true),
        new("FX", Active: true),
        new("OLD", Active: false),
    ];

    private static readonly FactLine Full = new("A", Period.Of(2025, 1))
    {
        LoanNii = 50_000,
        DepositNii = 20_000,
        FeeIncome = 10_000,
        OperatingCost = 15_000,
        ExpectedLoss = 5_000,
        EconomicCapital = 1_600_000,
        Ead = 20_000_000,
        AvgLoans = 18_000_000,
        AvgDeposits = 12_000_000,
        AvgDemandDeposits = 3_000_000,
        CreditLimit = 25_000_000,
        CreditUsed = 20_000_000,
        Transactions = 100,
        ETransactions = 60,
        SettlementInflow = 5_000_000,
        PayrollHeadcount = 40,
        Products = "LOAN|DEP|LOAN|OLD",
    };

    private static readonly StatementLine Year = new("A", 2024)
    {
        OperatingRevenue = 500_000_000,
        Cash = 40_000_000,
        InterestBearingDebt = 60_000_000,
        Employees = 200,
    };

    [Theory]
    [InlineData("cross_sell", 2 / 4.0)] // a code twice counts once, an inactive one not
    [InlineData("monthly_transactions", 100)]
    [InlineData("fee_share", 10 / 80.0)]
    [InlineData("deposit_derivation", 12 / 18.0)]
    [InlineData("wallet_share", 12 / 40.0)]
    [InlineData("cost_income", 15 / 80.0)]
    [InlineData("demand_share", 3 / 12.0)]
    [InlineData("settlement_share", 12 * 5 / 500.0)]
    [InlineData("lending_share", 18 / 60.0)]
    [InlineData("line_utilisation", 20 / 25.0)]
    [InlineData("loan_spread", 12 * 50_000 / 18_000_000.0)]
    [InlineData("deposit_spread", 12 * 20_000 / 12_000_000.0)]
    [InlineData("credit_cost", 12 * 5_000 / 20_000_000.0)]
    [InlineData("capital_intensity", 1.6 / 20)]
    [InlineData("e_channel", 0.6)]
    [InlineData("payroll_penetration", 40 / 200.0)]
    public void Each_is_its_numerator_over_its_denominator(string code, double expected)
    {
        CustomerResult a = On(Full, Year);

        Assert.Equal(expected, a.Indicators[NumberOf(code)]!.Value, 1e-15);
    }

    [Fact]
    public void The_codes_stand_in_the_order_of_the_specification() =>
        Assert.Equal(
            "cross_sell,monthly_transactions,fee_share,deposit_derivation,wallet_share,cost_income,demand_share,settlement_share,"
                + "lending_share,line_utilisation,loan_spread,deposit_spread,credit_cost,capital_intensity,e_channel,payroll_penetration",
            string.Join(',', Indicator.All.Select(indicator => indicator.Code))
        );

    [Fact]
    public void Less_is_better_for_cost_income_credit_cost_and_capital_intensity() =>
        Assert.Equal(
            ["cost_income", "credit_cost", "capital_intensity"],
            Indicator.All.Where(indicator => indicator.Direction == Direction.Down).Select(indicator => indicator.Code)
        );

    [Fact]
    public void A_denominator_of_zero_or_below_leaves_an_indicator_unmeasured()
    {
        CustomerResult a = On(
            Full with
            {
                AvgLoans = 0,
                AvgDeposits = 0,
                AvgDemandDeposits = 0,
                CreditLimit = 0,
                Transactions = 0,
                ETransactions = 0,
                Ead = 0,
            },
            Year with
            {
                OperatingRevenue = -1,
                Cash = 0,
                InterestBearingDebt = 0,
                Employees = 0,
            }
        );

        // What is left: cross_sell, monthly_transactions, fee_share, cost_income.
        Assert.Equal([0, 1, 2, 5], Enumerable.Range(0, 16).Where(i => a.Indicators[i] is not null));
        Assert.Equal(0, a.Indicators[1]);
    }

    [Fact]
    public void Without_a_statement_the_five_shares_of_the_customer_are_unmeasured()
    {
        CustomerResult a = On(Full);

        Assert.Equal(
            ["wallet_share", "settlement_share", "lending_share", "payroll_penetration"],
            Indicator.All.Where(i => a.Indicators[i.Number] is null).Select(i => i.Code)
        );
    }

    [Fact]
    public void Shares_above_one_are_not_capped() =>
        Assert.Equal(12 / 5.0, On(Full, Year with { Cash = 5_000_000 }).Indicators[4]!.Value, 1e-15);

    [Theory]
    [InlineData("-", 0.0)]
    [InlineData("OLD", 0.0)]
    [InlineData(null, null)]
    public void No_products_is_zero_and_unreported_ones_are_unmeasured(string? products, double? crossSell) =>
        Assert.Equal(crossSell, On(Full with { Products = products }).Indicators[0]);

    [Fact]
    public void Products_come_from_the_newest_month_that_reports_them()
    {
        FactLine[] rows = [.. Full.Through(December)];
        rows[9] = rows[9] with { Products = "PAY" };
        rows[10] = rows[10] with { Products = null };
        rows[11] = rows[11] with { Products = null };

        Assert.Equal(1 / 4.0, Agreed.On(Bank(rows), December)["A"].Indicators[0]);
    }

    [Fact]
    public void Without_active_products_cross_selling_is_unmeasured() =>
        Assert.Null(Agreed.On(Bank([Full]) with { Products = [new("LOAN", Active: false)] }, December)["A"].Indicators[0]);

    [Fact]
    public void A_portrait_pools_numerators_and_denominators_and_takes_quartiles_of_the_values()
    {
        // Cost-income ratios 0.1 (of 1,000), 0.5 (of 200), 0.2 (of 300), one unmeasured.
        SmallBank bank = new()
        {
            Clients = [new("A"), new("B"), new("C"), new("D")],
            Facts =
            [
                new("A", Period.Of(2025, 1)) { DepositNii = 1_000, OperatingCost = 100 },
                new("B", Period.Of(2025, 1)) { DepositNii = 200, OperatingCost = 100 },
                new("C", Period.Of(2025, 1)) { DepositNii = 300, OperatingCost = 60 },
                new("D", Period.Of(2025, 1)) { DepositNii = 400 },
            ],
        };

        PortraitResult all = Assert.Single(
            Agreed.On(bank, December).Portraits,
            portrait => portrait is { Institution: "HO", Grid: Grid.Value, Part: "all", Indicator: 5 }
        );

        Assert.Equal(3, all.N);
        Assert.Equal(260 / 1_500.0, all.Pooled, 1e-15);
        Assert.Equal(0.15, all.P25, 1e-15);
        Assert.Equal(0.2, all.Median, 1e-15);
        Assert.Equal(0.35, all.P75, 1e-15);
    }

    [Fact]
    public void An_institution_is_portrayed_with_all_below_it_and_an_empty_set_not_at_all()
    {
        SmallBank bank = new()
        {
            Institutions =
            [
                new("HO", null, InstitutionLevel.Head),
                new("X", "HO", InstitutionLevel.Tier1),
                new("X1", "X", InstitutionLevel.Sub),
                new("Y", "HO", InstitutionLevel.Tier1),
            ],
            Clients = [new("A") { Institution = "X1" }, new("B") { Institution = "X" }, new("C")],
            Facts = [Row("A"), Row("B"), Row("C")],
        };

        Results results = Agreed.On(bank, December);

        Assert.Equal(1, N("X1"));
        Assert.Equal(2, N("X"));
        Assert.Equal(3, N("HO"));
        Assert.Equal(0, N("Y"));
        Assert.Equal(["HH", "all", "high"], results.Portraits.Select(portrait => portrait.Part).Distinct().Order(StringComparer.Ordinal));

        static FactLine Row(string no) => new(no, Period.Of(2025, 1)) { DepositNii = 100, OperatingCost = 10 };

        int N(string institution) =>
            results.Portraits.SingleOrDefault(p => p.Institution == institution && p is { Grid: Grid.Value, Part: "all", Indicator: 5 })?.N
            ?? 0;
    }

    private static int NumberOf(string code) => Indicator.All.Single(indicator => indicator.Code == code).Number;

    private static CustomerResult On(FactLine row, params StatementLine[] years) =>
        Agreed.On(Bank([.. row.Through(December)], years), December)["A"];

    private static SmallBank Bank(FactLine[] rows, params StatementLine[] years) =>
        new()
        {
            Products = FourActive,
            Clients = [new("A")],
            Facts = rows,
            Statements = years,
        };
}
