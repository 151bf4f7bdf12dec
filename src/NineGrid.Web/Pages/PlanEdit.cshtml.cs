using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Paths;
using NineGrid.Web.Access;
using NineGrid.Web.Display;

namespace NineGrid.Web.Pages;

/// <summary>Changes a plan: its fields and steps, its state, the marks of its steps, what is said to it.</summary>
[Authorize(Policies.Plans)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class PlanEditPage(
    ViewpointQuery viewpoints,
    PlanQuery plans,
    SavePlan save,
    ChangePlanState state,
    MarkStep mark,
    AddComment comment,
    PlanFigures figures
) : PageModel
{
    /// <summary>Its number.</summary>
    [FromRoute]
    public int Id { get; set; }

    /// <summary>The fields.</summary>
    [BindProperty]
    public PlanForm Form { get; set; } = new();

    /// <summary>The plan as it is stored.</summary>
    public PlanView Found { get; private set; } = null!;

    /// <summary>What somebody else changed meanwhile.</summary>
    public IReadOnlyList<PlanDifference> Differences { get; private set; } = [];

    /// <summary>What is wrong with the plan as a whole, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>What is wrong with fields.</summary>
    public IReadOnlyList<PlanFault> FieldFaults { get; private set; } = [];

    /// <summary>A comment that could not be taken.</summary>
    public string? Comment { get; private set; }

    private DataScope Scope => UserScope.Of(User);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
        {
            return NotFound();
        }

        Form = PlanForm.Of(Found.Plan);
        return Found.Plan.State.IsOpen() ? Page() : ToPlan();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken))
        {
            return NotFound();
        }

        if (Form.Version != Found.Plan.Version || !Found.Plan.State.IsOpen())
        {
            return Refuse(Found.Plan.State.IsOpen() ? PlanAnswer.Conflict : PlanAnswer.Ended);
        }

        List<PlanFault> faults = [];
        EditedPlan edited = Form.Read(Found.Plan, figures, faults);
        if (faults.Count > 0)
        {
            FieldFaults = faults;
            return Page();
        }

        (PlanAnswer answer, FieldFaults) = await save.RunAsync(Scope, Id, edited, cancellationToken);
        return await AfterAsync(answer, cancellationToken);
    }

    public async Task<IActionResult> OnPostStateAsync(int version, PlanState to, CancellationToken cancellationToken) =>
        ModelState.IsValid
            ? await AfterOtherAsync(await state.RunAsync(Scope, Id, version, to, cancellationToken), cancellationToken)
            : BadRequest();

    public async Task<IActionResult> OnPostStepAsync(LeverKind lever, bool done, CancellationToken cancellationToken) =>
        ModelState.IsValid
            ? await AfterOtherAsync(await mark.RunAsync(Scope, Id, lever, done, cancellationToken), cancellationToken)
            : BadRequest();

    public async Task<IActionResult> OnPostCommentAsync(string? text, CancellationToken cancellationToken)
    {
        Comment = text;
        return await AfterOtherAsync(await comment.RunAsync(Scope, Id, text, cancellationToken), cancellationToken);
    }

    // What was entered on the plan's own page is no form of this one: it begins with what is stored.
    private async Task<IActionResult> AfterOtherAsync(PlanAnswer answer, CancellationToken cancellationToken)
    {
        if (answer == PlanAnswer.Stored)
        {
            return ToPlan();
        }

        if (answer == PlanAnswer.Unknown || !await FindAsync(cancellationToken))
        {
            return NotFound();
        }

        Form = PlanForm.Of(Found.Plan);
        return Refuse(answer);
    }

    private async Task<IActionResult> AfterAsync(PlanAnswer answer, CancellationToken cancellationToken)
    {
        if (answer == PlanAnswer.Stored)
        {
            return ToPlan();
        }

        return answer == PlanAnswer.Unknown || !await FindAsync(cancellationToken) ? NotFound()
            : answer == PlanAnswer.Invalid ? Page()
            : Refuse(answer);
    }

    private PageResult Refuse(PlanAnswer answer)
    {
        Response.StatusCode = answer == PlanAnswer.Invalid ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        Faults = [$"Plan{answer}"];
        (Form, Differences) = Form.Over(PlanForm.Of(Found.Plan));
        return Page();
    }

    private RedirectToPageResult ToPlan() => RedirectToPage("/Plan", new { id = Id });

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (
            await viewpoints.AskAsync(Scope, period: null, institution: null, cancellationToken) is not Viewpoint at
            || await plans.AskAsync(Scope, at, Id, cancellationToken) is not PlanView found
        )
        {
            return false;
        }

        Found = found;
        return true;
    }
}
