using System.Net;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Web.Access;

public sealed class SingleSignOnTests
{
    [Theory]
    [InlineData("127.0.0.1", "zhang", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", "ZHANG", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", "stranger", HttpStatusCode.Redirect)]
    [InlineData("127.0.0.1", "disabled", HttpStatusCode.Redirect)]
    [InlineData("127.0.0.1", "", HttpStatusCode.Redirect)]
    [InlineData("10.9.8.7", "zhang", HttpStatusCode.Redirect)]
    public async Task A_name_in_the_header_counts_from_a_configured_proxy_only(string proxy, string name, HttpStatusCode expected)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(
            database,
            clock: null,
            ("SingleSignOn:Header", "X-Remote-User"),
            ("SingleSignOn:Proxies", proxy)
        );
        await site.AddAsync("boss", Roles.Administrator);
        await site.AddAsync("zhang", Roles.Analyst, mustChangePassword: true);
        await site.AddAsync("disabled", Roles.Analyst);
        await site.UseAsync<DisableUser, object>(async disable => await disable.RunAsync("disabled", disabled: true));
        using Visitor visitor = site.Visitor();
        visitor.Client.DefaultRequestHeaders.Add("X-Remote-User", name);

        Assert.Equal(expected, (await visitor.AskAsync("/account/security")).Status);
        Assert.Equal(expected, (await visitor.AskAsync("/account/security")).Status);

        int signedIn = (await site.AuditAsync(AuditAction.SignedIn)).Count;
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, signedIn);
    }

    [Fact]
    public async Task What_a_proxys_user_does_is_told_under_her_name_also_in_the_request_that_signs_her_in()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(
            database,
            clock: null,
            ("SingleSignOn:Header", "X-Remote-User"),
            ("SingleSignOn:Proxies", "127.0.0.1")
        );
        await site.AddAsync("boss", Roles.Administrator);
        await site.AddAsync("li4", Roles.Analyst);
        using Visitor boss = site.Visitor();
        boss.Client.DefaultRequestHeaders.Add("X-Remote-User", "boss");

        using HttpResponseMessage answer = await boss.PostAsync("/admin/users/li4", "/admin/users/li4?handler=Disable");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["boss"], (await site.AuditAsync(AuditAction.UserChanged)).Select(line => line.Actor));
    }

    [Fact]
    public async Task A_forwarded_address_does_not_make_a_proxy()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(
            database,
            clock: null,
            ("SingleSignOn:Header", "X-Remote-User"),
            ("SingleSignOn:Proxies", "10.0.0.7"),
            ("Hosting:Proxies", "127.0.0.1")
        );
        await site.AddAsync("zhang", Roles.Analyst);
        using Visitor visitor = site.Visitor();
        visitor.Client.DefaultRequestHeaders.Add("X-Remote-User", "zhang");
        visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "10.0.0.7");

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.AskAsync("/account/security")).Status);
    }

    [Fact]
    public async Task The_header_means_nothing_unless_configured()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        await site.AddAsync("zhang", Roles.Analyst);
        using Visitor visitor = site.Visitor();
        visitor.Client.DefaultRequestHeaders.Add("X-Remote-User", "zhang");

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.AskAsync("/account/security")).Status);
    }
}
