using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>Credit groups worked by hand (3.6).</summary>
public sealed class GroupGridTests
{
    private static readonly Period December = Period.Of(2025, 12);

    [Fact]
    public void A_member_of_unknown_risk_brings_revenue_but_no_return_and_no_capital()
    {
        Results results = Agreed.On(
            Bank(
                ("A", "G", Row("A") with { LoanNii = 100_000, OperatingCost = 20_000, EconomicCapital = 40_000 }),
                ("B", "G", Row("B") with { LoanNii = 50_000, Ead = 1_000_000 }),
                ("C", "G", Row("C") with { DepositNii = -10_000, OperatingCost = 2_000 })
            ),
            December
        );

        // Rows of January: 40,000 a month once is 40,000/12 on average when eleven months have no row.
        double capital = (40_000 / 12.0) + 12_000;
        double returns = (80_000 * 0.75) + (-12_000 * 0.75);
        GroupResult group = Assert.Single(results.Groups);
        Assert.Equal(140_000, group.Revenue);
        Assert.Equal(returns, group.Return, 1e-9);
        Assert.Equal(capital, group.Capital, 1e-9);
        Assert.Equal(returns / capital, group.Raroc!.Value, 1e-12);
        Assert.Equal(UnplacedReason.NoRisk, results["B"].ValueReason);
        Assert.Equal(UnplacedReason.NoCapital, results["C"].ValueReason);
        Assert.All(results.Customers, member => Assert.Equal("HH", member.GroupCell));
    }

    [Fact]
    public void New_and_lost_members_show_the_groups_cell_but_do_not_count()
    {
        Results results = Agreed.On(
            Bank(
                ("A", "G", Row("A") with { DepositNii = 1_000 }),
                ("B", "G", new("B", December) { DepositNii = 9_000 }),
                ("C", "G", new("C", Period.Of(2024, 12)) { DepositNii = 9_000 })
            ),
            December
        );

        Assert.Equal(1_000, Assert.Single(results.Groups).Revenue);
        Assert.Equal("HH", results["B"].GroupCell);
        Assert.Equal("HH", results["C"].GroupCell);
        Assert.All(results.Portraits.Where(portrait => portrait.Grid == Grid.Group), portrait => Assert.Equal(1, portrait.N));
    }

    [Fact]
    public void A_group_without_capital_or_active_members_is_not_placed()
    {
        Results results = Agreed.On(
            Bank(
                ("A", "G", Row("A") with { DepositNii = -1 }),
                ("B", "H", new("B", December) { DepositNii = 9_000 }),
                ("C", "I", Row("C") with { DepositNii = 1 })
            ),
            December
        );

        Assert.Equal(["G", "H", "I"], results.Groups.Select(group => group.Code));
        Assert.Null(results["A"].GroupCell);
        Assert.Null(results["B"].GroupCell);
        Assert.Equal("HH", results["C"].GroupCell);
        // Only the placed group makes the cuts.
        Assert.Equal(new CutResult(Grid.Group, 'x', "bank", 1, 1, 1), results.Cut(Grid.Group, 'x'));
    }

    [Fact]
    public void Groups_are_cut_among_groups_and_default_does_not_lower_one()
    {
        Results results = Agreed.On(
            Bank(
                ("A", "G", Row("A") with { DepositNii = 300, Pd = 1 }),
                ("B", "H", Row("B") with { DepositNii = 60 }),
                ("C", "H", Row("C") with { DepositNii = 40, OperatingCost = 98 }),
                ("D", null, Row("D") with { DepositNii = 100_000 })
            ),
            December
        );

        // Revenues 300 and 100: median 200, 0.8 quantile 260. H: (100 − 98)·0.75/12 = 0.125.
        Assert.Equal(new CutResult(Grid.Group, 'x', "bank", 2, 200, 260), results.Cut(Grid.Group, 'x'));
        Assert.Equal("HH", results["A"].GroupCell);
        Assert.Equal("LM", results["B"].GroupCell);
        Assert.Equal("LM", results["C"].GroupCell);
        Assert.Null(results["D"].GroupCell);
        Assert.Equal('L', results["A"].ValueCell![1]);
    }

    [Fact]
    public void A_strong_group_keeps_a_weak_member_from_exit()
    {
        SmallBank bank = Bank(
            ("A", "G", Row("A") with { DepositNii = 100_000 }),
            ("B", "G", Row("B") with { DepositNii = 100, OperatingCost = 100 }),
            ("C", null, Row("C") with { DepositNii = 100, OperatingCost = 100 }),
            ("D", null, Row("D") with { DepositNii = 200 })
        );
        bank = bank with
        {
            Statements = [.. Shrinking("B"), .. Shrinking("C")],
            Facts = [.. bank.Facts, new("B", Period.Of(2024, 1)) { DepositNii = 200 }, new("C", Period.Of(2024, 1)) { DepositNii = 200 }],
        };

        Results results = Agreed.On(bank, December);

        Assert.Equal(("LL", "LL", "HH"), (results["B"].ValueCell, results["B"].GrowthCell, results["B"].GroupCell));
        Assert.Equal(Strategy.Adjust, results["B"].Strategy);
        Assert.Equal(("LL", "LL"), (results["C"].ValueCell, results["C"].GrowthCell));
        Assert.Equal(Strategy.Exit, results["C"].Strategy);
        Results unsparing = Agreed.On(bank with { Scheme = bank.Scheme with { SparesStrongGroups = false } }, December);
        Assert.Equal(("LL", "HH", Strategy.Exit), (unsparing["B"].ValueCell, unsparing["B"].GroupCell, unsparing["B"].Strategy));

        static IEnumerable<StatementLine> Shrinking(string no) =>
            Enumerable
                .Range(2022, 3)
                .Select(year => new StatementLine(no, year) { OperatingRevenue = 3_000 - year, NetProfit = 3_000 - year });
    }

    private static FactLine Row(string no) => new(no, Period.Of(2025, 1));

    private static SmallBank Bank(params (string No, string? Group, FactLine Row)[] members) =>
        new()
        {
            Clients = [.. members.Select(member => new Client(member.No) { Group = member.Group })],
            Facts = [.. members.Select(member => member.Row)],
        };
}
