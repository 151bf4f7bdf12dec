using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Account;

/// <summary>Signs this browser out. Asked for by a form only, so that no foreign link does it.</summary>
[Authorize(Policies.Account)]
[WithInitialPassword]
public sealed class SignOutPage(SignIn signIn) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.OutAsync();
        return RedirectToPage("/Account/SignIn");
    }
}
