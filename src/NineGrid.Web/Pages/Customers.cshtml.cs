using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>The list of the customers of a selection.</summary>
public sealed class CustomersPage(ViewpointQuery viewpoints, CustomersQuery customers, CustomerColumns columns, InForce inForce)
    : FramedPage(viewpoints)
{
    /// <summary>The page of the list.</summary>
    public CustomerList List { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        List = await customers.AskAsync(Scope, At, Filters.Selection, Filters.Order, Filters.PageNumber, cancellationToken);

    /// <summary>The whole list as a file.</summary>
    public IActionResult OnGetExport(string? @as, CancellationToken cancellationToken) =>
        TableFormat.Find(@as ?? "csv") is not TableFormat format
            ? NotFound()
            : new TableDownload<CustomerListed>(
                new(
                    "customers",
                    columns.All,
                    customers.EveryAsync(Scope, At, Filters.Selection, Filters.Order, cancellationToken),
                    inForce.Everything(At, Filters.Selection, Names)
                ),
                format,
                $"{At.Period}-{At.Institution.Code}"
            );
}
