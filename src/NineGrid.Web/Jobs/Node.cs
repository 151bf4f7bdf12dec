using NineGrid.Data.Schema;
using NineGrid.Web.Hosting;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>Lets this node take part in the work as long as there is a database with the schema of this program.</summary>
internal sealed partial class Node(
    IServiceScopeFactory scopes,
    ISchedulerFactory schedulers,
    JobTimes times,
    TimeProvider clock,
    ILogger<Node> log
) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooksAtWork = TimeSpan.FromSeconds(30);

    private readonly Lock _stopping = new();

    private IScheduler? _scheduler;
    private Task? _end;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // A host may be told to stop by several at once; none of them goes on before the jobs have ended.
        lock (_stopping)
        {
            _end ??= EndJobsAsync(cancellationToken);
        }

        await _end;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (times.WorksHere)
        {
            await Task.Delay(await LookAsync(stoppingToken) ? BetweenLooksAtWork : BetweenLooks, clock, stoppingToken);
        }
    }

    private async Task EndJobsAsync(CancellationToken cancellationToken)
    {
        if (_scheduler is { Status: SchedulerStatus.Running or SchedulerStatus.Standby } scheduler)
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    /// <summary>Looks whether it may work, and begins, goes on or rests.</summary>
    /// <returns>Whether this node works.</returns>
    internal async Task<bool> LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            SchemaStatus schema = await scope.ServiceProvider.GetRequiredService<DatabaseSchema>().ReadAsync(stoppingToken);
            if (!schema.IsCurrent)
            {
                if (_scheduler is { Status: SchedulerStatus.Running })
                {
                    await _scheduler.Standby(stoppingToken);
                    LogRests(log);
                }

                return false;
            }

            _scheduler ??= await schedulers.GetScheduler(stoppingToken);
            await Schedule.EnterAsync(_scheduler, times.Daily, clock.GetUtcNow(), stoppingToken);
            if (_scheduler.Status != SchedulerStatus.Running)
            {
                await _scheduler.Start(stoppingToken);
                LogWorks(log, _scheduler.SchedulerInstanceId);
            }

            return true;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Mostly a database that is away, for which the scheduler waits by itself; whatever it is, pages go on.
            LogAway(log, failure.GetBaseException().Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "This node runs jobs as {Node}")]
    private static partial void LogWorks(ILogger log, string node);

    [LoggerMessage(LogLevel.Error, "This node takes no more jobs: the database has the schema of another program version")]
    private static partial void LogRests(ILogger log);

    [LoggerMessage(LogLevel.Warning, "This node could not look after its jobs, and tries again: {Reason}")]
    private static partial void LogAway(ILogger log, string reason);
}
