using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Web.Access;
using NineGrid.Web.Display;

namespace NineGrid.Web.Pages;

/// <summary>Makes a plan for a customer: of the path to a cell, or an empty one. A form that names customer, cell and period makes it at once.</summary>
[Authorize(Policies.Plans)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class PlanNewPage(ViewpointQuery viewpoints, PlanQuery plans, MakePlan make, Words say) : PageModel
{
    /// <summary>Number of the customer.</summary>
    [BindProperty(SupportsGet = true)]
    public string? No { get; set; }

    /// <summary>The cell aimed at; the default target when empty.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Target { get; set; }

    /// <summary>The period whose snapshot is the baseline; the newest when empty.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Period { get; set; }

    /// <summary>The title of an empty plan.</summary>
    [BindProperty]
    public string? Title { get; set; }

    /// <summary>The customer.</summary>
    public PlanCustomer Customer { get; private set; } = null!;

    /// <summary>The snapshot that will be the baseline.</summary>
    public Viewpoint At { get; private set; } = null!;

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    private DataScope Scope => UserScope.Of(User);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(No) ? RedirectToPage("/Plans") : await FindAsync(cancellationToken) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is IActionResult answer)
        {
            return answer;
        }

        Cell? target = Cell.TryParse(Target, out Cell cell) ? cell : null;
        return After(await make.FromPathAsync(Scope, At, Customer.No, target, TitleOf, cancellationToken));
    }

    public async Task<IActionResult> OnPostEmptyAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) ?? After(await make.EmptyAsync(Scope, At, Customer.No, Title, cancellationToken));

    private string TitleOf(Cell? target) => target is Cell cell ? say["plan.title.to", say.Of(cell)] : say["plan.title.up"];

    private IActionResult After((PlanAnswer Answer, int? Plan) made)
    {
        if (made.Plan is int id)
        {
            return RedirectToPage("/Plan", new { id });
        }

        if (made.Answer == PlanAnswer.Unknown)
        {
            return NotFound();
        }

        Faults = [made.Answer == PlanAnswer.Invalid ? "PlanTitle" : "PlanWithoutPath"];
        return Page();
    }

    private async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        Period? period = null;
        if (!string.IsNullOrEmpty(Period))
        {
            if (!Domain.Bank.Period.TryParse(Period, out Period asked))
            {
                return ErrorPage.BadAddress(HttpContext, new("period", Period, "YYYY-MM"));
            }

            period = asked;
        }

        if (!string.IsNullOrEmpty(Target) && !Cell.TryParse(Target, out _))
        {
            return ErrorPage.BadAddress(HttpContext, new("target", Target, "LL … HH"));
        }

        if (
            await viewpoints.AskAsync(Scope, period, institution: null, cancellationToken) is not Viewpoint at
            || await plans.CustomerAsync(Scope, at, Address.Typed(No), cancellationToken) is not PlanCustomer customer
        )
        {
            return NotFound();
        }

        (At, Customer) = (at, customer);
        return null;
    }
}
