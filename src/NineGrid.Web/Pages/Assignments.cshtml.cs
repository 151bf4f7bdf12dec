using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Coverage;
using NineGrid.Data.Queries.Coverage;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages;

/// <summary>Gives customers to relationship managers. Master data only: administrators, who see no figures, come here too.</summary>
[Authorize(Policies.Assign)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class AssignmentsPage(AssignableQuery assignable, AssignCustomers assign) : PageModel
{
    /// <summary>A piece of a customer's number or name, or the number of its manager.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Only customers that nobody looks after.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Unassigned { get; set; }

    /// <summary>The page of the list, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "page-no")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Numbers of the customers that are ticked.</summary>
    [BindProperty]
    public IReadOnlyList<string> No { get; set; } = [];

    /// <summary>Number of the manager who is to have them.</summary>
    [BindProperty]
    public string? Manager { get; set; }

    /// <summary>Whether they are taken away from everybody instead.</summary>
    [BindProperty]
    public bool TakeAway { get; set; }

    /// <summary>Why.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The page of the list.</summary>
    public AssignableList List { get; private set; } = null!;

    /// <summary>The managers offered; none when there are too many.</summary>
    public IReadOnlyList<Assignee> Assignees { get; private set; } = [];

    /// <summary>The newest assignments.</summary>
    public IReadOnlyList<AssignmentListed> History { get; private set; } = [];

    /// <summary>How many customers just changed hands; null when none was asked to.</summary>
    public int? Changed { get; private set; }

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>The text looked for; null for none.</summary>
    public string? Text => Address.Typed(Q) is { Length: > 0 } text ? text : null;

    // Who administers gives away the customers of the whole bank, but sees nothing of them beside their names.
    private DataScope Scope => UserScope.Roles(User).HasFlag(Roles.Administrator) ? DataScope.WholeBank : UserScope.Of(User);

    public Task OnGetAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        string manager = Address.Typed(Manager);
        if (manager.Length == 0 && !TakeAway)
        {
            Faults = ["AssignUnknownManager"];
        }
        else
        {
            (AssignAnswer answer, int changed) = await assign.RunAsync(Scope, No, TakeAway ? null : manager, Note, cancellationToken);
            if (answer == AssignAnswer.Stored)
            {
                Changed = changed;
                ModelState.Clear();
                (No, Manager, Note, TakeAway) = ([], null, null, false);
            }
            else
            {
                Faults = [$"Assign{answer}"];
            }
        }

        await FindAsync(cancellationToken);
    }

    private async Task FindAsync(CancellationToken cancellationToken)
    {
        List = await assignable.AskAsync(Scope, Text, Unassigned, Math.Max(1, PageNumber), cancellationToken);
        Assignees = await assignable.AssigneesAsync(Scope, cancellationToken);
        History = await assignable.HistoryAsync(Scope, no: null, cancellationToken);
    }
}
