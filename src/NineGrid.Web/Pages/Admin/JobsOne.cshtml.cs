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

    /// <summary>The job that it is a part of; null when it is a whole.</summary>
    public JobListed? Whole { get; private set; }

    /// <summary>Its own parts.</summary>
    public IReadOnlyList<JobListed> Parts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int job, CancellationToken cancellationToken)
    {
        if (!await FindAsync(job, cancellationToken))
        {
            return NotFound();
        }

        Whole = Job.Parent is int whole ? await jobs.OneAsync(whole, cancellationToken) : null;
        Parts = [.. (await jobs.PartsAsync(job, cancellationToken)).Select(Newest)];
        return Page();
    }

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

        Job = Newest(found);
        return true;
    }

    // What this node runs it knows better than the database.
    private JobListed Newest(JobListed job) => job.IsOpen && desk.ProgressOf(job.Id) is { } newest ? job with { Progress = newest } : job;
}
