using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Serilog.Core;
using Serilog.Events;

namespace NineGrid.Web.Watching;

/// <summary>Tells everybody the number under which the log has what happened in a request: W3C's trace id, the caller's where it sent one.</summary>
internal sealed class Correlation(RequestDelegate next)
{
    /// <summary>The header of every answer that holds it.</summary>
    public const string Header = "X-Correlation-Id";

    /// <summary>The number of a request.</summary>
    public static string Of(HttpContext context) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity is { IdFormat: ActivityIdFormat.W3C } activity
            ? activity.TraceId.ToHexString()
            : context.TraceIdentifier;

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment, as serving an error page clears what was set before.
        context.Response.OnStarting(
            static state =>
            {
                var asked = (HttpContext)state;
                asked.Response.Headers[Header] = Of(asked);
                return Task.CompletedTask;
            },
            context
        );
        return next(context);
    }

    /// <summary>Gives each line of the log the number of its job, or else of its request; “-” where there is neither.</summary>
    internal sealed class InLog : ILogEventEnricher
    {
        /// <summary>Name of the property.</summary>
        public const string Property = "Correlation";

        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            string value = logEvent.Properties.TryGetValue("Job", out LogEventPropertyValue? job)
                ? $"job {job}"
                : logEvent.TraceId?.ToHexString() ?? "-";
            logEvent.AddOrUpdateProperty(new(Property, new ScalarValue(value)));
        }
    }
}
