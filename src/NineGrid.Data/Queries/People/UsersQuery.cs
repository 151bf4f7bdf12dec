using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;

namespace NineGrid.Data.Queries.People;

/// <summary>A user as administrators see it.</summary>
/// <param name="Name">The name to sign in with.</param>
/// <param name="Roles">The roles.</param>
/// <param name="Institution">Code of the institution that is headed; null for none.</param>
/// <param name="InstitutionName">Its name.</param>
/// <param name="Manager">Number of the relationship manager that the user is; null for none.</param>
/// <param name="ManagerName">The manager's name.</param>
/// <param name="Email">Where the user is told of alerts; null for nowhere.</param>
/// <param name="LastSignInAt">When the user last signed in, UTC; null for never.</param>
/// <param name="LockedUntil">Until when failures keep the account locked; null when they never did.</param>
/// <param name="Disabled">Whether the user is kept out.</param>
/// <param name="MustChangePassword">Whether the password is an initial one.</param>
/// <param name="SecondFactor">Whether one-time codes are asked for.</param>
public sealed record UserView(
    string Name,
    Roles Roles,
    string? Institution,
    string? InstitutionName,
    string? Manager,
    string? ManagerName,
    string? Email,
    DateTime? LastSignInAt,
    DateTimeOffset? LockedUntil,
    bool Disabled,
    bool MustChangePassword,
    bool SecondFactor
);

/// <summary>Who are the users?</summary>
public sealed class UsersQuery(NineGridDbContext db)
{
    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<UserView>> AskAsync(CancellationToken cancellationToken) =>
        await Users(db, name: null).ToListAsync(cancellationToken);

    /// <summary>One of them; null when there is none of that name.</summary>
    public Task<UserView?> AskAsync(string name, CancellationToken cancellationToken) =>
        Users(db, name.ToUpperInvariant()).FirstOrDefaultAsync(cancellationToken);

    internal static IQueryable<UserView> Users(NineGridDbContext db, string? name) =>
        from user in db.Users.AsNoTracking()
        where name == null || user.NormalizedUserName == name
        join i in db.Institutions on user.InstitutionId equals i.Id into institutions
        from institution in institutions.DefaultIfEmpty()
        join m in db.Managers on user.ManagerId equals m.Id into managers
        from manager in managers.DefaultIfEmpty()
        orderby user.NormalizedUserName
        select new UserView(
            user.UserName!,
            user.Roles,
            institution.Code,
            institution.Name,
            manager.EmployeeNo,
            manager.Name,
            user.Email,
            user.LastSignInAt,
            user.LockoutEnd,
            user.Disabled,
            user.MustChangePassword,
            user.TwoFactorEnabled
        );
}
