using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>Cut points worked by hand (3.3). The customers have deposits only, so that everybody with positive revenue is placed with RAROC 6.25.</summary>
public sealed class CutsTests
{
    private static readonly Period December = Period.Of(2025, 12);

    [Fact]
    public void Quantiles_are_those_of_the_placed_customers_of_the_peer_group()
    {
        // 100, 200, … 500: type 7 at 0.5 is 300, at 0.8 is the value at 4·0.8 = 3.2: 400 + 0.2·100.
        SmallBank bank = Bank(Scheme.Default, [.. Enumerable.Range(1, 5).Select(i => Customer($"C{i}", i * 100))]);

        Results results = Agreed.On(bank, December);

        Assert.Equal(new CutResult(Grid.Value, 'x', "bank", 5, 300, 420), results.Cut(Grid.Value, 'x'));
        Assert.Equal("LLMMH", Levels(results, 'x'));
    }

    [Fact]
    public void Customers_that_are_not_placed_do_not_move_the_cuts()
    {
        SmallBank bank = Bank(
            Scheme.Default,
            Customer("C1", 100),
            Customer("C2", 200),
            Customer("C3", -900) // no capital
        );

        Results results = Agreed.On(bank, December);

        Assert.Equal(new CutResult(Grid.Value, 'x', "bank", 2, 150, 180), results.Cut(Grid.Value, 'x'));
    }

    [Fact]
    public void Ties_on_a_quantile_go_up_together()
    {
        // 100, 300 four times: the median and the 0.8 quantile are both 300.
        SmallBank bank = Bank(
            Scheme.Default,
            Customer("C1", 100),
            Customer("C2", 300),
            Customer("C3", 300),
            Customer("C4", 300),
            Customer("C5", 300)
        );

        Results results = Agreed.On(bank, December);

        Assert.Equal(new CutResult(Grid.Value, 'x', "bank", 5, 300, 300), results.Cut(Grid.Value, 'x'));
        Assert.Equal("LHHHH", Levels(results, 'x'));
    }

    [Fact]
    public void Revenue_is_compared_to_the_cent()
    {
        Scheme scheme = Scheme.Default with { ValueRevenue = new(new FixedCut(100, 200)) };
        SmallBank bank = Bank(
            scheme,
            Customer("C1", 99.9949m),
            Customer("C2", 99.995m),
            Customer("C3", 100),
            Customer("C4", 199.9949m),
            Customer("C5", 199.9951m),
            Customer("C6", 200)
        );

        Assert.Equal("LMMMHH", Levels(Agreed.On(bank, December), 'x'));
    }

    /// <summary>3.0: comparisons round to the cent, what is stored and exported does not.</summary>
    [Fact]
    public void Cut_points_are_given_unrounded()
    {
        // 100.001 and 200.004: the median is 150.0025, the 0.8 quantile 100.001 + 0.8·100.003 = 180.0034.
        SmallBank bank = Bank(Scheme.Default, Customer("C1", 100.001m), Customer("C2", 200.004m));

        Assert.Equal(new CutResult(Grid.Value, 'x', "bank", 2, 150.0025, 180.0034), Agreed.On(bank, December).Cut(Grid.Value, 'x'));
    }

    [Fact]
    public void Raroc_on_a_cut_is_not_thrown_off_it_by_binary_noise()
    {
        // Light capital: 6.25·(1 − cost/income); 6.25·0.0176 = 0.11 and 6.25·0.032 = 0.20.
        decimal[] incomes = [100_000, 70_000, 33_300, 12_345, 9_700.5m, 0.5m];

        SmallBank bank = Bank(
            Scheme.Default,
            [
                .. incomes.Select((income, i) => Customer($"C{i}", income, cost: income * 0.9824m)),
                .. incomes.Select((income, i) => Customer($"D{i}", income, cost: income * 0.968m)),
                Customer("E", 100_000, cost: 98_240.01m),
            ]
        );

        Assert.Equal("MMMMMM" + "HHHHHH" + "L", Levels(Agreed.On(bank, December), 'y'));
    }

