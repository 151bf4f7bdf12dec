using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Samples;

namespace NineGrid.Data.Queries.People;

/// <summary>A demo user of the sample bank.</summary>
public sealed record SampleUser(string Name, Roles Roles);

/// <summary>Which demo users can be named on the sign-in page, because their password is still the one everybody knows?</summary>
public sealed class SampleUsersQuery(NineGridDbContext db)
{
    /// <summary>Those of the sample bank; none in any other database.</summary>
    public async Task<IReadOnlyList<SampleUser>> AskAsync(CancellationToken cancellationToken) =>
        await Users(db).ToListAsync(cancellationToken);

    internal static IQueryable<SampleUser> Users(NineGridDbContext db) =>
        db
            .Users.Where(user => !user.Disabled && db.UserClaims.Any(mark => mark.UserId == user.Id && mark.ClaimType == SampleUsers.Mark))
            .OrderBy(user => user.Roles)
            .Select(user => new SampleUser(user.UserName!, user.Roles));
}
