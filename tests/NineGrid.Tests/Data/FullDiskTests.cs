using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Samples;
using NineGrid.Data.Schema;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Commands;
using Npgsql;

namespace NineGrid.Tests.Data;

/// <summary>What was not finished when the disk was full is as if it had never begun, and goes well once there is room.</summary>
/// <remarks>On PostgreSQL a trigger answers as the server does that cannot extend a file.</remarks>
public sealed class FullDiskTests
{
    private static readonly Period December = Period.Of(2025, 12);

    public static TheoryData<DatabaseProvider> Databases => [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_import_and_a_snapshot_that_find_the_disk_full_change_nothing_and_go_well_when_there_is_room(
        DatabaseProvider provider
    )
    {
        using var folder = new TemporaryFolder();
        new SampleBank(customers: 200, months: 25, seed: 1, December).WriteTo(folder.File("bank"), progress: null, CancellationToken.None);
        var disk = new FullDisk();
        await using TestDatabase database = await TestDatabases.CreateAsync(provider, time: null, disk.Add);
        string[] empty = await TableContents.ReadAsync(database);

        await FillAsync(database, disk, "facts");
        await IsFullAsync(() => ImportAsync(database, folder.File("bank")));
        Assert.Equal(empty, await TableContents.ReadAsync(database));
        await MakeRoomAsync(database, disk, "facts");
        Assert.True((await ImportAsync(database, folder.File("bank"))).Stored);

        string[] imported = await TableContents.ReadAsync(database);
        await FillAsync(database, disk, "guidance");
        await IsFullAsync(() => ComputeAsync(database));
        Assert.Equal(imported, await TableContents.ReadAsync(database));
        await MakeRoomAsync(database, disk, "guidance");
        Assert.Equal(200, (await ComputeAsync(database)).Customers);
    }

    [Fact]
    public void A_full_disk_of_this_machine_is_one_too()
    {
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        IOException failure = Assert.Throws<IOException>(() => full.Write([1, 2, 3]));

        Assert.True(DiskSpace.IsUsedUp(failure));
        Assert.False(DatabaseReach.IsLost(failure));
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, true)]
    [InlineData(PostgresErrorCodes.OutOfMemory, false)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false)]
    public void A_server_says_so_with_a_state_of_its_own(string state, bool full)
    {
        var answer = new DbUpdateException("Not saved.", new PostgresException("could not extend file", "ERROR", "ERROR", state));

        Assert.Equal(full, DiskSpace.IsUsedUp(answer));
    }

    private static async Task IsFullAsync<T>(Func<Task<T>> work)
    {
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(work);
        Assert.True(DiskSpace.IsUsedUp(failure), failure.ToString());
        Assert.False(DatabaseReach.IsLost(failure));
    }

    private static Task<ImportReport> ImportAsync(TestDatabase database, string package) =>
        database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );

    private static Task<ComputedSnapshot> ComputeAsync(TestDatabase database) =>
        database.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(December));

    private static async Task FillAsync(TestDatabase database, FullDisk disk, string table)
    {
        disk.IsFull = true;
        if (database.Options.Provider == DatabaseProvider.PostgreSql)
        {
            await ExecuteAsync(
                database,
                $"""
                CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
                CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION full_disk();
                """
            );
        }
    }

    private static async Task MakeRoomAsync(TestDatabase database, FullDisk disk, string table)
    {
        disk.IsFull = false;
        if (database.Options.Provider == DatabaseProvider.PostgreSql)
        {
            await ExecuteAsync(database, $"DROP TRIGGER full_disk ON {table}; DROP FUNCTION full_disk();");
        }
    }

    private static Task<int> ExecuteAsync(TestDatabase database, string sql) =>
        database.UseAsync(db => db.Database.ExecuteSqlRawAsync(sql));
}
