using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;

namespace NineGrid.Web.Pages;

/// <summary>One customer: where it stands and the arithmetic behind it.</summary>
public sealed class CustomerPage(ViewpointQuery viewpoints, CustomerQuery customers) : FramedPage(viewpoints)
{
    /// <summary>What the snapshot knows of it.</summary>
    public CustomerView Customer { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string no, CancellationToken cancellationToken)
    {
        if (await customers.AskAsync(Scope, At, no, cancellationToken) is not CustomerView found)
        {
            return NotFound();
        }

        Customer = found;
        return Page();
    }
}
