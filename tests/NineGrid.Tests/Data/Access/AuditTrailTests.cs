using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Exports;
using NineGrid.Data.Imports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Samples;
using NineGrid.Data.Schema;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Access;

public sealed class AuditTrailTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_line_can_be_neither_changed_nor_deleted_whoever_asks(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await WriteAsync(database);
        // An upgrade sets the guard again without harm.
        await database.UseAsync<DatabaseSchema, object>(async schema => await schema.UpgradeAsync(CancellationToken.None));

        foreach (string sql in (string[])["UPDATE audit_trail SET actor = 'somebody else'", "DELETE FROM audit_trail"])
        {
            Exception refusal = await Assert.ThrowsAnyAsync<Exception>(() => database.UseAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
            Assert.Contains("append-only", refusal.Message);
        }

        AuditRow line = await database.UseAsync(db => db.Audit.SingleAsync());
        Assert.Equal((Actor.Operator.Name, null, "2025-12"), (line.Actor, line.Address, line.Subject));
        Assert.Equal("""{"customers":3}""", line.After);
    }

    [Fact]
    public async Task The_program_itself_refuses_to_save_a_changed_or_deleted_line()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await WriteAsync(database);

        foreach (
            Action<NineGridDbContext, AuditRow> change in (Action<NineGridDbContext, AuditRow>[])
                [(_, line) => line.Subject = "another", (db, line) => db.Audit.Remove(line)]
        )
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() =>
                database.UseAsync(async db =>
                {
                    change(db, await db.Audit.SingleAsync());
                    return await db.SaveChangesAsync();
                })
            );
        }
    }

    [Fact]
    public async Task Imports_snapshots_exports_and_closings_are_on_record()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        DirectoryInfo package = Directory.CreateTempSubdirectory("ninegrid-audit-");
        try
        {
            new SampleBank(40, 13, seed: 3, Period.Of(2025, 12)).WriteTo(package.FullName, progress: null, CancellationToken.None);
            await database.UseAsync<ImportPackage, object>(async import =>
                await import.RunAsync(package.FullName, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
            );
        }
        finally
        {
            package.Delete(recursive: true);
        }

        await database.UseAsync<ComputeSnapshot, object>(async compute => await compute.RunAsync(Period.Of(2025, 12)));
        await database.ExportAsync(ExportKind.Cuts, Period.Of(2025, 12));
        await database.UseAsync<ClosePeriod, bool>(async close =>
        {
            await close.RunAsync(Period.Of(2025, 12));
            return true;
        });

        List<AuditRow> lines = await database.UseAsync(db => db.Audit.OrderBy(line => line.Id).ToListAsync());
        Assert.Equal(
            [
                (AuditAction.Imported, package.Name),
                (AuditAction.AlertChanged, "2025-12"),
                (AuditAction.SnapshotComputed, "2025-12"),
                (AuditAction.Exported, "Cuts 2025-12"),
                (AuditAction.PeriodClosed, "2025-12"),
            ],
            lines.Select(line => (line.Action, line.Subject))
        );
        Assert.Contains("""{"name":"customers.csv","stored":40,"rejected":0}""", lines[0].After);
        Assert.Contains("\"opened\":", lines[1].After);
        Assert.Contains("\"customers\":40", lines[2].After);
    }

    private static Task<bool> WriteAsync(TestDatabase database) =>
        database.UseAsync<AuditTrail, bool>(async audit =>
        {
            await audit.WriteAsync(AuditAction.SnapshotComputed, "2025-12", after: new { Customers = 3 });
            return true;
        });
}
