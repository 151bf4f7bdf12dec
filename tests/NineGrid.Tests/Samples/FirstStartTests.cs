using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Samples;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Samples;

public sealed class FirstStartTests
{
    private static readonly string[] LastFiveQuarters = ["2024-12", "2025-03", "2025-06", "2025-09", "2025-12"];

    [Fact]
    public async Task An_empty_embedded_database_gets_a_bank_and_its_last_quarters()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);

        bool due = await IsDueAsync(database);
        await RunAsync(database, progress: null);

        Assert.True(due);
        Assert.False(await IsDueAsync(database));
        Assert.Equal(LastFiveQuarters, await PeriodsAsync(database));
        Assert.Equal(200, await database.UseAsync(db => db.Customers.CountAsync()));
    }

    [Theory]
    [InlineData("customers", 0)]
    [InlineData("facts.csv", 0)]
    [InlineData("2024-12 storing", 0)]
    [InlineData("2025-06 facts", 2)]
    [InlineData("2025-12 storing", 4)]
    public async Task A_first_start_that_is_broken_off_goes_on_at_the_next(string stage, int snapshotsBefore)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);

        await Assert.ThrowsAsync<BrokenOffException>(() => RunAsync(database, new BreakOff(stage)));
        string[] kept = await PeriodsAsync(database);
        bool due = await IsDueAsync(database);
        await RunAsync(database, progress: null);

        Assert.Equal(LastFiveQuarters.Take(snapshotsBefore), kept);
        Assert.True(due);
        Assert.Equal(LastFiveQuarters, await PeriodsAsync(database));
        Assert.False(await IsDueAsync(database));
    }

    [Fact]
    public async Task A_bank_that_somebody_imported_is_left_alone_even_after_a_first_start_was_broken_off()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        using PackageFolder package = new PackageFolder().File("institutions.csv", "code,name,parent_code,level\n1,Our bank,,HEAD\n");

        await Assert.ThrowsAsync<BrokenOffException>(() => RunAsync(database, new BreakOff("facts.csv")));
        await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package.Path, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );

        Assert.False(await IsDueAsync(database));
    }

    [Fact]
    public async Task A_servers_database_is_never_filled()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.PostgreSql);

        Assert.False(await IsDueAsync(database));
    }

    private static Task<bool> IsDueAsync(TestDatabase database) =>
        database.UseAsync<FirstStart, bool>(first => first.IsDueAsync(CancellationToken.None));

    private static Task<bool> RunAsync(TestDatabase database, IProgress<JobProgress>? progress) =>
        database.UseAsync<FirstStart, bool>(async first =>
        {
            first.Bank = new(customers: 200, months: 36, seed: 1, end: Period.Of(2025, 12));
            await first.RunAsync(progress, CancellationToken.None);
            return true;
        });

    private static Task<string[]> PeriodsAsync(TestDatabase database) =>
        database.UseAsync(async db =>
            (await db.Snapshots.Select(row => row.Period).ToListAsync()).Select(period => period.ToString()).Order().ToArray()
        );

    private sealed class BrokenOffException() : Exception("broken off");

    private sealed class BreakOff(string stage) : IProgress<JobProgress>
    {
        public void Report(JobProgress value)
        {
            if (value.Stage == stage)
            {
                throw new BrokenOffException();
            }
        }
    }
}
