using NineGrid.Data.Jobs;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>What the calendar asks for. Kept in the scheduler's store, where an administrator's change outlives the program.</summary>
internal static class Schedule
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    /// <summary>The trigger of the alerts of the day.</summary>
    public static TriggerKey Daily { get; } = new("daily-alerts", "schedule");

    /// <summary>Enters what is missing; what is there stays as it was changed.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="daily">When the work of the day is done, until somebody changes it.</param>
    /// <param name="cancellationToken">Stops between two entries.</param>
    public static async Task EnterAsync(IScheduler scheduler, string daily, CancellationToken cancellationToken)
    {
        await EnterAsync<AskDailyAlerts>(scheduler, Daily, CronScheduleBuilder.Create(daily), cancellationToken);
        await EnterAsync<AdoptJobs>(
            scheduler,
            new("adopt", "schedule"),
            SimpleScheduleBuilder.Create().WithInterval(BetweenLooks).RepeatForever(),
            cancellationToken
        );
    }

    private static async Task EnterAsync<TJob>(
        IScheduler scheduler,
        TriggerKey key,
        IScheduleBuilder when,
        CancellationToken cancellationToken
    )
        where TJob : IJob
    {
        if (await scheduler.Exists(key, cancellationToken))
        {
            return;
        }

        IJobDetail job = JobBuilder.Create<TJob>().WithIdentity(key.Name, key.Group).Build();
        ITrigger trigger = TriggerBuilder.Create().WithIdentity(key).WithSchedule(when).Build();
        try
        {
            await scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another node that starts at the same time was faster.
        }
    }
}

/// <summary>Asks for the alerts of the day.</summary>
internal sealed class AskDailyAlerts(JobQueue queue, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await queue.AskAsync(
            JobKind.DailyAlerts,
            DateOnly.FromDateTime(clock.GetLocalNow().DateTime).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            (string?)null,
            file: null,
            cancellationToken
        );
    }
}

/// <summary>Finds jobs that were entered and that no node has been given: the node that entered them ended in between.</summary>
[DisallowConcurrentExecution]
internal sealed class AdoptJobs(JobQueue queue) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await queue.AdoptAsync(cancellationToken);
}
