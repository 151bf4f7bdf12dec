using System.Collections.Concurrent;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Queries;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>A made-up bank of 500 customers with three computed periods on each database; those who share it only read.</summary>
public sealed class QueryBanks : IAsyncLifetime
{
    public static readonly Period[] Periods = [Period.Of(2025, 6), Period.Of(2025, 9), Period.Of(2025, 12)];

    private readonly ConcurrentDictionary<DatabaseProvider, Lazy<Task<TestDatabase>>> _banks = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task<TestDatabase> OnAsync(DatabaseProvider provider) => _banks.GetOrAdd(provider, own => new(() => CreateAsync(own))).Value;

    public async Task DisposeAsync()
    {
        foreach (Lazy<Task<TestDatabase>> bank in _banks.Values)
        {
            await (await bank.Value).DisposeAsync();
        }
    }

    private static async Task<TestDatabase> CreateAsync(DatabaseProvider provider)
    {
        TestDatabase database = await TestDatabases.CreateAsync(provider, configure: services => services.AddNineGridQueries());
        DirectoryInfo package = Directory.CreateTempSubdirectory("ninegrid-queries-");
        try
        {
            new SampleBank(500, 36, seed: 3, Periods[^1]).WriteTo(package.FullName, progress: null, CancellationToken.None);
            await database.UseAsync<ImportPackage, ImportReport>(import =>
                import.RunAsync(package.FullName, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
            );
            foreach (Period period in Periods)
            {
                await database.UseAsync<ComputeSnapshot, ComputedSnapshot>(snapshots => snapshots.RunAsync(period));
            }
        }
        finally
        {
            package.Delete(recursive: true);
        }

        return database;
    }
}

/// <summary>Tests that share such banks.</summary>
[CollectionDefinition(Name)]
public sealed class QueryBankUsers : ICollectionFixture<QueryBanks>
{
    public const string Name = "query banks";
}
