using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Queries.Operations;
using NineGrid.Web.Access;
using NineGrid.Web.Jobs;

namespace NineGrid.Web.Pages.Admin;

/// <summary>The long work: what was asked for, and what became of it.</summary>
[Authorize(Policies.Operation)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class JobsPage(JobsQuery jobs, ISchedule schedule) : PageModel
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

    /// <summary>What the calendar asks for.</summary>
    public IReadOnlyList<ScheduleEntry> Schedule { get; private set; } = [];

    /// <summary>Whether the user may change the calendar.</summary>
    public bool MayChange => Policies.Allows(Policies.Administration, UserScope.Roles(User));

    /// <summary>What was entered and is not stored; null when nothing was.</summary>
    public (Scheduled What, string Cron)? Tried { get; private set; }

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task<IActionResult> OnPostScheduleAsync(Scheduled what, string? cron, CancellationToken cancellationToken)
    {
        if (!MayChange)
        {
            return NotFound();
        }

        string text = cron?.Trim() ?? "";
        if (!ModelState.IsValid || !await schedule.ChangeAsync(what, text, cancellationToken))
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            (Faults, Tried) = (["Cron"], (what, text));
            await FindAsync(cancellationToken);
            return Page();
        }

        return RedirectToPage();
    }

    private async Task FindAsync(CancellationToken cancellationToken)
    {
        PageNumber = Math.Clamp(PageNumber, 1, int.MaxValue / JobsQuery.PageLength);
        (Jobs, Total) = await jobs.AskAsync(PageNumber, cancellationToken);
        Schedule = await schedule.AskAsync(cancellationToken);
    }
}
