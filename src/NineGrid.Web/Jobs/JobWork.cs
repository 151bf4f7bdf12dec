using System.Text.Json;
using NineGrid.Data;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;

namespace NineGrid.Web.Jobs;

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
                await services.GetRequiredService<SnapshotJobs>().ComputeAsync(Order<SnapshotOrder>(job), progress, cancellationToken);
                break;
            case JobKind.SnapshotPart:
                await services
                    .GetRequiredService<SnapshotJobs>()
                    .ReadAsync(job.ParentId!.Value, Order<BranchOrder>(job), progress, cancellationToken);
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
