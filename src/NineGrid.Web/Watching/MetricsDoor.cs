using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using NineGrid.Web.Hosting;
using OpenTelemetry.Metrics;

namespace NineGrid.Web.Watching;

/// <summary>Gives the metrics to Prometheus under <c>/metrics</c>, behind an address of its own that knows nothing else.</summary>
/// <remarks>A server beside the site's: no page is ever on that port, metrics are never on the site's, and a worker has it too.</remarks>
internal sealed partial class MetricsDoor(MetricsAddress address, MeterProvider meters, ILogger<MetricsDoor> log)
    : IHostedService,
        IAsyncDisposable
{
    private WebApplication? _server;

    /// <summary>Where it listens; null before it does.</summary>
    public Uri? Address { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The empty builder: what is set for the site, its addresses above all, must not be taken up here.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(new IPEndPoint(address.Address, address.Port));
            });
        _server = builder.Build();
        _server.Use(
            static (context, next) =>
            {
                // Not a request to the site.
                context.Features.GetRequiredFeature<IHttpMetricsTagsFeature>().MetricsDisabled = true;
                return next(context);
            }
        );
        _server.UseOpenTelemetryPrometheusScrapingEndpoint(
            meters,
            predicate: null,
            path: "/metrics",
            configureBranchedPipeline: null,
            optionsName: null
        );
        await _server.StartAsync(cancellationToken);
        string listening = _server
            .Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>()
            .Addresses.First();
        Address = new(listening);
        LogOpen(log, listening);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LoggerMessage(LogLevel.Information, "Metrics are at {Address}/metrics")]
    private static partial void LogOpen(ILogger log, string address);
}
