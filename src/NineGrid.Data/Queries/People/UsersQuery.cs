using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

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

/// <summary>One page of users.</summary>
/// <param name="Total">Users over all pages.</param>
/// <param name="Page">The page shown, from 1.</param>
/// <param name="Pages">How many there are, at least 1.</param>
/// <param name="Users">Those of the page.</param>
public sealed record UserList(int Total, int Page, int Pages, IReadOnlyList<UserView> Users);

/// <summary>Who are the users?</summary>
public sealed class UsersQuery(NineGridDbContext db)
{
    /// <summary>Users on a page.</summary>
    public const int PageSize = 100;

    /// <summary>The page with that number, by name; the last one when there are not so many.</summary>
    /// <param name="text">How names begin; null for all.</param>
    /// <param name="page">The page, from 1.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<UserList> AskAsync(string? text, int page, CancellationToken cancellationToken)
    {
        string first = (text ?? "").Trim().ToUpperInvariant();
        int total = await db.Users.CountAsync(user => user.NormalizedUserName!.StartsWith(first), cancellationToken);
        int pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        int shown = Math.Clamp(page, 1, pages);
        List<UserView> users = await Beginning(db, first).Skip((shown - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        return new(total, shown, pages, users);
    }

    /// <summary>One of them; null when there is none of that name.</summary>
    public Task<UserView?> AskAsync(string name, CancellationToken cancellationToken) =>
        Named(db, name.ToUpperInvariant()).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Those whose name begins in that way, in capitals.</summary>
    internal static IQueryable<UserView> Beginning(NineGridDbContext db, string first) =>
        Views(db, db.Users.Where(user => user.NormalizedUserName!.StartsWith(first)));

    /// <summary>The one of that name, in capitals.</summary>
    internal static IQueryable<UserView> Named(NineGridDbContext db, string name) =>
        Views(db, db.Users.Where(user => user.NormalizedUserName == name));

    private static IQueryable<UserView> Views(NineGridDbContext db, IQueryable<AppUser> users) =>
        from user in users.AsNoTracking()
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
