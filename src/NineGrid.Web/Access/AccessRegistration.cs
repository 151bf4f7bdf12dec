using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Web.Hosting;

namespace NineGrid.Web.Access;

/// <summary>Puts signing in and rights into the host.</summary>
internal static class AccessRegistration
{
    private const string DefaultScheme = "ninegrid";

    /// <exception cref="SettingException">A setting makes no sense.</exception>
    internal static IServiceCollection AddNineGridAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        services.Replace(ServiceDescriptor.Transient(provider => Current(provider)));
        services.AddSingleton(HostSettings.SingleSignOn(configuration));
        SignInLimits limits = HostSettings.SignInLimits(configuration);
        services.AddSingleton(_ => limits);
        services.AddScoped(provider => new SignIn(
            provider.GetRequiredService<SignInManager<AppUser>>(),
            provider.GetRequiredService<SignInRecord>(),
            provider.GetRequiredService<SignInLimits>()
        ));
        AddSchemes(services);
        services.AddAuthorization(Policies.Add);
        services.AddAntiforgery(options => options.Cookie = new SessionCookie("ninegrid.antiforgery"));
        services.Configure<CookieTempDataProviderOptions>(options => options.Cookie = new SessionCookie("ninegrid.notice"));
        IPAddress[] proxies = [.. HostSettings.Proxies(configuration)];
        services.Configure<ForwardedHeadersOptions>(options => Trust(options, proxies));
        return services;
    }

    /// <summary>Everything that decides who asks and what may be asked; before it only what needs no user.</summary>
    internal static WebApplication UseNineGridAccess(this WebApplication site)
    {
        site.UseAuthentication();
        site.UseMiddleware<InitialPasswordGate>();
        site.UseAuthorization();
        return site;
    }

    /// <summary>Takes the user's address from the proxies that are configured, and from nobody else.</summary>
    internal static WebApplication UseNineGridProxies(this WebApplication site)
    {
        site.UseMiddleware<PeerAddress>();
        if (HostSettings.Proxies(site.Configuration).Count > 0)
        {
            site.UseForwardedHeaders();
        }

        return site;
    }

    private static void AddSchemes(IServiceCollection services)
    {
        AuthenticationBuilder schemes = services
            .AddAuthentication(DefaultScheme)
            .AddPolicyScheme(
                DefaultScheme,
                displayName: null,
                options =>
                    options.ForwardDefaultSelector = static context =>
                        !NeedsUser(context) ? Nobody.SchemeName
                        : context.RequestServices.GetRequiredService<SingleSignOn>().NameIn(context) is null
                            ? IdentityConstants.ApplicationScheme
                        : ProxySignIn.SchemeName
            )
            .AddScheme<AuthenticationSchemeOptions, Nobody>(Nobody.SchemeName, configureOptions: null)
            .AddScheme<AuthenticationSchemeOptions, ProxySignIn>(
                ProxySignIn.SchemeName,
                options =>
                {
                    options.ForwardChallenge = IdentityConstants.ApplicationScheme;
                    options.ForwardForbid = IdentityConstants.ApplicationScheme;
                }
            );
        schemes.AddIdentityCookies();
        new IdentityBuilder(typeof(AppUser), services).AddSignInManager().AddClaimsPrincipalFactory<UserClaims>();
        services.AddScoped<IUserConfirmation<AppUser>, Enabled>();
        services.Configure<IdentityOptions>(options => options.SignIn.RequireConfirmedAccount = true);
        services
            .AddOptions<SecurityStampValidatorOptions>()
            .Configure<TimeProvider>(
                (options, clock) =>
                {
                    options.ValidationInterval = TimeSpan.FromSeconds(30);
                    options.TimeProvider = clock;
                }
            );
        services
            .AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<TimeProvider>(
                (options, clock) =>
                {
                    options.TimeProvider = clock;
                    SetSession(options);
                    options.Events.OnValidatePrincipal = context => ValidateAsync(context, clock);
                }
            );
        services.Configure<CookieAuthenticationOptions>(
            IdentityConstants.TwoFactorUserIdScheme,
            options =>
            {
                options.Cookie = new SessionCookie("ninegrid.code-owed");
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            }
        );
    }

    // A cookie of a time that has not come was issued before the clock was set back; how long ago nobody knows, so the user is looked at again.
    private static Task ValidateAsync(CookieValidatePrincipalContext context, TimeProvider clock)
    {
        if (context.Properties.IssuedUtc > clock.GetUtcNow())
        {
            context.Properties.IssuedUtc = null;
        }

        return SecurityStampValidator.ValidatePrincipalAsync(context);
    }

    private static void SetSession(CookieAuthenticationOptions options)
    {
        options.Cookie = new SessionCookie("ninegrid.session");
        // A working day; a browser that is closed forgets earlier.
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = "/account/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnRedirectToLogin = static context =>
        {
            // A script cannot use a sign-in page.
            if (IsByScript(context.Request))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }
            else
            {
                context.Response.Redirect(HttpMethods.IsGet(context.Request.Method) ? context.RedirectUri : context.Options.LoginPath);
            }

            return Task.CompletedTask;
        };
        // Who lacks the role learns no more than who asks for a page that does not exist.
        options.Events.OnRedirectToAccessDenied = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private static bool IsByScript(HttpRequest request) =>
        request.Headers["Sec-Fetch-Mode"] is [{ } mode] && !string.Equals(mode, "navigate", StringComparison.Ordinal);

    // An error page, a file and a probe are answered without asking who wants it: the database that knows may be what failed.
    private static bool NeedsUser(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is null
        && !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        && context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null;

    private static void Trust(ForwardedHeadersOptions options, IPAddress[] proxies)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null;
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (IPAddress proxy in proxies)
        {
            options.KnownProxies.Add(proxy);
        }
    }

    // A job has no request, but somebody who asked for it.
    private static Actor Current(IServiceProvider services) =>
        services.GetRequiredService<IHttpContextAccessor>().HttpContext is HttpContext context
            ? new(context.User.Identity?.Name ?? "-", context.Connection.RemoteIpAddress?.ToString())
            : services.GetRequiredService<CurrentJob>().Actor ?? Actor.Operator;
}
