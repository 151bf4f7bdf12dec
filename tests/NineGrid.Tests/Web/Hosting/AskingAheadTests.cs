using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NineGrid.Data;
using NineGrid.Tests.Support;
using NineGrid.Web.Hosting;

namespace NineGrid.Tests.Web.Hosting;

public sealed class AskingAheadTests
{
    [Fact]
    public async Task It_goes_on_when_it_could_not_look()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new TestSite(("ConnectionStrings:NineGrid", database.Options.ConnectionString), ("Pages:AskAhead", "true"));
        AskingAhead ahead = site.Services.GetServices<IHostedService>().OfType<AskingAhead>().Single();

        Assert.True(await ahead.LookAsync(CancellationToken.None));
        await database.UseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE snapshots RENAME TO gone"));
        Assert.False(await ahead.LookAsync(CancellationToken.None));
        await database.UseAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE gone RENAME TO snapshots"));
        Assert.True(await ahead.LookAsync(CancellationToken.None));
    }

    [Fact]
    public async Task It_stays_away_where_that_is_set()
    {
        await using var site = new TestSite(("Pages:AskAhead", "false"));

        Assert.Empty(site.Services.GetServices<IHostedService>().OfType<AskingAhead>());
    }
}
