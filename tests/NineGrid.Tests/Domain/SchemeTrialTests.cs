using System.Reflection;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>Trying a scheme on what a snapshot keeps gives what computing the bank under that scheme gives.</summary>
public sealed class SchemeTrialTests
{
    private const int Banks = 60;

    private static readonly Func<Scheme, Scheme>[] Changes =
    [
        scheme => scheme with { Tax = 0.4 },
        scheme => scheme with { Beta = 0.3 },
        scheme => scheme with { CapitalMultiplier = 2.5 },
        scheme => scheme with { Hurdle = 0.3 },
        scheme => scheme with { PdFloor = 0.05 },
        scheme => scheme with { SmeLower = 1, SmeUpper = 3000 },
        scheme => scheme with { NewMonths = 8 },
        scheme => scheme with { RevenueWeight = 0.1, ProfitWeight = 0.9 },
        scheme => scheme with { SmallestPeerGroup = scheme.SmallestPeerGroup == 4 ? 9 : 4 },
        scheme => scheme with { SmallestBenchmark = 1 },
        scheme => scheme with { ProductPenetration = 0.9 },
        scheme => scheme with { DemandPremium = 0.02 },
        scheme => scheme with { FeeCost = 0.9 },
        scheme => scheme with { SettlementYield = 0.01 },
        scheme => scheme with { PayrollYield = 5 },
        scheme => scheme with { ChannelSaving = 1 },
        scheme => scheme with { FrozenAt = RandomBank.Middle.AddMonths(-6) },
        scheme => scheme with { FrozenAt = null, ValueRevenue = new(new ContributionCut(0.3, 0.6), [PeerDimension.Tier1]) },
        scheme => scheme with { FrozenAt = null, ValueRaroc = new(new QuantileCut(0.2, 0.4), [PeerDimension.HasCredit]) },
        scheme => scheme with { FrozenAt = null, GrowthBank = new(new FixedCut(-0.3, 0.5)) },
        scheme =>
            scheme with
            {
                FrozenAt = null,
                GrowthOwn = new(new QuantileCut(0.25, 0.75), [PeerDimension.Industry, PeerDimension.SizeClass]),
            },
        scheme => scheme with { FrozenAt = null, GroupRevenue = new(new FixedCut(10_000, 90_000)) },
        scheme => scheme with { FrozenAt = null, GroupRaroc = new(new QuantileCut(0.1, 0.9)) },
        scheme =>
            scheme with
            {
                Strategies = new([.. scheme.Strategies.Rows.Select(row => row == Strategy.Exit ? Strategy.Invest : row + 1)]),
            },
        scheme => scheme with { SparesStrongGroups = false },
        scheme => scheme with { UsedIndicators = new() { Off = [IndicatorName.FeeShare] } },
        scheme => scheme with { AlertTerms = scheme.AlertTerms with { DepositShare = 0.2, Off = [AlertRule.Slide] } },
    ];

    [Fact]
    public void Every_part_of_a_scheme_is_changed_in_some_trial()
    {
        IEnumerable<string> changed =
            from property in typeof(Scheme).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where Changes.Any(change => !Equals(property.GetValue(Scheme.Default), property.GetValue(change(Frozen))))
            select property.Name;

        Assert.Equal(
            typeof(Scheme).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order(),
            changed.Order()
        );
    }

    private static Scheme Frozen => Scheme.Default with { FrozenAt = RandomBank.Middle };

    [Fact]
    public void Under_the_same_scheme_everything_stays_to_the_bit()
    {
        for (int seed = 0; seed < Banks; seed++)
        {
            (SmallBank bank, Period period) = (RandomBank.Of(seed), RandomBank.PeriodOf(seed));
            Snapshot snapshot = Kernel.SnapshotOf(bank, period);
            BookFigures kept = KeptOf(snapshot);

            var again = Appraisal.Of(kept, snapshot.Input.Applied, threads: 2);
            var trial = SchemeTrial.Of(kept, again.ToVerdict(), Appraisal.Of(kept, snapshot.Input.Applied, threads: 1).ToVerdict());

            AssertSame(snapshot, again, $"seed {seed}");
            Assert.All(Enum.GetValues<Grid>(), grid => Assert.Empty(trial.Moved(grid)));
            Assert.Empty(trial.OtherStrategy);
            Assert.Equal(0, trial.NotTried);
        }
    }

