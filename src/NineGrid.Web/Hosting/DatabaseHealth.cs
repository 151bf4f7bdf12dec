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
            SchemaStatus status = await schema.ReadAsync(cancellationToken);
            return status.IsCurrent
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database has the schema of another program version.");
        }
        catch (Exception failure) when (DatabaseReach.IsLost(failure))
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.");
        }
    }
}
