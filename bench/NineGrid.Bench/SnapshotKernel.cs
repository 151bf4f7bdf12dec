using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Bench;

/// <summary>Facts already in memory → windows, returns, cuts, positions, indicators, all portraits.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5)]
[MemoryDiagnoser]
public class SnapshotKernel
{
    private SyntheticBank _bank = null!;

    [Params(10_000, 100_000, 1_000_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void MakeUpBank() => _bank = new(Customers, Period.Of(2025, 12));

    [Benchmark]
    public Snapshot Snapshot()
    {
        var input = new SnapshotInput(_bank.Period, Scheme.Default, _bank.Book);
        input.Facts.Add(_bank.BlocksOfFacts, Environment.ProcessorCount);
        foreach (Statement statement in _bank.Statements)
        {
            input.Statements.Add(in statement);
        }

        return Domain.Snapshots.Snapshot.Compute(input, Environment.ProcessorCount);
    }
}
