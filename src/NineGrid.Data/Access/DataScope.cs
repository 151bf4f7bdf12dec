using NineGrid.Data.Mapping;

namespace NineGrid.Data.Access;

/// <summary>Which customers somebody may see: the first argument of every query, so that an unscoped read cannot be written.</summary>
/// <remarks>Equal scopes see the same, so a kept result may be keyed by its scope.</remarks>
public sealed record DataScope
{
    private readonly int? _institutionId;
    private readonly int? _managerId;

    private DataScope(int? institutionId, int? managerId)
    {
        _institutionId = institutionId;
        _managerId = managerId;
    }

    /// <summary>Every customer.</summary>
    public static DataScope WholeBank { get; } = new(null, null);

    /// <summary>The customers of an institution and all below it, as the tree stood in the snapshot read.</summary>
    public static DataScope Institution(int institutionId) => new(institutionId, null);

    /// <summary>The customers of one relationship manager, as they were when the snapshot was computed.</summary>
    public static DataScope Manager(int managerId) => new(null, managerId);

    /// <summary>Leaves the positions that may be seen.</summary>
    public IQueryable<PositionRow> Narrow(NineGridDbContext db, IQueryable<PositionRow> positions)
    {
        if (_managerId is int manager)
        {
            return positions.Where(position => position.ManagerId == manager);
        }

        if (_institutionId is int institution)
        {
            return positions.Where(position =>
                db.SnapshotInstitutions.Any(own =>
                    own.SnapshotId == position.SnapshotId
                    && own.InstitutionId == institution
                    && own.Place <= position.Place
                    && position.Place < own.EndPlace
                )
            );
        }

        return positions;
    }

    /// <summary>Leaves the institutions that may be looked at: for a manager those with one of the manager's customers at or below them.</summary>
    public IQueryable<SnapshotInstitutionRow> Narrow(NineGridDbContext db, IQueryable<SnapshotInstitutionRow> institutions)
    {
        if (_managerId is int manager)
        {
            return institutions.Where(row =>
                db.Positions.Any(position =>
                    position.SnapshotId == row.SnapshotId
                    && position.ManagerId == manager
                    && row.Place <= position.Place
                    && position.Place < row.EndPlace
                )
            );
        }

        if (_institutionId is int institution)
        {
            return institutions.Where(row =>
                db.SnapshotInstitutions.Any(own =>
                    own.SnapshotId == row.SnapshotId
                    && own.InstitutionId == institution
                    && own.Place <= row.Place
                    && row.Place < own.EndPlace
                )
            );
        }

        return institutions;
    }
}
