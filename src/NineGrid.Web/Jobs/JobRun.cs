using System.Globalization;
using NineGrid.Data;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Data.Schema;
using NineGrid.Web.Watching;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>Runs a job of the ledger to its end: waits for its turn and for a database that is away, and tells how far it is.</summary>
internal sealed partial class JobRun(
    IServiceScopeFactory scopes,
    RunningJobs running,
    Readings readings,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<JobRun> log
) : IJob
{
    /// <summary>Under which name the scheduler keeps the job's number.</summary>
    public const string Number = "job";

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(2);

    /// <summary>How the scheduler knows a job.</summary>
    public static JobKey KeyOf(int id) => new(id.ToString(CultureInfo.InvariantCulture), "ledger");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        int id = context.MergedJobDataMap.GetInt(Number);
        using IDisposable? known = log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["Job"] = id });
        // A node that is stopped does not wait for an import: what is under way is rolled back and left to the next node.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        while (!await TryAsync(id, context.Scheduler.SchedulerInstanceId, stop.Token))
        {
            await Task.Delay(BetweenAttempts, clock, stop.Token);
        }
    }

    /// <summary>Takes the job up once.</summary>
    /// <returns>Whether it has ended; when not, it is to be taken up again a little later.</returns>
    private async Task<bool> TryAsync(int id, string node, CancellationToken cancellationToken)
    {
        try
        {
            bool ended =
                await LedgerAsync(ledger => ledger.TakeUpAsync(id, node, cancellationToken)) is not JobRow job
                || await WorkAsync(job, cancellationToken);
            if (ended && !cancellationToken.IsCancellationRequested)
            {
                await using AsyncServiceScope scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<JobDesk>().GoOnAfterAsync(id, cancellationToken);
            }

            return ended;
        }
        catch (Exception failure) when (DatabaseReach.IsLost(failure))
        {
            LogAway(log, id, failure.GetBaseException().Message);
            return false;
        }
    }

    private async Task<bool> WorkAsync(JobRow job, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        long start = clock.GetTimestamp();
        scope.ServiceProvider.GetRequiredService<CurrentJob>().Begin(job.Id, job.AskedBy);
        try
        {
            await using RunningJob progress = running.Begin(job.Id);
            await scope.ServiceProvider.GetRequiredService<JobWork>().RunAsync(job, progress, cancellationToken);
            LogDone(log, job.Kind, job.Subject);
            Read(job, JobState.Done, start);
            return true;
        }
        catch (BankBusyException)
        {
            await LayAsideAsync(job.Id);
            return false;
        }
        catch (JobRefusedException refusal)
        {
            LogRefused(log, job.Kind, job.Subject, refusal.Message);
            Read(job, JobState.Refused, start);
            return await EndAsync(job.Id, JobState.Refused, refusal.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever stopped it has ended it in the ledger already; a node that goes leaves it to the others.
            if (await LayAsideAsync(job.Id) == 0)
            {
                Read(job, JobState.Stopped, start);
            }

            return true;
        }
        catch (Exception failure) when (!DatabaseReach.IsLost(failure))
        {
            LogFailed(log, failure, job.Kind, job.Subject);
            Read(job, JobState.Failed, start);
            return await EndAsync(job.Id, JobState.Failed, failure.GetBaseException().Message);
        }
    }

    private void Read(JobRow job, JobState state, long start) => readings.Ended(job.Kind, state, clock.GetElapsedTime(start));

    private Task<int> LayAsideAsync(int id) => LedgerAsync(ledger => ledger.LayAsideAsync(id, CancellationToken.None));

    private async Task<bool> EndAsync(int id, JobState state, string reason)
    {
        await LedgerAsync(ledger => ledger.EndAsync(id, state, outcome: null, reason, CancellationToken.None));
        return true;
    }

    // A scope of its own: that of the work may hold a transaction that has failed.
    private async Task<T> LedgerAsync<T>(Func<JobLedger, Task<T>> use)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<JobLedger>());
    }

    [LoggerMessage(LogLevel.Information, "{Kind} {Subject} is done")]
    private static partial void LogDone(ILogger log, JobKind kind, string subject);

    [LoggerMessage(LogLevel.Warning, "{Kind} {Subject} was refused: {Reason}")]
    private static partial void LogRefused(ILogger log, JobKind kind, string subject, string reason);

    [LoggerMessage(LogLevel.Error, "{Kind} {Subject} failed")]
    private static partial void LogFailed(ILogger log, Exception failure, JobKind kind, string subject);

    [LoggerMessage(LogLevel.Warning, "Job {Id} waits for the database: {Reason}")]
    private static partial void LogAway(ILogger log, int id, string reason);
}
