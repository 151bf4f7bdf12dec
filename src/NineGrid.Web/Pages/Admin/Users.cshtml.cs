using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Queries.People;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Admin;

/// <summary>Who may sign in, and a form for one more.</summary>
[Authorize(Policies.Administration)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class UsersPage(UsersQuery users, CreateUser create) : PageModel
{
    /// <summary>The page of the list.</summary>
    public UserList List { get; private set; } = null!;

    /// <summary>How names of the list begin; nothing for all.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    [StringLength(256)]
    public string? Text { get; set; }

    /// <summary>The page asked for.</summary>
    [BindProperty(SupportsGet = true, Name = "page-no")]
    public int PageNumber { get; set; } = 1;

    /// <summary>The name of the one to be created.</summary>
    [BindProperty]
    [Required]
    [StringLength(256)]
    public string Name { get; set; } = "";

    /// <summary>The rights of the one to be created.</summary>
    [BindProperty]
    public RightsForm Rights { get; set; } = new();

    /// <summary>Where the one to be created is told of alerts; nothing for nowhere.</summary>
    [BindProperty]
    [StringLength(256)]
    public string? Email { get; set; }

    /// <summary>The user just created; null when none was.</summary>
    public string? Created { get; private set; }

    /// <summary>The initial password, told once; null when no user was created.</summary>
    public string? Password { get; private set; }

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => List = await users.AskAsync(Text, PageNumber, cancellationToken);

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        string password = InitialPassword.Draw();
        Faults = await FaultsAsync(password, cancellationToken);
        if (Faults.Count == 0)
        {
            (Created, Password) = (Name.Trim(), password);
            ModelState.Clear();
            (Name, Email, Rights) = ("", null, new());
        }

        List = await users.AskAsync(Text, PageNumber, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> FaultsAsync(string password, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return ["FieldsMissing"];
        }

        IdentityResult result = await create.RunAsync(
            Name.Trim(),
            Rights.Rights(),
            Email,
            password,
            mustChangePassword: true,
            cancellationToken
        );
        return [.. result.Errors.Select(error => error.Code)];
    }
}
