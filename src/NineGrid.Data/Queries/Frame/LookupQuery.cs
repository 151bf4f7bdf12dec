using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Queries.Frame;

/// <summary>What can be looked up by its name to look from it or to filter by it.</summary>
public enum LookupKind
{
    Institution,
    Manager,
    Member,
}

/// <summary>Something found.</summary>
/// <param name="Code">What stands for it in an address: code of the institution or group, employee number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Beside">What tells it from others of that name: the institution above it, or its code.</param>
public sealed record LookedUp(string Code, string Name, string? Beside);

/// <summary>The first of what was found.</summary>
/// <param name="Found">At most <see cref="LookupQuery.Most"/>, in order.</param>
/// <param name="More">Whether there are more.</param>
public sealed record Lookup(IReadOnlyList<LookedUp> Found, bool More);

/// <summary>Which institutions, managers or credit groups have a piece of text in their name, or a code that begins with it?</summary>
public sealed class LookupQuery(NineGridDbContext db)
{
    /// <summary>As many are shown at once.</summary>
    public const int Most = 40;

    /// <summary>Institutions of the whole scope in the order of the tree; managers and groups with customers below the viewpoint's institution, by name.</summary>
    public async Task<Lookup> AskAsync(DataScope scope, Viewpoint at, LookupKind kind, string text, CancellationToken cancellationToken)
    {
        IQueryable<LookedUp> found = kind switch
        {
            LookupKind.Institution => Institutions(db, scope, at, text),
            LookupKind.Manager => Managers(db, scope, at, text),
            LookupKind.Member => Groups(db, scope, at, text),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not something to look up"),
        };
        List<LookedUp> first = await found.Take(Most + 1).ToListAsync(cancellationToken);
        return new([.. first.Take(Most)], first.Count > Most);
    }

#pragma warning disable CA1304, CA1311, CA1862, MA0011 // translated to SQL, where there is no culture to name
    public static IQueryable<LookedUp> Institutions(NineGridDbContext db, DataScope scope, Viewpoint at, string text)
    {
        string name = text.ToLowerInvariant();
        int snapshot = at.SnapshotId;
        IQueryable<SnapshotInstitutionRow> seen = scope.Narrow(db, db.SnapshotInstitutions.Where(row => row.SnapshotId == snapshot));
        return from row in seen
            where row.Name.ToLower().Contains(name) || row.Code.StartsWith(text)
            join above in seen on row.ParentPlace equals (int?)above.Place into parents
            from above in parents.DefaultIfEmpty()
            orderby row.Place
            select new LookedUp(row.Code, row.Name, above == null ? null : above.Name);
    }

    public static IQueryable<LookedUp> Managers(NineGridDbContext db, DataScope scope, Viewpoint at, string text)
    {
        string name = text.ToLowerInvariant();
        return SeenManagers(db, scope, at)
            .Where(row => row.Name.ToLower().Contains(name) || row.EmployeeNo.StartsWith(text))
            .OrderBy(row => row.Name)
            .ThenBy(row => row.EmployeeNo)
            .Select(row => new LookedUp(row.EmployeeNo, row.Name, row.EmployeeNo));
    }

    public static IQueryable<LookedUp> Groups(NineGridDbContext db, DataScope scope, Viewpoint at, string text)
    {
        string name = text.ToLowerInvariant();
        return SeenGroups(db, scope, at)
            .Where(row => row.Name.ToLower().Contains(name) || row.Code.StartsWith(text))
            .OrderBy(row => row.Name)
            .ThenBy(row => row.Code)
            .Select(row => new LookedUp(row.Code, row.Name, row.Code));
    }
#pragma warning restore CA1304, CA1311, CA1862, MA0011

    /// <summary>The managers of the customers that may be seen there.</summary>
    internal static IQueryable<ManagerRow> SeenManagers(NineGridDbContext db, DataScope scope, Viewpoint at)
    {
        IQueryable<PositionRow> positions = Selection.Everything.Of(db, scope, at);
        return db.Managers.Where(row => positions.Any(position => position.ManagerId == row.Id));
    }

    /// <summary>The credit groups of the customers that may be seen there.</summary>
    internal static IQueryable<GroupRow> SeenGroups(NineGridDbContext db, DataScope scope, Viewpoint at)
    {
        IQueryable<PositionRow> positions = Selection.Everything.Of(db, scope, at);
        return db.Groups.Where(row => positions.Any(position => position.GroupId == row.Id));
    }
}
