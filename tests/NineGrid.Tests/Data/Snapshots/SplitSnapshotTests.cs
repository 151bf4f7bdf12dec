using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Exports;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Snapshots;

/// <summary>A bank of three branches and a department below head office, read one by one before the snapshot is computed, beside one that is read at once.</summary>
public sealed class SplitSnapshotTests : IDisposable
{
    private static readonly Period December = Period.Of(2025, 12);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ninegrid-split-");
    private readonly string _first;
    private readonly string _second;

    public SplitSnapshotTests()
    {
        _first = Bank("first", seed: 3);
        // Other branches, managers and figures for the same customers.
        _second = Bank("second", seed: 4);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Branches_read_one_by_one_give_the_snapshot_of_a_bank_read_at_once(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithAsync(provider, _first);
        int job = await EnterAsync(database);

        await ReadAsync(database, job, branches: 0..4);
        int parts = await database.UseAsync(db => db.SnapshotParts.CountAsync());
        // Not what an import does, so that what is read again would be seen.
        await database.UseAsync(db => db.Facts.ExecuteUpdateAsync(set => set.SetProperty(row => row.LoanNii, 1m)));
        await ComputeAsync(database, job);

        Assert.Equal(4, parts);
        Assert.Equal(0, await database.UseAsync(db => db.SnapshotParts.CountAsync()));
        await AssertIsThatOfAsync(database, provider, _first);
    }

    [Fact]
    public async Task A_branch_that_no_part_has_is_read_with_the_snapshot()
    {
        await using TestDatabase database = await WithAsync(DatabaseProvider.PostgreSql, _first);
        int job = await EnterAsync(database);

        await ReadAsync(database, job, branches: 0..2);
        await ComputeAsync(database, job);

        await AssertIsThatOfAsync(database, DatabaseProvider.PostgreSql, _first);
    }

    [Fact]
    public async Task What_was_read_before_an_import_is_not_used_after_it()
    {
        await using TestDatabase database = await WithAsync(DatabaseProvider.PostgreSql, _first);
        int job = await EnterAsync(database);

        await ReadAsync(database, job, branches: 0..2);
        await ImportAsync(database, _second);
        await ReadAsync(database, job, branches: 2..4);
        await ComputeAsync(database, job);

        await AssertIsThatOfAsync(database, DatabaseProvider.PostgreSql, _first, _second);
    }

    [Fact]
    public async Task What_was_read_of_an_import_is_not_used_when_it_was_taken_back()
    {
        await using TestDatabase database = await WithAsync(DatabaseProvider.PostgreSql, _first);
        int job = await EnterAsync(database);

        await ImportAsync(database, _second);
        await ReadAsync(database, job, branches: 0..4);
        await database.UseAsync<UndoImport, bool>(async undo =>
        {
            await undo.RunAsync(batch: 2, CancellationToken.None);
            return true;
        });
        await ComputeAsync(database, job);

        await AssertIsThatOfAsync(database, DatabaseProvider.PostgreSql, _first);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_large_bank_on_a_server_is_divided_among_the_branches_below_head_office(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithAsync(provider, _first);

        IReadOnlyList<BranchToRead> large = await BranchesAsync(database, from: 600);
        IReadOnlyList<BranchToRead> small = await BranchesAsync(database, from: 601);

        Assert.Equal(
            provider == DatabaseProvider.Sqlite ? [] : ["总行战略客户部", "江苏分行", "浙江分行", "广东分行"],
            large.Select(branch => branch.Name)
        );
        Assert.Empty(small);
    }

    [Fact]
    public async Task What_was_read_for_a_snapshot_that_was_stopped_is_thrown_away_and_nothing_else()
    {
        await using TestDatabase database = await WithAsync(DatabaseProvider.PostgreSql, _first);
        int stopped = await EnterAsync(database);
        int open = await EnterAsync(database);
        await ReadAsync(database, stopped, branches: 0..1);
        await ReadAsync(database, open, branches: 0..1);

        bool any = await database.UseAsync<JobLedger, bool>(ledger => ledger.StopAsync(stopped, CancellationToken.None));
        await database.UseAsync<SplitSnapshot, bool>(async split =>
        {
            await split.ForgetLeftAsync(CancellationToken.None);
            return true;
        });

        Assert.True(any);
        Assert.Equal([open], await database.UseAsync(db => db.SnapshotParts.Select(row => row.JobId).ToListAsync()));
        Assert.Equal(
            [JobState.Done, JobState.Stopped, JobState.Stopped, JobState.Stopped],
            await database.UseAsync(db =>
                db.Jobs.Where(row => row.ParentId == stopped).OrderBy(row => row.Id).Select(row => row.State).ToListAsync()
            )
        );
    }

    [Fact]
    public async Task A_branch_whose_snapshot_was_stopped_meanwhile_leaves_nothing()
    {
        await using TestDatabase database = await WithAsync(DatabaseProvider.PostgreSql, _first);
        int job = await EnterAsync(database);
        await database.UseAsync<JobLedger, bool>(ledger => ledger.StopAsync(job, CancellationToken.None));

        await Assert.ThrowsAsync<OperationCanceledException>(() => ReadAsync(database, job, branches: 0..1));

        Assert.Equal(0, await database.UseAsync(db => db.SnapshotParts.CountAsync()));
    }

    private string Bank(string name, int seed)
    {
        string folder = Path.Combine(_folder.FullName, name);
        new SampleBank(customers: 600, months: 26, seed, December).WriteTo(folder, progress: null, CancellationToken.None);
        return folder;
    }

    private static async Task<TestDatabase> WithAsync(DatabaseProvider provider, params string[] packages)
    {
        TestDatabase database = await TestDatabases.CreateAsync(provider);
        foreach (string package in packages)
        {
            await ImportAsync(database, package);
        }

        return database;
    }

    private static Task ImportAsync(TestDatabase database, string package) =>
        database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );

    private static Task<IReadOnlyList<BranchToRead>> BranchesAsync(TestDatabase database, int from) =>
        database.UseAsync<SplitSnapshot, IReadOnlyList<BranchToRead>>(split => split.BranchesAsync(from, CancellationToken.None));

    private static Task<int> EnterAsync(TestDatabase database) =>
        database.UseAsync<JobLedger, int>(ledger =>
            ledger.EnterAsync(
                JobKind.Snapshot,
                "2025-12",
                order: null,
                file: null,
                "analyst",
                [.. Enumerable.Range(1, 4).Select(branch => new JobPart(JobKind.SnapshotPart, $"branch {branch}", Order: null))],
                CancellationToken.None
            )
        );

    private static async Task ReadAsync(TestDatabase database, int snapshot, Range branches)
    {
        List<int> institutions = await database.UseAsync(db =>
            db.Institutions.Where(row => row.ParentId != null && db.Institutions.Single(head => head.ParentId == null).Id == row.ParentId)
                .OrderBy(row => row.Code)
                .Select(row => row.Id)
                .ToListAsync()
        );
        IReadOnlyList<JobRow> parts = await database.UseAsync<JobLedger, IReadOnlyList<JobRow>>(ledger =>
            ledger.PartsAsync(snapshot, CancellationToken.None)
        );
        for (int i = branches.Start.Value; i < branches.End.Value; i++)
        {
            (int part, int institution) = (parts[i].Id, institutions[i]);
            await database.UseAsync<IServiceProvider, bool>(async services =>
            {
                services.GetRequiredService<CurrentJob>().Begin(part, "analyst");
                await services
                    .GetRequiredService<ReadBranch>()
                    .RunAsync(snapshot, December, institution, progress: null, CancellationToken.None);
                return true;
            });
        }
    }

    private static Task ComputeAsync(TestDatabase database, int job) =>
        database.UseAsync<IServiceProvider, ComputedSnapshot>(services =>
        {
            services.GetRequiredService<CurrentJob>().Begin(job, "analyst");
            return services.GetRequiredService<ComputeSnapshot>().RunAsync(December);
        });

    private static async Task AssertIsThatOfAsync(TestDatabase database, DatabaseProvider provider, params string[] packages)
    {
        await using TestDatabase atOnce = await WithAsync(provider, packages);
        await atOnce.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(December));
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
            Assert.Equal(await atOnce.ExportTextAsync(kind, December), await database.ExportTextAsync(kind, December));
        }
    }
}
