using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Queries.Frame;

namespace NineGrid.Web.Pages;

/// <summary>Finds an institution, a manager or a credit group by name; what is found leads back to the view from which it was asked.</summary>
public sealed class FindPage(ViewpointQuery viewpoints, LookupQuery lookups) : FramedPage(viewpoints)
{
    private static readonly string[] Views = ["/grid", "/customers", "/plans", "/alerts"];

    /// <summary>What is looked up.</summary>
    [BindProperty(SupportsGet = true)]
    public LookupKind What { get; set; }

    /// <summary>A piece of its name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    /// <summary>The path of the view to come back to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>What was found.</summary>
    public Lookup Found { get; private set; } = null!;

    /// <summary>The view to come back to; the grid when it is none that can be filtered.</summary>
    public Address View => Here.To(Views.Contains(To, StringComparer.Ordinal) ? To! : Views[0]);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return ErrorPage.BadAddress(HttpContext, new("what", Request.Query["what"].ToString(), "institution, manager, member"));
        }

        Found = await lookups.AskAsync(Scope, At, What, Address.Typed(Text), cancellationToken);
        return Page();
    }
}
