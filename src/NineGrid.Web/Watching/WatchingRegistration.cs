using NineGrid.Web.Hosting;
using OpenTelemetry.Metrics;

namespace NineGrid.Web.Watching;

/// <summary>Puts the instruments into the host, and the door to them where one is wanted.</summary>
internal static class WatchingRegistration
{
    // Requests, and what the process itself takes.
    private static readonly string[] FrameworkMeters = ["Microsoft.AspNetCore.Hosting", "System.Runtime"];

    /// <exception cref="SettingException">A setting makes no sense.</exception>
    public static IServiceCollection AddNineGridWatching(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Readings>();
        if (HostSettings.Metrics(configuration) is MetricsAddress address)
        {
            services.AddSingleton(address);
            services.AddSingleton<StandReader>();
            services.AddHostedService(provider => provider.GetRequiredService<StandReader>());
            services
                .AddOpenTelemetry()
                .WithMetrics(metrics =>
                    metrics
                        .AddMeter([Readings.Meter, .. FrameworkMeters])
                        .AddPrometheusExporter(exporter => exporter.ScopeInfoEnabled = false)
                );
            services.AddSingleton<MetricsDoor>();
            services.AddHostedService(provider => provider.GetRequiredService<MetricsDoor>());
        }

        return services;
    }
}
