using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting.Server;
using NineGrid.Data;
using NineGrid.Data.Samples;
using NineGrid.Data.Schema;
using NineGrid.Web.Access;
using NineGrid.Web.Commands;
using NineGrid.Web.Jobs;
using NineGrid.Web.Pages;
using NineGrid.Web.Watching;

namespace NineGrid.Web.Hosting;

/// <summary>The web site: what it is made of, in which order a request passes through it, and how it starts.</summary>
internal static class Site
{
    /// <param name="settings">The settings of the command line.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task RunAsync(string[] settings, CancellationToken cancellationToken) =>
        RunAsync(settings, serves: true, cancellationToken);

    /// <summary>The same without pages: what is left is the jobs.</summary>
    public static Task WorkAsync(string[] settings, CancellationToken cancellationToken) =>
        RunAsync(settings, serves: false, cancellationToken);

    private static async Task RunAsync(string[] settings, bool serves, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(settings).AddNineGridHost(logsToConsole: true);
        AddSite(builder);
        if (!serves)
        {
            builder.Services.AddSingleton<IServer, NoServer>();
        }
        else if (HostSettings.AsksAhead(builder.Configuration))
        {
            builder.Services.AddHostedService<AskingAhead>();
        }

        await using WebApplication site = builder.Build();
        UseSite(site);

        using IDisposable? alone = EmbeddedDatabaseLock.Take(site.Services.GetRequiredService<DatabaseOptions>());
        // Whoever stops the host may start another at once; this method returns a little later.
        site.Lifetime.ApplicationStopped.Register(() => alone?.Dispose());
        await PrepareDatabaseAsync(site, cancellationToken);
        await site.StartAsync(cancellationToken);
        if (!serves)
        {
            Console.WriteLine("NineGrid works on jobs (Ctrl-C stops it)");
        }
        else if (site.Urls.FirstOrDefault() is string address)
        {
            Console.WriteLine($"NineGrid is ready: {address} (Ctrl-C stops it)");
        }

        await site.WaitForShutdownAsync(cancellationToken);
    }

    private static void AddSite(WebApplicationBuilder builder)
    {
        // Also outside Development: a clone that is run has its files where they were written, not published.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", timeout: TimeSpan.FromSeconds(5));
        builder.Services.AddNineGridAccess(builder.Configuration);
        // Over TLS too: the only secret in a page is the form token, which is masked anew in every answer.
        builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
        builder.Services.AddNineGridPages();
        builder.Services.AddNineGridWatching(builder.Configuration);
        builder.Services.AddNineGridJobs(builder.Configuration, builder.Environment.ContentRootPath);
    }

    private static void UseSite(WebApplication site)
    {
        site.UseMiddleware<SecurityHeaders>();
        site.UseMiddleware<Correlation>();
        site.UseNineGridProxies();
        site.UseMiddleware<RequestLog>();
        if (!site.Environment.IsDevelopment())
        {
            site.UseHsts();
        }

        site.UseResponseCompression();
        site.UseFailurePages();
        site.UseMiddleware<SchemaGate>();
        site.UseRequestLocalization();
        site.UseNineGridAccess();
        var probed = new OpenAttribute("Probes do not sign in.");
        site.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false }).WithMetadata(probed);
        site.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = DatabaseHealth.SayAsync }).WithMetadata(probed);
        site.MapNineGridPages();
    }

    private static async Task PrepareDatabaseAsync(WebApplication site, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = site.Services.CreateAsyncScope();
        DatabaseSchema schema = scope.ServiceProvider.GetRequiredService<DatabaseSchema>();
        try
        {
            await schema.EnsureAsync(creates: true, cancellationToken);
            if (schema.UpgradesItself)
            {
                await JobStore.CreateAsync(scope.ServiceProvider.GetRequiredService<DatabaseOptions>(), cancellationToken);
            }

            if (HostSettings.LoadsSampleBank(site.Configuration))
            {
                await LoadSampleBankAsync(scope.ServiceProvider, cancellationToken);
            }
        }
        catch (Exception failure) when (!schema.UpgradesItself && DatabaseReach.IsLost(failure))
        {
            site.Logger.LogWarning(
                "The database cannot be reached yet: {Reason} Pages answer 503 until it can.",
                failure.GetBaseException().Message
            );
        }
    }

    private static async Task LoadSampleBankAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        FirstStart first = services.GetRequiredService<FirstStart>();
        if (await first.IsDueAsync(cancellationToken))
        {
            Console.WriteLine("First start: a made-up bank is loaded, so that there is something to see.");
            await ProgressDisplay.ShowAsync(
                services.GetRequiredService<TimeProvider>(),
                async progress =>
                {
                    await first.RunAsync(progress, cancellationToken);
                    return first;
                }
            );
        }
    }
}
