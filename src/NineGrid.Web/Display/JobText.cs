using System.Text.Json;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Queries.Operations;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Web.Jobs;

namespace NineGrid.Web.Display;

/// <summary>What is said of jobs.</summary>
public sealed class JobText(Words say, Numbers show, TimeProvider clock)
{
    /// <summary>What a job does: Compute December 2025.</summary>
    public string Of(JobListed job) =>
        say[$"job.kind.{job.Kind}", Period.TryParse(job.Subject, out Period period) ? show.Month(period) : job.Subject];

    /// <summary>How it stands: what it is doing, or what came of it.</summary>
    public string Standing(JobListed job) =>
        job switch
        {
            { State: JobState.Waiting, Attempts: > 0 } => say["job.waits.turn"],
            { State: JobState.Waiting } => say["job.waits"],
            { State: JobState.Running, Progress: { Total: long total and > 0 } known } => say[
                "job.progress.of",
                Stage(known.Stage),
                Numbers.Count(known.Done),
                Numbers.Count(total)
            ],
            { State: JobState.Running, Progress: { } begun } => Stage(begun.Stage),
            { State: JobState.Done, Kind: JobKind.Snapshot, Outcome: string outcome }
                when JsonSerializer.Deserialize<ComputedSnapshot>(outcome, JobJson.Options) is ComputedSnapshot computed => say[
                "job.computed",
                Numbers.Count(computed.Customers),
                Numbers.Count(computed.OnValueGrid),
                Numbers.Count(computed.OnGrowthGrid),
                Numbers.Count(computed.Version)
            ],
            { State: JobState.Done, Kind: JobKind.Check, Outcome: string outcome }
                when JsonSerializer.Deserialize<CheckOutcome>(outcome, JobJson.Options) is { Check: { } check } => say[
                "imports.sum",
                Numbers.Count(check.Ready),
                Numbers.Count(check.NoticeCount),
                Numbers.Count(check.ErrorCount)
            ],
            { State: JobState.Done, Kind: JobKind.Import, Outcome: string outcome }
                when JsonSerializer.Deserialize<ImportReport>(outcome, JobJson.Options) is ImportReport report => say[
                "imports.done",
                Numbers.Count(report.Files.Sum(file => file.Stored)),
                Numbers.Count(report.Files.Sum(file => file.Rejected))
            ],
            { State: JobState.Stopped } => say["job.stopped"],
            _ => "",
        };

    // Files keep their names.
    private string Stage(string stage) => stage.EndsWith(".csv", StringComparison.Ordinal) ? stage : say[$"job.stage.{stage}"];

    /// <summary>How much of the present stage is done, in percent; null when nobody knows.</summary>
    public static string? Percent(JobListed job) =>
        job.Progress is { Total: long total and > 0, Done: long done }
            ? Math.Clamp(100 * done / total, 0, 100).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>How long it took, or takes so far; nothing when a clock was set back meanwhile.</summary>
    public string Took(JobListed job) =>
        job.StartedAt is DateTime started
            ? say["job.seconds", Numbers.Fixed(Math.Max(0, ((job.EndedAt ?? clock.GetUtcNow().UtcDateTime) - started).TotalSeconds), 1)]
            : Numbers.NotMeasured;
}
