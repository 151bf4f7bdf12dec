using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Plans;
using NineGrid.Web.Access;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>One plan: its steps, how far they have come, and what was said to it.</summary>
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class PlanPage(ViewpointQuery viewpoints, PlanQuery plans, PlanTables tables) : TabledPage(viewpoints)
{
    /// <summary>Its number.</summary>
    [FromRoute]
    public int Id { get; set; }

    /// <summary>The plan.</summary>
    public PlanView Found { get; private set; } = null!;

    /// <summary>Whether the user may change plans.</summary>
    public bool MayWrite => Policies.Allows(Policies.Plans, UserScope.Roles(User));

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables => tables.Of(Found);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? Page();

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        if (await plans.AskAsync(Scope, At, Id, cancellationToken) is not PlanView found)
        {
            return NotFound();
        }

        Found = found;
        return null;
    }
}
