using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Frame;
using NineGrid.Web.Access;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>The alerts of the customers of a selection, as they stand in the newest period.</summary>
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class AlertsPage(ViewpointQuery viewpoints, AlertsQuery alerts, AlertTables tables, AlertText text, Numbers show, Words say)
    : TabledPage(viewpoints)
{
    /// <summary>The page of the list.</summary>
    public AlertList List { get; private set; } = null!;

    /// <summary>How many were just acknowledged at once; null when none were meant to be.</summary>
    [TempData]
    public int? Acknowledged { get; set; }

    /// <summary>Why none were, as a code of <c>fault.*</c>; null when nothing went wrong.</summary>
    [TempData]
    public string? Fault { get; set; }

    /// <summary>Whether the user may work on alerts.</summary>
    public bool MayWrite => Policies.Allows(Policies.Alerts, UserScope.Roles(User));

    /// <inheritdoc/>
    public override bool OnlyNewest => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables =>
        tables.List(
            List,
            cancellationToken => alerts.EveryAsync(Scope, At, Filters.Selection, Filters.Alerts, Filters.AlertOrder, cancellationToken)
        );

    /// <inheritdoc/>
    public override IEnumerable<FilterInForce> OwnFilters
    {
        get
        {
            AlertFilter filter = Filters.Alerts;
            yield return new("alert", say["alert.state"], text.Of(filter.Stage));
            if (filter.Severity is { } severity)
            {
                yield return new("severity", say["alert.severity"], text.Of(severity));
            }

            if (filter.Rule is { } rule)
            {
                yield return new("rule", say["alert.rule"], text.Of(rule));
            }

            if (filter.Since is { } since)
            {
                yield return new("since", say["alert.since"], show.Month(since));
            }

            if (filter.Escalated is bool escalated)
            {
                yield return new("escalated", say["alert.escalated"], say[escalated ? "answer.yes" : "answer.no"]);
            }

            if (filter.Baseline is bool baseline)
            {
                yield return new("baseline", say["alert.baseline"], say[baseline ? "answer.yes" : "answer.no"]);
            }
        }
    }

    public async Task OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        List = await alerts.AskAsync(
            Scope,
            At,
            Filters.Selection,
            Filters.Alerts,
            Filters.AlertOrder,
            Filters.PageNumber,
            cancellationToken
        );
        return null;
    }
}
