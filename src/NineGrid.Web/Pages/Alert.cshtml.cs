using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Frame;
using NineGrid.Web.Access;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>One alert: why it fires, and what became of it.</summary>
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class AlertPage(ViewpointQuery viewpoints, AlertQuery alerts, AlertTables tables) : TabledPage(viewpoints)
{
    /// <summary>Its number.</summary>
    [FromRoute(Name = "alert")]
    public int Id { get; set; }

    /// <summary>The alert.</summary>
    public AlertView Found { get; private set; } = null!;

    /// <summary>Whether the user may work on alerts.</summary>
    public bool MayWrite => Policies.Allows(Policies.Alerts, UserScope.Roles(User));

    /// <inheritdoc/>
    public override bool OnlyNewest => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables => tables.Of(Found);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? Page();

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        if (await alerts.AskAsync(Scope, At, Id, cancellationToken) is not AlertView found)
        {
            return NotFound();
        }

        Found = found;
        return null;
    }
}
