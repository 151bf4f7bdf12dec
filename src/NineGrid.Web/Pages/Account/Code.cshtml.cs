using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Account;

/// <summary>The second step of signing in: a one-time code, or a recovery code when the authenticator is lost.</summary>
[Open("Who owes a code is not signed in yet.")]
public sealed class CodePage(SignIn signIn) : PageModel
{
    /// <summary>The code.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Whether the code is a recovery code.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Recovery { get; set; }

    /// <summary>Where to go afterwards; an address of this site, or it is left out.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Whether the last attempt failed.</summary>
    public bool Failed { get; private set; }

    public async Task<IActionResult> OnGetAsync() =>
        await signIn.CodeOwedByAsync() is null ? RedirectToPage("/Account/SignIn", new { ReturnUrl }) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await signIn.CodeOwedByAsync() is null)
        {
            return RedirectToPage("/Account/SignIn", new { ReturnUrl });
        }

        SignInOutcome outcome = string.IsNullOrWhiteSpace(Code)
            ? SignInOutcome.Refused
            : await (Recovery ? signIn.WithRecoveryCodeAsync(Code) : signIn.WithCodeAsync(Code));
        Failed = outcome == SignInOutcome.Refused;
        return outcome switch
        {
            SignInOutcome.Done => LocalRedirect(Url.Local(ReturnUrl)),
            SignInOutcome.TooMany => StatusCode(StatusCodes.Status429TooManyRequests),
            _ => Page(),
        };
    }
}