    [Fact]
    public void A_peer_group_below_thirty_drops_its_last_dimension_until_it_is_large_enough()
    {
        InstitutionNode[] tree =
        [
            new("HO", null, InstitutionLevel.Head),
            new("X", "HO", InstitutionLevel.Tier1),
            new("X1", "X", InstitutionLevel.Sub),
            new("Y", "HO", InstitutionLevel.Tier1),
        ];
        SmallBank bank = Bank(
            Scheme.Default with
            {
                ValueRevenue = new(new QuantileCut(0.5, 0.8), [PeerDimension.Tier1, PeerDimension.SizeClass]),
            },
            [
                .. Enumerable
                    .Range(1, 31)
                    .Select(i => Customer($"L{i:00}", i, institution: i % 2 == 0 ? "X" : "X1", size: SizeClass.Large)),
                .. Enumerable.Range(101, 9).Select(i => Customer($"M{i}", i, institution: "X1", size: SizeClass.Medium)),
                .. Enumerable.Range(201, 12).Select(i => Customer($"Y{i}", i, institution: "Y", size: SizeClass.Large)),
            ]
        ) with
        {
            Institutions = tree,
        };

        Results results = Agreed.On(bank, December);

        // The 31 large ones of X stand alone: 1 … 31.
        Assert.Equal(
            new CutResult(Grid.Value, 'x', "Tier1=X;SizeClass=L", 31, 16, 25),
            results.Cut(Grid.Value, 'x', "Tier1=X;SizeClass=L")
        );
        // The 9 medium ones are measured with everybody of X: at 39·0.5 = 19.5 between 20 and 21; at 39·0.8 = 31.2 between 101 and 102.
        Assert.Equal(new CutResult(Grid.Value, 'x', "Tier1=X", 40, 20.5, 101.2), results.Cut(Grid.Value, 'x', "Tier1=X"));
        // The 12 of Y end with the whole bank: at 51·0.5 = 25.5 between 26 and 27; at 51·0.8 = 40.8 between 201 and 202.
        Assert.Equal(new CutResult(Grid.Value, 'x', "bank", 52, 26.5, 201.8), results.Cut(Grid.Value, 'x'));
        Assert.Equal(3, results.Cuts.Count(cut => cut is { Grid: Grid.Value, Axis: 'x' }));
        Assert.Equal('M', results["L24"].ValueCell![0]);
        Assert.Equal('H', results["L25"].ValueCell![0]);
        Assert.Equal('M', results["M101"].ValueCell![0]);
        Assert.Equal('H', results["M102"].ValueCell![0]);
        Assert.Equal('M', results["Y201"].ValueCell![0]);
        Assert.Equal('H', results["Y202"].ValueCell![0]);
    }

    [Fact]
    public void Thirty_placed_customers_are_enough_and_unplaced_ones_do_not_count()
    {
        Client[] large = [.. Enumerable.Range(1, 30).Select(i => new Client($"L{i:00}") { Size = SizeClass.Large })];
        SmallBank bank = Bank(
            Scheme.Default,
            [
                .. large.Select((client, i) => (client, Revenue(client, i + 1))),
                .. Enumerable.Range(1, 29).Select(i => Customer($"S{i:00}", i, size: SizeClass.Small)),
                Customer("S99", -1, size: SizeClass.Small), // not placed
            ]
        );

        Assert.Equal(
            [("SizeClass=L", 30), ("bank", 59)],
            Agreed
                .On(bank, December)
                .Cuts.Where(cut => cut is { Grid: Grid.Value, Axis: 'x' })
                .Select(cut => (cut.PeerGroup, cut.N))
                .OrderBy(cut => cut.PeerGroup, StringComparer.Ordinal)
        );

        static FactLine Revenue(Client client, decimal yuan) => new(client.No, December.AddMonths(-11)) { DepositNii = yuan };
    }

