using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Jobs;

public sealed class JobLedgerTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_job_is_taken_up_as_often_as_nodes_are_lost_and_ends_once(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        int id = await EnterAsync(database);

        JobRow? first = await UseAsync(database, ledger => ledger.TakeUpAsync(id, "one", again: false, CancellationToken.None));
        JobRow? second = await UseAsync(database, ledger => ledger.TakeUpAsync(id, "two", again: false, CancellationToken.None));
        bool done = await UseAsync(database, ledger => ledger.EndAsync(id, JobState.Done, "{}", null, CancellationToken.None));
        bool late = await UseAsync(database, ledger => ledger.EndAsync(id, JobState.Failed, null, "late", CancellationToken.None));
        JobRow? third = await UseAsync(database, ledger => ledger.TakeUpAsync(id, "one", again: false, CancellationToken.None));
        int aside = await UseAsync(database, ledger => ledger.LayAsideAsync(id, CancellationToken.None));
        JobRow kept = (await UseAsync(database, ledger => ledger.FindAsync(id, CancellationToken.None)))!;

        Assert.Equal(("one", 1), (first!.Node, first.Attempts));
        Assert.Equal(("two", 2), (second!.Node, second.Attempts));
        Assert.Equal((true, false, 0), (done, late, aside));
        Assert.Null(third);
        Assert.Equal((JobState.Done, "{}", null, 2), (kept.State, kept.Outcome, kept.Reason, kept.Attempts));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task What_is_rolled_back_with_its_work_has_not_ended(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        int id = await EnterAsync(database);

        await database.UseAsync(async db =>
        {
            await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync();
            await new JobLedger(db, TimeProvider.System).EndAsync(id, JobState.Done, "{}", null, CancellationToken.None);
            await transaction.RollbackAsync();
            return true;
        });

        Assert.Equal([id], (await UseAsync(database, ledger => ledger.OpenAsync(CancellationToken.None))).Select(job => job.Id));
    }

    [Fact]
    public async Task A_job_that_somebody_ended_takes_its_work_back()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        int id = await EnterAsync(database);
        await UseAsync(database, ledger => ledger.EndAsync(id, JobState.Stopped, null, null, CancellationToken.None));

        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            database.UseAsync<CurrentJob, bool>(async job =>
            {
                job.Begin(id, "somebody");
                await job.DoneAsync("too late", CancellationToken.None);
                return true;
            })
        );

        Assert.Equal(
            (JobState.Stopped, null),
            await database.UseAsync(db => db.Jobs.Select(job => ValueTuple.Create(job.State, job.Outcome)).SingleAsync())
        );
    }

    private static Task<int> EnterAsync(TestDatabase database) =>
        UseAsync(
            database,
            ledger => ledger.EnterAsync(JobKind.Snapshot, "2025-12", order: null, file: null, "somebody", CancellationToken.None)
        );

    private static Task<T> UseAsync<T>(TestDatabase database, Func<JobLedger, Task<T>> use) => database.UseAsync(use);
}
