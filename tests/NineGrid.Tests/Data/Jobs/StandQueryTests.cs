using NineGrid.Data;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries;
using NineGrid.Data.Queries.Operations;
using NineGrid.Domain.Alerts;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Jobs;

public sealed class StandQueryTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Only_jobs_that_have_not_ended_count_and_without_a_snapshot_there_is_no_age(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider, configure: services => services.AddNineGridQueries());
        int running = await EnterAsync(database);
        await EnterAsync(database);
        await EnterAsync(database);
        int ended = await EnterAsync(database);
        await database.UseAsync<JobLedger, JobRow?>(ledger => ledger.TakeUpAsync(running, "one", again: false, CancellationToken.None));
        await database.UseAsync<JobLedger, bool>(ledger => ledger.EndAsync(ended, JobState.Stopped, null, null, CancellationToken.None));

        BankStand stand = await database.UseAsync<StandQuery, BankStand>(query => query.AskAsync(CancellationToken.None));

        Assert.Equal((2, 1, null), (stand.WaitingJobs, stand.RunningJobs, stand.ComputedAt));
        Assert.Equal(
            [(Severity.Info, 0), (Severity.Warning, 0), (Severity.Critical, 0)],
            stand.OpenAlerts.OrderBy(own => own.Key).Select(own => (own.Key, own.Value))
        );
    }

    private static Task<int> EnterAsync(TestDatabase database) =>
        database.UseAsync<JobLedger, int>(ledger =>
            ledger.EnterAsync(JobKind.DailyAlerts, "2026-01-15", order: null, file: null, "analyst", CancellationToken.None)
        );
}
