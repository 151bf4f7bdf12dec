using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Bench.Kernel;

/// <summary><c>kernel PACKAGE PERIOD</c>: facts in memory → windows, returns, cuts, positions, indicators, portraits, migration; for comparison with the peers.</summary>
internal static class KernelRun
{
    public static RootCommand Command()
    {
        var package = new Argument<string>("PACKAGE") { Description = "A folder or zip as for import." };
        var period = new Argument<string>("PERIOD") { Description = "The period, such as 2025-12." };
        var from = new Option<string?>("--from")
        {
            Description = "The earlier period of the migration; it is computed before the clock starts.",
        };
        var repeat = new Option<int>("--repeat") { Description = "How often; the median is told.", DefaultValueFactory = _ => 5 };
        var output = new Option<string?>("--out") { Description = "A folder for the exports." };
        var threads = new Option<int>("--threads")
        {
            Description = "How many threads.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var command = new RootCommand("Times the kernel on a package.") { package, period, from, repeat, output, threads };
        command.SetAction(words =>
            RunAsync(
                words.GetRequiredValue(package),
                Month(words.GetRequiredValue(period)),
                words.GetValue(from) is string earlier ? Month(earlier) : null,
                words.GetValue(repeat),
                words.GetValue(output),
                words.GetValue(threads)
            )
        );
        return command;
    }

    private static async Task RunAsync(string path, Period period, Period? from, int repeat, string? output, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(repeat);
        long start = Stopwatch.GetTimestamp();
        var package = new PackageInMemory(path);
        Tell("load", Stopwatch.GetElapsedTime(start).TotalSeconds);

        Snapshot? earlier = from is Period month ? package.Snapshot(package.BookOf(month), month, threads) : null;
        Book book = package.BookOf(period);
        var seconds = new double[repeat];
        Snapshot? snapshot = null;
        IReadOnlyList<MigrationMatrix> migration = [];
        for (int i = 0; i < repeat; i++)
        {
            snapshot = null;
            GC.Collect();
            start = Stopwatch.GetTimestamp();
            snapshot = package.Snapshot(book, period, threads);
            migration = earlier is null ? [] : snapshot.MigrationFrom(earlier, threads);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Console.Error.WriteLine(string.Join(' ', seconds.Select(one => one.ToString("0.000", CultureInfo.InvariantCulture))));
        Array.Sort(seconds);
        Tell("kernel", seconds[repeat / 2]);
        using (var process = Process.GetCurrentProcess())
        {
            Tell("peak", process.PeakWorkingSet64 / 1e6);
        }

        if (output is not null)
        {
            await KernelExports.WriteAsync(output, snapshot!, migration);
        }
    }

    private static Period Month(string text) =>
        Period.TryParse(text, out Period period)
            ? period
            : throw new FormatException($"“{text}” is not a month; expected one such as 2025-12.");

    private static void Tell(string what, double number) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {number:0.000}"));
}
