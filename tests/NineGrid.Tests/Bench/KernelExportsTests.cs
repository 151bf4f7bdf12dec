using NineGrid.Bench.Kernel;
using NineGrid.Data;
using NineGrid.Data.Exports;
using NineGrid.Data.Imports;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Snapshots;
using NineGrid.Tests.Samples;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Commands;

namespace NineGrid.Tests.Bench;

/// <summary>What the bench holds against the peers is what the product exports.</summary>
public sealed class KernelExportsTests
{
    private static readonly Period Earlier = Period.Of(2025, 9);
    private static readonly Period Later = Period.Of(2025, 12);

    [Fact]
    public async Task A_package_computed_in_memory_gives_the_exports_of_one_that_went_through_a_database()
    {
        using var bank = new WrittenBank(customers: 400, months: 24, seed: 7);
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await database.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(bank.Path, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
        );
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(Earlier));
        await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(Later));

        var package = new PackageInMemory(bank.Path);
        Snapshot then = package.Snapshot(package.BookOf(Earlier), Earlier, threads: 2);
        Snapshot now = package.Snapshot(package.BookOf(Later), Later, threads: 2);
        using var folder = new TemporaryFolder();
        await KernelExports.WriteAsync(folder.File("out"), now, now.MigrationFrom(then, threads: 2));

        // Some customers came between the two periods, so that the two books differ.
        Assert.True(then.Input.Book.Count < now.Input.Book.Count);
        foreach (ExportKind kind in (ExportKind[])[ExportKind.Positions, ExportKind.Indicators, ExportKind.Cuts, ExportKind.Portraits])
        {
            Assert.Equal(await database.ExportAsync(kind, Later), await ReadAsync(kind));
        }

        Assert.Equal(await database.ExportAsync(ExportKind.Migration, Later, from: Earlier), await ReadAsync(ExportKind.Migration));

        Task<byte[]> ReadAsync(ExportKind kind) =>
            File.ReadAllBytesAsync(Path.Combine(folder.File("out"), kind.ToString().ToLowerInvariant() + ".csv"));
    }
}
