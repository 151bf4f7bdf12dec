using System.Net;
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

/// <summary>Several processes on one PostgreSQL: two sites and a worker.</summary>
public sealed class NodesTests
{
    private static readonly Period December = Period.Of(2025, 12);

    [Fact]
    public async Task A_worker_killed_in_a_snapshot_hands_it_over_and_the_result_is_that_of_an_undisturbed_run()
    {
        using var folder = new TemporaryFolder();
        new SampleBank(customers: 3_000, months: 25, seed: 2, December).WriteTo(
            folder.File("bank"),
            progress: null,
            CancellationToken.None
        );
        await using TestDatabase undisturbed = await WithFactsAsync(folder.File("bank"));
        await undisturbed.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(December));
        await using TestDatabase shared = await WithFactsAsync(folder.File("bank"));
        await JobStore.CreateAsync(shared.Options, CancellationToken.None);
        await using NodeProcess worker = await NodeProcess.WorkAsync(shared.Options);
        await using NodeProcess one = await NodeProcess.ServeAsync(shared.Options);
        await using NodeProcess two = await NodeProcess.ServeAsync(shared.Options);

        // Held for a moment, so that it is the worker that takes the job up.
        one.Signal("STOP");
        two.Signal("STOP");
        int job = await AskAsync(shared);
        JobRow taken = await UntilAsync(shared, job, row => row.State == JobState.Running);
        worker.Signal("KILL");
        one.Signal("CONT");
        two.Signal("CONT");
        JobRow ended = await UntilAsync(shared, job, row => row.State is not (JobState.Waiting or JobState.Running));

        Assert.Equal((JobState.Done, null, 2), (ended.State, ended.Reason, ended.Attempts));
        Assert.NotEqual(taken.Node, ended.Node);
        foreach (
            ExportKind kind in (ExportKind[])
                [
                    ExportKind.Positions,
                    ExportKind.Indicators,
                    ExportKind.Portraits,
                    ExportKind.Cuts,
                    ExportKind.Separation,
                    ExportKind.Gaps,
                    ExportKind.Paths,
                    ExportKind.Alerts,
                ]
        )
        {
            Assert.Equal(await undisturbed.ExportAsync(kind, December), await shared.ExportAsync(kind, December));
        }

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await ReadyAsync(one), await ReadyAsync(two)));
    }

    private static async Task<HttpStatusCode> ReadyAsync(NodeProcess node)
    {
        using var client = new HttpClient { BaseAddress = node.Address };
        using HttpResponseMessage answer = await client.GetAsync("/health/ready");
        return answer.StatusCode;
    }

    private static async Task<TestDatabase> WithFactsAsync(string package)
    {
        TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.PostgreSql);
        await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );
        return database;
    }

    // Entered as a node does that ends before it has told the scheduler: whoever works finds it.
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

    private static async Task<JobRow> UntilAsync(TestDatabase database, int id, Func<JobRow, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            JobRow row = (await database.UseAsync<JobLedger, JobRow?>(ledger => ledger.FindAsync(id, patience.Token)))!;
            if (reached(row))
            {
                return row;
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
