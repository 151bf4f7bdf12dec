using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using NineGrid.Data;
using NineGrid.Data.Schema;

namespace NineGrid.Web.Hosting;

/// <summary>Answers 503 until the database has been seen with the schema of this program; from then on it is open.</summary>
/// <remarks>So the site may start before its database does, and still never touches a schema it does not know.</remarks>
internal sealed class SchemaGate(RequestDelegate next, ILogger<SchemaGate> log)
{
    private volatile bool _open;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!_open && !NeedsNoDatabase(context))
        {
            SchemaStatus status = await context.RequestServices.GetRequiredService<DatabaseSchema>().ReadAsync(context.RequestAborted);
            if (!Accepts(status))
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            _open = true;
        }

        await next(context);
    }

    private bool Accepts(SchemaStatus status)
    {
        try
        {
            status.RefuseOther();
            return true;
        }
        catch (JobRefusedException refusal)
        {
            log.LogError("{Reason}", refusal.Message);
            return false;
        }
    }

    private static bool NeedsNoDatabase(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null
        || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
}