    [Fact]
    public void Whoever_sits_above_every_tier_1_branch_belongs_to_head_office()
    {
        InstitutionNode[] tree =
        [
            new("HO", null, InstitutionLevel.Head),
            new("T2", "HO", InstitutionLevel.Tier2),
            new("X", "HO", InstitutionLevel.Tier1),
        ];
        Scheme scheme = Scheme.Default with { SmallestPeerGroup = 1, ValueRevenue = new(new QuantileCut(0.5, 0.8), [PeerDimension.Tier1]) };
        SmallBank bank = Bank(
            scheme,
            Customer("A", 1, institution: "HO"),
            Customer("B", 2, institution: "T2"),
            Customer("C", 3, institution: "X")
        ) with
        {
            Institutions = tree,
        };

        Assert.Equal(
            [("Tier1=HO", 2), ("Tier1=X", 1)],
            Agreed
                .On(bank, December)
                .Cuts.Where(cut => cut is { Grid: Grid.Value, Axis: 'x' })
                .Select(cut => (cut.PeerGroup, cut.N))
                .OrderBy(cut => cut.PeerGroup, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Credit_and_industry_are_named_in_the_order_of_the_scheme()
    {
        Scheme scheme = Scheme.Default with
        {
            SmallestPeerGroup = 1,
            ValueRaroc = new(new QuantileCut(0, 1), [PeerDimension.HasCredit, PeerDimension.Industry]),
        };
        SmallBank bank = Bank(scheme, Customer("A", 1), Customer("B", 2));
        bank = bank with
        {
            Clients = [new("A") { Industry = 'T' }, new("B")],
            Facts = [bank.Facts[0], bank.Facts[1] with { Ead = 100, Pd = 0.01m, Lgd = 0.5m }],
        };

        Assert.Equal(
            ["HasCredit=false;Industry=T", "HasCredit=true;Industry=C"],
            Agreed
                .On(bank, December)
                .Cuts.Where(cut => cut is { Grid: Grid.Value, Axis: 'y' })
                .Select(cut => cut.PeerGroup)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Contribution_takes_the_shortest_heads_that_reach_the_shares()
    {
        // 50 + 30 + 15 + 5 = 100. High: 50 reaches 50 %. High and Mid: 50 + 30 reaches 80 %.
        Results results = Agreed.On(
            Bank(ByContribution(0.5, 0.8), Customer("A", 50), Customer("B", 30), Customer("C", 15), Customer("D", 5)),
            December
        );

        Assert.Equal(new CutResult(Grid.Value, 'x', "bank", 4, 30, 50), results.Cut(Grid.Value, 'x'));
        Assert.Equal("HMLL", Levels(results, 'x'));
    }

    [Fact]
    public void Contribution_takes_one_more_when_a_head_falls_short()
    {
        Results results = Agreed.On(
            Bank(ByContribution(0.51, 0.81), Customer("A", 50), Customer("B", 30), Customer("C", 15), Customer("D", 5)),
            December
        );

        Assert.Equal("HHML", Levels(results, 'x'));
    }

    [Fact]
    public void Contribution_ties_go_up_and_losses_do_not_enter_the_sum()
    {
        // Positive sum 100; 40 reaches 40 %, its twin ties with it; 40 + 40 + 20 reaches all.
        SmallBank bank = Bank(ByContribution(0.4, 1), Customer("A", 40), Customer("B", 40), Customer("C", 20), Customer("D", -70));
        bank = bank with { Facts = [.. bank.Facts.Select(row => row with { EconomicCapital = 10 })] };

        Results results = Agreed.On(bank, December);

        Assert.Equal(new CutResult(Grid.Value, 'x', "bank", 4, 20, 40), results.Cut(Grid.Value, 'x'));
        Assert.Equal("HHML", Levels(results, 'x'));
    }

    [Fact]
    public void A_share_reached_but_for_binary_noise_is_reached()
    {
        // 0.7 + 0.2 is below 0.9·(0.7 + 0.2 + 0.1) in binary.
        Results results = Agreed.On(
            Bank(ByContribution(0.7, 0.9), Customer("A", 0.7m), Customer("B", 0.2m), Customer("C", 0.1m)),
            December
        );

        Assert.Equal("HML", Levels(results, 'x'));
    }

    [Fact]
    public void Without_a_positive_value_contribution_leaves_everybody_low_and_no_cuts()
    {
        SmallBank bank = Bank(ByContribution(0.5, 0.8), Customer("A", -5), Customer("B", 0));
        bank = bank with { Facts = [.. bank.Facts.Select(row => row with { EconomicCapital = 10 })] };

        Results results = Agreed.On(bank, December);

        Assert.Equal(new CutResult(Grid.Value, 'x', "bank", 2, Lo: null, Hi: null), results.Cut(Grid.Value, 'x'));
        Assert.Equal("LL", Levels(results, 'x'));
    }

    [Fact]
    public void Frozen_cuts_come_from_the_calibration_period_and_a_new_peer_group_takes_the_banks()
    {
        Scheme scheme = Scheme.Default with
        {
            FrozenAt = December.AddMonths(-12),
            SmallestPeerGroup = 2,
            ValueRevenue = new(new QuantileCut(0, 1), [PeerDimension.SizeClass]),
        };
        SmallBank bank = new()
        {
            Scheme = scheme,
            Clients =
            [
                new("A") { Size = SizeClass.Large },
                new("B") { Size = SizeClass.Large },
                new("C") { Size = SizeClass.Small },
                new("D") { Size = SizeClass.Micro },
            ],
            Facts =
            [
                .. new[] { ("A", 100), ("B", 200), ("C", 50) }.Select(of => new FactLine(of.Item1, Period.Of(2024, 1))
                {
                    DepositNii = of.Item2,
                }),
                .. new[] { ("A", 99), ("B", 300), ("C", 60), ("D", 200) }.Select(of => new FactLine(of.Item1, Period.Of(2025, 1))
                {
                    DepositNii = of.Item2,
                }),
            ],
        };

        Results results = Agreed.On(bank, December);

        // In 2024: large ones 100 and 200; the one small one was measured with the whole bank, 50 to 200, and still is; nobody was micro.
        Assert.Equal(
            [new CutResult(Grid.Value, 'x', "SizeClass=L", 2, 100, 200), new CutResult(Grid.Value, 'x', "bank", 3, 50, 200)],
            results.Cuts.Where(cut => cut is { Grid: Grid.Value, Axis: 'x' }).OrderBy(cut => cut.PeerGroup, StringComparer.Ordinal)
        );
        Assert.Equal("LHMH", Levels(results, 'x'));
    }

    [Fact]
    public void The_calibration_period_itself_computes_its_cuts()
    {
        SmallBank bank = Bank(Scheme.Default with { FrozenAt = December }, Customer("A", 100), Customer("B", 200));

        Assert.Equal(150, Agreed.On(bank, December).Cut(Grid.Value, 'x').Lo);
    }

    private static Scheme ByContribution(double a, double b) => Scheme.Default with { ValueRevenue = new(new ContributionCut(a, b)) };

    /// <summary>A customer with that revenue, all of it in the first month of the window.</summary>
    private static (Client, FactLine) Customer(
        string no,
        decimal revenue,
        decimal? cost = null,
        string institution = "HO",
        SizeClass size = SizeClass.Medium
    ) =>
        (
            new(no) { Institution = institution, Size = size },
            new(no, December.AddMonths(-11)) { DepositNii = revenue, OperatingCost = cost }
        );

    private static SmallBank Bank(Scheme scheme, params (Client Client, FactLine Row)[] customers) =>
        new()
        {
            Scheme = scheme,
            Clients = [.. customers.Select(customer => customer.Client)],
            Facts = [.. customers.Select(customer => customer.Row)],
        };

    /// <summary>The levels on one axis of the value grid, customers in order of their numbers.</summary>
    private static string Levels(Results results, char axis) =>
        string.Concat(
            results
                .Customers.OrderBy(customer => customer.No, StringComparer.Ordinal)
                .Where(customer => customer.ValueCell is not null)
                .Select(customer => customer.ValueCell![axis == 'x' ? 0 : 1])
        );
}
