using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Queries.Operations;
using NineGrid.Web.Access;
using NineGrid.Web.Jobs;

namespace NineGrid.Web.Pages.Admin;

/// <summary>A package that was brought: what its import would do, and the import itself.</summary>
[Authorize(Policies.Administration)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class ImportsOnePage(JobsQuery jobs, StoredFiles files, IJobDesk desk) : PageModel
{
    /// <summary>The check or the import.</summary>
    public JobListed Job { get; private set; } = null!;

    /// <summary>What the check came to; null while it is under way, and for imports.</summary>
    public CheckOutcome? Checked { get; private set; }

    public async Task<IActionResult> OnGetAsync(int job, CancellationToken cancellationToken) =>
        await FindAsync(job, cancellationToken) ? Page() : NotFound();

    /// <summary>Imports the package as it was checked.</summary>
    public async Task<IActionResult> OnPostAsync(int job, bool acceptGoodRows, CancellationToken cancellationToken)
    {
        if (!await FindAsync(job, cancellationToken))
        {
            return NotFound();
        }

        if (Job.File is not int file || Checked is null)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        int import = await desk.AskAsync(JobKind.Import, Job.Subject, new ImportOrder(acceptGoodRows), file, cancellationToken);
        return RedirectToPage(new { job = import });
    }

    /// <summary>Everything that is wrong, as CSV.</summary>
    public async Task<IActionResult> OnGetRejectedAsync(int job, CancellationToken cancellationToken)
    {
        if (!await FindAsync(job, cancellationToken) || Checked?.Rejected is not int rejected)
        {
            return NotFound();
        }

        var output = new MemoryStream();
        await output.WriteAsync(System.Text.Encoding.UTF8.Preamble.ToArray(), cancellationToken);
        return await files.CopyAsync(rejected, output, cancellationToken) is null
            ? NotFound()
            : File(output.ToArray(), "text/csv; charset=utf-8", "rejected.csv");
    }

    private async Task<bool> FindAsync(int id, CancellationToken cancellationToken)
    {
        if (await jobs.OneAsync(id, cancellationToken) is not { Kind: JobKind.Check or JobKind.Import } found)
        {
            return false;
        }

        Job = found.IsOpen && desk.ProgressOf(id) is { } newest ? found with { Progress = newest } : found;
        Checked = found is { Kind: JobKind.Check, State: JobState.Done, Outcome: string outcome }
            ? JsonSerializer.Deserialize<CheckOutcome>(outcome, JobJson.Options)
            : null;
        return true;
    }
}
