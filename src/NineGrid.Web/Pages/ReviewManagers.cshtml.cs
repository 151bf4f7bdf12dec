using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Review;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages;

/// <summary>A sheet of paper for each relationship manager: of the one that the address names, or of all in the order of the review.</summary>
[Authorize(Policies.Review)]
public sealed class ReviewManagersPage(ViewpointQuery viewpoints, ReviewQuery review, ManagerSheetsQuery sheets) : FramedPage(viewpoints)
{
    /// <summary>Sheets on a page.</summary>
    public const int PageSize = 20;

    /// <summary>All managers of the institution.</summary>
    public ReviewTable Table { get; private set; } = null!;

    /// <summary>The managers of the page, with what is to be talked about.</summary>
    public IReadOnlyList<(Reviewed Manager, ManagerSheet Sheet)> Sheets { get; private set; } = [];

    /// <summary>How many pages there are, at least 1.</summary>
    public int Pages { get; private set; }

    /// <summary>The page shown.</summary>
    public int PageNumber => Math.Min(Filters.PageNumber, Pages);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Table = await review.AskAsync(Scope, At, ReviewBy.Managers, ReviewLevel.Below, Filters.From, cancellationToken);
        Reviewed[] managers =
        [
            .. Table
                .Ranked(Filters.ReviewOrder)
                .Where(row => row.Code is not null && (Filters.Selection.Manager ?? row.Code).Equals(row.Code, StringComparison.Ordinal)),
        ];
        if (Filters.Selection.Manager is not null && managers.Length == 0)
        {
            return NotFound();
        }

        Pages = Math.Max(1, (managers.Length + PageSize - 1) / PageSize);
        Reviewed[] shown = [.. managers.Skip((PageNumber - 1) * PageSize).Take(PageSize)];
        IReadOnlyDictionary<string, ManagerSheet> found = await sheets.AskAsync(
            Scope,
            At,
            Filters.From,
            [.. shown.Select(row => row.Code!)],
            cancellationToken
        );
        Sheets = [.. shown.Select(row => (row, found[row.Code!]))];
        return Page();
    }
}
