using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data;
using NineGrid.Data.Jobs;
using NineGrid.Data.Queries.Operations;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Web.Access;
using NineGrid.Web.Jobs;

namespace NineGrid.Web.Pages.Admin;

/// <summary>The computed periods: what they come from; computing, closing and opening them again.</summary>
[Authorize(Policies.Operation)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class PeriodsPage(PeriodsQuery periods, ClosePeriod close, ReopenPeriod reopen, IJobDesk desk) : PageModel
{
    /// <summary>The computed periods, newest first.</summary>
    public IReadOnlyList<PeriodListed> Periods { get; private set; } = [];

    /// <summary>The period that was just closed or opened again; null when none was.</summary>
    public Period? Changed { get; private set; }

    /// <summary>The month as entered.</summary>
    public string? Month { get; private set; }

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Whether the user may open a closed period again.</summary>
    public bool MayReopen => Policies.Allows(Policies.Administration, UserScope.Roles(User));

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task<IActionResult> OnPostComputeAsync(string? month, string? scheme, CancellationToken cancellationToken)
    {
        Month = month;
        await FindAsync(cancellationToken);
        if (!Period.TryParse(month, out Period period))
        {
            return Refused("PeriodMonth");
        }

        if (Periods.Any(one => one.Period == period && one.ClosedAt is not null))
        {
            return Refused("PeriodClosed");
        }

        int job = await desk.AskAsync(
            JobKind.Snapshot,
            period.ToString(),
            new SnapshotOrder(period, scheme ?? StoredSchemes.DefaultName),
            file: null,
            cancellationToken
        );
        return RedirectToPage("/Admin/JobsOne", new { job });
    }

    public Task<IActionResult> OnPostCloseAsync(string? month, CancellationToken cancellationToken) =>
        ChangeAsync(month, period => close.RunAsync(period, cancellationToken), cancellationToken);

    public async Task<IActionResult> OnPostReopenAsync(string? month, string? reason, CancellationToken cancellationToken)
    {
        if (!MayReopen)
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            await FindAsync(cancellationToken);
            return Refused("PeriodReason");
        }

        return await ChangeAsync(month, period => reopen.RunAsync(period, reason, cancellationToken), cancellationToken);
    }

    private async Task<IActionResult> ChangeAsync(string? month, Func<Period, Task> change, CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        if (!Period.TryParse(month, out Period period) || !Periods.Any(one => one.Period == period))
        {
            return Refused("PeriodMonth");
        }

        try
        {
            await change(period);
        }
        catch (BankBusyException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            Faults = ["BankBusy"];
            return Page();
        }

        Changed = period;
        await FindAsync(cancellationToken);
        return Page();
    }

    private PageResult Refused(string fault)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        Faults = [fault];
        return Page();
    }

    private async Task FindAsync(CancellationToken cancellationToken) => Periods = await periods.AskAsync(cancellationToken);
}
