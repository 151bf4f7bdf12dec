using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using NineGrid.Data;
using NineGrid.Data.Schema;

namespace NineGrid.Web.Hosting;

/// <summary>Answers 503 unless the database was seen with the schema of this program within the last half minute.</summary>
/// <remarks>So the site may start before its database does, and one that is left running while a newer program upgrades the database stops by itself.</remarks>
internal sealed class SchemaGate(RequestDelegate next, TimeProvider clock, ILogger<SchemaGate> log)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    // A time stamp of the clock, which no change of the time moves; 0 is never.
    private long _seen;

    public async Task InvokeAsync(HttpContext context)
    {
        long seen = Volatile.Read(ref _seen);
        if ((seen == 0 || clock.GetElapsedTime(seen) > BetweenLooks) && !NeedsNoDatabase(context))
        {
            SchemaStatus status = await context.RequestServices.GetRequiredService<DatabaseSchema>().ReadAsync(context.RequestAborted);
            if (!Accepts(status))
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            Volatile.Write(ref _seen, clock.GetTimestamp());
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
