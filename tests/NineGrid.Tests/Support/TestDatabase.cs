using System.Text;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Exports;
using NineGrid.Data.Schema;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Support;

/// <summary>The databases on which a test that touches data runs, one row each: SQLite, a real PostgreSQL, and SQL Server where one is at hand.</summary>
public static class TestDatabases
{
    /// <summary>Holds the connection string of a SQL Server on which databases may be created.</summary>
    public const string SqlServerVariable = "NINEGRID_TEST_SQLSERVER";

    // schemas take time to create, so each test gets a copy of one
    private static readonly Lazy<Task<string>> SqliteTemplate = new(CreateSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgreSqlTemplate = new(CreatePostgreSqlTemplateAsync);

    private static int _databases;

    /// <summary>The providers.</summary>
    public static TheoryData<DatabaseProvider> All =>
        SqlServer is null
            ? [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql]
            : [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql, DatabaseProvider.SqlServer];

    private static string? SqlServer => Environment.GetEnvironmentVariable(SqlServerVariable);

    /// <summary>Creates an empty database of one's own with the schema.</summary>
    public static async Task<TestDatabase> CreateAsync(
        DatabaseProvider provider,
        TimeProvider? time = null,
        Action<IServiceCollection>? configure = null
    )
    {
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                string file = TemporaryFile();
                File.Copy(await SqliteTemplate.Value, file);
                return new(provider, $"Data Source={file}", time, () => Task.Run(() => DropSqlite(file)), configure);
            case DatabaseProvider.PostgreSql:
                string name = NewName();
                string connection = await PostgreSqlCluster.CreateDatabaseAsync(name, await PostgreSqlTemplate.Value);
                return new(provider, connection, time, () => PostgreSqlCluster.DropDatabaseAsync(name), configure);
            case DatabaseProvider.SqlServer:
                string server = new SqlConnectionStringBuilder(SqlServer!) { InitialCatalog = NewName() }.ConnectionString;
                var database = new TestDatabase(provider, server, time, drop: null, configure);
                await CreateSchemaAsync(database);
                return database;
            default:
                throw new ArgumentOutOfRangeException(nameof(provider), provider, "no such provider");
        }
    }

    private static async Task CreateSchemaAsync(TestDatabase database) =>
        await database.UseAsync((DatabaseSchema schema) => schema.UpgradeAsync(CancellationToken.None));

    private static async Task<string> CreateSqliteTemplateAsync()
    {
        string file = TemporaryFile();
        await using var database = new TestDatabase(
            DatabaseProvider.Sqlite,
            $"Data Source={file};Pooling=False", // closing the last connection brings the log into the file
            time: null,
            () => Task.CompletedTask
        );
        await CreateSchemaAsync(database);
        return file;
    }

    private static async Task<string> CreatePostgreSqlTemplateAsync()
    {
        string name = NewName();
        string connection = await PostgreSqlCluster.CreateDatabaseAsync(name);
        await using var database = new TestDatabase(
            DatabaseProvider.PostgreSql,
            connection + ";Pooling=False", // a database with a connection cannot be copied
            time: null,
            () => Task.CompletedTask
        );
        await CreateSchemaAsync(database);
        return name;
    }

    private static string NewName() => $"ninegrid_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";

    private static string TemporaryFile() => Path.Combine(TestRun.Folder, NewName() + ".db");

    private static void DropSqlite(string file)
    {
        SqliteConnection.ClearPool(new SqliteConnection($"Data Source={file}"));
        foreach (string suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(file + suffix);
        }
    }
}

/// <summary>A database that lives as long as its test, and the application's services on it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Func<Task>? _drop;

    internal TestDatabase(
        DatabaseProvider provider,
        string connectionString,
        TimeProvider? time,
        Func<Task>? drop,
        Action<IServiceCollection>? configure = null
    )
    {
        Options = new DatabaseOptions(provider, connectionString);
        _drop = drop;
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddNineGridData(Options);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Where it lies.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>Does something with the context, in a scope of its own.</summary>
    public Task<T> UseAsync<T>(Func<NineGridDbContext, Task<T>> use) => UseAsync<NineGridDbContext, T>(use);

    /// <summary>Does something with a registered class, in a scope of its own.</summary>
    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using AsyncServiceScope scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>An export of a stored snapshot.</summary>
    public async Task<byte[]> ExportAsync(ExportKind kind, Period period, string scheme = StoredSchemes.DefaultName, Period? from = null)
    {
        using var output = new MemoryStream();
        await UseAsync<ExportSnapshot, bool>(async export =>
        {
            await export.RunAsync(kind, period, scheme, output, from);
            return true;
        });
        return output.ToArray();
    }

    /// <summary>An export of a stored snapshot as text.</summary>
    public async Task<string> ExportTextAsync(
        ExportKind kind,
        Period period,
        string scheme = StoredSchemes.DefaultName,
        Period? from = null
    ) => Encoding.UTF8.GetString(await ExportAsync(kind, period, scheme, from));

    public async ValueTask DisposeAsync()
    {
        if (_drop is null)
        {
            await UseAsync(db => db.Database.EnsureDeletedAsync());
        }

        await _services.DisposeAsync();
        if (_drop is not null)
        {
            await _drop();
        }
    }
}
