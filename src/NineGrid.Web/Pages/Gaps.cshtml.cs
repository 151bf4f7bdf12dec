using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>Where customers differ: two sets in one institution, one set across institutions, and what closing the gaps would be worth.</summary>
public sealed class GapsPage(
    ViewpointQuery viewpoints,
    SetsQuery sets,
    InstitutionsQuery institutions,
    WorthQuery worth,
    GapTables tables,
    InForce inForce
) : TabledPage(viewpoints)
{
    /// <summary>The set that is looked at.</summary>
    public GridPart Set => Filters.Selection.Value ?? GridPart.Of(Band.Low);

    /// <summary>The set it is compared with.</summary>
    public GridPart Against => Filters.Against ?? GridPart.Of(Band.High);

    /// <summary>The two sets; null when something else is compared.</summary>
    public SetComparison? Sets { get; private set; }

    /// <summary>The institutions; null when something else is compared.</summary>
    public InstitutionComparison? Institutions { get; private set; }

    /// <summary>The worth of the levers; null when something else is compared.</summary>
    public InstitutionWorth? Worth { get; private set; }

    /// <summary>The indicators in the order asked for.</summary>
    public IReadOnlyList<ComparedIndicator> Indicators =>
        Sets is null ? []
        : Filters.IndicatorOrder == IndicatorOrder.Separation ? [.. Sets.Ranked]
        : Sets.Indicators;

    /// <summary>The levers that somebody has, the most worth first.</summary>
    public IReadOnlyList<LeverKind> Levers =>
        Worth is null
            ? []
            :
            [
                .. Enum.GetValues<LeverKind>()
                    .Where(lever => Worth.Of(lever).Customers > 0)
                    .OrderByDescending(lever => Worth.Of(lever).Worth[Filters.Share]),
            ];

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables =>
        Sets is not null ? [tables.Sets(Set, Against, Indicators)]
        : Institutions is not null ? [tables.Institutions(Set, Filters.Indicator, Institutions)]
        : [tables.Levers(Worth!, Filters.Share, Levers)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? Page();

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        if (Set.Reason is not null)
        {
            return ErrorPage.BadAddress(HttpContext, new("value", Set.ToString(), Filters.PlacedParts));
        }

        // What is compared is stored for whole institutions: other filters would be shown as in force and do nothing.
        string[] idle = [.. inForce.Filters(Filters.Selection with { Value = null }, Names).Select(filter => filter.Name)];
        if (idle.Length > 0)
        {
            return LocalRedirect(idle.Aggregate(Here, (address, name) => address.With(name, null)).ToString());
        }

        switch (Filters.Gaps)
        {
            case GapsView.Institutions:
                Institutions = await institutions.AskAsync(Scope, At, Set, Filters.Indicator, Filters.Siblings, cancellationToken);
                break;
            case GapsView.Levers:
                Worth = await worth.AskAsync(Scope, At, cancellationToken);
                break;
            default:
                Sets = await sets.AskAsync(Scope, At, Set, Against, cancellationToken);
                break;
        }

        return null;
    }
}
