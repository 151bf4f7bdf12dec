using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Samples;

namespace NineGrid.Data.Commands.People;

/// <summary>A password that is told once and changed at the first sign-in.</summary>
public static class InitialPassword
{
    // Nothing that is read for something else: no 0, O, 1, l, I.
    private const string Characters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Draws one: 16 characters of 56, about 93 bits.</summary>
    public static string Draw() => RandomNumberGenerator.GetString(Characters, 16);
}

/// <summary>Gives a user another initial password, and lets a locked one in again.</summary>
public sealed class ResetPassword(NineGridDbContext db, UserManager<AppUser> users, UserChange change)
{
    /// <summary>Sets the password; it must be changed at the next sign-in.</summary>
    public Task<IdentityResult> RunAsync(string name, string password) =>
        change.RunAsync(
            name,
            AuditAction.PasswordChanged,
            async user =>
            {
                user.MustChangePassword = true;
                IdentityResult result = await users.RemovePasswordAsync(user);
                return result.Succeeded && (result = await users.AddPasswordAsync(user, password)).Succeeded
                    ? await LetInAsync(user)
                    : result;
            }
        );

    private async Task<IdentityResult> LetInAsync(AppUser user)
    {
        await SampleUsers.ForgetAsync(db, user.Id);
        IdentityResult result = await users.ResetAccessFailedCountAsync(user);
        return result.Succeeded ? await users.SetLockoutEndDateAsync(user, null) : result;
    }
}
