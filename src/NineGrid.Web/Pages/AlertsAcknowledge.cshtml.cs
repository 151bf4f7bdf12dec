using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Alerts;
using NineGrid.Data.Queries.Frame;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages;

/// <summary>Acknowledges many alerts of a list at once and goes back to it. Its address is that of the list, elsewhere.</summary>
[Authorize(Policies.Alerts)]
public sealed class AlertsAcknowledgePage(ViewpointQuery viewpoints, AcknowledgeAlerts acknowledge) : PageModel
{
    /// <summary>How many were acknowledged.</summary>
    [TempData]
    public int? Acknowledged { get; set; }

    /// <summary>Why none were, as a code of <c>fault.*</c>.</summary>
    [TempData]
    public string? Fault { get; set; }

    private DataScope Scope => UserScope.Of(User);

    private Address Back => Address.Of(Request).To("/alerts");

    public IActionResult OnGet() => LocalRedirect(Back.ToString());

    /// <param name="which"><c>all</c> that the list shows; else those that were chosen.</param>
    /// <param name="only">One alone.</param>
    /// <param name="id">Those that were chosen.</param>
    /// <param name="note">What is said to all of them.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    public async Task<IActionResult> OnPostAsync(string? which, int? only, int[] id, string? note, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        var filters = new Filters(Back);
        if (filters.Fault is UnknownParameter fault)
        {
            return ErrorPage.BadAddress(HttpContext, fault);
        }

        bool all = string.Equals(which, "all", StringComparison.Ordinal);
        int[] these = only is int one ? [one] : id;
        if (!all && these.Length == 0)
        {
            Fault = "AlertsNone";
            return LocalRedirect(Back.ToString());
        }

        if (await viewpoints.AskAsync(Scope, period: null, Back["institution"], cancellationToken) is not Viewpoint at)
        {
            return NotFound();
        }

        (AlertAnswer answer, int count) = await (
            all
                ? acknowledge.AllAsync(Scope, at, filters.Selection, filters.Alerts, note, cancellationToken)
                : acknowledge.TheseAsync(Scope, these, note, cancellationToken)
        );
        if (answer != AlertAnswer.Stored)
        {
            Fault = $"Alert{answer}";
        }
        else if (!all && count < these.Length)
        {
            Fault = "AlertsFewer";
            Acknowledged = count;
        }
        else
        {
            Acknowledged = count;
        }

        return LocalRedirect(Back.ToString());
    }
}
