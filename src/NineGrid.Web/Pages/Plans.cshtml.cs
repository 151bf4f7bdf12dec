using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Plans;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>The plans for the customers of a selection.</summary>
public sealed class PlansPage(ViewpointQuery viewpoints, PlansQuery plans, PlanTables tables, PlanFigures figures, Words say)
    : TabledPage(viewpoints)
{
    /// <summary>The page of the list.</summary>
    public PlanList List { get; private set; } = null!;

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables =>
        tables.List(
            List,
            cancellationToken => plans.EveryAsync(Scope, At, Filters.Selection, Filters.Plans, Filters.PlanOrder, cancellationToken)
        );

    /// <inheritdoc/>
    public override IEnumerable<FilterInForce> OwnFilters
    {
        get
        {
            if (Filters.Plans.State is { } state)
            {
                yield return new("state", say["plan.state"], figures.State(state));
            }

            if (Filters.Plans.Due is { } due)
            {
                yield return new("due", say["plan.due"], say[$"plans.due.{due}"]);
            }

            if (Filters.Plans.Owner is string owner)
            {
                yield return new("owner", say["plan.owner"], owner);
            }
        }
    }

    public async Task OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        List = await plans.AskAsync(Scope, At, Filters.Selection, Filters.Plans, Filters.PlanOrder, Filters.PageNumber, cancellationToken);
        return null;
    }
}
