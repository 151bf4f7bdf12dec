using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Queries.Schemes;
using NineGrid.Domain.Schemes;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Admin;

/// <summary>A version of the scheme: all its parameters, and in what it differs from another.</summary>
[Authorize(Policies.Schemes)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class SchemesOnePage(SchemesQuery schemes) : PageModel
{
    /// <summary>The version.</summary>
    [FromRoute]
    public int Version { get; set; }

    /// <summary>The version that it is compared with; null for none.</summary>
    [FromQuery]
    public int? With { get; set; }

    /// <summary>All versions, newest first.</summary>
    public IReadOnlyList<SchemeVersion> Versions { get; private set; } = [];

    /// <summary>The version.</summary>
    public SchemeVersion Found { get; private set; } = null!;

    /// <summary>Its values.</summary>
    public Scheme Scheme { get; private set; } = Scheme.Default;

    /// <summary>In what it differs from the other; null when it is not compared.</summary>
    public IReadOnlyList<SchemeDifference>? Differences { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Versions = await schemes.VersionsAsync(cancellationToken);
        if (
            Versions.FirstOrDefault(one => one.Version == Version) is not SchemeVersion found
            || await schemes.SchemeAsync(Version, cancellationToken) is not Scheme scheme
        )
        {
            return NotFound();
        }

        (Found, Scheme) = (found, scheme);
        if (With is int with)
        {
            if (await schemes.SchemeAsync(with, cancellationToken) is not Scheme other)
            {
                return NotFound();
            }

            Differences = SchemeDifference.Between(other, Scheme);
        }

        return Page();
    }
}
