using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data;
using NineGrid.Data.Commands.Schemes;
using NineGrid.Data.Queries.Schemes;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Web.Access;
using NineGrid.Web.Display;

namespace NineGrid.Web.Pages.Admin;

/// <summary>A draft of the scheme: edited, tried, proposed, published or discarded.</summary>
[Authorize(Policies.Schemes)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class SchemesDraftPage(
    SchemesQuery schemes,
    SchemeTrialQuery trial,
    ChangeDraft change,
    PublishDraft publish,
    SchemeApproval approval,
    SchemeText text,
    Words say
) : PageModel
{
    /// <summary>Its number.</summary>
    [FromRoute]
    public int Draft { get; set; }

    /// <summary>The draft as it is stored.</summary>
    public SchemeDraft Found { get; private set; } = null!;

    /// <summary>The newest version's number.</summary>
    public int Newest { get; private set; }

    /// <summary>In what the stored draft differs from the newest version.</summary>
    public IReadOnlyList<SchemeDifference> Changes { get; private set; } = [];

    /// <summary>The fields.</summary>
    public SchemeForm Form { get; private set; } = new();

    /// <summary>What is wrong with fields, by key.</summary>
    public IReadOnlyDictionary<string, string> FieldFaults { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What is wrong with the whole, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>What somebody else changed meanwhile.</summary>
    public IReadOnlyList<SchemeFieldDifference> Differences { get; private set; } = [];

    /// <summary>What would change; null when it was not tried.</summary>
    public TriedScheme? Tried { get; private set; }

    /// <summary>The scheme that the fields say.</summary>
    public Scheme Entered { get; private set; } = Scheme.Default;

    /// <summary>The grid whose picture and flows are shown.</summary>
    public Grid Shown { get; private set; }

    /// <summary>A comment as entered.</summary>
    public string? Comment { get; private set; }

    /// <summary>Why a proposal is sent back, as entered.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether a second person has to approve what the user proposed.</summary>
    public bool WaitsForSecond =>
        approval.SecondPerson && string.Equals(Found.ProposedBy, User.Identity?.Name, StringComparison.OrdinalIgnoreCase);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
        {
            return NotFound();
        }

        Form = SchemeForm.Of(Request.Form);
        if (Form.Version != Found.Version)
        {
            return Conflict(Found);
        }

        Scheme scheme = Read();
        if (FieldFaults.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        SchemeForm entered = Form;
        DraftAnswer answer = await change.SaveAsync(Draft, Form.Version, scheme, basedOn: null, cancellationToken);
        if (answer == DraftAnswer.Stored)
        {
            return RedirectToPage(new { draft = Draft });
        }

        if (!await FindAsync(cancellationToken))
        {
            return NotFound();
        }

        Form = entered;
        return answer == DraftAnswer.Conflict ? Conflict(Found) : Refuse(answer);
    }

    /// <summary>Says what would change; nothing is stored.</summary>
    public async Task<IActionResult> OnPostTryAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
        {
            return NotFound();
        }

        Form = SchemeForm.Of(Request.Form);
        Shown = Enum.TryParse(Request.Form["shown"], out Grid shown) && Enum.IsDefined(shown) ? shown : Grid.Value;
        Scheme scheme = Read();
        if (FieldFaults.Count == 0)
        {
            Tried = await trial.AskAsync(UserScope.Of(User), scheme, cancellationToken);
        }

        return Request.Headers.XRequestedWith == "fetch" ? Partial("SchemeParts/_Trial", this) : Page();
    }

    public async Task<IActionResult> OnPostProposeAsync(int version, string? comment, CancellationToken cancellationToken)
    {
        Comment = comment;
        return await AfterAsync(await change.ProposeAsync(Draft, version, comment, cancellationToken), cancellationToken);
    }

    /// <summary>Sends a proposal back.</summary>
    public async Task<IActionResult> OnPostRejectAsync(int version, string? reason, CancellationToken cancellationToken)
    {
        Reason = reason;
        return await AfterAsync(await change.RejectAsync(Draft, version, reason, cancellationToken), cancellationToken);
    }

    public async Task<IActionResult> OnPostPublishAsync(int version, CancellationToken cancellationToken)
    {
        try
        {
            (DraftAnswer answer, int? published) = await publish.RunAsync(Draft, version, cancellationToken);
            return published is int next
                ? RedirectToPage("/Admin/SchemesOne", new { version = next, with = next - 1 })
                : await AfterAsync(answer, cancellationToken);
        }
        catch (BankBusyException)
        {
            if (!await FindAsync(cancellationToken))
            {
                return NotFound();
            }

            Response.StatusCode = StatusCodes.Status409Conflict;
            Faults = ["BankBusy"];
            return Page();
        }
    }

    /// <summary>Goes on from the newest version: what the draft changed stays changed, everything else takes the newest values.</summary>
    public async Task<IActionResult> OnPostRebaseAsync(int version, CancellationToken cancellationToken)
    {
        if (
            !await FindAsync(cancellationToken)
            || await schemes.SchemeAsync(Found.BasedOn, cancellationToken) is not Scheme old
            || await schemes.SchemeAsync(Newest, cancellationToken) is not Scheme newest
        )
        {
            return NotFound();
        }

        Scheme merged = SchemeForm.Rebase(Found.Scheme, old, newest);
        return await AfterAsync(await change.SaveAsync(Draft, version, merged, Newest, cancellationToken), cancellationToken);
    }

    public async Task<IActionResult> OnPostDiscardAsync(int version, CancellationToken cancellationToken)
    {
        DraftAnswer answer = await change.DiscardAsync(Draft, version, cancellationToken);
        return answer == DraftAnswer.Stored ? RedirectToPage("/Admin/Schemes") : await AfterAsync(answer, cancellationToken);
    }

    private Scheme Read()
    {
        List<string> unread = [];
        Scheme scheme = Form.Read(Found.Scheme, unread);
        var faults = unread.ToDictionary(key => key, _ => say["scheme.fault.number"], StringComparer.Ordinal);
        foreach (SchemeFault fault in scheme.FaultsByKey())
        {
            faults.TryAdd(fault.Key, text.Fault(scheme, fault));
        }

        FieldFaults = faults;
        Entered = scheme;
        return scheme;
    }

    private PageResult Conflict(SchemeDraft stored)
    {
        (Form, Differences) = Form.Over(stored.Scheme, stored.Version);
        return Refuse(DraftAnswer.Conflict);
    }

    private PageResult Refuse(DraftAnswer answer)
    {
        Response.StatusCode = answer is DraftAnswer.NoComment or DraftAnswer.NoReason or DraftAnswer.Faulty
            ? StatusCodes.Status400BadRequest
            : StatusCodes.Status409Conflict;
        Faults = [$"Draft{answer}"];
        return Page();
    }

    private async Task<IActionResult> AfterAsync(DraftAnswer answer, CancellationToken cancellationToken) =>
        answer == DraftAnswer.Stored ? RedirectToPage(new { draft = Draft })
        : await FindAsync(cancellationToken) ? Refuse(answer)
        : NotFound();

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (await schemes.DraftAsync(Draft, cancellationToken) is not SchemeDraft found)
        {
            return false;
        }

        Found = found;
        Newest = (await schemes.VersionsAsync(cancellationToken))[0].Version;
        Changes = SchemeDifference.Between((await schemes.SchemeAsync(Newest, cancellationToken))!, found.Scheme);
        Form = SchemeForm.Of(found.Scheme, found.Version);
        Comment ??= found.Comment;
        return true;
    }
}
