using BenchmarkDotNet.Running;
using NineGrid.Bench;
using NineGrid.Bench.Kernel;

if (args is ["fuzz", .. string[] words])
{
    return await FuzzRun.Command().Parse(words).InvokeAsync();
}

if (args is ["growth", .. string[] growth])
{
    return await GrowthChart.Command().Parse(growth).InvokeAsync();
}

if (args is ["kernel", .. string[] arguments])
{
    return await KernelRun.Command().Parse(arguments).InvokeAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
