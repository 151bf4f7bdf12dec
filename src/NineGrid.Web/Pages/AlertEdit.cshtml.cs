using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Alerts;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Alerts;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages;

/// <summary>Acknowledges an alert, resolves or dismisses it.</summary>
[Authorize(Policies.Alerts)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class AlertEditPage(ViewpointQuery viewpoints, AlertQuery alerts, ChangeAlert change) : PageModel
{
    /// <summary>Its number.</summary>
    [FromRoute(Name = "alert")]
    public int Id { get; set; }

    /// <summary>The alert as it is stored.</summary>
    public AlertView Found { get; private set; } = null!;

    /// <summary>What somebody wanted it to become; null when nobody tried.</summary>
    public AlertState? Tried { get; private set; }

    /// <summary>What was said to it and is not stored.</summary>
    public string? Note { get; private set; }

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    private DataScope Scope => UserScope.Of(User);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(int version, AlertState to, string? note, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        AlertAnswer answer = await change.RunAsync(Scope, Id, version, to, note, cancellationToken);
        if (answer == AlertAnswer.Stored)
        {
            return RedirectToPage("/Alert", new { alert = Id });
        }

        if (answer == AlertAnswer.Unknown || !await FindAsync(cancellationToken))
        {
            return NotFound();
        }

        Response.StatusCode = answer is AlertAnswer.Note or AlertAnswer.Reason
            ? StatusCodes.Status400BadRequest
            : StatusCodes.Status409Conflict;
        Faults = [$"Alert{answer}"];
        (Tried, Note) = (to, note);
        // The form shows what is stored now, not what was sent.
        ModelState.Clear();
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (
            await viewpoints.AskAsync(Scope, period: null, institution: null, cancellationToken) is not Viewpoint at
            || await alerts.AskAsync(Scope, at, Id, cancellationToken) is not AlertView found
        )
        {
            return false;
        }

        Found = found;
        return true;
    }
}
