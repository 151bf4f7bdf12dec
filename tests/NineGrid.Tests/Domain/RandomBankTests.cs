using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>The made-up banks hold what the comparison with the kernel is meant to cover.</summary>
public sealed class RandomBankTests
{
    private static readonly IReadOnlyList<(SmallBank Bank, Results Results)> Banks =
    [
        .. Enumerable
            .Range(0, 120)
            .Select(seed => (Bank: RandomBank.Of(seed), Period: RandomBank.PeriodOf(seed)))
            .Select(made => (made.Bank, NaiveSnapshot.Compute(made.Bank, made.Period))),
    ];

    private static IEnumerable<CustomerResult> Customers => Banks.SelectMany(bank => bank.Results.Customers);

    [Fact]
    public void Every_cell_of_every_grid_is_met()
    {
        string[] cells = [.. Cell.All.Select(cell => cell.ToString())];

        Assert.Superset(cells.ToHashSet(), Customers.Select(customer => customer.ValueCell).OfType<string>().ToHashSet());
        Assert.Superset(cells.ToHashSet(), Customers.Select(customer => customer.GrowthCell).OfType<string>().ToHashSet());
        Assert.Superset(cells.ToHashSet(), Customers.Select(customer => customer.GroupCell).OfType<string>().ToHashSet());
    }

    [Fact]
    public void Every_reason_consistency_and_strategy_is_met()
    {
        Assert.Equal(
            Enum.GetValues<UnplacedReason>(),
            Customers.SelectMany(customer => new[] { customer.ValueReason, customer.GrowthReason }).Distinct().Order()
        );
        Assert.Equal(Enum.GetValues<Consistency>(), Customers.Select(customer => customer.Consistency).Distinct().Order());
        Assert.Equal(Enum.GetValues<Strategy>(), Customers.Select(customer => customer.Strategy).Distinct().Order());
    }

    [Fact]
    public void Every_indicator_is_measured_for_some_and_missing_for_others()
    {
        foreach (int indicator in Enumerable.Range(0, 16).Where(indicator => indicator != 0))
        {
            IEnumerable<double?> values = Customers
                .Where(customer => customer.Span is not null)
                .Select(customer => customer.Indicators[indicator]);

            Assert.Contains(values, value => value is null);
            Assert.Contains(values, value => value > 0);
        }
    }

    [Fact]
    public void Awkward_customers_are_met()
    {
        Assert.Contains(Customers, customer => customer.Span is > 2 and < 12);
        Assert.Contains(Customers, customer => customer.Span == 12 && customer.Months == 1);
        Assert.Contains(Customers, customer => customer.Revenue < 0 && customer.Raroc is not null);
        Assert.Contains(Customers, customer => customer.Revenue == 0);
        Assert.Contains(Customers, customer => customer.Figures.GetValueOrDefault("pd") == 1 && customer.ValueCell is not null);
        Assert.Contains(
            Customers,
            customer => customer.HasCredit == true && customer.Figures["economic_capital"] is null && customer.Raroc is not null
        );
        Assert.Contains(Customers, customer => customer.HasCredit == false && customer.Raroc is not null);
        Assert.Contains(Customers, customer => customer.Figures.GetValueOrDefault("earlier_revenue") < 0 && customer.Revenue > 0);
        Assert.Contains(Customers, customer => customer.GroupCell is not null && customer.ValueReason == UnplacedReason.Lost);
        Assert.Contains(Banks, bank => bank.Results.Groups.Any(group => group.Cell is null));
    }

    [Fact]
    public void Cuts_of_every_kind_are_met()
    {
        IEnumerable<CutResult> cuts = Banks.SelectMany(bank => bank.Results.Cuts);

        Assert.Contains(cuts, cut => cut.PeerGroup.Count(letter => letter == '=') == 3);
        Assert.Contains(cuts, cut => cut.Lo is null);
        Assert.Contains(cuts, cut => cut.Lo == cut.Hi);
        Assert.Contains(Banks, bank => Enlarged(bank.Bank, bank.Results));
        Assert.Contains(Banks, bank => bank.Bank.Scheme.FrozenAt is { } frozen && frozen < bank.Results.Period);
        Assert.Contains(Banks, bank => bank.Bank.Scheme.ValueRevenue.Cut is ContributionCut);
    }

    /// <summary>Whether an axis has cuts both of full peer groups and of ones that dropped dimensions.</summary>
    private static bool Enlarged(SmallBank bank, Results results) =>
        results
            .Cuts.Where(cut => cut.Grid == Grid.Value && cut.Axis == 'x')
            .Select(cut => cut.PeerGroup == "bank" ? 0 : cut.PeerGroup.Split(';').Length)
            .Distinct()
            .Count() > 1;
}
