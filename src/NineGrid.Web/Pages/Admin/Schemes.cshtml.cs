using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Commands.Schemes;
using NineGrid.Data.Queries.Schemes;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Admin;

/// <summary>The versions of the scheme, which period used which, and the drafts.</summary>
[Authorize(Policies.Schemes)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class SchemesPage(SchemesQuery schemes, BeginDraft begin) : PageModel
{
    /// <summary>The versions, newest first.</summary>
    public IReadOnlyList<SchemeVersion> Versions { get; private set; } = [];

    /// <summary>The drafts.</summary>
    public IReadOnlyList<SchemeDraft> Drafts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Versions = await schemes.VersionsAsync(cancellationToken);
        Drafts = await schemes.DraftsAsync(cancellationToken);
    }

    /// <summary>Leads to the comparison of two versions.</summary>
    public IActionResult OnGetCompare(int version, int with) => RedirectToPage("/Admin/SchemesOne", new { version, with });

    public async Task<IActionResult> OnPostAsync(int version, CancellationToken cancellationToken) =>
        await begin.RunAsync(version, cancellationToken) is int draft ? RedirectToPage("/Admin/SchemesDraft", new { draft }) : NotFound();
}
