using System.Collections.Concurrent;
using System.Globalization;

namespace NineGrid.Bench;

/// <summary>What was answered, and how fast.</summary>
internal sealed class WebRunTally
{
    /// <summary>An answer.</summary>
    /// <param name="Page">What was asked for.</param>
    /// <param name="Kind">Who asked.</param>
    /// <param name="Milliseconds">From asking to the last byte.</param>
    /// <param name="Bytes">As sent.</param>
    /// <param name="Fault">What was wrong with it; null for nothing.</param>
    public sealed record Answer(string Page, string Kind, double Milliseconds, long Bytes, string? Fault);

    /// <summary>Answers to somebody who was there alone and first.</summary>
    public ConcurrentBag<Answer> First { get; } = [];

    /// <summary>Answers to somebody who was there alone and asked for a page many times.</summary>
    public ConcurrentBag<Answer> Alone { get; } = [];

    /// <summary>Answers to everybody at once.</summary>
    public ConcurrentBag<Answer> Warm { get; } = [];

    /// <summary>Answers with a fault.</summary>
    public int Errors => All.Count(answer => answer.Fault is not null);

    private IEnumerable<Answer> All => First.Concat(Alone).Concat(Warm);

    public void Tell(TimeSpan time, TimeSpan started, long peak)
    {
        Console.WriteLine($"Everybody at once:\n\n{Head}");
        Rows(Warm);
        Row("all", "all", [.. Warm], []);
        Console.WriteLine($"\nAlone:\n\n{Head}");
        Rows(Alone.Where(answer => !answer.Page.StartsWith("sign", StringComparison.Ordinal)));
        Console.WriteLine();
        Answer? largest = All.Where(answer => !answer.Page.StartsWith("export", StringComparison.Ordinal)).MaxBy(answer => answer.Bytes);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Warm.Count / time.TotalSeconds:0.0} answers/s, {Errors} errors, largest answer {largest?.Bytes / 1024.0:0} KB ({largest?.Page}), peak memory of the site {peak:N0} MiB, first page {started.TotalSeconds:0.00} s after the start"
            )
        );
        foreach (IGrouping<string, Answer> fault in All.Where(answer => answer.Fault is not null).GroupBy(answer => answer.Fault!))
        {
            Console.WriteLine($"- {fault.Count().ToString(CultureInfo.InvariantCulture)} × {fault.Key}");
        }
    }

    private const string Head =
        "| page | who | answers | p50 ms | p95 ms | p99 ms | longest ms | first ms | largest KB |\n|---|---|---:|---:|---:|---:|---:|---:|---:|";

    private void Rows(IEnumerable<Answer> answers)
    {
        var first = First.ToLookup(answer => (answer.Page, answer.Kind));
        foreach (
            IGrouping<(string Page, string Kind), Answer> page in answers
                .GroupBy(answer => (answer.Page, answer.Kind))
                .OrderBy(own => own.Key.Page, StringComparer.Ordinal)
                .ThenBy(own => own.Key.Kind, StringComparer.Ordinal)
        )
        {
            Row(page.Key.Page, page.Key.Kind, [.. page], [.. first[page.Key]]);
        }
    }

    private static void Row(string page, string kind, Answer[] answers, Answer[] first)
    {
        double[] took = [.. answers.Select(answer => answer.Milliseconds).Order()];
        string alone = first.Length == 0 ? "" : first.Max(answer => answer.Milliseconds).ToString("0", CultureInfo.InvariantCulture);
        double largest = answers.Concat(first).Max(answer => answer.Bytes) / 1024.0;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {page} | {kind} | {took.Length} | {Of(0.5):0} | {Of(0.95):0} | {Of(0.99):0} | {took[^1]:0} | {alone} | {largest:0.0} |"
            )
        );

        // The nearest rank.
        double Of(double part) => took[Math.Max(0, (int)Math.Ceiling(part * took.Length) - 1)];
    }
}
