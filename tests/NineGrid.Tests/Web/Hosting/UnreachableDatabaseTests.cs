using System.Net;
using NineGrid.Data;
using NineGrid.Tests.Support;
using Npgsql;

namespace NineGrid.Tests.Web.Hosting;

public sealed class UnreachableDatabaseTests
{
    [Fact]
    public async Task Pages_answer_503_while_the_database_is_away_and_by_themselves_again_when_it_is_back()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.PostgreSql);
        var direct = new NpgsqlConnectionStringBuilder(database.Options.ConnectionString);
        using var relay = new TcpRelay(direct.Host!, direct.Port);
        relay.Join();
        var through = new NpgsqlConnectionStringBuilder(direct.ConnectionString) { Port = relay.Port };
        await using var site = new TestSite(("Database:Provider", "PostgreSql"), ("ConnectionStrings:NineGrid", through.ConnectionString));

        // The site starts before its database does.
        relay.Cut();
        using HttpClient client = site.CreateClient();
        await IsAwayAsync(client);
        relay.Join();
        await IsBackAsync(client);
        relay.Cut();
        await IsAwayAsync(client);
        relay.Join();
        await IsBackAsync(client);
    }

    private static async Task IsAwayAsync(HttpClient client)
    {
        using HttpResponseMessage ready = await client.GetAsync("/health/ready");
        using HttpResponseMessage live = await client.GetAsync("/health/live");
        using HttpResponseMessage page = await client.GetAsync("/customers");
        string text = await page.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("<html", text);
        Assert.DoesNotContain("Exception", text);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
    }

    private static async Task IsBackAsync(HttpClient client)
    {
        // Each connection that was kept open finds out for itself that it is dead, so the first questions may still fail.
        HttpStatusCode status = HttpStatusCode.ServiceUnavailable;
        for (int attempt = 0; attempt < 20 && status == HttpStatusCode.ServiceUnavailable; attempt++)
        {
            using HttpResponseMessage ready = await client.GetAsync("/health/ready");
            using HttpResponseMessage page = await client.GetAsync("/customers");
            status = ready.StatusCode == HttpStatusCode.OK ? page.StatusCode : ready.StatusCode;
        }

        // The database is empty, and that is another matter.
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, status);
        Assert.NotEqual(HttpStatusCode.InternalServerError, status);
    }
}