    [Fact]
    public void Under_a_changed_scheme_everything_is_as_computed_anew_to_the_bit()
    {
        var moved = new int[Changes.Length];
        for (int seed = 0; seed < Banks; seed++)
        {
            (SmallBank bank, Period period) = (RandomBank.Of(seed), RandomBank.PeriodOf(seed));
            Snapshot snapshot = Kernel.SnapshotOf(bank, period);
            BookFigures kept = KeptOf(snapshot);
            var before = Appraisal.Of(kept, snapshot.Input.Applied, threads: 1).ToVerdict();
            for (int change = 0; change < Changes.Length; change++)
            {
                Scheme draft = Changes[change](bank.Scheme);
                CutTable? calibration = draft.CalibrationFor(period) is Period frozen
                    ? Kernel.SnapshotOf(bank with { Scheme = bank.Scheme with { FrozenAt = null } }, frozen).Cuts
                    : null;

                var tried = Appraisal.Of(kept, new(period, draft, calibration), threads: 1);

                Snapshot anew = Kernel.SnapshotOf(bank with { Scheme = draft }, period, calibration);
                AssertSame(anew, tried, $"seed {seed}, change {change}");
                var trial = SchemeTrial.Of(kept, before, tried.ToVerdict());
                AssertCounts(snapshot, anew, trial);
                moved[change] += Enum.GetValues<Grid>().Sum(grid => trial.Moved(grid).Count) + trial.OtherStrategy.Count;
            }
        }

        // Levers, indicators and alerts place nobody; everything else moves somebody.
        int[] still = [3, 9, 10, 11, 12, 13, 14, 15, 25, 26];
        Assert.Equal(still, moved.Index().Where(one => one.Item == 0).Select(one => one.Index));
    }

    [Fact]
    public void Customers_whose_figures_are_not_kept_stay_new_and_are_counted()
    {
        Period december = Period.Of(2025, 12);
        var bank = new SmallBank
        {
            Clients = [new("OLD"), new("TWO"), new("ONE"), new("GONE")],
            Facts =
            [
                .. new FactLine("OLD", december.AddMonths(-30)) { LoanNii = 1000 }.Through(december),
                .. new FactLine("TWO", december.AddMonths(-1)) { LoanNii = 1000 }.Through(december),
                new FactLine("ONE", december) { LoanNii = 1000 },
                new FactLine("GONE", december.AddMonths(-20)) { LoanNii = 1000 },
            ],
        };
        Snapshot snapshot = Kernel.SnapshotOf(bank, december);
        BookFigures kept = KeptOf(snapshot);

        SchemeTrial Try(int months)
        {
            var tried = new AppliedScheme(december, Scheme.Default with { NewMonths = months });
            return SchemeTrial.Of(
                kept,
                Appraisal.Of(kept, snapshot.Input.Applied, 1).ToVerdict(),
                Appraisal.Of(kept, tried, 1).ToVerdict()
            );
        }

        Assert.Equal(2, Try(2).NotTried);
        Assert.Empty(Try(2).Moved(Grid.Value));
        Assert.Equal(0, Try(3).NotTried);
        Assert.Equal(0, Try(12).NotTried);
        Assert.Equal(4, Try(2).Customers);
    }

