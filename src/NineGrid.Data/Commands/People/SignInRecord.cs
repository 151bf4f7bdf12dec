using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Commands.People;

/// <summary>Records who came in, who did not, and who left.</summary>
public sealed class SignInRecord(NineGridDbContext db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Somebody came in.</summary>
    /// <param name="user">Who.</param>
    /// <param name="by">By what: a password, a code, a recovery code, the proxy.</param>
    public async Task SignedInAsync(AppUser user, string by)
    {
        DateTime now = clock.Now();
        // Not through the user's own row version: two sign-ins at once are no conflict.
        await db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSignInAt, now));
        // What is saved of the user later in this request must not undo it.
        PropertyEntry<AppUser, DateTime?> last = db.Entry(user).Property(row => row.LastSignInAt);
        last.CurrentValue = now;
        last.OriginalValue = now;
        await audit.WriteAsync(AuditAction.SignedIn, user.UserName!, after: new { By = by }, by: user.UserName);
    }

    /// <summary>Somebody was turned away.</summary>
    /// <param name="name">The name that was tried.</param>
    /// <param name="by">By what.</param>
    /// <param name="lockedOut">Whether too many failures keep the account locked.</param>
    public Task FailedAsync(string name, string by, bool lockedOut) =>
        audit.WriteAsync(lockedOut ? AuditAction.LockedOut : AuditAction.SignInFailed, name, after: new { By = by }, by: name);

    /// <summary>Somebody left.</summary>
    public Task SignedOutAsync(string name) => audit.WriteAsync(AuditAction.SignedOut, name, by: name);
}
