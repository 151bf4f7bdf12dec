using System.CommandLine;
using BenchmarkDotNet.Running;
using NineGrid.Bench;
using NineGrid.Bench.Kernel;

RootCommand? verb = args.FirstOrDefault() switch
{
    "kernel" => KernelRun.Command(),
    "web" => WebRun.Command(),
    "growth" => GrowthChart.Command(),
    "fuzz" => FuzzRun.Command(),
    _ => null,
};
if (verb is not null)
{
    return await verb.Parse(args[1..]).InvokeAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
