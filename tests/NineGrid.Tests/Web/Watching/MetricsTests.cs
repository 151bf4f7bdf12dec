using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data.Jobs;
using NineGrid.Data.Queries.Operations;
using NineGrid.Domain.Alerts;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Hosting;
using NineGrid.Web.Watching;

namespace NineGrid.Tests.Web.Watching;

public sealed class MetricsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Metrics_are_behind_a_port_of_their_own_and_nothing_else_is()
    {
        await using var site = new TestSite(("Metrics:Port", FreePort()));
        using HttpClient pages = site.CreateClient();
        using var metrics = new HttpClient { BaseAddress = site.Services.GetRequiredService<MetricsDoor>().Address };

        using HttpResponseMessage live = await pages.GetAsync("/health/live");
        using HttpResponseMessage onTheSite = await pages.GetAsync("/metrics");
        using HttpResponseMessage page = await metrics.GetAsync("/account/sign-in");
        using HttpResponseMessage given = await metrics.GetAsync("/metrics");
        string text = await given.Content.ReadAsStringAsync();

        Assert.True(metrics.BaseAddress!.IsLoopback);
        Assert.DoesNotContain("# TYPE", await onTheSite.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("text/plain", given.Content.Headers.ContentType!.MediaType);
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram\n", text);
        Assert.Matches("""(?m)^http_server_request_duration_seconds_count\{[^}]*http_route="/?health/live"[^}]*\} [1-9]""", text);
    }

    [Fact]
    public async Task Without_a_port_there_are_none()
    {
        await using var site = new TestSite();

        Assert.Null(site.Services.GetService<MetricsDoor>());
    }

    [Fact]
    public async Task Jobs_imports_and_how_things_stand_are_told_in_the_format_of_Prometheus()
    {
        // Without a host: its reader would tell of a database.
        IConfiguration settings = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Metrics:Port", (string?)FreePort())])
            .Build();
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton<TimeProvider>(new MovableTime(Noon))
            .AddNineGridWatching(settings)
            .BuildServiceProvider();
        Readings readings = services.GetRequiredService<Readings>();
        MetricsDoor door = services.GetRequiredService<MetricsDoor>();
        await door.StartAsync(CancellationToken.None);

        readings.Ended(JobKind.DailyAlerts, JobState.Done, TimeSpan.FromSeconds(3));
        readings.Ended(JobKind.DailyAlerts, JobState.Done, TimeSpan.FromSeconds(40));
        readings.Imported(
            new(
                Stored: true,
                [new("customers.csv", Read: 10, Stored: 10, Rejected: 0), new("facts.csv", Read: 90, Stored: 88, Rejected: 2)],
                [],
                2,
                [],
                0,
                TimeSpan.FromSeconds(1)
            )
        );
        readings.Stands(
            new BankStand(
                Noon.UtcDateTime.AddHours(-2),
                new Dictionary<Severity, int>
                {
                    [Severity.Info] = 5,
                    [Severity.Warning] = 0,
                    [Severity.Critical] = 7,
                },
                WaitingJobs: 3,
                RunningJobs: 1
            )
        );
        string[] lines = await LinesAsync(services);
        await door.StopAsync(CancellationToken.None);

        string[] expected =
        [
            "# TYPE ninegrid_job_duration_seconds histogram",
            // 3 s lies above 1 s and within 5 s, 40 s above 15 s and within 60 s.
            """ninegrid_job_duration_seconds_bucket{kind="daily_alerts",state="done",le="1"} 0""",
            """ninegrid_job_duration_seconds_bucket{kind="daily_alerts",state="done",le="5"} 1""",
            """ninegrid_job_duration_seconds_bucket{kind="daily_alerts",state="done",le="15"} 1""",
            """ninegrid_job_duration_seconds_bucket{kind="daily_alerts",state="done",le="60"} 2""",
            """ninegrid_job_duration_seconds_bucket{kind="daily_alerts",state="done",le="+Inf"} 2""",
            """ninegrid_job_duration_seconds_sum{kind="daily_alerts",state="done"} 43""",
            """ninegrid_job_duration_seconds_count{kind="daily_alerts",state="done"} 2""",
            "# TYPE ninegrid_import_rows_total counter",
            """ninegrid_import_rows_total{file="customers.csv"} 10""",
            """ninegrid_import_rows_total{file="facts.csv"} 88""",
            """ninegrid_import_rejected_total{file="facts.csv"} 2""",
            "# TYPE ninegrid_snapshot_age_seconds gauge",
            "ninegrid_snapshot_age_seconds{} 7200",
            """ninegrid_alerts_open{severity="info"} 5""",
            """ninegrid_alerts_open{severity="warning"} 0""",
            """ninegrid_alerts_open{severity="critical"} 7""",
            """ninegrid_jobs_open{state="waiting"} 3""",
            """ninegrid_jobs_open{state="running"} 1""",
        ];
        Assert.Empty(expected.Except(lines));
    }

    [Fact]
    public async Task While_the_database_is_away_the_rest_is_told()
    {
        await using var site = new TestSite(
            ("Metrics:Port", FreePort()),
            ("Database:Provider", "PostgreSql"),
            ("ConnectionStrings:NineGrid", $"Host=127.0.0.1;Port={FreePort()};Database=none;Username=none;Timeout=2")
        );
        using HttpClient pages = site.CreateClient();
        Readings readings = site.Services.GetRequiredService<Readings>();
        readings.Stands(new BankStand(Noon.UtcDateTime, new Dictionary<Severity, int>(), 0, 0));
        readings.Ended(JobKind.Check, JobState.Failed, TimeSpan.FromSeconds(1));

        await site.Services.GetRequiredService<StandReader>().ReadAsync(CancellationToken.None);
        string[] lines = await LinesAsync(site.Services);

        Assert.Contains(lines, line => line.StartsWith("ninegrid_job_duration_seconds_count", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("ninegrid_snapshot_age", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("ninegrid_jobs_open", StringComparison.Ordinal));
    }

    private static async Task<string[]> LinesAsync(IServiceProvider services)
    {
        using var client = new HttpClient { BaseAddress = services.GetRequiredService<MetricsDoor>().Address };
        using HttpResponseMessage given = await client.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        return (await given.Content.ReadAsStringAsync()).Split('\n');
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
