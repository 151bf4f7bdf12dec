using System.Text.Json;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

public sealed class SchemeTests
{
    [Fact]
    public void The_defaults_are_those_of_the_specification()
    {
        Scheme scheme = Scheme.Default;

        Assert.Equal((0.25, 0.12, 1.0, 0.11), (scheme.Tax, scheme.Beta, scheme.CapitalMultiplier, scheme.Hurdle));
        Assert.Equal((0.0005, 30.0, 300.0), (scheme.PdFloor, scheme.SmeLower, scheme.SmeUpper));
        Assert.Equal((3, 30, 0.7, 0.3), (scheme.NewMonths, scheme.SmallestPeerGroup, scheme.RevenueWeight, scheme.ProfitWeight));
        Assert.Equal(new AxisRule(new QuantileCut(0.5, 0.8), [PeerDimension.SizeClass]), scheme.Axis(Grid.Value, y: false));
        Assert.Equal(new AxisRule(new FixedCut(0.11, 0.20)), scheme.Axis(Grid.Value, y: true));
        Assert.Equal(new AxisRule(new FixedCut(0, 0.10)), scheme.Axis(Grid.Growth, y: false));
        Assert.Equal(new AxisRule(new FixedCut(0, 0.10)), scheme.Axis(Grid.Growth, y: true));
        Assert.Equal(new AxisRule(new QuantileCut(0.5, 0.8)), scheme.Axis(Grid.Group, y: false));
        Assert.Equal(new AxisRule(new FixedCut(0.11, 0.20)), scheme.Axis(Grid.Group, y: true));
        Assert.Null(scheme.FrozenAt);
        Assert.Empty(scheme.Faults());
    }

    [Fact]
    public void Every_fault_is_named()
    {
        Faulty("tax", Scheme.Default with { Tax = 1 });
        Faulty("beta", Scheme.Default with { Beta = double.NaN });
        Faulty("multiplier", Scheme.Default with { CapitalMultiplier = -1 });
        Faulty("hurdle", Scheme.Default with { Hurdle = double.PositiveInfinity });
        Faulty("floor", Scheme.Default with { PdFloor = 0 });
        Faulty("SME", Scheme.Default with { SmeLower = 300 });
        Faulty("months", Scheme.Default with { NewMonths = 0 });
        Faulty("months", Scheme.Default with { NewMonths = 13 });
        Faulty("weights", Scheme.Default with { RevenueWeight = 0.8 });
        Faulty("peer group", Scheme.Default with { SmallestPeerGroup = 0 });
        Faulty("lo ≤ hi", Scheme.Default with { ValueRaroc = new(new FixedCut(0.2, 0.1)) });
        Faulty("p ≤ q", Scheme.Default with { ValueRevenue = new(new QuantileCut(0.8, 0.5)) });
        Faulty("a < b", Scheme.Default with { ValueRevenue = new(new ContributionCut(0.8, 0.8)) });
        Faulty("revenue axes only", Scheme.Default with { ValueRaroc = new(new ContributionCut(0.5, 0.8)) });
        Faulty("revenue axes only", Scheme.Default with { GrowthBank = new(new ContributionCut(0.5, 0.8)) });
        Faulty("no peer groups", Scheme.Default with { GroupRevenue = new(new QuantileCut(0.5, 0.8), [PeerDimension.Tier1]) });
        Faulty("twice", Scheme.Default with { ValueRevenue = new(new FixedCut(1, 2), [PeerDimension.Tier1, PeerDimension.Tier1]) });

        static void Faulty(string word, Scheme scheme) => Assert.Contains(word, Assert.Single(scheme.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(2, (Scheme.Default with { Tax = 2, Beta = -1 }).Faults().Count);

    [Fact]
    public void A_stored_scheme_reads_back_the_same()
    {
        foreach (Scheme scheme in Enumerable.Range(0, 100).Select(seed => RandomBank.Of(seed).Scheme))
        {
            Assert.Equal(scheme, Scheme.FromJson(scheme.ToJson()));
        }
    }

    [Fact]
    public void Text_that_is_no_scheme_is_refused()
    {
        Assert.Throws<JsonException>(() => Scheme.FromJson("null"));
        Assert.Throws<JsonException>(() => Scheme.FromJson("""{"unknown": 1}"""));
        Assert.Throws<ArgumentException>(() => Scheme.FromJson("""{"tax": 2}"""));
    }

    [Fact]
    public void A_frozen_scheme_is_not_computed_before_its_calibration()
    {
        var book = new Book(new([new("HO", null, InstitutionLevel.Head)]), [], new ProductSets([]));
        Period calibration = Period.Of(2024, 12);
        Scheme frozen = Scheme.Default with { FrozenAt = calibration };
        CutTable cuts = Snapshot.Compute(new(calibration, frozen, book), threads: 1).Cuts;

        Assert.Throws<ArgumentException>(() => new SnapshotInput(Period.Of(2025, 12), frozen, book));
        Assert.Throws<ArgumentException>(() => new SnapshotInput(Period.Of(2025, 12), Scheme.Default, book, cuts));
        Assert.Throws<ArgumentException>(() => new SnapshotInput(calibration, frozen, book, cuts));
        Assert.Equal(cuts, new SnapshotInput(Period.Of(2025, 12), frozen, book, cuts).Applied.Calibration);
    }

    [Fact]
    public void A_faulty_scheme_or_a_customer_without_facts_is_refused()
    {
        var tree = new InstitutionTree([new("HO", null, InstitutionLevel.Head)]);
        var book = new Book(tree, [new("A", 0, null, SizeClass.Large, Industry.Of('A'), null)], new ProductSets([]));
        Period period = Period.Of(2025, 12);

        Assert.Throws<ArgumentException>(() => new SnapshotInput(period, Scheme.Default with { Tax = 9 }, book));
        Assert.Contains(
            "Customer A",
            Assert.Throws<ArgumentException>(() => Snapshot.Compute(new(period, Scheme.Default, book), threads: 1)).Message,
            StringComparison.Ordinal
        );
    }
}
