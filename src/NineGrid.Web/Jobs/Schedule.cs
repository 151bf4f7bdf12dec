using System.Globalization;
using NineGrid.Data.Access;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Queries.Operations;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>What the calendar asks for.</summary>
public enum Scheduled
{
    /// <summary>The alerts of the day.</summary>
    DailyAlerts,

    /// <summary>The newest period, when data came after it was computed.</summary>
    NightlySnapshot,
}

/// <summary>When something is asked for.</summary>
/// <param name="What">What it is.</param>
/// <param name="Cron">When, as a cron expression of Quartz in the machine's time.</param>
/// <param name="Next">When the next time is, UTC; null when there is none.</param>
public sealed record ScheduleEntry(Scheduled What, string Cron, DateTime? Next);

/// <summary>The calendar of the jobs. It lies in the scheduler's store, where an administrator's change outlives the program.</summary>
public interface ISchedule
{
    /// <summary>What is asked for, and when; empty until a node has entered it.</summary>
    Task<IReadOnlyList<ScheduleEntry>> AskAsync(CancellationToken cancellationToken);

    /// <summary>Changes when something is asked for.</summary>
    /// <returns>False when the text is no cron expression, or the entry is not there yet; nothing is changed then.</returns>
    Task<bool> ChangeAsync(Scheduled what, string cron, CancellationToken cancellationToken);
}

/// <inheritdoc cref="ISchedule"/>
internal sealed class Schedule(ISchedulerFactory schedulers, AuditTrail audit) : ISchedule
{
    private const string Group = "schedule";
    private const string NightlyUntilChanged = "0 0 2 * * ?";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenClearings = TimeSpan.FromHours(12);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScheduleEntry>> AskAsync(CancellationToken cancellationToken)
    {
        IScheduler scheduler = await schedulers.GetScheduler(cancellationToken);
        List<ScheduleEntry> entries = [];
        foreach (Scheduled what in Enum.GetValues<Scheduled>())
        {
            if (await scheduler.GetTrigger(KeyOf(what), cancellationToken) is ICronTrigger trigger)
            {
                entries.Add(new(what, trigger.CronExpressionString!, trigger.NextFireTimeUtc?.UtcDateTime));
            }
        }

        return entries;
    }

    /// <inheritdoc/>
    public async Task<bool> ChangeAsync(Scheduled what, string cron, CancellationToken cancellationToken)
    {
        IScheduler scheduler = await schedulers.GetScheduler(cancellationToken);
        if (
            !CronExpression.TryParse(cron, out _)
            || await scheduler.GetTrigger(KeyOf(what), cancellationToken)
                is not ICronTrigger { CronExpressionString: string before } trigger
        )
        {
            return false;
        }

        await scheduler.RescheduleJob(
            trigger.Key,
            TriggerBuilder.Create().WithIdentity(trigger.Key).ForJob(trigger.JobKey).WithSchedule(CronScheduleBuilder.Create(cron)).Build(),
            cancellationToken
        );
        await audit.WriteAsync(AuditAction.ScheduleChanged, what.ToString(), before, cron);
        return true;
    }

    /// <summary>Enters what is missing; what is there stays as it was changed, unless a clock that was far ahead has put it off.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="daily">When the alerts of the day are dealt with, until somebody changes it.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops between two entries.</param>
    public static async Task EnterAsync(IScheduler scheduler, string daily, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await EnterAsync<AskDailyAlerts>(KeyOf(Scheduled.DailyAlerts), CronScheduleBuilder.Create(daily));
        await EnterAsync<AskNightlySnapshot>(KeyOf(Scheduled.NightlySnapshot), CronScheduleBuilder.Create(NightlyUntilChanged));
        await EnterAsync<AdoptJobs>(new("adopt", Group), Every(BetweenLooks));
        await EnterAsync<ClearFiles>(new("clear", Group), Every(BetweenClearings));

        static SimpleScheduleBuilder Every(TimeSpan interval) => SimpleScheduleBuilder.Create().WithInterval(interval).RepeatForever();

        async Task EnterAsync<TJob>(TriggerKey key, IScheduleBuilder when)
            where TJob : IJob
        {
            ITrigger? entered = await scheduler.GetTrigger(key, cancellationToken);
            if (entered is null)
            {
                await Schedule.EnterAsync<TJob>(scheduler, key, when, cancellationToken);
            }
            else if (IsPutOff(entered, now))
            {
                await scheduler.RescheduleJob(
                    key,
                    TriggerBuilder.Create().WithIdentity(key).ForJob(entered.JobKey).WithSchedule(entered.GetScheduleBuilder()).Build(),
                    cancellationToken
                );
            }
        }
    }

    /// <summary>Whether a trigger waits for a time beyond its next two: it was last asked when the clock was ahead.</summary>
    /// <remarks>Two, so that a clock that is set back by less than that has nothing done twice.</remarks>
    internal static bool IsPutOff(ITrigger trigger, DateTimeOffset now)
    {
        DateTimeOffset? second = trigger switch
        {
            ICronTrigger { CronExpressionString: string text } cron
                when CronExpression.Parse(text).WithTimeZone(cron.TimeZone) is { } times
                    && times.GetNextValidTimeAfter(now) is DateTimeOffset first => times.GetNextValidTimeAfter(first),
            ISimpleTrigger simple => now + (2 * simple.RepeatInterval),
            _ => null,
        };
        return trigger.NextFireTimeUtc > second;
    }

    private static TriggerKey KeyOf(Scheduled what) => new(what.ToString(), Group);

    private static async Task EnterAsync<TJob>(
        IScheduler scheduler,
        TriggerKey key,
        IScheduleBuilder when,
        CancellationToken cancellationToken
    )
        where TJob : IJob
    {
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
internal sealed class AskDailyAlerts(JobDesk desk, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await desk.AskAsync(
            JobKind.DailyAlerts,
            DateOnly.FromDateTime(clock.GetLocalNow().DateTime).ToString("O", CultureInfo.InvariantCulture),
            (string?)null,
            file: null,
            cancellationToken
        );
    }
}

/// <summary>Asks for the newest period again when data was imported after it was computed, as long as it is open.</summary>
internal sealed class AskNightlySnapshot(JobDesk desk, PeriodsQuery periods) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        PeriodListed? newest = (await periods.AskAsync(cancellationToken)).FirstOrDefault(one =>
            string.Equals(one.Scheme, StoredSchemes.DefaultName, StringComparison.Ordinal)
        );
        if (newest is { IsBehind: true, Period: Period period })
        {
            await desk.AskAsync(
                JobKind.Snapshot,
                period.ToString(),
                new SnapshotOrder(period, StoredSchemes.DefaultName),
                file: null,
                cancellationToken
            );
        }
    }
}

/// <summary>Clears away files that nobody needs any more.</summary>
internal sealed class ClearFiles(StoredFiles files) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await files.ClearAsync(cancellationToken);
}

/// <summary>Finds jobs that were entered and that no node has been given: the node that entered them ended in between.</summary>
[DisallowConcurrentExecution]
internal sealed class AdoptJobs(JobDesk desk, SnapshotJobs snapshots) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await desk.AdoptAsync(cancellationToken);
        await snapshots.ForgetLeftAsync(cancellationToken);
    }
}
