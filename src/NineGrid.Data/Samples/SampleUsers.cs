using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Samples;

/// <summary>One demo user of each role for the sample bank. No other database has them.</summary>
public sealed class SampleUsers(NineGridDbContext db, CreateUser create)
{
    /// <summary>The password of all of them, which the sign-in page of the sample bank tells.</summary>
    public const string Password = "nine-grid-sample";

    /// <summary>Marks a user whose password is <see cref="Password"/>.</summary>
    internal const string Mark = "ninegrid.sample-password";

    /// <summary>Creates those that are missing: a head of the first tier-1 branch, the manager of most customers in it, an analyst, an administrator.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        string branch = await db
            .Institutions.Where(row => row.Level == InstitutionLevel.Tier1)
            .OrderBy(row => row.Code)
            .Select(row => row.Code)
            .FirstAsync(cancellationToken);
        await CreateAsync("manager", new(Roles.Manager, Manager: await BusiestManagerAsync(branch, cancellationToken)), cancellationToken);
        await CreateAsync("head", new(Roles.Head, branch), cancellationToken);
        await CreateAsync("analyst", new(Roles.Analyst), cancellationToken);
        await CreateAsync("admin", new(Roles.Administrator), cancellationToken);
    }

    /// <summary>Stops naming a user whose password has changed.</summary>
    internal static Task<int> ForgetAsync(NineGridDbContext db, int user) =>
        db.UserClaims.Where(mark => mark.UserId == user && mark.ClaimType == Mark).ExecuteDeleteAsync();

    private async Task CreateAsync(string name, UserRights rights, CancellationToken cancellationToken)
    {
        if (await db.Users.AnyAsync(user => user.UserName == name, cancellationToken))
        {
            return;
        }

        IdentityResult result = await create.RunAsync(name, rights, email: null, Password, mustChangePassword: false, cancellationToken);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The demo user {name} was rejected: {result}");
        }

        int id = await db.Users.Where(user => user.UserName == name).Select(user => user.Id).SingleAsync(cancellationToken);
        db.UserClaims.Add(
            new()
            {
                UserId = id,
                ClaimType = Mark,
                ClaimValue = "",
            }
        );
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<string> BusiestManagerAsync(string branch, CancellationToken cancellationToken)
    {
        var institutions = await db
            .Institutions.Select(row => new
            {
                row.Id,
                row.Code,
                row.ParentId,
            })
            .ToListAsync(cancellationToken);
        HashSet<int> below = [institutions.Single(row => string.Equals(row.Code, branch, StringComparison.Ordinal)).Id];
        // Parents come first only by chance, so the tree is walked level by level.
        for (int before = 0; before < below.Count; )
        {
            before = below.Count;
            below.UnionWith(institutions.Where(row => row.ParentId is int parent && below.Contains(parent)).Select(row => row.Id));
        }

        return await db
            .Managers.Where(manager => below.Contains(manager.InstitutionId))
            .OrderByDescending(manager => db.Customers.Count(customer => customer.ManagerId == manager.Id))
            .ThenBy(manager => manager.EmployeeNo)
            .Select(manager => manager.EmployeeNo)
            .FirstAsync(cancellationToken);
    }
}
