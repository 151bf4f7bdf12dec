using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>An indicator that a scheme switches off is not applicable to anybody.</summary>
public sealed class IndicatorSwitchesTests
{
    private static readonly Period December = Period.Of(2025, 12);

    // R 12 · 100 each; fees 60 of 100 with A, 10 of 100 with B; both in the High band, so the median of the benchmark is (0.6 + 0.1) / 2.
    private static readonly SmallBank Bank = new()
    {
        Scheme = Scheme.Default with { ValueRevenue = new(new FixedCut(100, 200)), SmallestBenchmark = 1 },
        Clients = [new("A"), new("B")],
        Facts =
        [
            .. new FactLine("A", Period.Of(2023, 1)) { DepositNii = 40, FeeIncome = 60 }.Through(December),
            .. new FactLine("B", Period.Of(2023, 1)) { DepositNii = 90, FeeIncome = 10 }.Through(December),
        ],
    };

    [Fact]
    public void The_names_are_the_codes_in_their_order() =>
        Assert.Equal(
            Indicator.All.Select(indicator => indicator.Code.Replace("_", "", StringComparison.Ordinal)),
            Enum.GetNames<IndicatorName>().Select(name => name.ToLowerInvariant())
        );

    [Fact]
    public void On_it_has_values_a_portrait_a_benchmark_and_a_lever()
    {
        (Snapshot snapshot, Guidance guidance) = Of(Bank);

        Assert.Equal([0.6, 0.1], [snapshot.IndicatorOf(FeeShare, 0), snapshot.IndicatorOf(FeeShare, 1)]);
        Assert.Equal(2, snapshot.Portraits[0, Grid.Value, PortraitPart.All, FeeShare].N);
        Assert.Equal(0.35, BenchmarkOf(snapshot, guidance).Quartiles.Median, 1e-15);
        Assert.Contains(LeverKind.FeeIncome, guidance.LeversOf(1).ToArray().Select(lever => lever.Kind));
    }

    [Fact]
    public void Off_it_has_none_of_them_and_nothing_else_changes()
    {
        (Snapshot snapshot, Guidance guidance) = Of(
            Bank with
            {
                Scheme = Bank.Scheme with { UsedIndicators = new() { Off = [IndicatorName.FeeShare] } },
            }
        );
        (Snapshot usual, _) = Of(Bank);

        Assert.Equal([double.NaN, double.NaN], [snapshot.IndicatorOf(FeeShare, 0), snapshot.IndicatorOf(FeeShare, 1)]);
        Assert.Equal(0, snapshot.Portraits[0, Grid.Value, PortraitPart.All, FeeShare].N);
        Assert.False(BenchmarkOf(snapshot, guidance).Exists);
        Assert.DoesNotContain(LeverKind.FeeIncome, guidance.LeversOf(1).ToArray().Select(lever => lever.Kind));
        Assert.Equal(usual.Cells(Grid.Value).ToArray(), snapshot.Cells(Grid.Value).ToArray());
        Assert.All(
            Indicator.All.Where(indicator => indicator.Number != FeeShare),
            indicator => Assert.Equal(usual.IndicatorOf(indicator.Number, 0), snapshot.IndicatorOf(indicator.Number, 0))
        );
    }

    [Fact]
    public void A_scheme_stored_before_there_were_switches_uses_all_of_them()
    {
        string json = Scheme.Default.ToJson();
        int start = json.IndexOf("\"usedIndicators\"", StringComparison.Ordinal);
        string older = json.Remove(start, json.IndexOf("\"alertTerms\"", StringComparison.Ordinal) - start);

        Assert.Equal(Scheme.Default, Scheme.FromJson(older));
    }

    [Fact]
    public void The_same_indicator_is_not_switched_off_twice() =>
        Assert.Equal(
            "indicators",
            Assert
                .Single(
                    (
                        Scheme.Default with
                        {
                            UsedIndicators = new() { Off = [IndicatorName.EChannel, IndicatorName.EChannel] },
                        }
                    ).FaultsByKey()
                )
                .Key
        );

    private static Benchmark BenchmarkOf(Snapshot snapshot, Guidance guidance) =>
        guidance.Benchmarks[BenchmarkKey.Of(snapshot, 1)][FeeShare];

    private static int FeeShare => Indicator.Named("fee_share").Number;

    private static (Snapshot, Guidance) Of(SmallBank bank)
    {
        Snapshot snapshot = Kernel.SnapshotOf(bank, December);
        return (snapshot, Guidance.Of(snapshot, threads: 1));
    }
}
