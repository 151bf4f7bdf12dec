using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Queries.People;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Account;

/// <summary>Asks who somebody is: name and password.</summary>
[Open("Signing in is how one stops being nobody.")]
public sealed class SignInPage(SignIn signIn, SampleUsersQuery samples) : PageModel
{
    /// <summary>The name to sign in with.</summary>
    [BindProperty]
    [Required]
    [StringLength(256)]
    public string Name { get; set; } = "";

    /// <summary>The password.</summary>
    [BindProperty]
    [Required]
    [StringLength(256)]
    public string Password { get; set; } = "";

    /// <summary>Where to go afterwards; an address of this site, or it is left out.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The demo users of the sample bank; none in any other database.</summary>
    public IReadOnlyList<SampleUser> Samples { get; private set; } = [];

    /// <summary>Whether the last attempt failed.</summary>
    public bool Failed { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated is true)
        {
            return LocalRedirect(Url.Local(ReturnUrl));
        }

        Samples = await samples.AskAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Samples = await samples.AskAsync(cancellationToken);
        SignInOutcome outcome = ModelState.IsValid ? await signIn.WithPasswordAsync(Name.Trim(), Password) : SignInOutcome.Refused;
        Failed = outcome == SignInOutcome.Refused;
        return outcome switch
        {
            SignInOutcome.Done => LocalRedirect(Url.Local(ReturnUrl)),
            SignInOutcome.CodeNeeded => RedirectToPage("/Account/Code", new { ReturnUrl }),
            SignInOutcome.TooMany => StatusCode(StatusCodes.Status429TooManyRequests),
            _ => Page(),
        };
    }
}
