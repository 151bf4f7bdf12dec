using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Grids;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>The nine-grid of an institution.</summary>
public sealed class GridPage(
    ViewpointQuery viewpoints,
    GridQuery cells,
    PointsQuery points,
    CustomersQuery customers,
    PictureText picture,
    GridTables grids,
    CustomerTables lists
) : TabledPage(viewpoints)
{
    /// <summary>The grid shown.</summary>
    public Grid Grid => Filters.Grid;

    /// <summary>Its nine cells.</summary>
    public GridView View { get; private set; } = null!;

    /// <summary>The largest customers of the selection, for the table beside the picture.</summary>
    public IReadOnlyList<CustomerListed> Largest { get; private set; } = null!;

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables =>
        [
            .. grids.Of(View),
            lists.List(
                View.Customers,
                CustomerColumns.Usual,
                cancellationToken => customers.EveryAsync(Scope, At, Filters.Selection, CustomerOrder.Default, cancellationToken)
            ),
        ];

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        View = await cells.AskAsync(Scope, At, Grid, Filters.Selection, cancellationToken);
        Largest = await customers.FirstAsync(Scope, At, Filters.Selection, CustomerOrder.Default, cancellationToken);
        return null;
    }

    /// <summary>What the picture draws.</summary>
    public async Task<JsonResult> OnGetPointsAsync(CancellationToken cancellationToken) =>
        new(picture.Of(Grid, Here, await points.AskAsync(Scope, At, Grid, Filters.Selection, cancellationToken)));
}
