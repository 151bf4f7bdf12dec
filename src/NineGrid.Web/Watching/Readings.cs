using System.Diagnostics.Metrics;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Queries.Operations;

namespace NineGrid.Web.Watching;

/// <summary>The instruments of this program. What a request costs is read by the framework's own.</summary>
internal sealed class Readings
{
    /// <summary>Name of the meter.</summary>
    public const string Meter = "NineGrid";

    // From a check of a small file to the import of years.
    private static readonly double[] Durations = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 1800, 3600, 7200];

    private readonly TimeProvider _clock;
    private readonly Histogram<double> _jobs;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _rejected;
    private volatile BankStand? _stand;

    public Readings(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        Meter meter = meters.Create(Meter);
        _jobs = meter.CreateHistogram(
            "ninegrid.job.duration",
            "s",
            "How long jobs took on this node, by kind and by how they ended.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Durations }
        );
        _stored = meter.CreateCounter<long>("ninegrid.import.rows", "{row}", "Rows that imports of this node stored, by file.");
        _rejected = meter.CreateCounter<long>("ninegrid.import.rejected", "{row}", "Rows that imports of this node rejected, by file.");
        meter.CreateObservableGauge("ninegrid.snapshot.age", Age, "s", "Time since the newest snapshot was computed.");
        meter.CreateObservableGauge("ninegrid.alerts.open", Alerts, "{alert}", "Alerts that nobody has looked at, by severity.");
        meter.CreateObservableGauge("ninegrid.jobs.open", Jobs, "{job}", "Jobs of all nodes that have not ended, by state.");
    }

    /// <summary>A job has ended on this node.</summary>
    public void Ended(JobKind kind, JobState state, TimeSpan duration) =>
        _jobs.Record(duration.TotalSeconds, new("kind", Word(kind)), new("state", Word(state)));

    /// <summary>An import has ended on this node, whether or not it stored anything.</summary>
    public void Imported(ImportReport report)
    {
        foreach (ImportedFile file in report.Files)
        {
            var name = KeyValuePair.Create("file", (object?)file.Name);
            _stored.Add(file.Stored, name);
            _rejected.Add(file.Rejected, name);
        }
    }

    /// <summary>How things stand in the database; null while nobody knows, and then nothing is said of it.</summary>
    public void Stands(BankStand? stand) => _stand = stand;

    private IEnumerable<Measurement<double>> Age() =>
        _stand?.ComputedAt is DateTime computed
            ? [new((_clock.GetUtcNow() - new DateTimeOffset(computed, TimeSpan.Zero)).TotalSeconds)]
            : [];

    private IEnumerable<Measurement<int>> Alerts() =>
        _stand?.OpenAlerts.Select(own => new Measurement<int>(own.Value, KeyValuePair.Create("severity", (object?)Word(own.Key)))) ?? [];

    private IEnumerable<Measurement<int>> Jobs() =>
        _stand is { } stand
            ?
            [
                new(stand.WaitingJobs, KeyValuePair.Create("state", (object?)Word(JobState.Waiting))),
                new(stand.RunningJobs, KeyValuePair.Create("state", (object?)Word(JobState.Running))),
            ]
            : [];

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
