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
    /// <returns>The number of the new one; null when there is no such job, or it is a part of one.</returns>
    Task<int?> AskAgainAsync(int id, CancellationToken cancellationToken);

    /// <summary>Stops a job and its parts, wherever they run; one that has ended stays as it is.</summary>
    /// <returns>Whether there was anything to stop.</returns>
    Task<bool> StopAsync(int id, CancellationToken cancellationToken);

    /// <summary>How far a job is that this node runs; null when it does not, or nothing was told yet.</summary>
    JobProgress? ProgressOf(int id);
}

/// <inheritdoc cref="IJobDesk"/>
internal sealed class JobDesk(ISchedulerFactory schedulers, JobLedger ledger, SnapshotJobs snapshots, RunningJobs running, Actor actor)
    : IJobDesk
{
    /// <inheritdoc/>
    public Task<int> AskAsync<TOrder>(JobKind kind, string subject, TOrder order, int? file, CancellationToken cancellationToken)
        where TOrder : class => AskAsync(kind, subject, JsonSerializer.Serialize(order, JobJson.Options), file, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> AskAsync(JobKind kind, string subject, string? order, int? file, CancellationToken cancellationToken)
    {
        IReadOnlyList<JobPart> parts =
            kind == JobKind.Snapshot && order is not null ? await snapshots.PartsAsync(order, cancellationToken) : [];
        int id = await ledger.EnterAsync(kind, subject, order, file, actor.Name, parts, cancellationToken);
        // Entered is asked for: should this node end here, the next look at the ledger schedules it.
        IScheduler scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (int one in parts.Count == 0 ? [id] : (await ledger.PartsAsync(id, CancellationToken.None)).Select(part => part.Id))
        {
            await ScheduleAsync(scheduler, one, CancellationToken.None);
        }

        return id;
    }

    /// <inheritdoc/>
    public async Task<int?> AskAgainAsync(int id, CancellationToken cancellationToken)
    {
        if (
            await ledger.FindAsync(id, cancellationToken)
            is not { ParentId: null, State: JobState.Refused or JobState.Failed or JobState.Stopped } job
        )
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
        bool stopped = await ledger.StopAsync(id, cancellationToken);
        if (stopped)
        {
            IScheduler scheduler = await schedulers.GetScheduler(cancellationToken);
            foreach (int one in (await ledger.PartsAsync(id, cancellationToken)).Select(part => part.Id).Prepend(id))
            {
                await scheduler.Interrupt(JobRun.KeyOf(one), cancellationToken);
                await scheduler.DeleteJob(JobRun.KeyOf(one), cancellationToken);
            }

            await GoOnAfterAsync(id, cancellationToken);
        }

        return stopped;
    }

    /// <summary>A part has ended, however: when it was the last one, its job goes on, and reads itself what no part has.</summary>
    public async Task GoOnAfterAsync(int id, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(id, cancellationToken) is not { ParentId: int whole })
        {
            return;
        }

        IReadOnlyList<JobRow> parts = await ledger.PartsAsync(whole, cancellationToken);
        int open = parts.Count(part => part.IsOpen);
        bool wanted = await ledger.ReportAsync(whole, new("branches", parts.Count - open, parts.Count), cancellationToken) > 0;
        if (wanted && open == 0)
        {
            await ScheduleAsync(await schedulers.GetScheduler(cancellationToken), whole, cancellationToken);
        }
    }

    /// <summary>Gives the scheduler every open job that it does not have and that waits for no part of its own.</summary>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        IScheduler scheduler = await schedulers.GetScheduler(cancellationToken);
        IReadOnlyList<JobRow> open = await ledger.OpenAsync(cancellationToken);
        var inParts = open.Select(job => job.ParentId).ToHashSet();
        foreach (JobRow job in open)
        {
            if (!inParts.Contains(job.Id) && !await scheduler.Exists(JobRun.KeyOf(job.Id), cancellationToken))
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
