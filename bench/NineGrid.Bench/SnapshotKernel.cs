using BenchmarkDotNet.Attributes;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Bench;

/// <summary>Facts already in memory → windows, returns, cuts, positions, indicators, all portraits.</summary>
[Config(typeof(LongRuns))]
public class SnapshotKernel
{
    private SyntheticBank _bank = null!;

    [Params(10_000, 100_000, 1_000_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void MakeUpBank() => _bank = new(Customers, Period.Of(2025, 12));

    [Benchmark]
    public Snapshot Snapshot() => _bank.Snapshot();
}
