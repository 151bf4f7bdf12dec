using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NineGrid.Tests.Web.Hosting;
using NineGrid.Web.Jobs;
using Quartz;

namespace NineGrid.Tests.Web.Jobs;

public sealed class NodeTests
{
    [Fact]
    public async Task Whoever_tells_it_to_stop_waits_until_its_jobs_have_ended()
    {
        await using var site = new TestSite(("Jobs:Enabled", "true"));
        Node node = site.Services.GetServices<IHostedService>().OfType<Node>().Single();
        await node.LookAsync(CancellationToken.None);
        IScheduler scheduler = await site.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.ScheduleJob(JobBuilder.Create<HeldJob>().Build(), TriggerBuilder.Create().StartNow().Build());
        await HeldJob.Begun.Task;

        Task first = node.StopAsync(CancellationToken.None);
        Task second = node.StopAsync(CancellationToken.None);
        try
        {
            await Task.WhenAny(first, second, Task.Delay(TimeSpan.FromMilliseconds(200)));
            Assert.False(first.IsCompleted);
            Assert.False(second.IsCompleted);
        }
        finally
        {
            // Also when it failed: the site could not be stopped otherwise.
            HeldJob.Released.SetResult();
        }

        await Task.WhenAll(first, second);
    }

    /// <summary>A job that works until it is released, whoever wants it to stop.</summary>
    private sealed class HeldJob : IJob
    {
        public static readonly TaskCompletionSource Begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public static readonly TaskCompletionSource Released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            Begun.SetResult();
            await Released.Task;
        }
    }
}
