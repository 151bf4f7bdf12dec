using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NineGrid.Web.Hosting;

namespace NineGrid.Tests.Web.Hosting;

public sealed class RequestLogTests
{
    [Fact]
    public async Task A_request_leaves_method_path_status_duration_and_user_and_never_the_query()
    {
        var lines = new Lines();
        var context = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "zhang")], "test")) };
        context.Request.Method = "GET";
        context.Request.Path = "/customers";
        context.Request.QueryString = new("?search=苏州某某有限公司");

        await LogAsync(context, lines, StatusCodes.Status200OK);

        (LogLevel level, string text) = Assert.Single(lines.Written);
        Assert.Equal(LogLevel.Information, level);
        Assert.Matches(@"^GET /customers 200 \d+ ms zhang$", text);
    }

    [Theory]
    [InlineData("/customers", 503, LogLevel.Error)]
    [InlineData("/customers", 404, LogLevel.Information)]
    [InlineData("/health/ready", 200, LogLevel.Debug)]
    [InlineData("/health/ready", 503, LogLevel.Error)]
    public async Task Failures_stand_out_and_health_probes_do_not(string path, int status, LogLevel expected)
    {
        var lines = new Lines();
        var context = new DefaultHttpContext();
        context.Request.Path = path;

        await LogAsync(context, lines, status);

        Assert.Equal(expected, Assert.Single(lines.Written).Level);
    }

    private static Task LogAsync(HttpContext context, Lines lines, int status) =>
        new RequestLog(
            next =>
            {
                next.Response.StatusCode = status;
                return Task.CompletedTask;
            },
            lines
        ).InvokeAsync(context);

    private sealed class Lines : ILogger<RequestLog>
    {
        public List<(LogLevel Level, string Text)> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Written.Add((logLevel, formatter(state, exception)));
    }
}
