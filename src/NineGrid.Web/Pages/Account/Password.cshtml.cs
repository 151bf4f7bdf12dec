using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Commands.People;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Account;

/// <summary>Changes one's own password.</summary>
[Authorize(Policies.Account)]
[WithInitialPassword]
public sealed class PasswordPage(ChangePassword change, SignIn signIn) : PageModel
{
    /// <summary>The password in force.</summary>
    [BindProperty]
    [Required]
    [StringLength(256)]
    public string Current { get; set; } = "";

    /// <summary>The password wanted.</summary>
    [BindProperty]
    [Required]
    [StringLength(256)]
    public string Replacement { get; set; } = "";

    /// <summary>The same again.</summary>
    [BindProperty]
    [Required]
    [StringLength(256)]
    public string Repeated { get; set; } = "";

    /// <summary>Whether somebody else set the password in force.</summary>
    public bool Initial => User.HasClaim(UserClaims.InitialPassword, UserClaims.Present);

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Whether the password has just been changed.</summary>
    [TempData]
    public bool Changed { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        string name = User.Identity!.Name!;
        if (!signIn.Allow(name))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        bool initial = Initial;
        Faults = await FaultsAsync(name);
        if (Faults.Count > 0)
        {
            return Page();
        }

        await signIn.RefreshAsync();
        Changed = !initial;
        return initial ? LocalRedirect("/") : RedirectToPage();
    }

    private async Task<IReadOnlyList<string>> FaultsAsync(string name)
    {
        if (!ModelState.IsValid)
        {
            return ["FieldsMissing"];
        }

        if (!string.Equals(Replacement, Repeated, StringComparison.Ordinal))
        {
            return ["PasswordsDiffer"];
        }

        IdentityResult result = await change.RunAsync(name, Current, Replacement);
        return [.. result.Errors.Select(error => error.Code)];
    }
}
