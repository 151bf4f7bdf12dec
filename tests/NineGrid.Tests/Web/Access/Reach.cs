using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Tests.Web.Access;

/// <summary>What the demo user of a role may see of the bank site, worked out from the master data and not by the code that decides it.</summary>
public sealed record Reach
{
    /// <summary>Numbers of the customers that may be seen.</summary>
    public required IReadOnlySet<string> Customers { get; init; }

    /// <summary>Numbers of all others.</summary>
    public required IReadOnlyList<string> Hidden { get; init; }

    /// <summary>Names of those others, but for names that are part of the name of a customer that may be seen.</summary>
    public required IReadOnlyList<string> HiddenNames { get; init; }

    /// <summary>An institution with a customer that may be seen.</summary>
    public required string Institution { get; init; }

    /// <summary>An institution that may not be looked at; null when all may.</summary>
    public required string? HiddenInstitution { get; init; }

    /// <summary>Relationship managers of hidden customers.</summary>
    public required IReadOnlyList<string> OtherManagers { get; init; }

    /// <summary>Credit groups of hidden customers.</summary>
    public required IReadOnlyList<string> OtherGroups { get; init; }

    /// <summary>Credit groups with a customer that may be seen.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Credit groups of hidden customers alone.</summary>
    public required IReadOnlyList<string> HiddenGroups { get; init; }

    public static async Task<Reach> OfAsync(BankSite site, Roles role)
    {
        Reach? reach = null;
        await site.UseAsync<NineGridDbContext>(async db => reach = await OfAsync(db, role));
        return reach!;
    }

    private static async Task<Reach> OfAsync(NineGridDbContext db, Roles role)
    {
        Dictionary<int, InstitutionRow> institutions = await db.Institutions.AsNoTracking().ToDictionaryAsync(row => row.Id);
        List<CustomerRow> all = await db.Customers.AsNoTracking().OrderBy(row => row.No).ToListAsync();
        AppUser? user = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Roles == role);
        Func<CustomerRow, bool> sees = role switch
        {
            Roles.Analyst => _ => true,
            Roles.Head => one => Way(one.InstitutionId).Any(above => above.Id == user!.InstitutionId),
            Roles.Manager => one => one.ManagerId == user!.ManagerId,
            _ => _ => false,
        };
        ILookup<bool, CustomerRow> split = all.ToLookup(sees);
        HashSet<int> visited = role switch
        {
            Roles.Analyst => [.. institutions.Keys],
            Roles.Head => [.. institutions.Keys.Where(id => Way(id).Any(above => above.Id == user!.InstitutionId))],
            _ => [.. split[true].SelectMany(one => Way(one.InstitutionId)).Select(above => above.Id)],
        };
        HashSet<int?> managers = [.. split[false].Select(one => one.ManagerId)];
        HashSet<int?> groups = [.. split[false].Select(one => one.GroupId)];
        HashSet<int?> own = [.. split[true].Select(one => one.GroupId)];
        List<GroupRow> named = await db.Groups.AsNoTracking().OrderBy(row => row.Code).ToListAsync();
        return new()
        {
            Customers = split[true].Select(one => one.No).ToHashSet(),
            Hidden = [.. split[false].Select(one => one.No)],
            HiddenNames =
            [
                .. split[false]
                    .Select(one => one.Name)
                    .Where(name => !split[true].Any(seen => seen.Name.Contains(name, StringComparison.Ordinal))),
            ],
            Institution = split[true].Any() ? institutions[split[true].First().InstitutionId].Code : institutions.Values.First().Code,
            HiddenInstitution = institutions.Values.FirstOrDefault(row => !visited.Contains(row.Id))?.Code,
            OtherManagers = await db.Managers.Where(row => managers.Contains(row.Id)).Select(row => row.EmployeeNo).ToListAsync(),
            Groups = [.. named.Where(row => own.Contains(row.Id)).Select(row => row.Code)],
            HiddenGroups = [.. named.Where(row => groups.Contains(row.Id) && !own.Contains(row.Id)).Select(row => row.Code)],
            OtherGroups = await db.Groups.Where(row => groups.Contains(row.Id)).Select(row => row.Code).ToListAsync(),
        };

        IEnumerable<InstitutionRow> Way(int id)
        {
            for (int? next = id; next is int above; next = institutions[above].ParentId)
            {
                yield return institutions[above];
            }
        }
    }

    /// <summary>Fails when a text names a customer that may not be seen.</summary>
    public void AssertNamesNobodyHidden(string text, string where)
    {
        foreach (string secret in Hidden.Concat(HiddenNames))
        {
            Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{where} names {secret}");
        }
    }
}
