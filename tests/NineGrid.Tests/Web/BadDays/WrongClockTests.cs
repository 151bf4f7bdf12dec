using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Operations;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Access;
using NineGrid.Tests.Web.Hosting;
using NineGrid.Web.Display;
using NineGrid.Web.Jobs;
using Quartz;

namespace NineGrid.Tests.Web.BadDays;

/// <summary>A clock that is set while the program runs, or is not that of the other nodes.</summary>
public sealed class WrongClockTests
{
    // Far from now, as a trigger never waits for what is past.
    private static readonly DateTimeOffset Noon = new(2100, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Jobs_stay_in_the_order_in_which_they_were_asked_for_and_none_waits_for_a_clock()
    {
        var clock = new MovableTime(DateTimeOffset.UtcNow);
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new TestSite(("ConnectionStrings:NineGrid", database.Options.ConnectionString)) { Clock = clock };
        using HttpClient client = site.CreateClient();

        clock.Jump(TimeSpan.FromDays(1));
        int first = await AskAsync(site);
        clock.Jump(TimeSpan.FromDays(-2));
        int second = await AskAsync(site);

        IScheduler scheduler = await site.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        DateTimeOffset one = (await scheduler.GetTrigger(new(JobRun.KeyOf(first).Name, JobRun.KeyOf(first).Group)))!.StartTimeUtc;
        DateTimeOffset two = (await scheduler.GetTrigger(new(JobRun.KeyOf(second).Name, JobRun.KeyOf(second).Group)))!.StartTimeUtc;
        Assert.True(one < two && two < clock.GetUtcNow(), $"{one} {two}");
        (IReadOnlyList<JobListed> jobs, _) = await UseAsync<JobsQuery, (IReadOnlyList<JobListed>, int)>(
            site,
            query => query.AskAsync(page: 1, CancellationToken.None)
        );
        Assert.Equal([second, first], jobs.Select(job => job.Id));
    }

    [Fact]
    public async Task A_job_given_to_two_nodes_as_one_seemed_dead_is_done_by_one()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.PostgreSql);
        int id = await UseAsync(
            database,
            ledger => ledger.EnterAsync(JobKind.Snapshot, "x", null, null, "somebody", CancellationToken.None)
        );

        JobRow? slow = await UseAsync(database, ledger => ledger.TakeUpAsync(id, "slow", again: false, CancellationToken.None));
        JobRow? quick = await UseAsync(database, ledger => ledger.TakeUpAsync(id, "quick", again: false, CancellationToken.None));
        JobRow? again = await UseAsync(database, ledger => ledger.TakeUpAsync(id, "slow", again: true, CancellationToken.None));
        JobRow? goesOn = await UseAsync(database, ledger => ledger.TakeUpAsync(id, "quick", again: true, CancellationToken.None));

