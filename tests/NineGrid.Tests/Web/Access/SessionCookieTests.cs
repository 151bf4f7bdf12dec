using Microsoft.AspNetCore.Http;
using NineGrid.Web.Access;

namespace NineGrid.Tests.Web.Access;

public sealed class SessionCookieTests
{
    [Theory]
    [InlineData("http", "localhost", false)]
    [InlineData("http", "127.0.0.1", false)]
    [InlineData("http", "[::1]", false)]
    [InlineData("https", "localhost", true)]
    [InlineData("http", "ninegrid.bank.example", true)]
    [InlineData("http", "localhost.bank.example", true)]
    [InlineData("http", "10.1.2.3", true)]
    [InlineData("https", "ninegrid.bank.example", true)]
    public void A_cookie_travels_over_https_unless_it_stays_on_the_machine(string scheme, string host, bool secure)
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host) = (scheme, new HostString(host, 5000));

        CookieOptions cookie = new SessionCookie("any").Build(context, DateTimeOffset.UnixEpoch);

        Assert.Equal((secure, true, SameSiteMode.Lax), (cookie.Secure, cookie.HttpOnly, cookie.SameSite));
    }
}
