using System.Diagnostics;
using System.Net;
using NineGrid.Tests.Web.Commands;

namespace NineGrid.Tests.Web.Hosting;

public sealed class ServedSiteTests
{
    [Fact]
    public async Task A_site_says_last_where_it_is_and_ends_quietly_when_asked_to()
    {
        using var folder = new TemporaryFolder();
        using Process process = Tool.Start(
            "--urls=http://127.0.0.1:0",
            "--Database:SampleBank=false",
            $"--ConnectionStrings:NineGrid=Data Source={folder.File("bank.db")}"
        );
        Task<string> error = process.StandardError.ReadToEndAsync();
        const string Ready = "NineGrid is ready: ";
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync();
        } while (line is not null && !line.StartsWith(Ready, StringComparison.Ordinal));

        Assert.True(line is not null, "no address was printed");
        using var client = new HttpClient { BaseAddress = new(line[Ready.Length..].Split(' ')[0]) };
        using HttpResponseMessage health = await client.GetAsync("/health/ready");
        using HttpResponseMessage style = await client.GetAsync("/lib/bootstrap/css/bootstrap.min.css");
        Tool.Signal(process, "TERM");
        await process.WaitForExitAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (health.StatusCode, style.StatusCode));
        Assert.Equal((0, ""), (process.ExitCode, await error));
    }

    [Fact]
    public async Task A_second_start_on_the_same_file_is_refused_and_the_first_goes_on()
    {
        using var folder = new TemporaryFolder();
        string[] start =
        [
            "--urls=http://127.0.0.1:0",
            "--Database:SampleBank=false",
            $"--ConnectionStrings:NineGrid=Data Source={folder.File("bank.db")}",
        ];
        using Process first = Tool.Start(start);
        const string Ready = "NineGrid is ready: ";
        string? line;
        do
        {
            line = await first.StandardOutput.ReadLineAsync();
        } while (line is not null && !line.StartsWith(Ready, StringComparison.Ordinal));

        Outcome second = await Tool.RunAsync(start);
        Outcome worker = await Tool.RunAsync(["worker", .. start]);
        using var client = new HttpClient { BaseAddress = new(line![Ready.Length..].Split(' ')[0]) };
        using HttpResponseMessage health = await client.GetAsync("/health/ready");
        Tool.Signal(first, "KILL");
        await first.WaitForExitAsync();
        using Process third = Tool.Start(start);
        string? again;
        do
        {
            again = await third.StandardOutput.ReadLineAsync();
        } while (again is not null && !again.StartsWith(Ready, StringComparison.Ordinal));

        Tool.Signal(third, "KILL");
        await third.WaitForExitAsync();

        Assert.Equal((1, 1), (second.ExitCode, worker.ExitCode));
        Assert.Contains("serves or works on the database file", second.Error);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.NotNull(again);
    }
}