        Assert.Equal((1, 2), (slow!.Attempts, quick!.Attempts));
        Assert.Null(again);
        Assert.Equal(3, goesOn!.Attempts);
    }

    [Theory]
    [InlineData(-3600, "0.0 s")]
    [InlineData(90, "90.0 s")]
    public void No_job_took_less_than_nothing(int seconds, string took)
    {
        using var english = new Speech("en");
        DateTime started = Noon.UtcDateTime;
        var job = new JobListed(
            Id: 1,
            Parent: null,
            JobKind.Snapshot,
            JobState.Done,
            Subject: "2025-12",
            AskedBy: "somebody",
            started,
            started,
            started.AddSeconds(seconds),
            Node: null,
            Attempts: 1,
            Progress: null,
            Outcome: null,
            File: null,
            Reason: null
        );

        Assert.Equal(took, new JobText(english.Words, english.Numbers, TimeProvider.System).Took(job));
    }

    [Fact]
    public async Task A_user_who_is_disabled_is_out_also_when_the_clock_was_set_back()
    {
        var clock = new MovableTime(DateTimeOffset.UtcNow);
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database, clock);
        await site.AddAsync("zhang", Roles.Administrator);
        await site.AddAsync("li", Roles.Administrator);
        using Visitor visitor = site.Visitor();
        await visitor.SignInAsync("zhang", PeopleSite.Password);

        clock.Jump(TimeSpan.FromHours(-1));
        (HttpStatusCode before, _) = await visitor.AskAsync("/account/security");
        Assert.True((await site.UseAsync<DisableUser, IdentityResult>(disable => disable.RunAsync("zhang", disabled: true))).Succeeded);
        (HttpStatusCode after, _) = await visitor.AskAsync("/account/security");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (before, after));
    }

    [Theory]
    [InlineData("0 0 7 * * ?", 19, false)] // tomorrow at seven
    [InlineData("0 0 7 * * ?", 43, false)] // the day after: the clock may have been set back by a day
    [InlineData("0 0 7 * * ?", 67, true)]
    [InlineData("0 0 7 * * ?", 24 * 365, true)]
    [InlineData("0 0 7 1 1 ?", 24 * 305, false)] // once a year
    public void An_entry_of_the_calendar_is_put_off_when_it_waits_beyond_its_next_two_times(string cron, int hours, bool putOff)
    {
        ITrigger trigger = Next(CronScheduleBuilder.Create(cron).InTimeZone(TimeZoneInfo.Utc), Noon.AddHours(hours).AddMinutes(-1));

        Assert.Equal(putOff, Schedule.IsPutOff(trigger, Noon));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(20, false)]
    [InlineData(3600, true)]
    public void So_is_one_that_comes_again_and_again(int seconds, bool putOff)
    {
        ITrigger trigger = Next(
            SimpleScheduleBuilder.Create().WithInterval(TimeSpan.FromSeconds(10)).RepeatForever(),
            Noon.AddSeconds(seconds)
        );

        Assert.Equal(putOff, Schedule.IsPutOff(trigger, Noon));
    }

    [Fact]
    public async Task What_a_clock_that_was_a_year_ahead_has_put_off_comes_at_its_time_again()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new TestSite(("ConnectionStrings:NineGrid", database.Options.ConnectionString), ("Jobs:Enabled", "true"));
        using HttpClient client = site.CreateClient();
        Node node = site.Services.GetServices<IHostedService>().OfType<Node>().Single();
        await node.LookAsync(CancellationToken.None);
        IScheduler scheduler = await site.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var key = new TriggerKey(nameof(Scheduled.DailyAlerts), "schedule");
        ITrigger entered = (await scheduler.GetTrigger(key))!;
        await scheduler.RescheduleJob(
            key,
            entered
                .GetTriggerBuilder()
                .StartAt(DateTimeOffset.UtcNow.AddYears(1))
                .WithSchedule(CronScheduleBuilder.Create("0 0 9 * * ?"))
                .Build()
        );

        await node.LookAsync(CancellationToken.None);

        var mended = (ICronTrigger)(await scheduler.GetTrigger(key))!;
        Assert.Equal("0 0 9 * * ?", mended.CronExpressionString); // what an administrator chose stays
        Assert.True(mended.NextFireTimeUtc < DateTimeOffset.UtcNow.AddDays(2), $"{mended.NextFireTimeUtc}");
    }

    private static ITrigger Next(IScheduleBuilder schedule, DateTimeOffset from)
    {
        var trigger = (Quartz.Extensibility.IOperableTrigger)
            TriggerBuilder.Create().WithIdentity("it").ForJob("job").StartAt(from).WithSchedule(schedule).Build();
        trigger.ComputeFirstFireTimeUtc(null);
        return trigger;
    }

    private static Task<int> AskAsync(TestSite site) =>
        UseAsync<IJobDesk, int>(site, desk => desk.AskAsync(JobKind.DailyAlerts, "day", (string?)null, file: null, CancellationToken.None));

    private static async Task<T> UseAsync<TService, T>(TestSite site, Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using AsyncServiceScope scope = site.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private static Task<T> UseAsync<T>(TestDatabase database, Func<JobLedger, Task<T>> use) => database.UseAsync(use);
}
