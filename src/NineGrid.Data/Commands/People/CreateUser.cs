using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Commands.People;

/// <summary>Creates a user.</summary>
public sealed class CreateUser(NineGridDbContext db, UserManager<AppUser> users, UserChange change, AuditTrail audit)
{
    /// <summary>Creates; a fault says which field and why.</summary>
    /// <param name="name">The name to sign in with.</param>
    /// <param name="rights">Roles and what they are bound to.</param>
    /// <param name="email">Where the user is told of alerts; null for nowhere.</param>
    /// <param name="password">The password.</param>
    /// <param name="mustChangePassword">Whether the first thing to do is to set another one.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    public async Task<IdentityResult> RunAsync(
        string name,
        UserRights rights,
        string? email,
        string password,
        bool mustChangePassword,
        CancellationToken cancellationToken
    )
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var user = new AppUser { UserName = name, MustChangePassword = mustChangePassword };
        IdentityResult result = await rights.ApplyAsync(db, user, cancellationToken);
        if (
            !result.Succeeded
            || !(result = ChangeEmail.Apply(user, email)).Succeeded
            || !(result = await users.CreateAsync(user, password)).Succeeded
        )
        {
            return result;
        }

        await audit.WriteAsync(AuditAction.UserCreated, name, after: await change.StateAsync(user));
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
