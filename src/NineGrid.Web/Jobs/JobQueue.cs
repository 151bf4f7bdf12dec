using System.Text.Json;
using NineGrid.Data.Access;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>Where jobs are asked for and stopped, from any node.</summary>
internal sealed class JobQueue(ISchedulerFactory schedulers, JobLedger ledger, Actor actor)
{
    /// <summary>Has a job done; it is kept from here on, whatever becomes of this node.</summary>
    /// <param name="kind">What kind of work it is.</param>
    /// <param name="subject">What it is about, as people are shown.</param>
    /// <param name="order">What exactly is to be done; null when the kind says it all.</param>
    /// <param name="file">The uploaded package that it reads.</param>
    /// <param name="cancellationToken">Stops before it is entered.</param>
    /// <returns>Its number.</returns>
    public async Task<int> AskAsync(JobKind kind, string subject, object? order, int? file, CancellationToken cancellationToken)
    {
        int id = await ledger.EnterAsync(
            kind,
            subject,
            order is null ? null : JsonSerializer.Serialize(order, JobJson.Options),
            file,
            actor.Name,
            cancellationToken
        );
        // Entered is asked for: should this node end here, the next look at the ledger schedules it.
        await ScheduleAsync(await schedulers.GetScheduler(cancellationToken), id, CancellationToken.None);
        return id;
    }

    /// <summary>Stops a job, wherever it runs; one that has ended stays as it is.</summary>
    /// <returns>Whether there was anything to stop.</returns>
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
        ITrigger now = TriggerBuilder.Create().WithIdentity(job.Key.Name, job.Key.Group).StartNow().Build();
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
