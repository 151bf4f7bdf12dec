using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Queries.Operations;
using NineGrid.Web.Access;
using NineGrid.Web.Jobs;

namespace NineGrid.Web.Pages.Admin;

/// <summary>One job: how far it is, what came of it; stopping it, and asking for it again.</summary>
[Authorize(Policies.Operation)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class JobsOnePage(JobsQuery jobs, IJobDesk desk) : PageModel
{
    /// <summary>The job.</summary>
    public JobListed Job { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int job, CancellationToken cancellationToken) =>
        await FindAsync(job, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostStopAsync(int job, CancellationToken cancellationToken)
    {
        if (!await FindAsync(job, cancellationToken))
        {
            return NotFound();
        }

        await desk.StopAsync(job, cancellationToken);
        return RedirectToPage(new { job });
    }

    public async Task<IActionResult> OnPostAgainAsync(int job, CancellationToken cancellationToken) =>
        await desk.AskAgainAsync(job, cancellationToken) is int again ? RedirectToPage(new { job = again }) : NotFound();

    private async Task<bool> FindAsync(int id, CancellationToken cancellationToken)
    {
        if (await jobs.OneAsync(id, cancellationToken) is not JobListed found)
        {
            return false;
        }

        // What this node runs it knows better than the database.
        Job = found.IsOpen && desk.ProgressOf(id) is { } newest ? found with { Progress = newest } : found;
        return true;
    }
}
