using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Paths;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>One customer: where it stands, which way leads up, and the arithmetic behind both.</summary>
public sealed class CustomerPage(
    ViewpointQuery viewpoints,
    CustomerQuery customers,
    PlansQuery plans,
    AlertsQuery alerts,
    CustomerTables tables,
    ReturnLines lines,
    Words say,
    Numbers show
) : TabledPage(viewpoints)
{
    /// <summary>Its number.</summary>
    [FromRoute]
    public string No { get; set; } = "";

    /// <summary>What the snapshot knows of it.</summary>
    public CustomerView Customer { get; private set; } = null!;

    /// <summary>Its paths; null when it is not placed on the value grid or its cut points are kept back.</summary>
    public CustomerPaths? Paths { get; private set; }

    /// <summary>What can be tried out; null for the same reasons.</summary>
    public WhatIfPanel? WhatIf { get; private set; }

    /// <summary>The plans for it.</summary>
    public IReadOnlyList<PlanListed> Plans { get; private set; } = [];

    /// <summary>Its alerts, those of the newest period.</summary>
    public IReadOnlyList<AlertListed> Alerts { get; private set; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables => tables.Of(Customer, lines.Of(Customer, At), Paths);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is IActionResult answer)
        {
            return answer;
        }

        Plans = await plans.OfCustomerAsync(Scope, At, No, cancellationToken);
        Alerts = await alerts.OfCustomerAsync(Scope, At, No, cancellationToken);
        return Page();
    }

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        if (await customers.AskAsync(Scope, At, No, cancellationToken) is not CustomerView found)
        {
            return NotFound();
        }

        Customer = found;
        Paths = found is { Guidance: CustomerGuidance guidance, IsPathKeptBack: false } ? new(guidance, Filters.Target) : null;
        WhatIf = WhatIfPage.PanelOf(found, Here.Frame(), Filters, say, show);
        return null;
    }
}