    [Fact]
    public void A_trial_counts_customers_strategies_and_cuts_of_both_schemes()
    {
        // The example of docs/methods/scheme-trial.md.
        // R is 12 · 100, 12 · 200, 12 · 300; without cost and credit RAROC is 0.75 / 0.12 = 6.25, High under any of these cuts.
        Period december = Period.Of(2025, 12);
        var scheme = Scheme.Default with { ValueRevenue = new(new FixedCut(1000, 3000)) };
        var bank = new SmallBank
        {
            Scheme = scheme,
            Clients = [new("A"), new("B"), new("C")],
            Facts =
            [
                .. new FactLine("A", december.AddMonths(-30)) { LoanNii = 100 }.Through(december),
                .. new FactLine("B", december.AddMonths(-30)) { LoanNii = 200 }.Through(december),
                .. new FactLine("C", december.AddMonths(-30)) { LoanNii = 300 }.Through(december),
            ],
        };
        Snapshot snapshot = Kernel.SnapshotOf(bank, december);
        BookFigures kept = KeptOf(snapshot);
        var draft = new AppliedScheme(december, scheme with { ValueRevenue = new(new FixedCut(2000, 2400)) });

        var trial = SchemeTrial.Of(
            kept,
            Appraisal.Of(kept, snapshot.Input.Applied, 1).ToVerdict(),
            Appraisal.Of(kept, draft, 1).ToVerdict()
        );

        var lh = new Cell(Level.Low, Level.High);
        var mh = new Cell(Level.Mid, Level.High);
        var hh = new Cell(Level.High, Level.High);
        Assert.Equal([0, 1], trial.Moved(Grid.Value)); // A: MH → LH, B: MH → HH, C stays HH
        Assert.Equal((1, 1200), (trial[Grid.Value][mh, lh].Customers, trial[Grid.Value][mh, lh].Revenue));
        Assert.Equal((1, 2400), (trial[Grid.Value][mh, hh].Customers, trial[Grid.Value][mh, hh].Revenue));
        Assert.Equal(1, trial[Grid.Value][hh, hh].Customers);
        Assert.Equal((2, 0), (trial[Grid.Value].To(hh).Customers, trial[Grid.Value].To(mh).Customers));
        Assert.Equal((mh, lh), trial.CellsOf(Grid.Value, 0));
        Assert.Equal((Strategy.Invest, Strategy.Deepen), trial.StrategiesOf(0));
        Assert.Equal([0], trial.OtherStrategy); // growth counts as Mid: MH Invest, LH Deepen
        Assert.Equal(1, trial.Count(Strategy.Invest, Strategy.Deepen));
        Assert.Equal(2, trial.Count(Strategy.Invest, Strategy.Invest));
        TriedCut cut = Assert.Single(trial.Cuts(Grid.Value, y: false));
        Assert.Equal(
            ("bank", 1000, 3000, 2000, 2400),
            (cut.PeerGroup, cut.Before!.Cuts.Lo, cut.Before.Cuts.Hi, cut.After!.Cuts.Lo, cut.After.Cuts.Hi)
        );
        Assert.Equal((3, 3), (cut.Before.Placed, cut.After.Placed));

        TriedPicture picture = trial.Picture(Grid.Value)!;
        // All have the same RAROC: one row; A and B moved.
        Assert.Single(picture.Fields.Select(field => field.Row).Distinct());
        Assert.Equal([(1, 1), (1, 1), (1, 0)], picture.Fields.Select(field => (field.Count, field.Moved)));
        Assert.Equal(picture.Fields.Select(field => field.Column).Order(), picture.Fields.Select(field => field.Column));
        Assert.Equal((1200, 2400, 3600), (picture.X.Percentiles[0], picture.X.Percentiles[50], picture.X.Percentiles[100]));
        Assert.Equal(1200 + (0.5 * 1200), picture.X.Percentiles[25]);
        // At or above 1,200 is everything, from 2,400 on 6,000 of 7,200, from 3,600 on 3,600.
        Assert.Equal(
            (1, 6000 / 7200.0, 3600 / 7200.0),
            (picture.X.Contributions[0], picture.X.Contributions[50], picture.X.Contributions[100])
        );
        Assert.Equal((0, 1), (picture.X.At(-1e9), picture.X.At(1e9)));
        Assert.True(picture.X.From < 1000 && picture.X.To > 3600);
        Assert.Null(trial.Picture(Grid.Group));
    }

