using Microsoft.AspNetCore.Identity;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Samples;

namespace NineGrid.Data.Commands.People;

/// <summary>Changes one's own password.</summary>
public sealed class ChangePassword(NineGridDbContext db, UserManager<AppUser> users, UserChange change)
{
    /// <summary>The fault of a new password that is the old one.</summary>
    public const string Unchanged = "PasswordUnchanged";

    /// <summary>Changes; a fault says what is wrong with either password.</summary>
    public Task<IdentityResult> RunAsync(string name, string current, string replacement) =>
        string.Equals(current, replacement, StringComparison.Ordinal)
            ? Task.FromResult(UserChange.Fault(Unchanged, "The new password is the old one."))
            : change.RunAsync(
                name,
                AuditAction.PasswordChanged,
                async user =>
                {
                    user.MustChangePassword = false;
                    IdentityResult result = await users.ChangePasswordAsync(user, current, replacement);
                    if (result.Succeeded)
                    {
                        await SampleUsers.ForgetAsync(db, user.Id);
                    }

                    return result;
                }
            );
}
