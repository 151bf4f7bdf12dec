using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Queries.Operations;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Admin;

/// <summary>The long work: what was asked for, and what became of it.</summary>
[Authorize(Policies.Operation)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class JobsPage(JobsQuery jobs) : PageModel
{
    /// <summary>The page of the list, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "page-no")]
    public int PageNumber { get; set; } = 1;

    /// <summary>The jobs of the page, newest first.</summary>
    public IReadOnlyList<JobListed> Jobs { get; private set; } = [];

    /// <summary>Jobs in all.</summary>
    public int Total { get; private set; }

    /// <summary>Pages in all.</summary>
    public int Pages => Math.Max(1, (Total + JobsQuery.PageLength - 1) / JobsQuery.PageLength);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        PageNumber = Math.Clamp(PageNumber, 1, int.MaxValue / JobsQuery.PageLength);
        (Jobs, Total) = await jobs.AskAsync(PageNumber, cancellationToken);
    }
}
