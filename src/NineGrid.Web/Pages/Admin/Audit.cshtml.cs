using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Operations;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Admin;

/// <summary>The audit trail: who did what, when, from where, and what changed.</summary>
[Authorize(Policies.Administration)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class AuditPage(AuditQuery audit, TimeProvider clock) : PageModel
{
    /// <summary>Days that are looked at when nothing else is asked for.</summary>
    public const int Days = 30;

    /// <summary>First day, UTC; <see cref="Days"/> before the last unless something else is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>Last day, UTC; today unless something else is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>What was done.</summary>
    [BindProperty(SupportsGet = true)]
    public string? What { get; set; }

    /// <summary>Who did it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Who { get; set; }

    /// <summary>To what.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    /// <summary>Only lines before this one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    /// <summary>What is in force.</summary>
    public AuditFilter Filter { get; private set; } = null!;

    /// <summary>The lines, newest first.</summary>
    public IReadOnlyList<AuditListed> Lines { get; private set; } = [];

    /// <summary>Whether there are older ones.</summary>
    public bool More { get; private set; }

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        DateOnly? from = Day(From);
        DateOnly? to = Day(To);
        AuditAction? what = Enum.TryParse(What, out AuditAction known) && Enum.IsDefined(known) ? known : null;
        long? before = long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null;
        if (
            (Given(From) && from is null)
            || (Given(To) && to is null)
            || (Given(What) && what is null)
            || (Given(Before) && before is null)
        )
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Faults = ["AuditFilter"];
        }

        DateOnly last = to ?? today;
        Filter = new(from ?? last.AddDays(-Math.Min(Days, last.DayNumber)), last, what, Typed(Who), Typed(Subject));
        if (Faults.Count == 0)
        {
            (Lines, More) = await audit.AskAsync(Filter, UserScope.Of(User) == DataScope.WholeBank, before, cancellationToken);
        }
    }

    /// <summary>Where the lines are that come after those of this page.</summary>
    public string Older() =>
        Url.Page(
            "/Admin/Audit",
            new
            {
                from = Filter.From.ToString("O", CultureInfo.InvariantCulture),
                to = Filter.To.ToString("O", CultureInfo.InvariantCulture),
                what = Filter.Action,
                who = Filter.Actor,
                subject = Filter.Subject,
                before = Lines[^1].Id,
            }
        )!;

    private static bool Given(string? text) => !string.IsNullOrWhiteSpace(text);

    private static string? Typed(string? text) => Given(text) ? text!.Trim() : null;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : null;
}
