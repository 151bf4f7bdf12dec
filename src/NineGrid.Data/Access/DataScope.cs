using NineGrid.Data.Mapping;

namespace NineGrid.Data.Access;

/// <summary>Which customers somebody may see: the first argument of every query, so that an unscoped read cannot be written.</summary>
/// <remarks>The customers are those of the snapshot read, as institution and manager stood when it was computed. Equal scopes see the same, so a kept result may be keyed by its scope.</remarks>
public sealed record DataScope
{
    private readonly bool _wholeBank;
    private readonly int? _institutionId;
    private readonly int? _managerId;

    private DataScope(bool wholeBank, int? institutionId, int? managerId)
    {
        _wholeBank = wholeBank;
        _institutionId = institutionId;
        _managerId = managerId;
    }

    /// <summary>Every customer.</summary>
    public static DataScope WholeBank { get; } = new(wholeBank: true, null, null);

    /// <summary>No customer.</summary>
    public static DataScope Nothing { get; } = new(wholeBank: false, null, null);

    /// <summary>Fewest customers outside a scope that a figure shown there must cover, so that none of them can be read off it.</summary>
    /// <remarks>Somebody who knows her own customers of a set subtracts them from its sum, and reads the others off its median; ten cannot be told apart.</remarks>
    public const int SmallestSet = 10;

    /// <summary>The customers of an institution and all below it, with those that no manager looks after.</summary>
    public static DataScope Institution(int institutionId) => new(wholeBank: false, institutionId, null);

    /// <summary>The customers of one relationship manager.</summary>
    public static DataScope Manager(int managerId) => new(wholeBank: false, null, managerId);

    /// <summary>The customers that a user's roles give together.</summary>
    /// <param name="roles">The roles.</param>
    /// <param name="institutionId">The institution that is headed; counts with <see cref="Roles.Head"/> only.</param>
    /// <param name="managerId">The manager; counts with <see cref="Roles.Manager"/> only.</param>
    public static DataScope Of(Roles roles, int? institutionId, int? managerId) =>
        roles.HasFlag(Roles.Analyst)
            ? WholeBank
            : new(wholeBank: false, roles.HasFlag(Roles.Head) ? institutionId : null, roles.HasFlag(Roles.Manager) ? managerId : null);

    /// <summary>Whether a figure over a set of customers may be shown: a sum, a cut point, a median.</summary>
    /// <param name="customers">Customers that it covers.</param>
    /// <param name="within">Those of them that are in the scope, as far as that is known.</param>
    public bool Shows(int customers, int within = 0) => _wholeBank || customers == within || customers - within >= SmallestSet;

    /// <summary>Leaves the positions that may be seen.</summary>
    public IQueryable<PositionRow> Narrow(NineGridDbContext db, IQueryable<PositionRow> positions) =>
        (_wholeBank, _institutionId, _managerId) switch
        {
            (true, _, _) => positions,
            (_, int institution, int manager) => positions.Where(position =>
                position.ManagerId == manager
                || db.SnapshotInstitutions.Any(own =>
                    own.SnapshotId == position.SnapshotId
                    && own.InstitutionId == institution
                    && own.Place <= position.Place
                    && position.Place < own.EndPlace
                )
            ),
            (_, int institution, null) => positions.Where(position =>
                db.SnapshotInstitutions.Any(own =>
                    own.SnapshotId == position.SnapshotId
                    && own.InstitutionId == institution
                    && own.Place <= position.Place
                    && position.Place < own.EndPlace
                )
            ),
            (_, null, int manager) => positions.Where(position => position.ManagerId == manager),
            _ => positions.Where(_ => false),
        };

    /// <summary>The positions that may be seen of a snapshot that is found in the same statement.</summary>
    /// <remarks>The places of the headed institution are asked for once, not of every position, so that a database reads only what lies between them.</remarks>
    public IQueryable<PositionRow> Positions(NineGridDbContext db, IQueryable<int> snapshot) =>
        Between(
            db,
            db.Positions.Where(row => row.SnapshotId == snapshot.FirstOrDefault()),
            db.SnapshotInstitutions.Where(row => row.SnapshotId == snapshot.FirstOrDefault())
        );

    /// <summary>The positions that may be seen of a snapshot, read as those between the places of the headed institution.</summary>
    public IQueryable<PositionRow> Positions(NineGridDbContext db, int snapshot) =>
        Between(
            db,
            db.Positions.Where(row => row.SnapshotId == snapshot),
            db.SnapshotInstitutions.Where(row => row.SnapshotId == snapshot)
        );

    private IQueryable<PositionRow> Between(
        NineGridDbContext db,
        IQueryable<PositionRow> positions,
        IQueryable<SnapshotInstitutionRow> institutions
    )
    {
        if (_wholeBank || _institutionId is not int institution)
        {
            return Narrow(db, positions);
        }

        IQueryable<SnapshotInstitutionRow> own = institutions.Where(row => row.InstitutionId == institution).OrderBy(row => row.Place);
        IQueryable<int> first = own.Select(row => row.Place);
        IQueryable<int> end = own.Select(row => row.EndPlace);
        return _managerId is int manager
            ? positions.Where(row => row.ManagerId == manager || (row.Place >= first.FirstOrDefault() && row.Place < end.FirstOrDefault()))
            : positions.Where(row => row.Place >= first.FirstOrDefault() && row.Place < end.FirstOrDefault());
    }

    /// <summary>Leaves the institutions that may be looked at: the headed one with all below it, and those on the way from head office to a managed customer.</summary>
    public IQueryable<SnapshotInstitutionRow> Narrow(NineGridDbContext db, IQueryable<SnapshotInstitutionRow> institutions) =>
        (_wholeBank, _institutionId, _managerId) switch
        {
            (true, _, _) => institutions,
            (_, int institution, int manager) => institutions.Where(row =>
                db.SnapshotInstitutions.Any(own =>
                    own.SnapshotId == row.SnapshotId
                    && own.InstitutionId == institution
                    && own.Place <= row.Place
                    && row.Place < own.EndPlace
                )
                || db.Positions.Any(position =>
                    position.SnapshotId == row.SnapshotId
                    && position.ManagerId == manager
                    && row.Place <= position.Place
                    && position.Place < row.EndPlace
                )
            ),
            (_, int institution, null) => institutions.Where(row =>
                db.SnapshotInstitutions.Any(own =>
                    own.SnapshotId == row.SnapshotId
                    && own.InstitutionId == institution
                    && own.Place <= row.Place
                    && row.Place < own.EndPlace
                )
            ),
            (_, null, int manager) => institutions.Where(row =>
                db.Positions.Any(position =>
                    position.SnapshotId == row.SnapshotId
                    && position.ManagerId == manager
                    && row.Place <= position.Place
                    && position.Place < row.EndPlace
                )
            ),
            _ => institutions.Where(_ => false),
        };

    /// <summary>Leaves the institutions of which every customer may be seen, with all below them.</summary>
    public IQueryable<SnapshotInstitutionRow> Covered(NineGridDbContext db, IQueryable<SnapshotInstitutionRow> institutions) =>
        (_wholeBank, _institutionId) switch
        {
            (true, _) => institutions,
            (_, int institution) => institutions.Where(row =>
                db.SnapshotInstitutions.Any(own =>
                    own.SnapshotId == row.SnapshotId
                    && own.InstitutionId == institution
                    && own.Place <= row.Place
                    && row.Place < own.EndPlace
                )
            ),
            _ => institutions.Where(_ => false),
        };
}
