using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Exports;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data;

/// <summary>What can be known of SQL Server without one: its schema script, and that every query of the jobs is translated.</summary>
public sealed class SqlServerTests
{
    [Fact]
    public void The_schema_script_makes_every_table_of_the_model()
    {
        using var db = new SqlServerNineGridDbContext(
            new DbContextOptionsBuilder<SqlServerNineGridDbContext>().UseSqlServer("Server=nowhere;Database=x").Options
        );

        string script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        Assert.All(
            db.Model.GetEntityTypes(),
            type => Assert.Contains($"CREATE TABLE [{type.GetTableName()}]", script, StringComparison.Ordinal)
        );
        Assert.Contains("[no] nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL", script, StringComparison.Ordinal);
        Assert.Contains("[loan_nii] decimal(19,4) NULL", script, StringComparison.Ordinal);
        Assert.Contains("[pd] decimal(19,10) NULL", script, StringComparison.Ordinal);
        Assert.Contains("[raroc] float NULL", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_query_of_an_import_a_snapshot_a_close_and_an_export_is_translated()
    {
        var translation = new SqlServerTranslation();
        using var cache = new MemoryCache(new MemoryCacheOptions());
        Period period = Period.Of(2025, 12);
        await using TestDatabase database = await TestDatabases.CreateAsync(
            DatabaseProvider.Sqlite,
            new FixedTime(2026, 1, 15),
            services =>
                services.ConfigureDbContext<SqliteNineGridDbContext>(options =>
                    // Its own cache: a query that another test has compiled would not be seen.
                    options.AddInterceptors(translation).UseMemoryCache(cache)
                )
        );
        using var package = new PackageFolder();
        new SampleBank(200, 24, 1, period).WriteTo(package.Path, progress: null, CancellationToken.None);
        for (int time = 0; time < 3; time++)
        {
            if (time == 2)
            {
                // Only a part of a whole: the stored rows are looked up.
                string key = string.Join(',', File.ReadLines(Path.Combine(package.Path, "facts.csv")).ElementAt(1).Split(',').Take(2));
                package.File("facts.csv", $"customer_no,period,e_transactions\n{key},0\n");
            }

            ImportReport report = await database.UseAsync<ImportPackage, ImportReport>(import =>
                import.RunAsync(package.Path, acceptGoodRows: time == 1, rejectedRows: null, progress: null, CancellationToken.None)
            );
            Assert.True(report.Stored);
        }

        await database.UseAsync<UndoImport, bool>(async undo =>
        {
            await undo.RunAsync(batch: 3, CancellationToken.None);
            return true;
        });
        int job = await database.UseAsync<JobLedger, int>(ledger =>
            ledger.EnterAsync(JobKind.Snapshot, "2025-12", order: null, file: null, "analyst", CancellationToken.None)
        );
        int branch = await database.UseAsync(db => db.Institutions.Where(row => row.ParentId != null).Select(row => row.Id).FirstAsync());
        await database.UseAsync<ReadBranch, bool>(async read =>
        {
            await read.RunAsync(job, period, branch, progress: null, CancellationToken.None);
            return true;
        });
        await database.UseAsync<JobLedger, bool>(ledger => ledger.StopAsync(job, CancellationToken.None));
        await database.UseAsync<SplitSnapshot, bool>(async split =>
        {
            await split.ForgetLeftAsync(CancellationToken.None);
            return true;
        });
        foreach (int months in (int[])[-6, -3, 0])
        {
            await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(compute => compute.RunAsync(period.AddMonths(months)));
        }

        foreach (ExportKind kind in Enum.GetValues<ExportKind>())
        {
            await database.ExportAsync(kind, period, from: kind == ExportKind.Migration ? period.AddMonths(-3) : null);
        }

        await database.UseAsync<FirstStart, bool>(first => first.IsDueAsync(CancellationToken.None));
        await database.UseAsync<ClosePeriod, bool>(async close =>
        {
            await close.RunAsync(period);
            return true;
        });
        await database.UseAsync<ReopenPeriod, bool>(reopen => reopen.RunAsync(period, "a wrong month", CancellationToken.None));

        Assert.True(translation.Failures.Count == 0, string.Join("\n\n", translation.Failures));
        Assert.True(translation.Seen.Count >= 25, string.Join("\n", translation.Seen));
    }
}
