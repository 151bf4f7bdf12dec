using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;

namespace NineGrid.Web.Pages;

/// <summary>The list of the customers of a selection.</summary>
public sealed class CustomersPage(ViewpointQuery viewpoints, CustomersQuery customers) : FramedPage(viewpoints)
{
    /// <summary>The page of the list.</summary>
    public CustomerList List { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        List = await customers.AskAsync(Scope, At, Filters.Selection, Filters.Order, Filters.PageNumber, cancellationToken);
}
