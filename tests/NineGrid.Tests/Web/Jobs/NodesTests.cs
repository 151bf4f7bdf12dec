using System.Globalization;
using System.Net;
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
using Npgsql;

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
        await AssertSameAsync(undisturbed, shared);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await ReadyAsync(one), await ReadyAsync(two)));
    }

    [Fact]
    public async Task A_worker_killed_while_it_reads_branches_hands_them_over_and_the_result_is_that_of_a_bank_read_at_once()
    {
        using var folder = new TemporaryFolder();
        new SampleBank(customers: 600, months: 25, seed: 2, December).WriteTo(folder.File("bank"), progress: null, CancellationToken.None);
        await using TestDatabase atOnce = await WithFactsAsync(folder.File("bank"));
        await atOnce.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(December));
        await using TestDatabase shared = await WithFactsAsync(folder.File("bank"));
        await shared.UseAsync<SampleUsers, bool>(async users =>
        {
            await users.CreateAsync(CancellationToken.None);
            return true;
        });
        await JobStore.CreateAsync(shared.Options, CancellationToken.None);
        await using NodeProcess worker = await NodeProcess.WorkAsync(shared.Options);
        await using NodeProcess site = await NodeProcess.ServeAsync(shared.Options, "--Jobs:Enabled=false", "--Jobs:SplitFrom=600");
        using var analyst = new Visitor(site.Address!);
        await analyst.SignInAsync("analyst", SampleUsers.Password);

        // Whoever reads facts now waits, so that the worker is within its parts when it is killed.
        await using var holder = new NpgsqlConnection(shared.Options.ConnectionString);
        await holder.OpenAsync();
        await using NpgsqlTransaction held = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE facts IN ACCESS EXCLUSIVE MODE", holder, held))
        {
            await hold.ExecuteNonQueryAsync();
        }

        using HttpResponseMessage asked = await analyst.PostAsync(
            "/admin/periods",
            "/admin/periods?handler=Compute",
            ("month", "2025-12"),
            ("scheme", "default")
        );
        string address = asked.Headers.Location!.OriginalString;
        int job = int.Parse(address.Split('/')[^1], CultureInfo.InvariantCulture);
        List<JobRow> parts = [.. await PartsAsync(shared, job)];
        foreach (JobRow part in parts)
        {
            await UntilAsync(shared, part.Id, row => row.State == JobState.Running);
        }

        string list = await analyst.PageAsync("/admin/jobs");
        string page = await analyst.PageAsync(address);
        worker.Signal("KILL");
        await using NodeProcess heir = await NodeProcess.WorkAsync(shared.Options);
        await held.RollbackAsync();
        JobRow ended = await UntilAsync(shared, job, row => !row.IsOpen);
        List<JobRow> read = [.. await PartsAsync(shared, job)];

        Assert.Equal(["总行战略客户部", "江苏分行", "浙江分行", "广东分行"], parts.Select(part => part.Subject));
        Assert.All(parts, part => Assert.Contains($"/admin/jobs/{part.Id}\"", page));
        Assert.DoesNotContain($"/admin/jobs/{parts[0].Id}\"", list);
        Assert.All(read, part => Assert.Equal((JobState.Done, null, 2), (part.State, part.Reason, part.Attempts)));
        Assert.Equal((JobState.Done, null, 1), (ended.State, ended.Reason, ended.Attempts));
        Assert.Equal(0, await shared.UseAsync(db => db.SnapshotParts.CountAsync()));
        await AssertSameAsync(atOnce, shared);
    }

    private static async Task AssertSameAsync(TestDatabase expected, TestDatabase actual)
    {
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
            Assert.Equal(await expected.ExportAsync(kind, December), await actual.ExportAsync(kind, December));
        }
    }

    private static async Task<HttpStatusCode> ReadyAsync(NodeProcess node)
    {
        using var client = new HttpClient { BaseAddress = node.Address };
        using HttpResponseMessage answer = await client.GetAsync("/health/ready");
        return answer.StatusCode;
    }

    private static Task<IReadOnlyList<JobRow>> PartsAsync(TestDatabase database, int id) =>
        database.UseAsync<JobLedger, IReadOnlyList<JobRow>>(ledger => ledger.PartsAsync(id, CancellationToken.None));

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
