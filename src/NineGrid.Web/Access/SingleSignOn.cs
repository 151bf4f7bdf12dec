using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Mapping;

namespace NineGrid.Web.Access;

/// <summary>A reverse proxy that has asked users who they are, and says so in a header.</summary>
/// <param name="Header">The header with the user's name; null when there is no such proxy.</param>
/// <param name="Proxies">The addresses of the proxies that are believed. From any other the header means nothing.</param>
internal sealed record SingleSignOn(string? Header, IReadOnlyCollection<IPAddress> Proxies)
{
    /// <summary>The name that a believed proxy gives in a request; null when there is none.</summary>
    public string? NameIn(HttpContext context) =>
        Header is not null
        && context.Items[PeerAddress.Key] is IPAddress peer
        && Proxies.Contains(peer)
        && context.Request.Headers.TryGetValue(Header, out var values)
        && values.Count == 1
        && !string.IsNullOrWhiteSpace(values[0])
            ? values[0]!.Trim()
            : null;
}

/// <summary>Notes who is at the other end of the connection, before a forwarded address takes its place.</summary>
internal sealed class PeerAddress(RequestDelegate next)
{
    public const string Key = "NineGrid.PeerAddress";

    public Task InvokeAsync(HttpContext context)
    {
        IPAddress? peer = context.Connection.RemoteIpAddress;
        context.Items[Key] = peer is { IsIPv4MappedToIPv6: true } ? peer.MapToIPv4() : peer;
        return next(context);
    }
}

/// <summary>Signs in whom a believed proxy names, for this request: disabling a user counts at once.</summary>
internal sealed class ProxySignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    SingleSignOn proxies,
    SignInManager<AppUser> sessions,
    SignInRecord record,
    SignInLimits limits,
    TimeProvider clock
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "proxy";

    // A request is no sign-in; coming back after a while is.
    private static readonly TimeSpan Absence = TimeSpan.FromMinutes(30);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (proxies.NameIn(Context) is not string name)
        {
            return AuthenticateResult.NoResult();
        }

        AppUser? user = await sessions.UserManager.FindByNameAsync(name);
        if (user is null || !await sessions.CanSignInAsync(user))
        {
            // So many lines a minute tell as much as one for every request.
            if (limits.Allow(Context.Connection.RemoteIpAddress?.ToString() ?? "", name))
            {
                await record.FailedAsync(name, SchemeName, lockedOut: false);
            }

            return AuthenticateResult.NoResult();
        }

        if (user.LastSignInAt is not DateTime last || clock.GetUtcNow().UtcDateTime - last > Absence)
        {
            await record.SignedInAsync(user, SchemeName);
        }

        ClaimsPrincipal principal = await sessions.CreateUserPrincipalAsync(user);
        // The proxy's users do not know the password here, so they need not change it.
        var identity = (ClaimsIdentity)principal.Identity!;
        foreach (Claim claim in identity.FindAll(UserClaims.InitialPassword).ToList())
        {
            identity.RemoveClaim(claim);
        }

        return AuthenticateResult.Success(new(principal, SchemeName));
    }
}

/// <summary>Asks nobody who it is.</summary>
internal sealed class Nobody(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "nobody";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
}
