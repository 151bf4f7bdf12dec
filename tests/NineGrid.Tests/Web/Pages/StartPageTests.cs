using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using NineGrid.Tests.Web.Hosting;

namespace NineGrid.Tests.Web.Pages;

public sealed class StartPageTests
{
    [Theory]
    [InlineData("/grid")]
    [InlineData("/customers")]
    [InlineData("/customers/C1")]
    public async Task Before_a_period_is_computed_every_page_leads_to_what_must_be_done(string path)
    {
        await using var site = new TestSite();
        using HttpClient client = site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

        using HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        using HttpResponseMessage start = await client.GetAsync(answer.Headers.Location);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, start.StatusCode);
        Assert.Contains("<code>snapshot YYYY-MM</code>", await start.Content.ReadAsStringAsync());
    }
}
