using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using NineGrid.Data.Access;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Web.Display;
using NineGrid.Web.Pages;

namespace NineGrid.Web.Exports;

/// <summary>Answers with a table as a file. The audit trail knows of it before the first row leaves.</summary>
/// <param name="table">The table.</param>
/// <param name="format">The kind of file.</param>
/// <param name="at">From where the page looks at the bank.</param>
/// <param name="selection">The filters in force.</param>
/// <param name="names">The names behind the codes of the filters.</param>
/// <param name="more">What the page filters by beside them.</param>
public sealed class TableDownload(
    Table table,
    TableFormat format,
    Viewpoint at,
    Selection selection,
    SelectionNames names,
    IEnumerable<FilterInForce>? more = null
) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        HttpContext http = context.HttpContext;
        Words say = http.RequestServices.GetRequiredService<Words>();
        if (table.Count > format.MostRows)
        {
            var fault = new UnknownParameter("as", format.Extension, say["export.too-many", Numbers.Count(format.MostRows.Value)]);
            await ErrorPage.BadAddress(http, fault).ExecuteResultAsync(context);
            return;
        }

        TableAbout about = About(http, say);
        await http
            .RequestServices.GetRequiredService<AuditTrail>()
            .WriteAsync(
                AuditAction.Exported,
                $"{table.Name}.{format.Extension}",
                after: about.Lines.ToDictionary(line => line.What, line => line.Value, StringComparer.Ordinal)
            );
        http.Response.ContentType = format.ContentType;
        http.Response.Headers.CacheControl = "no-store";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{table.Name}-{at.Period}-{table.Of?.Code ?? at.Institution.Code}.{format.Extension}");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await table.WriteAsync(format, about, http.Response.Body, http.RequestAborted);
    }

    private TableAbout About(HttpContext http, Words say)
    {
        DateTime now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        List<(string What, string Value)> lines =
        [
            (say["export.about.table"], table.Title),
            (say["export.about.rows"], Numbers.Count(table.Count)),
            (say["export.about.made"], http.RequestServices.GetRequiredService<Numbers>().Moment(now)),
            (say["export.about.by"], http.User.Identity?.Name ?? ""),
        ];
        if (table.Of is (string code, string name))
        {
            lines.Add((say["export.about.of"], $"{code} {name}"));
        }

        lines.AddRange(http.RequestServices.GetRequiredService<InForce>().Everything(at, selection, names));
        lines.AddRange((more ?? []).Select(filter => (filter.What, filter.Text)));
        return new(say["export.about"], lines);
    }
}
