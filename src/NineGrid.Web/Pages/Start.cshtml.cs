using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Queries.Frame;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages;

/// <summary>Says what to do while no period has been computed.</summary>
[Authorize(Policies.Customers)]
public sealed class StartPage(ViewpointQuery viewpoints) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        (await viewpoints.PeriodsAsync(cancellationToken)).Count == 0 ? Page() : RedirectToPage("/Grid");
}
