using BenchmarkDotNet.Attributes;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Bench;

/// <summary>A snapshot in memory → benchmarks, products, gaps, levers with their worth, what is within reach, and the default path of every placed customer; and how well each indicator separates.</summary>
[Config(typeof(LongRuns))]
public class GuidanceKernel
{
    private Snapshot _snapshot = null!;

    [Params(10_000, 100_000, 1_000_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Compute() => _snapshot = new SyntheticBank(Customers, Period.Of(2025, 12)).Snapshot();

    [Benchmark]
    public Guidance GapsAndPaths() => Guidance.Of(_snapshot, Environment.ProcessorCount);

    [Benchmark]
    public SeparationTable Separation() => SeparationTable.Of(_snapshot, Environment.ProcessorCount);
}
