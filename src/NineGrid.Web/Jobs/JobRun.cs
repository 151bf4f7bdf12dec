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

    // Whether this run has taken the job up before.
    private bool _again;

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
            JobRow? job = await LedgerAsync(ledger => ledger.TakeUpAsync(id, node, _again, cancellationToken));
            _again = true;
            return job is null || await WorkAsync(job, cancellationToken);
        }
        catch (Exception failure) when (DatabaseReach.IsLost(failure) || DiskSpace.IsUsedUp(failure))
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
            return await EndAsync(job, JobState.Refused, refusal.Reason, start);
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
            if (await HasEndedAsync(job, start))
            {
                return true;
            }

            LogFailed(log, failure, job.Kind, job.Subject);
            return await EndAsync(job, JobState.Failed, Reason(failure), start);
        }
    }

    private void Read(JobRow job, JobState state, long start) => readings.Ended(job.Kind, state, clock.GetElapsedTime(start));

    private static JobReason Reason(Exception failure)
    {
        string told = failure.GetBaseException().Message;
        return DiskSpace.IsUsedUp(failure) ? new("DiskFull", told, []) : new("Failed", told, [told]);
    }

    private Task<int> LayAsideAsync(int id) => LedgerAsync(ledger => ledger.LayAsideAsync(id, CancellationToken.None));

    private async Task<bool> EndAsync(JobRow job, JobState state, JobReason reason, long start)
    {
        if (await LedgerAsync(ledger => ledger.EndAsync(job.Id, state, outcome: null, reason.ToJson(), CancellationToken.None)))
        {
            Read(job, state, start);
            return true;
        }

        return await HasEndedAsync(job, start);
    }

    /// <summary>Whether the job was ended by somebody else while this node worked on it.</summary>
    private async Task<bool> HasEndedAsync(JobRow job, long start)
    {
        JobRow? now = await LedgerAsync(ledger => ledger.FindAsync(job.Id, CancellationToken.None));
        if (now is { State: JobState.Stopped })
        {
            Read(job, JobState.Stopped, start);
        }

        return now is not { State: JobState.Waiting or JobState.Running };
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
