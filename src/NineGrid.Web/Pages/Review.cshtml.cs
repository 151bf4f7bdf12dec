using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Review;
using NineGrid.Domain.Views;
using NineGrid.Web.Access;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>Managers, institutions, size classes and industries side by side; where the value of an institution came from, in which products and with whom it lies.</summary>
[Authorize(Policies.Review)]
public sealed class ReviewPage(
    ViewpointQuery viewpoints,
    ReviewQuery review,
    SumsTrendQuery trends,
    PenetrationQuery products,
    ConcentrationQuery concentrations,
    ReviewTables tables,
    InForce inForce
) : TabledPage(viewpoints)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    /// <summary>What stands side by side; null when something else is shown.</summary>
    public ReviewTable? Table { get; private set; }

    /// <summary>All rows in the order asked for; empty when something else is shown.</summary>
    public IReadOnlyList<Reviewed> Ranked { get; private set; } = [];

    /// <summary>The institution over the stored periods; null when something else is shown.</summary>
    public SumsTrend? Trend { get; private set; }

    /// <summary>The products; null when something else is shown.</summary>
    public ProductReview? Products { get; private set; }

    /// <summary>How much lies with how few customers; null when something else is shown.</summary>
    public Concentration? Concentration { get; private set; }

    /// <summary>How many pages the rows fill, at least 1.</summary>
    public int Pages => Math.Max(1, (Ranked.Count + PageSize - 1) / PageSize);

    /// <summary>The page shown.</summary>
    public int PageNumber => Math.Min(Filters.PageNumber, Pages);

    /// <summary>The rows of the page.</summary>
    public IEnumerable<Reviewed> Shown => Ranked.Skip((PageNumber - 1) * PageSize).Take(PageSize);

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables =>
        Table is not null ? tables.Of(Table, Ranked)
        : Trend is not null ? [tables.Trend(Trend)]
        : Products is not null ? [tables.Products(Products)]
        : tables.Of(Concentration!);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? Page();

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        // A review is of everybody: filters would be shown as in force and do nothing.
        string[] idle = [.. inForce.Filters(Filters.Selection, Names).Select(filter => filter.Name)];
        if (idle.Length > 0)
        {
            return LocalRedirect(idle.Aggregate(Here, (address, name) => address.With(name, null)).ToString());
        }

        switch (Filters.Review)
        {
            case ReviewPart.Trend:
                Trend = await trends.AskAsync(Scope, At, cancellationToken);
                break;
            case ReviewPart.Products:
                Products = await products.AskAsync(Scope, At, cancellationToken);
                break;
            case ReviewPart.Concentration:
                Concentration = await concentrations.AskAsync(Scope, At, cancellationToken);
                break;
            default:
                Table = await review.AskAsync(Scope, At, Side(Filters.Review), Filters.Level, Filters.From, cancellationToken);
                Ranked = Table.Ranked(Filters.ReviewOrder);
                break;
        }

        return null;
    }

    private static ReviewBy Side(ReviewPart part) =>
        part switch
        {
            ReviewPart.Institutions => ReviewBy.Institutions,
            ReviewPart.Sizes => ReviewBy.Sizes,
            ReviewPart.Industries => ReviewBy.Industries,
            _ => ReviewBy.Managers,
        };
}
