using Microsoft.EntityFrameworkCore;

namespace NineGrid.Data.Snapshots;

/// <summary>Which institutions are below which.</summary>
internal sealed class Branches
{
    private readonly ILookup<int?, int> _below;

    private Branches(IReadOnlyCollection<(int Id, int? Parent)> institutions)
    {
        All = [.. institutions.Select(one => one.Id)];
        _below = institutions.ToLookup(one => one.Parent, one => one.Id);
    }

    /// <summary>Every institution.</summary>
    public IReadOnlyCollection<int> All { get; }

    public static async Task<Branches> ReadAsync(NineGridDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.Institutions.Select(row => new { row.Id, row.ParentId }).ToListAsync(cancellationToken);
        return new([.. rows.Select(row => (row.Id, row.ParentId))]);
    }

    /// <summary>An institution and all below it.</summary>
    public IReadOnlyCollection<int> Under(int institution)
    {
        List<int> found = [institution];
        for (int i = 0; i < found.Count; i++)
        {
            found.AddRange(_below[found[i]]);
        }

        return found;
    }
}
