using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Coverage;
using NineGrid.Data.Queries.Frame;
using NineGrid.Web.Access;
using NineGrid.Web.Display;

namespace NineGrid.Web.Pages;

/// <summary>全覆盖: the customers that nobody looks after, plans for, or knows the statements of.</summary>
[Authorize(Policies.Review)]
public sealed class CoveragePage(ViewpointQuery viewpoints, CoverageQuery coverage, Words say) : TabledPage(viewpoints)
{
    /// <summary>The counts.</summary>
    public CoverageView View { get; private set; } = null!;

    /// <summary>Whether the user may give customers to managers.</summary>
    public bool MayAssign => Policies.Allows(Policies.Assign, UserScope.Roles(User));

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables =>
        [
            new Table<InstitutionCoverage>(
                "coverage",
                say["coverage.table"],
                [
                    new(say["gaps.column.code"], one => one.Code),
                    new(say["column.institution"], one => one.Name),
                    new(say["coverage.customers"], ColumnKind.Count, one => one.Counts.Customers),
                    .. Enum.GetValues<Lack>()
                        .Select(lack => new TableColumn<InstitutionCoverage>(
                            say[$"lack.{lack}"],
                            ColumnKind.Count,
                            one => one.Counts[lack]
                        )),
                ],
                [new(At.Institution.Code, At.Institution.Name, View.All), .. View.Below]
            ),
        ];

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        View = await coverage.AskAsync(Scope, At, Filters.Selection, cancellationToken);
        return null;
    }
}
