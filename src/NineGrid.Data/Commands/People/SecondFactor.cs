using Microsoft.AspNetCore.Identity;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Commands.People;

/// <summary>Switches the second factor of a user on and off: one-time codes of an authenticator, and recovery codes for when it is lost.</summary>
public sealed class SecondFactor(UserManager<AppUser> users, UserChange change, IUserStore<AppUser> store)
{
    /// <summary>The fault of a one-time code that is not the present one.</summary>
    public const string WrongCode = "WrongCode";

    /// <summary>How many recovery codes there are.</summary>
    public const int RecoveryCodes = 10;

    /// <summary>The secret to be entered in the authenticator, in base 32; one is drawn when there is none yet.</summary>
    /// <exception cref="InvalidOperationException">There is no such user.</exception>
    public async Task<string> SecretAsync(string name)
    {
        AppUser user = await users.FindByNameAsync(name) ?? throw new InvalidOperationException($"There is no user “{name}”.");
        if (await users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } secret)
        {
            return secret;
        }

        // Not reset by the user manager, which would end the user's sessions though nothing is in force yet.
        string drawn = users.GenerateNewAuthenticatorKey();
        await ((IUserAuthenticatorKeyStore<AppUser>)store).SetAuthenticatorKeyAsync(user, drawn, CancellationToken.None);
        await users.UpdateAsync(user);
        return drawn;
    }

    /// <summary>Switches it on when the code proves that the authenticator has the secret.</summary>
    /// <returns>The recovery codes, which are told only now; null with the faults when it was not done.</returns>
    public Task<(IdentityResult Result, IReadOnlyList<string> Codes)> EnableAsync(string name, string code) =>
        WithCodesAsync(
            name,
            async user =>
                await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code)
                    ? await users.SetTwoFactorEnabledAsync(user, enabled: true)
                    : UserChange.Fault(WrongCode, "The code is not the present one.")
        );

    /// <summary>Replaces the recovery codes.</summary>
    public Task<(IdentityResult Result, IReadOnlyList<string> Codes)> RegenerateAsync(string name) =>
        WithCodesAsync(name, _ => Task.FromResult(IdentityResult.Success));

    /// <summary>Switches it off and forgets the secret, so that the next one is another.</summary>
    public Task<IdentityResult> DisableAsync(string name) =>
        change.RunAsync(
            name,
            AuditAction.SecondFactorChanged,
            async user =>
            {
                IdentityResult result = await users.SetTwoFactorEnabledAsync(user, enabled: false);
                return result.Succeeded ? await users.ResetAuthenticatorKeyAsync(user) : result;
            }
        );

    private async Task<(IdentityResult Result, IReadOnlyList<string> Codes)> WithCodesAsync(
        string name,
        Func<AppUser, Task<IdentityResult>> before
    )
    {
        IReadOnlyList<string> codes = [];
        IdentityResult result = await change.RunAsync(
            name,
            AuditAction.SecondFactorChanged,
            async user =>
            {
                IdentityResult first = await before(user);
                if (first.Succeeded)
                {
                    codes = [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];
                }

                return first;
            }
        );
        return (result, result.Succeeded ? codes : []);
    }
}
