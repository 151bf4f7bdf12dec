using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Commands.People;

/// <summary>What the audit trail keeps of a user: no secret.</summary>
internal sealed record UserState(
    Roles Roles,
    string? Institution,
    string? Manager,
    string? Email,
    bool Disabled,
    bool MustChangePassword,
    bool SecondFactor
);

/// <summary>Does one change to one user together with its line in the audit trail: both or neither.</summary>
public sealed class UserChange(NineGridDbContext db, UserManager<AppUser> users, AuditTrail audit)
{
    /// <summary>The fault of a change to somebody who does not exist.</summary>
    public const string UnknownUser = "UnknownUser";

    /// <summary>The fault of a change to what somebody else changed meanwhile.</summary>
    public const string ChangedMeanwhile = "ChangedMeanwhile";

    /// <summary>The fault of a change that would leave nobody to administer users.</summary>
    public const string LastAdministrator = "LastAdministrator";

    internal static IdentityResult Meanwhile(string name) =>
        Fault(ChangedMeanwhile, $"Somebody changed “{name}” meanwhile; look at it again.");

    internal static IdentityResult Fault(string code, string description) =>
        IdentityResult.Failed(new IdentityError { Code = code, Description = description });

    /// <summary>Changes a user by name; on success the user's sessions end within a minute.</summary>
    internal async Task<IdentityResult> RunAsync(string name, AuditAction action, Func<AppUser, Task<IdentityResult>> change)
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync();
        if (await users.FindByNameAsync(name) is not AppUser user)
        {
            return Fault(UnknownUser, $"There is no user “{name}”.");
        }

        UserState before = await StateAsync(user);
        IdentityResult result = await change(user);
        if (!result.Succeeded || !(result = await users.UpdateSecurityStampAsync(user)).Succeeded)
        {
            return result;
        }

        if (
            IsWorkingAdministrator(before)
            && !await db.Users.AnyAsync(other => !other.Disabled && (other.Roles & Roles.Administrator) != Roles.None)
        )
        {
            return Fault(LastAdministrator, "Nobody else administers users; name another administrator first.");
        }

        await audit.WriteAsync(action, user.UserName!, before, await StateAsync(user));
        await transaction.CommitAsync();
        return result;
    }

    internal async Task<UserState> StateAsync(AppUser user) =>
        new(
            user.Roles,
            await db.Institutions.Where(row => row.Id == user.InstitutionId).Select(row => row.Code).FirstOrDefaultAsync(),
            await db.Managers.Where(row => row.Id == user.ManagerId).Select(row => row.EmployeeNo).FirstOrDefaultAsync(),
            user.Email,
            user.Disabled,
            user.MustChangePassword,
            user.TwoFactorEnabled
        );

    private static bool IsWorkingAdministrator(UserState state) => !state.Disabled && state.Roles.HasFlag(Roles.Administrator);
}
