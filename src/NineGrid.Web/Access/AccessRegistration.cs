using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Web.Access;

/// <summary>Puts signing in and rights into the host.</summary>
public static class AccessRegistration
{
    public static IServiceCollection AddNineGridAccess(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.Replace(ServiceDescriptor.Scoped(provider => Current(provider.GetRequiredService<IHttpContextAccessor>().HttpContext)));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        new IdentityBuilder(typeof(AppUser), services).AddSignInManager().AddClaimsPrincipalFactory<UserClaims>();
        services.AddAuthorization(Policies.Add);
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, SetCookie);
        return services;
    }

    public static WebApplication UseNineGridAccess(this WebApplication site)
    {
        site.UseAuthentication();
        site.UseAuthorization();
        return site;
    }

    private static void SetCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "ninegrid.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.LoginPath = "/account/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        // Who lacks the role learns no more than who asks for a page that does not exist.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private static Actor Current(HttpContext? context) =>
        context is null ? Actor.Operator : new(context.User.Identity?.Name ?? "-", context.Connection.RemoteIpAddress?.ToString());
}
