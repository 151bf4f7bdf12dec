using Microsoft.EntityFrameworkCore;

namespace NineGrid.Data.Snapshots;

/// <summary>A branch directly below head office.</summary>
/// <param name="Institution">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record BranchToRead(int Institution, string Name);

/// <summary>Divides the reading of facts for a snapshot among branches, where that is worth it.</summary>
/// <remarks>
/// Cuts, positions, groups and portraits need all customers at once. Reading facts is what grows with customers times months,
/// and sums of whole numbers are the same in whatever order and by whomever they are added.
/// </remarks>
public sealed class SplitSnapshot(NineGridDbContext db)
{
    /// <summary>The branches to be read one by one; none where the snapshot's own job reads everything.</summary>
    /// <param name="from">Customers from which on it is worth it.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    public async Task<IReadOnlyList<BranchToRead>> BranchesAsync(int from, CancellationToken cancellationToken)
    {
        // An embedded database has one node and one writer.
        if (db is SqliteNineGridDbContext || await db.Customers.CountAsync(cancellationToken) < from)
        {
            return [];
        }

        List<BranchToRead> branches = await db
            .Institutions.Where(row => db.Institutions.Any(head => head.Id == row.ParentId && head.ParentId == null))
            .OrderBy(row => row.Code)
            .Select(row => new BranchToRead(row.Id, row.Name))
            .ToListAsync(cancellationToken);
        return branches.Count > 1 ? branches : [];
    }

    /// <summary>Deletes what was read for snapshots that were stopped, refused or failed.</summary>
    public Task ForgetLeftAsync(CancellationToken cancellationToken) => SnapshotParts.ForgetLeftAsync(db, cancellationToken);
}
