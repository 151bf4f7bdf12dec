using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
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

    /// <summary>A run takes seconds: one to warm up, five to measure, without a process of its own.</summary>
    private sealed class LongRuns : ManualConfig
    {
        public LongRuns()
        {
            AddJob(
                Job.Default.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(30), logOutput: true))
                    .WithStrategy(RunStrategy.Monitoring)
                    .WithWarmupCount(1)
                    .WithIterationCount(5)
            );
            AddDiagnoser(MemoryDiagnoser.Default);
        }
    }
}
