using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Snapshots;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>试算: a customer under moved levers, changed terms and a new deal. The whole trial is in the address.</summary>
public sealed class WhatIfPage(ViewpointQuery viewpoints, CustomerQuery customers, WhatIfTables tables, Words say, Numbers show)
    : TabledPage(viewpoints)
{
    /// <summary>The customer's number.</summary>
    [FromRoute]
    public string No { get; set; } = "";

    /// <summary>The customer.</summary>
    public CustomerView Customer { get; private set; } = null!;

    /// <summary>The trial; null when the customer is not placed on the value grid or its cut points are kept back.</summary>
    public WhatIfPanel? Panel { get; private set; }

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables => Panel is null ? [] : [tables.Of(Panel)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? Page();

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        if (await customers.AskAsync(Scope, At, No, cancellationToken) is not CustomerView found)
        {
            return NotFound();
        }

        Customer = found;
        Panel = PanelOf(found, Here, Filters, say, show);
        return null;
    }

    /// <summary>The trial of a customer that an address asks for; null when there can be none.</summary>
    internal static WhatIfPanel? PanelOf(CustomerView customer, Address here, Filters filters, Words say, Numbers show) =>
        customer is { Guidance: { } guidance, Figures: { } figures, IsPathKeptBack: false }
            ? new(
                customer,
                guidance,
                new(here, StoredFigures.FiguresOf(customer.Position, figures), guidance, say, show),
                here,
                filters.Target
            )
            : null;
}
