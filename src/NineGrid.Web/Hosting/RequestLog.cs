using System.Diagnostics;

namespace NineGrid.Web.Hosting;

/// <summary>One line a request: method, path, status, duration and user. Never the query, which may hold a customer's name.</summary>
internal sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        long start = Stopwatch.GetTimestamp();
        // Taken now: an error page is served by changing them.
        string method = context.Request.Method;
        PathString path = context.Request.Path;
        await next(context);
        log.Log(
            Level(context, path),
            "{Method} {Path} {Status} {Duration:0} ms {User}",
            method,
            path.Value,
            context.Response.StatusCode,
            Stopwatch.GetElapsedTime(start).TotalMilliseconds,
            context.User.Identity?.Name ?? "-"
        );
    }

    // A health probe comes every few seconds.
    private static LogLevel Level(HttpContext context, PathString path) =>
        context.Response.StatusCode >= 500 ? LogLevel.Error
        : path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase) ? LogLevel.Debug
        : LogLevel.Information;
}
