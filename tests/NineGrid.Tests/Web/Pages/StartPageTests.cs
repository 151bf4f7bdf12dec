using System.Net;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

public sealed class StartPageTests
{
    [Theory]
    [InlineData("/grid")]
    [InlineData("/customers")]
    [InlineData("/customers/C1")]
    public async Task Before_a_period_is_computed_every_page_leads_to_what_must_be_done(string path)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        await site.AddAsync("zhang", Roles.Analyst);
        using Visitor visitor = site.Visitor();
        await visitor.SignInAsync("zhang", PeopleSite.Password);

        (HttpStatusCode status, string? start) = await visitor.AskAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Contains("<code>snapshot YYYY-MM</code>", await visitor.PageAsync(start!));
    }
}
