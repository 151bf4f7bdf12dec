using System.Text.Json;
using NineGrid.Data;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;

namespace NineGrid.Web.Jobs;

/// <summary>What a snapshot job is asked to do.</summary>
/// <param name="Period">The period.</param>
/// <param name="Scheme">Name of the scheme.</param>
public sealed record SnapshotOrder(Period Period, string Scheme);

/// <summary>Does the work of each kind of job.</summary>
internal sealed class JobWork(IServiceProvider services, CurrentJob current)
{
    /// <summary>Does it, and ends the job in the ledger together with what it stores.</summary>
    public async Task RunAsync(JobRow job, IProgress<JobProgress> progress, CancellationToken cancellationToken)
    {
        switch (job.Kind)
        {
            case JobKind.Check:
                await services.GetRequiredService<ImportJobs>().CheckAsync(job, progress, cancellationToken);
                break;
            case JobKind.Import:
                await services.GetRequiredService<ImportJobs>().ImportAsync(job, Order<ImportOrder>(job), progress, cancellationToken);
                break;
            case JobKind.Snapshot:
                SnapshotOrder order = Order<SnapshotOrder>(job);
                await services.GetRequiredService<ComputeSnapshot>().RunAsync(order.Period, order.Scheme, progress, cancellationToken);
                break;
            case JobKind.DailyAlerts:
                await current.DoneAsync(await services.GetRequiredService<DailyAlerts>().RunAsync(cancellationToken), cancellationToken);
                break;
            default:
                throw new InvalidOperationException($"a job of kind {job.Kind}");
        }
    }

    private static T Order<T>(JobRow job) =>
        JsonSerializer.Deserialize<T>(job.Order ?? "null", JobJson.Options)
        ?? throw new JobRefusedException("OrderMissing", $"Job {job.Id} does not say what is to be done.");
}
