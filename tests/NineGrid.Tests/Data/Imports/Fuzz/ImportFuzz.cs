using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Schema;

namespace NineGrid.Tests.Data.Imports.Fuzz;

/// <summary>What became of a spoilt package.</summary>
internal enum FuzzOutcome
{
    /// <summary>Refused with a reason before it was read.</summary>
    Refused,

    /// <summary>Not stored, with a report of its errors.</summary>
    Reported,

    /// <summary>Stored; it was still good, or its good rows were accepted.</summary>
    Stored,
}

/// <summary>Imports spoilt packages into one SQLite database and holds each import against what it promises.</summary>
/// <remarks>Each package is checked, then imported, all or nothing or with its good rows. What was stored is taken back, so that each seed stands for itself.</remarks>
internal sealed class ImportFuzz : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ninegrid-fuzz-");
    private readonly ServiceProvider _services;
    private readonly PackageMutator _mutator;
    private readonly SqliteConnection _watch;
    private readonly SqliteConnection _before = new("Data Source=:memory:");

    private ImportFuzz(IReadOnlyDictionary<string, string> files, TimeProvider clock)
    {
        _mutator = new(files);
        string connection = $"Data Source={Path.Combine(_folder.FullName, "bank.db")}";
        _services = new ServiceCollection()
            .AddSingleton(clock)
            .AddNineGridData(new DatabaseOptions(DatabaseProvider.Sqlite, connection))
            .BuildServiceProvider();
        _watch = new(connection);
    }

    /// <summary>Makes a database with the good package in it.</summary>
    public static async Task<ImportFuzz> StartAsync(IReadOnlyDictionary<string, string> files, TimeProvider clock)
    {
        var fuzz = new ImportFuzz(files, clock);
        string good = Path.Combine(fuzz._folder.FullName, "good");
        Directory.CreateDirectory(good);
        foreach ((string name, string text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(good, name), text);
        }

        await fuzz.UseAsync<DatabaseSchema, bool>(async schema =>
        {
            await schema.UpgradeAsync(CancellationToken.None);
            return true;
        });
        ImportReport report = await fuzz.UseAsync<ImportPackage, ImportReport>(import =>
            import.RunAsync(good, acceptGoodRows: false, null, null, CancellationToken.None)
        );
        if (!report.Stored)
        {
            throw new InvalidOperationException("The package to begin with is not good.");
        }

        await fuzz._watch.OpenAsync();
        await fuzz._before.OpenAsync();
        fuzz._watch.BackupDatabase(fuzz._before);
        return fuzz;
    }

    /// <summary>Spoils the package, imports it, and takes back what was stored.</summary>
    /// <exception cref="FuzzFailedException">Something else happens than a refusal or a report, or the database is changed without being told, or the check says otherwise than the import.</exception>
    public async Task<(MutatedPackage Package, FuzzOutcome Outcome)> RunAsync(int seed)
    {
        DirectoryInfo folder = _folder.CreateSubdirectory("package");
        MutatedPackage package = _mutator.Write(seed, folder.FullName);
        try
        {
            return (package, await ImportAsync(package, acceptGoodRows: seed / 2 % 2 == 0));
        }
        catch (Exception failure)
        {
            throw new FuzzFailedException($"Seed {seed}, {package.Kind}, {package.Shape}: {failure.Message}", failure);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        await _before.DisposeAsync();
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task<FuzzOutcome> ImportAsync(MutatedPackage package, bool acceptGoodRows)
    {
        var source = new PackageSource(package.Path, package.Name);
        long version = Version();
        using var rejected = new MemoryStream();
        ImportCheck? check = await Refusable(() =>
            UseAsync<ImportPackage, ImportCheck>(import =>
                import.CheckAsync(source, acceptGoodRows, rejected, null, CancellationToken.None)
            )
        );
        Demand(Version() == version, "the check changed the database");

        ImportReport? report = await Refusable(() =>
            UseAsync<ImportPackage, ImportReport>(import => import.RunAsync(source, acceptGoodRows, rejected, null, CancellationToken.None))
        );
        bool changed = Version() != version;
        if (changed)
        {
            _before.BackupDatabase(_watch);
        }

        Demand(changed == (report?.Stored ?? false), $"changed {changed}, stored {report?.Stored}");
        Demand(check is null == report is null, "the check and the import do not both refuse it");
        if (check is null || report is null)
        {
            return FuzzOutcome.Refused;
        }

        Demand(check.Storable == report.Stored, "the check says otherwise whether anything is stored");
        Demand(check.Ready == report.Files.Sum(file => file.Stored), "other rows are stored than were ready");
        Demand(check.ErrorCount == report.ErrorCount, "the check finds other errors");
        Demand(report.Stored || report.ErrorCount > 0, "nothing is stored and no error is told");
        Demand(report.Errors.All(error => error.ToString().Length > 0), "an error without a text");
        return report.Stored ? FuzzOutcome.Stored : FuzzOutcome.Reported;
    }

    private static async Task<T?> Refusable<T>(Func<Task<T>> job)
        where T : class
    {
        try
        {
            return await job();
        }
        catch (JobRefusedException refused)
        {
            Demand(refused.Message.Length > 0, "refused without a reason");
            return null;
        }
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    /// <summary>A number that changes whenever another connection commits a change.</summary>
    private long Version()
    {
        using DbCommand command = _watch.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)command.ExecuteScalar()!;
    }

    private async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using AsyncServiceScope scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }
}

/// <summary>An import did not do what it promises.</summary>
internal sealed class FuzzFailedException(string message, Exception inner) : Exception(message, inner);
