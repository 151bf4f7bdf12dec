using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Views;
using NineGrid.Web.Access;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>The list of the customers of a selection.</summary>
public sealed class CustomersPage(ViewpointQuery viewpoints, CustomersQuery customers, SavedViewsQuery views, CustomerTables tables)
    : TabledPage(viewpoints)
{
    /// <summary>The page of the list.</summary>
    public CustomerList List { get; private set; } = null!;

    /// <summary>The views that the user keeps.</summary>
    public IReadOnlyList<SavedView> Views { get; private set; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables =>
        [
            tables.List(
                List.Total,
                Filters.Columns,
                cancellationToken => customers.EveryAsync(Scope, At, Filters.Selection, Filters.Order, cancellationToken)
            ),
        ];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        Views = await views.AskAsync(UserScope.Id(User), cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        List = await customers.AskAsync(Scope, At, Filters.Selection, Filters.Order, Filters.PageNumber, cancellationToken);
        return null;
    }
}
