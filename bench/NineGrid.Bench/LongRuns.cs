using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace NineGrid.Bench;

/// <summary>A run takes seconds: one to warm up, five to measure, without a process of its own.</summary>
internal sealed class LongRuns : ManualConfig
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
