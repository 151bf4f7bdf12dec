using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Moves;
using NineGrid.Domain.Bank;
using NineGrid.Web.Access;
using NineGrid.Web.Display;

namespace NineGrid.Web.Pages;

/// <summary>A page that looks at the bank from an institution and a period: it finds them and the filters before its handler runs.</summary>
/// <remarks>An address that means nothing answers 400; an unknown period, institution or customer 404; an empty database leads to the start page.</remarks>
[Authorize(Policies.Customers)]
public abstract class FramedPage(ViewpointQuery viewpoints) : PageModel
{
    /// <summary>The period and institution in force.</summary>
    public Viewpoint At { get; private set; } = null!;

    /// <summary>The filters in force.</summary>
    public Filters Filters { get; private set; } = null!;

    /// <summary>The names behind the codes of the filters.</summary>
    public SelectionNames Names { get; private set; } = SelectionNames.None;

    /// <summary>The address of this view.</summary>
    public Address Here { get; private set; } = null!;

    /// <summary>What the page filters by beside the selection of customers.</summary>
    public virtual IEnumerable<FilterInForce> OwnFilters => [];

    /// <summary>Whether the page always speaks of the newest period, whichever the address names.</summary>
    public virtual bool OnlyNewest => false;

    /// <summary>What the user may see.</summary>
    protected DataScope Scope => UserScope.Of(User);

    /// <inheritdoc/>
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Here = Address.Of(Request);
        Filters = new(Here);
        context.Result = Filters.Fault is UnknownParameter fault ? ErrorPage.BadAddress(HttpContext, fault) : await LookAsync();
        if (context.Result is null)
        {
            await next();
        }
    }

    private async Task<IActionResult?> LookAsync()
    {
        CancellationToken aborted = HttpContext.RequestAborted;
        if (
            await viewpoints.AskAsync(Scope, OnlyNewest ? null : Filters.Period, Here["institution"], aborted) is Viewpoint at
            && at.Periods.Contains(Filters.Period ?? at.Period)
        )
        {
            At = at;
            Names = await viewpoints.NamesAsync(Scope, at, Filters.Selection, aborted);
            return Filters.Moved is MoveFilter moved ? await FindMovedAsync(moved, aborted) : null;
        }

        IReadOnlyList<Period> periods = await viewpoints.PeriodsAsync(aborted);
        return periods.Count == 0 ? RedirectToPage("/Start") : NotFound();
    }

    private async Task<IActionResult?> FindMovedAsync(MoveFilter filter, CancellationToken aborted)
    {
        if (filter.Other == At.Period)
        {
            return ErrorPage.BadAddress(HttpContext, new("moved", filter.ToString(), MoveFilter.Form));
        }

        MovesQuery moves = HttpContext.RequestServices.GetRequiredService<MovesQuery>();
        if (await moves.FindAsync(Scope, At, filter, Filters.Selection, aborted) is not MovedCustomers found)
        {
            return NotFound();
        }

        Filters.Selection = Filters.Selection with { Moved = found };
        return null;
    }
}
