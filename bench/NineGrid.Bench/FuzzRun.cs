using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NineGrid.Tests.Data.Imports;
using NineGrid.Tests.Data.Imports.Fuzz;
using NineGrid.Tests.Support;

namespace NineGrid.Bench;

/// <summary><c>fuzz --packages N --seed S</c>: imports spoilt packages and tells what became of them and how much memory it took.</summary>
internal static class FuzzRun
{
    private const long MostMemory = 1L << 30;

    // What .NET takes of a container's memory. Without it a large machine lets garbage stand, and the peak would tell of that.
    private const ulong MostHeap = (ulong)MostMemory / 4 * 3;
    private const int MostFailuresShown = 20;

    public static RootCommand Command()
    {
        var packages = new Option<int>("--packages") { Description = "How many packages.", DefaultValueFactory = _ => 20_000 };
        var seed = new Option<int>("--seed")
        {
            Description = "The seed of the first; each of the others has the next.",
            DefaultValueFactory = _ => 1,
        };
        var command = new RootCommand("Imports packages that were spoilt in every way into a SQLite database.") { packages, seed };
        command.SetAction((words, cancellationToken) => RunAsync(words.GetValue(packages), words.GetValue(seed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int packages, int seed, CancellationToken cancellationToken)
    {
        AppContext.SetData("GCHeapHardLimit", MostHeap);
        GC.RefreshMemoryLimit();
        var outcomes = new Dictionary<(Mutation, FuzzOutcome), int>();
        int failures = 0;
        long start = Stopwatch.GetTimestamp();
        await using (ImportFuzz fuzz = await ImportFuzz.StartAsync(SmallBank.Files, new FixedTime(2024, 3, 15)))
        {
            for (int i = 0; i < packages && !cancellationToken.IsCancellationRequested; i++)
            {
                try
                {
                    (MutatedPackage package, FuzzOutcome outcome) = await fuzz.RunAsync(seed + i);
                    outcomes[(package.Kind, outcome)] = outcomes.GetValueOrDefault((package.Kind, outcome)) + 1;
                }
                catch (FuzzFailedException failure)
                {
                    if (++failures <= MostFailuresShown)
                    {
                        Console.Error.WriteLine(failure);
                    }
                }

                if ((i + 1) % 1000 == 0)
                {
                    Console.Error.WriteLine(
                        string.Create(CultureInfo.InvariantCulture, $"{i + 1:N0} packages, peak {Peak() >> 20:N0} MiB, {failures} failures")
                    );
                }
            }
        }

        Tell(outcomes);
        long peak = Peak();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{outcomes.Values.Sum() + failures:N0} packages in {Stopwatch.GetElapsedTime(start):hh\\:mm\\:ss}, {failures} failures, peak working set {peak >> 20:N0} MiB"
            )
        );
        return failures == 0 && peak <= MostMemory ? 0 : 1;
    }

    private static void Tell(Dictionary<(Mutation Kind, FuzzOutcome Outcome), int> outcomes)
    {
        FuzzOutcome[] all = Enum.GetValues<FuzzOutcome>();
        Console.WriteLine($"| mutation | {string.Join(" | ", all)} |");
        Console.WriteLine($"|---|{string.Concat(all.Select(_ => "---:|"))}");
        foreach (Mutation kind in Enum.GetValues<Mutation>())
        {
            Row(kind.ToString(), all.Select(outcome => outcomes.GetValueOrDefault((kind, outcome))));
        }

        Row("all", all.Select(outcome => outcomes.Where(pair => pair.Key.Outcome == outcome).Sum(pair => pair.Value)));

        static void Row(string name, IEnumerable<int> counts) =>
            Console.WriteLine(
                $"| {name} | {string.Join(" | ", counts.Select(count => count.ToString("N0", CultureInfo.InvariantCulture)))} |"
            );
    }

    private static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
