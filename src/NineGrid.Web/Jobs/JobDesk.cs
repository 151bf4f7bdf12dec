using System.Text.Json;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>Where jobs are asked for and stopped, from any node.</summary>
public interface IJobDesk
{
    /// <summary>Has a job done; it is kept from here on, whatever becomes of this node.</summary>
    /// <param name="kind">What kind of work it is.</param>
    /// <param name="subject">What it is about, as people are shown.</param>
    /// <param name="order">What exactly is to be done.</param>
    /// <param name="file">The uploaded package that it reads.</param>
    /// <param name="cancellationToken">Stops before it is entered.</param>
    /// <returns>Its number.</returns>
    Task<int> AskAsync<TOrder>(JobKind kind, string subject, TOrder order, int? file, CancellationToken cancellationToken)
        where TOrder : class;

    /// <summary>The same for work of which the kind says it all, or whose order is written already.</summary>
    Task<int> AskAsync(JobKind kind, string subject, string? order, int? file, CancellationToken cancellationToken);

    /// <summary>Has a job done again that ended without having done anything.</summary>
    /// <returns>The number of the new one; null when there is no such job.</returns>
    Task<int?> AskAgainAsync(int id, CancellationToken cancellationToken);

    /// <summary>Stops a job, wherever it runs; one that has ended stays as it is.</summary>
    /// <returns>Whether there was anything to stop.</returns>
    Task<bool> StopAsync(int id, CancellationToken cancellationToken);

    /// <summary>How far a job is that this node runs; null when it does not, or nothing was told yet.</summary>
    JobProgress? ProgressOf(int id);
}

/// <inheritdoc cref="IJobDesk"/>
internal sealed class JobDesk(ISchedulerFactory schedulers, JobLedger ledger, RunningJobs running, Actor actor) : IJobDesk
{
    /// <inheritdoc/>
    public Task<int> AskAsync<TOrder>(JobKind kind, string subject, TOrder order, int? file, CancellationToken cancellationToken)
        where TOrder : class => AskAsync(kind, subject, JsonSerializer.Serialize(order, JobJson.Options), file, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> AskAsync(JobKind kind, string subject, string? order, int? file, CancellationToken cancellationToken)
    {
        int id = await ledger.EnterAsync(kind, subject, order, file, actor.Name, cancellationToken);
        // Entered is asked for: should this node end here, the next look at the ledger schedules it.
        await ScheduleAsync(await schedulers.GetScheduler(cancellationToken), id, CancellationToken.None);
        return id;
    }

    /// <inheritdoc/>
    public async Task<int?> AskAgainAsync(int id, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(id, cancellationToken) is not { State: JobState.Refused or JobState.Failed or JobState.Stopped } job)
        {
            return null;
        }

        return await AskAsync(job.Kind, job.Subject, job.Order, job.FileId, cancellationToken);
    }

    /// <inheritdoc/>
    public JobProgress? ProgressOf(int id) => running.Of(id);

    /// <inheritdoc/>
    public async Task<bool> StopAsync(int id, CancellationToken cancellationToken)
    {
        bool stopped = await ledger.EndAsync(id, JobState.Stopped, outcome: null, reason: null, cancellationToken);
        if (stopped)
        {
            IScheduler scheduler = await schedulers.GetScheduler(cancellationToken);
            await scheduler.Interrupt(JobRun.KeyOf(id), cancellationToken);
            await scheduler.DeleteJob(JobRun.KeyOf(id), cancellationToken);
        }

        return stopped;
    }

    /// <summary>Gives the scheduler every open job that it does not have.</summary>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        IScheduler scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (JobRow job in await ledger.OpenAsync(cancellationToken))
        {
            if (!await scheduler.Exists(JobRun.KeyOf(job.Id), cancellationToken))
            {
                await ScheduleAsync(scheduler, job.Id, cancellationToken);
            }
        }
    }

    private static async Task ScheduleAsync(IScheduler scheduler, int id, CancellationToken cancellationToken)
    {
        IJobDetail job = JobBuilder
            .Create<JobRun>()
            .WithIdentity(JobRun.KeyOf(id))
            .UsingJobData(JobRun.Number, id)
            .RequestRecovery()
            .Build();
        // At once and in the order of the numbers, also on a node whose clock is behind that of this one, or was set back.
        ITrigger now = TriggerBuilder
            .Create()
            .WithIdentity(job.Key.Name, job.Key.Group)
            .StartAt(DateTimeOffset.UnixEpoch.AddSeconds(id))
            .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
            .Build();
        try
        {
            await scheduler.ScheduleJob(job, now, cancellationToken: cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another node was faster; once is enough.
        }
    }
}
