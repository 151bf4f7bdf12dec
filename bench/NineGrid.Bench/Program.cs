using BenchmarkDotNet.Running;
using NineGrid.Bench;

if (args is ["fuzz", .. string[] words])
{
    return await FuzzRun.Command().Parse(words).InvokeAsync();
}

if (args is ["web", .. string[] clicks])
{
    return await WebRun.Command().Parse(clicks).InvokeAsync();
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
