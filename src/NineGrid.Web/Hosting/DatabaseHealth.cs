using Microsoft.Extensions.Diagnostics.HealthChecks;
using NineGrid.Data.Schema;

namespace NineGrid.Web.Hosting;

/// <summary>Ready when the database answers and has the schema of this program.</summary>
internal sealed class DatabaseHealth(DatabaseSchema schema) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await schema.ReadAsync(cancellationToken) switch
            {
                { IsCurrent: true } => HealthCheckResult.Healthy("The database answers."),
                { Unknown.Count: > 0 } => HealthCheckResult.Unhealthy("The database has a newer schema than this program knows."),
                _ => HealthCheckResult.Unhealthy("The database has an older schema than this program; run “migrate”."),
            };
        }
        catch (Exception failure) when (DatabaseReach.IsLost(failure))
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.");
        }
    }

    /// <summary>One line for whoever looks after the machine: Healthy or Unhealthy, and why.</summary>
    public static Task SayAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{report.Status}: {string.Join(' ', report.Entries.Values.Select(own => own.Description))}\n");
    }
}
