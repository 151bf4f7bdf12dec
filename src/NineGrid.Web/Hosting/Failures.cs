using NineGrid.Data.Schema;

namespace NineGrid.Web.Hosting;

/// <summary>Turns what goes wrong into a page: 503 while the database is away, 507 when a disk is full, 500 for a defect, never a trace.</summary>
internal static class Failures
{
    public static void UseFailurePages(this WebApplication site)
    {
        // Only where the error page itself fails.
        site.UseStatusCodePages(
            "text/plain; charset=utf-8",
            "{0} – 暂时无法显示此页，请稍后再试。 This page cannot be shown at the moment; try again later.\n"
        );
        site.UseStatusCodePagesWithReExecute("/Error/{0}");
        site.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                // The answer stays empty, so that the status page above fills it.
                ExceptionHandler = static _ => Task.CompletedTask,
                StatusCodeSelector = static failure =>
                    DatabaseReach.IsLost(failure) ? StatusCodes.Status503ServiceUnavailable
                    : DiskSpace.IsUsedUp(failure) ? StatusCodes.Status507InsufficientStorage
                    : StatusCodes.Status500InternalServerError,
            }
        );
    }
}
