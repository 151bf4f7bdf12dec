using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace NineGrid.Tests.Web.Hosting;

public sealed class SecurityHeadersTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/no-such-page")]
    [InlineData("/lib/bootstrap/css/bootstrap.min.css")]
    public async Task Every_answer_forbids_foreign_and_inline_code_framing_and_sniffing(string path)
    {
        await using var site = new TestSite();
        using HttpClient client = site.CreateClient();

        using HttpResponseMessage answer = await client.GetAsync(path);

        string policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("object-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
    }

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", false)]
    public async Task Browsers_are_told_to_stay_on_https_outside_development(string environment, bool told)
    {
        await using var site = new TestSite(("environment", environment), ("AllowedHosts", "*"));
        using HttpClient client = site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new("https://bank.example") });

        using HttpResponseMessage answer = await client.GetAsync("/health/live");

        Assert.Equal(told, answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task A_request_in_the_name_of_another_host_is_turned_away()
    {
        await using var site = new TestSite();
        using HttpClient client = site.CreateClient(
            new WebApplicationFactoryClientOptions { BaseAddress = new("http://elsewhere.example") }
        );

        using HttpResponseMessage answer = await client.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
