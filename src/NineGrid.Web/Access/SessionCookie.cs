using System.Net;

namespace NineGrid.Web.Access;

/// <summary>A cookie of the site: never for scripts, never sent along with a foreign form, and over HTTPS only.</summary>
/// <remarks>
/// One exception: a browser that asks for the site under a name of its own machine (<c>http://localhost:5000</c>) gets it over plain HTTP too, as nothing leaves the machine.
/// </remarks>
internal sealed class SessionCookie : CookieBuilder
{
    public SessionCookie(string name)
    {
        Name = name;
        HttpOnly = true;
        SameSite = SameSiteMode.Lax;
        IsEssential = true;
    }

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        CookieOptions options = base.Build(context, expiresFrom);
        options.Secure = context.Request.IsHttps || !IsThisMachine(context.Request.Host.Host);
        return options;
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
