using NineGrid.Data.Schema;
using NineGrid.Web.Hosting;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>Lets this node take part in the work, as soon as there is a database with the schema of this program.</summary>
internal sealed partial class Node(
    IServiceScopeFactory scopes,
    ISchedulerFactory schedulers,
    JobTimes times,
    TimeProvider clock,
    ILogger<Node> log
) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    private IScheduler? _scheduler;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // A host may be told to stop more than once.
        if (Interlocked.Exchange(ref _scheduler, null) is IScheduler scheduler)
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryStartAsync(stoppingToken))
        {
            await Task.Delay(BetweenLooks, clock, stoppingToken);
        }
    }

    private async Task<bool> TryStartAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            if (!(await scope.ServiceProvider.GetRequiredService<DatabaseSchema>().ReadAsync(stoppingToken)).IsCurrent)
            {
                return false;
            }

            if (times.WorksHere)
            {
                _scheduler = await schedulers.GetScheduler(stoppingToken);
                await Schedule.EnterAsync(_scheduler, times.Daily, stoppingToken);
                await _scheduler.Start(stoppingToken);
                LogWorks(log, _scheduler.SchedulerInstanceId);
            }

            return true;
        }
        catch (Exception failure) when (DatabaseReach.IsLost(failure))
        {
            LogAway(log, failure.GetBaseException().Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "This node runs jobs as {Node}")]
    private static partial void LogWorks(ILogger log, string node);

    [LoggerMessage(LogLevel.Warning, "No jobs are run here yet; the database cannot be reached: {Reason}")]
    private static partial void LogAway(ILogger log, string reason);
}
