using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Exports;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Commands;
using NineGrid.Web.Jobs;

namespace NineGrid.Tests.Web.Jobs;

/// <summary>One period that is asked for twice as a job, and on the command line as well.</summary>
public sealed class OnePeriodTests
{
    private static readonly Period December = Period.Of(2025, 12);

    [Fact]
    public async Task On_a_server_jobs_of_two_nodes_wait_for_each_other_and_a_verb_is_refused_while_one_is_at_it()
    {
        using var folder = new TemporaryFolder();
        await using TestDatabase undisturbed = await WithFactsAsync(DatabaseProvider.PostgreSql, folder);
        await undisturbed.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(December));
        await using TestDatabase shared = await WithFactsAsync(DatabaseProvider.PostgreSql, folder);
        await JobStore.CreateAsync(shared.Options, CancellationToken.None);
        await using NodeProcess one = await NodeProcess.WorkAsync(shared.Options);
        await using NodeProcess two = await NodeProcess.WorkAsync(shared.Options);
        string[] verb = ["snapshot", "2025-12", .. Tool.On(shared.Options)];

        // Somebody is at it: nobody else gets in.
        Outcome refused = await shared.UseAsync(async db =>
        {
            await using var held = await BankTransaction.BeginAsync(db, CancellationToken.None);
            await AskAsync(shared);
            await AskAsync(shared);
            await UntilAsync(shared, jobs => jobs.All(job => job.Attempts > 0));
            return await Tool.RunAsync(verb);
        });
        Task<Outcome> third = Tool.RunAsync(verb);
        await UntilAsync(shared, jobs => jobs.All(job => job.State is not (JobState.Waiting or JobState.Running)));
        Outcome beside = await third;

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Another import, snapshot or closing is running on this database", refused.Error);
        AssertDoneOrRefused(beside);
        await AssertOneAsync(shared);
        Assert.Equal(
            await undisturbed.ExportAsync(ExportKind.Positions, December),
            await shared.ExportAsync(ExportKind.Positions, December)
        );
        Assert.Equal(await undisturbed.ExportAsync(ExportKind.Paths, December), await shared.ExportAsync(ExportKind.Paths, December));
        Assert.Equal(await undisturbed.ExportAsync(ExportKind.Alerts, December), await shared.ExportAsync(ExportKind.Alerts, December));
    }

    [Fact]
    public async Task On_an_embedded_database_a_verb_beside_the_site_takes_its_turn()
    {
        using var folder = new TemporaryFolder();
        await using TestDatabase undisturbed = await WithFactsAsync(DatabaseProvider.Sqlite, folder);
        await undisturbed.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(December));
        await using TestDatabase shared = await WithFactsAsync(DatabaseProvider.Sqlite, folder);
        await using NodeProcess site = await NodeProcess.ServeAsync(shared.Options);

        await AskAsync(shared);
        await AskAsync(shared);
        Outcome[] beside = await Task.WhenAll(
            Tool.RunAsync(["snapshot", "2025-12", .. Tool.On(shared.Options)]),
            Tool.RunAsync(["snapshot", "2025-12", .. Tool.On(shared.Options)])
        );
        await UntilAsync(shared, jobs => jobs.All(job => job.State is not (JobState.Waiting or JobState.Running)));

        Assert.All(beside, AssertDoneOrRefused);
        await AssertOneAsync(shared);
        Assert.Equal(
            await undisturbed.ExportAsync(ExportKind.Positions, December),
            await shared.ExportAsync(ExportKind.Positions, December)
        );
        Assert.Equal(await undisturbed.ExportAsync(ExportKind.Alerts, December), await shared.ExportAsync(ExportKind.Alerts, December));
    }

    private static void AssertDoneOrRefused(Outcome verb) =>
        Assert.True(
            verb.ExitCode == 0
                || (verb.ExitCode == 1 && verb.Error.Contains("Another import, snapshot or closing is running", StringComparison.Ordinal)),
            verb.Error
        );

    private static async Task AssertOneAsync(TestDatabase database)
    {
        List<JobRow> jobs = await database.UseAsync(db => db.Jobs.AsNoTracking().ToListAsync());
        Assert.Equal(2, jobs.Count);
        Assert.All(jobs, job => Assert.True(job.State == JobState.Done, $"{job.State}: {job.Reason}"));
        Assert.Equal((1, 600), await database.UseAsync(async db => (await db.Snapshots.CountAsync(), await db.Positions.CountAsync())));
    }

    private static async Task<TestDatabase> WithFactsAsync(DatabaseProvider provider, TemporaryFolder folder)
    {
        if (!Directory.Exists(folder.File("bank")))
        {
            new SampleBank(customers: 600, months: 25, seed: 2, December).WriteTo(
                folder.File("bank"),
                progress: null,
                CancellationToken.None
            );
        }

        TestDatabase database = await TestDatabases.CreateAsync(provider);
        await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(folder.File("bank"), acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );
        return database;
    }

    private static Task<int> AskAsync(TestDatabase database) =>
        database.UseAsync<JobLedger, int>(ledger =>
            ledger.EnterAsync(
                JobKind.Snapshot,
                "2025-12",
                """{"period":"2025-12","scheme":"default"}""",
                file: null,
                "analyst",
                CancellationToken.None
            )
        );

    private static async Task UntilAsync(TestDatabase database, Func<List<JobRow>, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            List<JobRow> jobs = await database.UseAsync(db => db.Jobs.AsNoTracking().ToListAsync());
            if (reached(jobs))
            {
                return;
            }

            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"jobs stay as they are: {string.Join("; ", jobs.Select(job => $"{job.Id} {job.State} {job.Reason}"))}"
                );
            }

            await Task.Delay(50);
        }
    }
}
