using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.WebEncoders;
using NineGrid.Data.Queries;
using NineGrid.Web.Access;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>Puts the pages into the host.</summary>
public static class PageRegistration
{
    /// <summary>The languages of the interface; the first is used when the browser names none of them.</summary>
    public static IReadOnlyList<CultureInfo> Languages { get; } = [CultureInfo.GetCultureInfo("zh-CN"), CultureInfo.GetCultureInfo("en")];

    /// <summary>Razor Pages with their words, numbers and questions.</summary>
    public static IServiceCollection AddNineGridPages(this IServiceCollection services)
    {
        services.AddNineGridQueries();
        services.AddLocalization();
        services.AddScoped<Words>();
        services.AddScoped<Numbers>();
        services.AddScoped<PictureText>();
        services.AddScoped<ReturnLines>();
        services.AddScoped<Comparisons>();
        services.AddScoped<PathWords>();
        services.AddScoped<MissingText>();
        services.AddScoped<InForce>();
        services.AddScoped<ListFigures>();
        services.AddScoped<CustomerTables>();
        services.AddScoped<GridTables>();
        services.AddScoped<GroupTables>();
        services.AddScoped<WhatIfTables>();
        services.AddScoped<PathText>();
        services.AddScoped<GapText>();
        services.AddScoped<GapTables>();
        services.AddScoped<OpportunityTables>();
        services.AddScoped<MigrationText>();
        services.AddScoped<MigrationTables>();
        services.AddScoped<PlanFigures>();
        services.AddScoped<SchemeText>();
        services.AddScoped<PlanTables>();
        services.AddScoped<AlertText>();
        services.AddScoped<AlertTables>();
        services.AddScoped<ReviewTables>();
        services.AddScoped<ReviewText>();
        services.AddScoped<JobText>();
        services.AddScoped<AuditText>();
        services.AddScoped<ImportText>();
        // Chinese stays readable in the source of a page and is half as long.
        services
            .AddRazorPages()
            .AddMvcOptions(options => options.Filters.Add<UnknownHandler>())
            .AddJsonOptions(options => options.JsonSerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));
        services.AddRouting(options => options.LowercaseUrls = true);
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Languages[0]);
            options.SupportedCultures = [.. Languages];
            options.SupportedUICultures = [.. Languages];
            options.ApplyCurrentCultureToResponseHeaders = true;
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new CustomRequestCultureProvider(BrowserLanguage)];
        });
        return services;
    }

    /// <summary>The static files and the pages.</summary>
    public static WebApplication MapNineGridPages(this WebApplication app)
    {
        app.MapStaticAssets().WithMetadata(new OpenAttribute("The sign-in page needs its styles."));
        app.MapRazorPages().WithStaticAssets();
        app.MapGet("/", (HttpContext context) => Results.LocalRedirect(HomeOf(context.User)))
            .RequireAuthorization(Policies.Account)
            .ExcludeFromDescription();
        app.MapGet("/language/{language}", SwitchLanguage)
            .WithMetadata(new OpenAttribute("The sign-in page can be read in each language."))
            .ExcludeFromDescription();
        return app;
    }

    /// <summary>Where a user starts: at what the roles are for.</summary>
    public static string HomeOf(ClaimsPrincipal user) =>
        UserScope.Roles(user) switch
        {
            var roles when Policies.Allows(Policies.Customers, roles) => "/today",
            var roles when Policies.Allows(Policies.Administration, roles) => "/admin",
            _ => "/account/security",
        };

    /// <summary>The first language of the browser that the interface has, whatever its region: <c>zh-TW</c> is served in Chinese.</summary>
    private static Task<ProviderCultureResult?> BrowserLanguage(HttpContext context)
    {
        IEnumerable<string> wanted = context
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value ?? "");
        CultureInfo? known = wanted
            .Select(name =>
                Languages.FirstOrDefault(one => name.StartsWith(one.TwoLetterISOLanguageName, StringComparison.OrdinalIgnoreCase))
            )
            .FirstOrDefault(one => one is not null);
        return Task.FromResult(known is null ? null : new ProviderCultureResult(known.Name));
    }

    /// <summary>Remembers a language in a cookie and goes back to where the switch was.</summary>
    private static IResult SwitchLanguage(string language, string? back, HttpContext context)
    {
        CultureInfo? known = Languages.FirstOrDefault(one => string.Equals(one.Name, language, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            return Results.NotFound();
        }

        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(known)),
            new()
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                IsEssential = true,
            }
        );
        bool local =
            back is { Length: > 0 }
            && back[0] == '/'
            && !back.StartsWith("//", StringComparison.Ordinal)
            && !back.StartsWith("/\\", StringComparison.Ordinal);
        return Results.LocalRedirect(local ? back! : "/");
    }
}
