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
    ChangeQuery changes,
    PointsQuery points,
    TrailsQuery trails,
    CustomersQuery customers,
    PictureText picture,
    GridTables grids,
    CustomerTables lists
) : TabledPage(viewpoints)
{
    /// <summary>The longest text that can be looked for.</summary>
    public const int LongestSearch = 100;

    /// <summary>The grid shown.</summary>
    public Grid Grid => Filters.Grid;

    /// <summary>Its nine cells.</summary>
    public GridView View { get; private set; } = null!;

    /// <summary>The cells in the stored period before; null when there is none to compare with.</summary>
    public EarlierCells? Earlier { get; private set; }

    /// <summary>The largest customers of the selection, for the table beside the picture.</summary>
    public IReadOnlyList<CustomerListed> Largest { get; private set; } = null!;

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables =>
        [
            .. grids.Of(View, Earlier),
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
        Earlier = await changes.AskAsync(Scope, At, Grid, Filters.Selection, cancellationToken);
        Largest = await customers.FirstAsync(Scope, At, Filters.Selection, CustomerOrder.Default, cancellationToken);
        return null;
    }

    /// <summary>What the picture draws.</summary>
    public async Task<JsonResult> OnGetPointsAsync(CancellationToken cancellationToken) =>
        new(picture.Of(Grid, Here, await points.AskAsync(Scope, At, Grid, Filters.Selection, Filters.Zoom, cancellationToken)));

    /// <summary>The points whose number or name has a piece of text, where the picture does not name all.</summary>
    public async Task<JsonResult> OnGetFindAsync(string? text, CancellationToken cancellationToken) =>
        new(picture.Points(Grid, await points.FindAsync(Scope, At, Grid, Filters.Selection, Sought(text), cancellationToken)));

    /// <summary>The trails of the customers that the address names.</summary>
    public async Task<JsonResult> OnGetTrailsAsync(CancellationToken cancellationToken) =>
        new(picture.Trails(Grid, await trails.AskAsync(Scope, At, Grid, Filters.Trail, cancellationToken)));

    /// <summary>How many more customers a cell holds than in the stored period before; null when there is nothing to compare with.</summary>
    public int? ChangeOf(Cell cell) => View.Cells[cell.Index].Sum.Customers - Earlier?.Customers[cell.Index];

    private static string Sought(string? text)
    {
        string typed = string.Concat((text ?? "").Where(letter => !char.IsControl(letter))).Trim();
        return typed.Length <= LongestSearch ? typed : "";
    }
}
