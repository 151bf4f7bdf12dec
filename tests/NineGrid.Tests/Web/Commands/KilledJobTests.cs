using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Web.Commands;

/// <summary>A process that dies in the middle of a job leaves the database as it was, and the job can be started again.</summary>
public sealed class KilledJobTests(KilledJobTests.Banks banks) : IClassFixture<KilledJobTests.Banks>
{
    private const int Killed = 128 + 9; // SIGKILL

    private static readonly Period December = Period.Of(2025, 12);

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task An_import_killed_while_it_writes_facts_changes_nothing(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithSnapshotOfAsync(provider, banks.Small);
        string[] import = ["import", banks.Large, .. Tool.On(database.Options)];
        string[] before = await TableContents.ReadAsync(database);

        Outcome killed = await Tool.SignalAtAsync("facts.csv:", "KILL", import);
        await RolledBackAsync(database);
        string[] after = await TableContents.ReadAsync(database);
        Outcome again = await Tool.RunAsync(import);

        Assert.Equal(Killed, killed.ExitCode);
        Assert.Equal(before, after);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(Banks.LargeCustomers, await database.UseAsync(db => db.Customers.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_snapshot_killed_while_it_stores_leaves_the_earlier_one(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithSnapshotOfAsync(provider, banks.Small);
        await ImportAsync(database, banks.Large);
        string[] snapshot = ["snapshot", "2025-12", .. Tool.On(database.Options)];
        string[] before = await TableContents.ReadAsync(database);

        Outcome killed = await Tool.SignalAtAsync("storing:", "KILL", snapshot);
        await RolledBackAsync(database);
        string[] after = await TableContents.ReadAsync(database);
        Outcome again = await Tool.RunAsync(snapshot);

        Assert.Equal(Killed, killed.ExitCode);
        Assert.Equal(before, after);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(Banks.LargeCustomers, await database.UseAsync(db => db.Positions.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task An_import_interrupted_from_the_keyboard_changes_nothing_and_says_so(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithSnapshotOfAsync(provider, banks.Small);
        string[] before = await TableContents.ReadAsync(database);

        Outcome interrupted = await Tool.SignalAtAsync("facts.csv:", "INT", ["import", banks.Large, .. Tool.On(database.Options)]);

        Assert.Equal((1, ""), (interrupted.ExitCode, interrupted.Output));
        Assert.EndsWith("Cancelled.", interrupted.Error.Trim());
        Assert.Equal(before, await TableContents.ReadAsync(database));
    }

    private static async Task<TestDatabase> WithSnapshotOfAsync(DatabaseProvider provider, string package)
    {
        TestDatabase database = await TestDatabases.CreateAsync(provider);
        await ImportAsync(database, package);
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(December));
        return database;
    }

    private static async Task ImportAsync(TestDatabase database, string package)
    {
        ImportReport report = await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );
        Assert.True(report.Stored);
    }

    /// <summary>A server notices on its own time that its client is gone; an embedded database has nobody to notice.</summary>
    private static async Task RolledBackAsync(TestDatabase database)
    {
        if (database.Options.Provider != DatabaseProvider.PostgreSql)
        {
            return;
        }

        while (
            await database.UseAsync(db =>
                db.Database.SqlQueryRaw<int>(
                        """
                        SELECT count(*)::int AS "Value" FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
                        """
                    )
                    .SingleAsync()
            ) > 0
        )
        {
            await Task.Delay(20);
        }
    }

    /// <summary>Two packages: a small bank, and a large one that takes seconds to load.</summary>
    public sealed class Banks : IDisposable
    {
        public const int LargeCustomers = 8_000;

        private readonly TemporaryFolder _folder = new();

        public Banks()
        {
            new SampleBank(customers: 200, months: 13, seed: 1, December).WriteTo(Small, progress: null, CancellationToken.None);
            new SampleBank(LargeCustomers, months: 25, seed: 2, December).WriteTo(Large, progress: null, CancellationToken.None);
        }

        public string Small => _folder.File("small");

        public string Large => _folder.File("large");

        public void Dispose() => _folder.Dispose();
    }
}
