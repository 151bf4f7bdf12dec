using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Opportunities;
using NineGrid.Domain.Paths;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>The customers of a selection by the EVA within reach, or by what one lever is worth.</summary>
public sealed class OpportunitiesPage(ViewpointQuery viewpoints, OpportunitiesQuery opportunities, OpportunityTables tables)
    : TabledPage(viewpoints)
{
    /// <summary>Levers of a customer that are named.</summary>
    public const int BestShown = 3;

    /// <summary>Levers that are named beside one that the list is narrowed to.</summary>
    public const int OthersShown = 2;

    /// <summary>The page of the list.</summary>
    public OpportunityList List { get; private set; } = null!;

    /// <summary>What the list comes to: EVA within reach, or the worth of the lever without the customers for whom it is negative.</summary>
    public double Total => Filters.Lever is LeverKind lever ? List.Sums.Levers[(int)lever].Gain : List.Sums.Reach;

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables =>
        [
            tables.List(
                List.Total,
                Filters.Lever,
                cancellationToken => opportunities.EveryAsync(Scope, At, Filters.Selection, Filters.Lever, cancellationToken)
            ),
        ];

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        List = await opportunities.AskAsync(Scope, At, Filters.Selection, Filters.Lever, Filters.PageNumber, cancellationToken);
        return null;
    }
}
