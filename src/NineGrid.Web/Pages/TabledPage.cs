using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>A page whose tables can be taken away: it lists them, and <c>?handler=export&amp;table=…&amp;as=…</c> gives them.</summary>
public abstract class TabledPage(ViewpointQuery viewpoints) : FramedPage(viewpoints)
{
    /// <summary>The tables, once the page is found; an address that names none means the first.</summary>
    public abstract IReadOnlyList<Table> Tables { get; }

    /// <summary>Finds what the page shows, for the page itself and for its tables.</summary>
    /// <returns>Null when it is found, else the answer.</returns>
    protected abstract Task<IActionResult?> FindAsync(CancellationToken cancellationToken);

    /// <summary>A table of the page as a file, all rows of it.</summary>
    /// <param name="table">Its name; null for the first.</param>
    /// <param name="as">The kind of file.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IActionResult> OnGetExportAsync(string? table, string? @as, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is IActionResult answer)
        {
            return answer;
        }

        Table? asked = Tables.FirstOrDefault(one => table is null || one.Name.Equals(table, StringComparison.Ordinal));
        return asked is null || TableFormat.Find(@as ?? "csv") is not TableFormat format
            ? NotFound()
            : new TableDownload(asked, format, At, Filters.Selection, Names, OwnFilters);
    }
}
