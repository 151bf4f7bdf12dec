using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NineGrid.Tests.Web.Commands;
using NineGrid.Tests.Web.Hosting;

namespace NineGrid.Tests.Web.Watching;

public sealed class CorrelationTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task An_answer_names_the_number_of_its_request_and_of_the_caller_where_it_sent_one()
    {
        await using var site = new TestSite();
        using HttpClient client = site.CreateClient();

        using HttpResponseMessage own = await client.GetAsync("/no-such-page");
        using HttpResponseMessage callers = await AskAsync(client, "/health/live");

        Assert.Matches("^[0-9a-f]{32}$", Number(own));
        Assert.Equal(Trace, Number(callers));
    }

    [Fact]
    public async Task A_page_that_failed_tells_the_number_to_its_reader()
    {
        await using var site = new TestSite(
            ("Database:Provider", "PostgreSql"),
            ("ConnectionStrings:NineGrid", "Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=2")
        );
        using HttpClient client = site.CreateClient();

        using HttpResponseMessage answer = await client.GetAsync("/customers");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains(Number(answer), await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_log_has_the_number_of_the_request_or_of_the_job_in_each_line()
    {
        using var folder = new TemporaryFolder();
        await LogAsync(folder.File("logs"), "text");

        string[] lines = await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(folder.File("logs"), "ninegrid-*.log")));

        Assert.Contains(
            lines,
            line => line.Contains($"[INF] {Trace} ", StringComparison.Ordinal) && line.Contains("/no-such-page", StringComparison.Ordinal)
        );
        Assert.Contains(lines, line => line.EndsWith("[WRN] job 17 within a job", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("[WRN] - outside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_for_machines_has_one_object_a_line_with_the_same_number()
    {
        using var folder = new TemporaryFolder();
        await LogAsync(folder.File("logs"), "json");

        string file = Assert.Single(Directory.GetFiles(folder.File("logs"), "ninegrid-*.json"));
        JsonElement[] lines = [.. (await File.ReadAllLinesAsync(file)).Select(line => JsonDocument.Parse(line).RootElement)];

        JsonElement request = Assert.Single(lines, line => Property(line, "Path") == "/no-such-page");
        Assert.Equal((Trace, Trace), (request.GetProperty("TraceId").GetString(), Property(request, "Correlation")));
        Assert.Equal("job 17", Property(Assert.Single(lines, line => Property(line, "Job") == "17"), "Correlation"));
    }

    private static async Task LogAsync(string folder, string format)
    {
        await using var site = new TestSite(("Logs:Folder", folder), ("Logs:Format", format));
        using HttpClient client = site.CreateClient();
        using HttpResponseMessage answer = await AskAsync(client, "/no-such-page");
        ILogger log = site.Services.GetRequiredService<ILogger<CorrelationTests>>();
        using (log.BeginScope(new Dictionary<string, object> { ["Job"] = 17 }))
        {
            log.LogWarning("within a job");
        }

        log.LogWarning("outside");
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        return await client.SendAsync(request);
    }

    private static string Number(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("X-Correlation-Id"));

    private static string? Property(JsonElement line, string name) =>
        line.GetProperty("Properties").TryGetProperty(name, out JsonElement value) ? value.ToString() : null;
}