    [Fact]
    public void Cuts_of_peer_groups_that_only_one_scheme_forms_have_no_other_side()
    {
        SmallBank bank = Enumerable
            .Range(0, Banks)
            .Select(RandomBank.Of)
            .First(one => one.Scheme == (Scheme.Default with { SmallestPeerGroup = one.Scheme.SmallestPeerGroup }));
        Snapshot snapshot = Kernel.SnapshotOf(bank, RandomBank.Middle);
        BookFigures kept = KeptOf(snapshot);
        var draft = new AppliedScheme(RandomBank.Middle, bank.Scheme with { ValueRevenue = new(new QuantileCut(0.5, 0.8)) });

        var trial = SchemeTrial.Of(
            kept,
            Appraisal.Of(kept, snapshot.Input.Applied, 1).ToVerdict(),
            Appraisal.Of(kept, draft, 1).ToVerdict()
        );

        IReadOnlyList<TriedCut> cuts = trial.Cuts(Grid.Value, y: false);
        Assert.Equal("bank", Assert.Single(cuts, cut => cut.After is not null).PeerGroup);
        Assert.All(cuts.Where(cut => cut.After is null), cut => Assert.StartsWith("SizeClass=", cut.PeerGroup, StringComparison.Ordinal));
        Assert.True(cuts.Count > 1);
    }

    /// <summary>What is kept of a snapshot: of the active all figures, of the others the months alone.</summary>
    private static BookFigures KeptOf(Snapshot snapshot) =>
        new(
            snapshot.Input.Book,
            snapshot.Figures.ToArray(),
            [.. Enumerable.Range(0, snapshot.Input.Book.Count).Select(snapshot.Input.Statements.OwnGrowthOf)]
        );

    private static void AssertSame(Snapshot expected, Appraisal actual, string where)
    {
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            Assert.True(expected.Cells(grid).SequenceEqual(actual.Cells(grid)), $"{where}: cells of {grid}");
            foreach (bool y in (bool[])[false, true])
            {
                Assert.True(expected.Cuts[grid, y].SequenceEqual(actual.Cuts[grid, y]), $"{where}: cuts of {grid} {y}");
            }
        }

        Assert.True(expected.Strategies.SequenceEqual(actual.Strategies), $"{where}: strategies");
        Assert.True(expected.Consistency.SequenceEqual(actual.Consistency), $"{where}: consistency");
        Assert.True(expected.ValueReason.SequenceEqual(actual.ValueReason), $"{where}: value reasons");
        Assert.True(expected.GrowthReason.SequenceEqual(actual.GrowthReason), $"{where}: growth reasons");
        Assert.True(expected.Returns.SequenceEqual(actual.Returns), $"{where}: returns");
        Assert.True(expected.GrowthBank.SequenceEqual(actual.GrowthBank), $"{where}: growth of our revenue");
        Assert.True(expected.GrowthOwn.SequenceEqual(actual.GrowthOwn), $"{where}: own growth");
        Assert.True(expected.Groups.SequenceEqual(actual.Groups), $"{where}: groups");
    }

    /// <summary>Counts again, one customer at a time, from the two snapshots.</summary>
    private static void AssertCounts(Snapshot before, Snapshot after, SchemeTrial trial)
    {
        int customers = before.Input.Book.Count;
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            List<int> moved = [];
            var flows = new Dictionary<(int, int), int>();
            for (int customer = 0; customer < customers; customer++)
            {
                int from = before.Active[customer] ? before.Cells(grid)[customer] : -1;
                int to = after.Active[customer] ? after.Cells(grid)[customer] : -1;
                flows[(from, to)] = flows.GetValueOrDefault((from, to)) + 1;
                if (from != to)
                {
                    moved.Add(customer);
                }
            }

            Assert.Equal(moved, trial.Moved(grid));
            Assert.All(moved, customer => Assert.NotEqual(trial.CellsOf(grid, customer).Before, trial.CellsOf(grid, customer).After));
            foreach (((int from, int to), int count) in flows.Where(flow => flow.Key is not (-1, -1)))
            {
                Assert.Equal(count, trial[grid][MigrationMatrix.CellOf((sbyte)from), MigrationMatrix.CellOf((sbyte)to)].Customers);
            }
        }

        foreach (Strategy from in Enum.GetValues<Strategy>())
        {
            foreach (Strategy to in Enum.GetValues<Strategy>())
            {
                int count = Enumerable.Range(0, customers).Count(c => before.Strategies[c] == from && after.Strategies[c] == to);
                Assert.Equal(count, trial.Count(from, to));
            }
        }
    }
}
