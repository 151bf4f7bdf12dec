using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Queries.Today;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Admin;

/// <summary>What an administrator looks at first.</summary>
[Authorize(Policies.Administration)]
public sealed class OverviewPage(AdministrationQuery administration) : PageModel
{
    /// <summary>How things stand.</summary>
    public AdministrationView View { get; private set; } = null!;

    /// <summary>Whether data was imported after the newest snapshot was computed.</summary>
    public bool IsBehind => View.IsBehind;

    public async Task OnGetAsync(CancellationToken cancellationToken) => View = await administration.AskAsync(cancellationToken);
}
