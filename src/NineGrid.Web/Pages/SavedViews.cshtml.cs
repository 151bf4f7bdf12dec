using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Commands.Views;
using NineGrid.Data.Queries.Views;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages;

/// <summary>The views that a user keeps: opening, naming and forgetting them. A view is an address; opening it shows what the user may see then.</summary>
[Authorize(Policies.Customers)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class SavedViewsPage(SavedViewsQuery views, SaveView save, RenameView rename, DeleteView delete) : PageModel
{
    // The pages whose views can be kept.
    private static readonly string[] Paths = ["/customers", "/grid"];

    /// <summary>The user's own views, by name.</summary>
    public IReadOnlyList<SavedView> Views { get; private set; } = [];

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Views = await views.AskAsync(UserScope.Id(User), cancellationToken);

    public Task<IActionResult> OnPostSaveAsync(string? name, string? address, CancellationToken cancellationToken)
    {
        var view = Address.Parse(address ?? "").With("page-no", null);
        return Paths.Contains(view.Path, StringComparer.Ordinal) && new Filters(view).Fault is null
            ? AnswerAsync(save.RunAsync(UserScope.Id(User), name, view.Path, view.Query, cancellationToken), view.ToString())
            : AnswerAsync(Task.FromResult<string?>(ViewFaults.Meaningless), back: null);
    }

    public Task<IActionResult> OnPostRenameAsync(int id, string? name, CancellationToken cancellationToken) =>
        AnswerAsync(rename.RunAsync(UserScope.Id(User), id, name, cancellationToken), back: null);

    public Task<IActionResult> OnPostDeleteAsync(int id, CancellationToken cancellationToken) =>
        AnswerAsync(delete.RunAsync(UserScope.Id(User), id, cancellationToken), back: null);

    // Back to the view that was kept, or to this page; a fault is told here.
    private async Task<IActionResult> AnswerAsync(Task<string?> change, string? back)
    {
        if (await change is string fault)
        {
            Faults = [fault];
            await OnGetAsync(HttpContext.RequestAborted);
            return Page();
        }

        return back is null ? RedirectToPage() : LocalRedirect(back);
    }
}
