using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Queries.People;
using NineGrid.Web.Access;

namespace NineGrid.Web.Pages.Admin;

/// <summary>One user: rights, and what administrators do to an account.</summary>
[Authorize(Policies.Administration)]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class UsersOnePage(
    UsersQuery users,
    ChangeRights rights,
    ChangeEmail email,
    DisableUser disable,
    ResetPassword reset,
    SecondFactor second
) : PageModel
{
    /// <summary>The user.</summary>
    public UserView Account { get; private set; } = null!;

    /// <summary>The rights as entered.</summary>
    [BindProperty]
    public RightsForm Rights { get; set; } = new();

    /// <summary>Where the user is told of alerts, as entered.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The rights as they were when the form was opened.</summary>
    [BindProperty]
    public RightsForm Shown { get; set; } = new();

    /// <summary>Where the user was told when the form was opened.</summary>
    [BindProperty]
    public string? ShownEmail { get; set; }

    /// <summary>In what the entries and what somebody else stored meanwhile differ; empty when nobody did.</summary>
    public IReadOnlyList<UserDifference> Differences { get; private set; } = [];

    /// <summary>The new initial password, told once; null when there is none.</summary>
    public string? Password { get; private set; }

    /// <summary>Whether something was just changed.</summary>
    public bool Changed { get; private set; }

    /// <summary>What is wrong, as codes of <c>fault.*</c>.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken) =>
        ShowAsync(name, Part.None, cancellationToken);

    public async Task<IActionResult> OnPostRightsAsync(string name, CancellationToken cancellationToken) =>
        await AfterAsync(
            await rights.RunAsync(name, Rights.Rights(), Shown.Rights(), cancellationToken),
            name,
            Part.Rights,
            cancellationToken
        );

    public async Task<IActionResult> OnPostEmailAsync(string name, CancellationToken cancellationToken) =>
        await AfterAsync(await email.RunAsync(name, Email, ShownEmail), name, Part.Email, cancellationToken);

    public async Task<IActionResult> OnPostDisableAsync(string name, CancellationToken cancellationToken) =>
        await AfterAsync(await disable.RunAsync(name, disabled: true), name, Part.None, cancellationToken);

    public async Task<IActionResult> OnPostEnableAsync(string name, CancellationToken cancellationToken) =>
        await AfterAsync(await disable.RunAsync(name, disabled: false), name, Part.None, cancellationToken);

    public async Task<IActionResult> OnPostResetPasswordAsync(string name, CancellationToken cancellationToken)
    {
        string password = InitialPassword.Draw();
        IdentityResult result = await reset.RunAsync(name, password);
        Password = result.Succeeded ? password : null;
        return await AfterAsync(result, name, Part.None, cancellationToken);
    }

    public async Task<IActionResult> OnPostResetSecondFactorAsync(string name, CancellationToken cancellationToken) =>
        await AfterAsync(await second.DisableAsync(name), name, Part.None, cancellationToken);

    private Task<IActionResult> AfterAsync(IdentityResult result, string name, Part entered, CancellationToken cancellationToken)
    {
        Faults = [.. result.Errors.Select(error => error.Code)];
        Changed = result.Succeeded;
        return ShowAsync(name, result.Succeeded ? Part.None : entered, cancellationToken);
    }

    // What was entered and not stored stays in its form; the other forms begin with what is stored.
    private async Task<IActionResult> ShowAsync(string name, Part entered, CancellationToken cancellationToken)
    {
        if (await users.AskAsync(name, cancellationToken) is not UserView found)
        {
            return NotFound();
        }

        Account = found;
        var stored = RightsForm.Of(found);
        bool meanwhile = Faults.Contains(UserChange.ChangedMeanwhile, StringComparer.Ordinal);
        if (meanwhile)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            if (entered == Part.Rights)
            {
                (Rights, Differences) = Rights.Over(Shown, stored);
            }
            else
            {
                Differences = [new("user.email", Email, found.Email, IsContested: true)];
            }
        }

        if (entered != Part.Rights)
        {
            Rights = stored;
        }

        if (entered != Part.Email)
        {
            Email = found.Email;
        }

        if (entered != Part.Rights || meanwhile)
        {
            Shown = stored;
        }

        if (entered != Part.Email || meanwhile)
        {
            ShownEmail = found.Email;
        }

        return Page();
    }

    private enum Part
    {
        None,
        Rights,
        Email,
    }
}
