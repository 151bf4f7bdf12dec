using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using NineGrid.Data.Access;
using NineGrid.Data.Exports;

namespace NineGrid.Web.Exports;

/// <summary>Answers with a table as a file. The audit trail knows of it before the first row leaves.</summary>
/// <param name="table">The table.</param>
/// <param name="format">The kind of file.</param>
/// <param name="of">What the table is of, for the file's name: period and institution.</param>
public sealed class TableDownload<T>(Table<T> table, TableFormat format, string of) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        HttpContext http = context.HttpContext;
        await http
            .RequestServices.GetRequiredService<AuditTrail>()
            .WriteAsync(
                AuditAction.Exported,
                $"{table.Name}.{format.Extension}",
                after: table.InForce.ToDictionary(StringComparer.Ordinal)
            );
        http.Response.ContentType = format.ContentType;
        http.Response.Headers.CacheControl = "no-store";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{table.Name}-{of}.{format.Extension}");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await format.WriteAsync(table, http.Response.Body, http.RequestAborted);
    }
}
