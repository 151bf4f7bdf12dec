using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Imports;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports;

public sealed class UndoImportTests : IDisposable
{
    private static readonly Period December = Period.Of(2025, 12);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ninegrid-undo-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task An_import_that_is_taken_back_leaves_everything_as_it_was(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await ImportAsync(database, Bank("first", customers: 60, seed: 3));
        string[] before = await ContentsAsync(database);
        // Other names, groups, managers and figures for the same numbers, and many new ones.
        await ImportAsync(database, Bank("second", customers: 150, seed: 4));
        string[] between = await ContentsAsync(database);

        await UndoAsync(database, batch: 2);

        Assert.NotEqual(before, between);
        Assert.Equal(before, await ContentsAsync(database));
        Assert.Equal(
            [false, true],
            await database.UseAsync(db => db.DataBatches.OrderBy(row => row.Id).Select(row => row.UndoneAt != null).ToListAsync())
        );
        Assert.Equal(1, await database.UseAsync(db => db.Audit.CountAsync(row => row.Action == AuditAction.ImportUndone)));
    }

    [Fact]
    public async Task A_column_that_did_not_come_keeps_its_value_through_both()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await ImportAsync(database, Bank("first", customers: 20, seed: 3));
        string[] before = await ContentsAsync(database);
        string package = Path.Combine(_folder.FullName, "names");
        Directory.CreateDirectory(package);
        await File.WriteAllTextAsync(Path.Combine(package, "customers.csv"), "customer_no,name\nC00000001,Another name\n");
        await ImportAsync(database, package);
        string renamed = await database.UseAsync(db =>
            db.Customers.Where(row => row.No == "C00000001").Select(row => row.Name).SingleAsync()
        );

        await UndoAsync(database, batch: 2);

        Assert.Equal("Another name", renamed);
        Assert.Equal(before, await ContentsAsync(database));
    }

    [Fact]
    public async Task Only_the_newest_batch_is_taken_back_and_none_that_a_snapshot_used()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await ImportAsync(database, Bank("first", customers: 20, seed: 3));
        await ImportAsync(database, Bank("second", customers: 30, seed: 4));

        JobRefusedException older = await RefusedAsync(database, batch: 1);
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(December));
        JobRefusedException used = await RefusedAsync(database, batch: 2);
        await ImportAsync(database, Bank("third", customers: 40, seed: 5));
        await UndoAsync(database, batch: 3);
        JobRefusedException twice = await RefusedAsync(database, batch: 3);

        Assert.Contains("not the newest", older.Message);
        Assert.Contains("A snapshot was computed", used.Message);
        Assert.Contains("not the newest", twice.Message);
    }

    private string Bank(string name, int customers, int seed)
    {
        string folder = Path.Combine(_folder.FullName, name);
        new SampleBank(customers, months: 14, seed, December).WriteTo(folder, progress: null, CancellationToken.None);
        return folder;
    }

    private static async Task ImportAsync(TestDatabase database, string package)
    {
        ImportReport report = await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(package, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );
        Assert.True(report.Stored, string.Join('\n', report.Errors));
    }

    private static Task UndoAsync(TestDatabase database, int batch) =>
        database.UseAsync<UndoImport, bool>(async undo =>
        {
            await undo.RunAsync(batch, CancellationToken.None);
            return true;
        });

    private static Task<JobRefusedException> RefusedAsync(TestDatabase database, int batch) =>
        Assert.ThrowsAsync<JobRefusedException>(() => UndoAsync(database, batch));

    // What tells of batches stays; what they brought does not.
    private static async Task<string[]> ContentsAsync(TestDatabase database) =>
        [
            .. (await TableContents.ReadAsync(database)).Where(line =>
                !line.StartsWith("data_batches:", StringComparison.Ordinal)
                && !line.StartsWith("audit_trail:", StringComparison.Ordinal)
                && !line.Contains("_before:", StringComparison.Ordinal)
            ),
        ];
}
