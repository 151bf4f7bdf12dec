using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>One customer: where it stands and the arithmetic behind it.</summary>
public sealed class CustomerPage(ViewpointQuery viewpoints, CustomerQuery customers, CustomerTables tables, ReturnLines lines)
    : TabledPage(viewpoints)
{
    /// <summary>Its number.</summary>
    [FromRoute]
    public string No { get; set; } = "";

    /// <summary>What the snapshot knows of it.</summary>
    public CustomerView Customer { get; private set; } = null!;

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables => tables.Of(Customer, lines.Of(Customer, At));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? Page();

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        if (await customers.AskAsync(Scope, At, No, cancellationToken) is not CustomerView found)
        {
            return NotFound();
        }

        Customer = found;
        return null;
    }
}
