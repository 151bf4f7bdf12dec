using Microsoft.AspNetCore.Identity;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Mapping;

namespace NineGrid.Web.Access;

/// <summary>What came of an attempt to sign in.</summary>
public enum SignInOutcome
{
    /// <summary>The user is in.</summary>
    Done,

    /// <summary>The password was right; a one-time code is needed as well.</summary>
    CodeNeeded,

    /// <summary>Wrong name, password or code, a disabled or a locked account: which one is not told.</summary>
    Refused,

    /// <summary>There were too many attempts from this address or for this name; this one was not looked at.</summary>
    TooMany,
}

/// <summary>Lets users in and out, counts the attempts and records them.</summary>
public sealed class SignIn
{
    private readonly SignInManager<AppUser> _sessions;
    private readonly SignInRecord _record;
    private readonly SignInLimits _limits;

    internal SignIn(SignInManager<AppUser> sessions, SignInRecord record, SignInLimits limits)
    {
        _sessions = sessions;
        _record = record;
        _limits = limits;
    }

    /// <summary>The name of whoever has given the right password and owes a code; null for nobody.</summary>
    public async Task<string?> CodeOwedByAsync() => (await _sessions.GetTwoFactorAuthenticationUserAsync())?.UserName;

    /// <summary>Tries a name and a password.</summary>
    public async Task<SignInOutcome> WithPasswordAsync(string name, string password)
    {
        if (!Allow(name))
        {
            return SignInOutcome.TooMany;
        }

        AppUser? user = await _sessions.UserManager.FindByNameAsync(name);
        SignInResult result = user is null
            ? SignInResult.Failed
            : await _sessions.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (user is null || result.IsLockedOut || result.IsNotAllowed)
        {
            // Takes as long as looking at a password does, so that the time tells nothing about the account.
            _sessions.UserManager.PasswordHasher.HashPassword(new AppUser(), password);
        }

        return await RecordAsync(user, name, result, "password");
    }

    /// <summary>Tries the one-time code of whoever has given the right password.</summary>
    public Task<SignInOutcome> WithCodeAsync(string code) =>
        WithSecondFactorAsync(
            "code",
            () => _sessions.TwoFactorAuthenticatorSignInAsync(Bare(code), isPersistent: false, rememberClient: false)
        );

    /// <summary>Tries a recovery code of whoever has given the right password; it is used up.</summary>
    public Task<SignInOutcome> WithRecoveryCodeAsync(string code) =>
        WithSecondFactorAsync("recovery code", () => _sessions.TwoFactorRecoveryCodeSignInAsync(code.Trim().ToUpperInvariant()));

    /// <summary>Signs this browser out.</summary>
    public async Task OutAsync()
    {
        if (_sessions.Context.User.Identity?.Name is string name)
        {
            await _record.SignedOutAsync(name);
        }

        await _sessions.SignOutAsync();
    }

    /// <summary>Keeps this browser signed in after its user was changed by itself.</summary>
    public async Task RefreshAsync()
    {
        if (await _sessions.UserManager.GetUserAsync(_sessions.Context.User) is AppUser user)
        {
            await _sessions.RefreshSignInAsync(user);
        }
    }

    /// <summary>Whether a guess at something secret of this user may be made, such as the present password when it is changed.</summary>
    public bool Allow(string name) => _limits.Allow(_sessions.Context.Connection.RemoteIpAddress?.ToString() ?? "", name);

    private async Task<SignInOutcome> WithSecondFactorAsync(string by, Func<Task<SignInResult>> attempt)
    {
        if (await _sessions.GetTwoFactorAuthenticationUserAsync() is not AppUser user)
        {
            return SignInOutcome.Refused;
        }

        return Allow(user.UserName!) ? await RecordAsync(user, user.UserName!, await attempt(), by) : SignInOutcome.TooMany;
    }

    private async Task<SignInOutcome> RecordAsync(AppUser? user, string name, SignInResult result, string by)
    {
        if (result.RequiresTwoFactor)
        {
            return SignInOutcome.CodeNeeded;
        }

        if (user is null || !result.Succeeded)
        {
            await _record.FailedAsync(name, by, result.IsLockedOut);
            return SignInOutcome.Refused;
        }

        await _record.SignedInAsync(user, by);
        return SignInOutcome.Done;
    }

    private static string Bare(string code) => code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
