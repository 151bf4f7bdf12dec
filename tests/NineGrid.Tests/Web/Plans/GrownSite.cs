using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Tests.Support;
using NineGrid.Web.Jobs;
using Npgsql;

namespace NineGrid.Tests.Web.Plans;

/// <summary>The site over a bank in PostgreSQL that has grown, whose questions to the database are written down.</summary>
public sealed class GrownSite : IAsyncLifetime
{
    private readonly AskedQueries _asked = new();
    private TestDatabase _database = null!;

    public BankSite Site { get; private set; } = null!;

    /// <summary>Another connection to its database.</summary>
    public NpgsqlConnection Connection { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabases.CreateAsync(DatabaseProvider.PostgreSql);
        await JobStore.CreateAsync(_database.Options, CancellationToken.None);
        Site = new(
            _database.Options.ConnectionString,
            services => services.ConfigureDbContext<PostgreSqlNineGridDbContext>(options => options.AddInterceptors(_asked))
        );
        await Site.InitializeAsync();
        Connection = new(_database.Options.ConnectionString);
        await Connection.OpenAsync();
        await new GrownBank(Connection).GrowAsync();
    }

    public async Task DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Site.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>What the site asks to show a page that must be there.</summary>
    internal async Task<IReadOnlyList<AskedQuery>> AskedByAsync(HttpClient client, string page)
    {
        _asked.Take();
        using HttpResponseMessage answer = await client.GetAsync(new Uri(page, UriKind.Relative));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode} {page}");
        return _asked.Take();
    }
}
