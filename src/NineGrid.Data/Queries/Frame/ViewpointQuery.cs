using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Frame;

/// <summary>From where may one look at the bank?</summary>
public sealed class ViewpointQuery(NineGridDbContext db)
{
    /// <summary>The periods that have a snapshot, newest first.</summary>
    public async Task<IReadOnlyList<Period>> PeriodsAsync(CancellationToken cancellationToken) =>
        await Periods(db).ToListAsync(cancellationToken);

    /// <summary>The viewpoint of a period and an institution.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="period">The period; null for the newest.</param>
    /// <param name="institution">The institution's code; null for the highest that may be looked at.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>Null when there is no such snapshot, or no such institution in the scope.</returns>
    public async Task<Viewpoint?> AskAsync(DataScope scope, Period? period, string? institution, CancellationToken cancellationToken)
    {
        IReadOnlyList<Period> periods = await PeriodsAsync(cancellationToken);
        if (periods.Count == 0 || (period is Period asked && !periods.Contains(asked)))
        {
            return null;
        }

        SnapshotHead head = await Head(db, period ?? periods[0]).FirstAsync(cancellationToken);
        InstitutionAt? own = await Institution(db, scope, head.Id, institution).FirstOrDefaultAsync(cancellationToken);
        if (own is null)
        {
            return null;
        }

        return new()
        {
            SnapshotId = head.Id,
            Period = head.Period,
            Periods = periods,
            Institution = own,
            Above = await Above(db, scope, head.Id, own.Place).ToListAsync(cancellationToken),
            Below = await Below(db, scope, head.Id, own.Place).ToListAsync(cancellationToken),
            Scheme = Scheme.FromJson(head.Definition),
            SchemeVersion = head.SchemeVersion,
            ComputedAt = head.ComputedAt,
            Program = head.Program,
            Revision = head.Revision,
        };
    }

    /// <summary>The names of the manager and the group that a selection filters by.</summary>
    public async Task<SelectionNames> NamesAsync(DataScope scope, Viewpoint at, Selection selection, CancellationToken cancellationToken) =>
        selection is { Manager: null, CreditGroup: null }
            ? SelectionNames.None
            : new(
                selection.Manager is string manager
                    ? await LookupQuery
                        .SeenManagers(db, scope, at)
                        .Where(row => row.EmployeeNo == manager)
                        .Select(row => row.Name)
                        .FirstOrDefaultAsync(cancellationToken)
                    : null,
                selection.CreditGroup is string group
                    ? await LookupQuery
                        .SeenGroups(db, scope, at)
                        .Where(row => row.Code == group)
                        .Select(row => row.Name)
                        .FirstOrDefaultAsync(cancellationToken)
                    : null
            );

    /// <summary>The head of a snapshot with its scheme.</summary>
    public sealed record SnapshotHead(
        int Id,
        Period Period,
        string Definition,
        int SchemeVersion,
        DateTime ComputedAt,
        string Program,
        int Revision
    );

    public static IQueryable<Period> Periods(NineGridDbContext db) =>
        from snapshot in db.Snapshots
        join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
        where scheme.Name == StoredSchemes.DefaultName
        orderby snapshot.Period descending
        select snapshot.Period;

    public static IQueryable<SnapshotHead> Head(NineGridDbContext db, Period period) =>
        from snapshot in db.Snapshots
        join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
        where scheme.Name == StoredSchemes.DefaultName && snapshot.Period == period
        orderby snapshot.Id descending
        select new SnapshotHead(
            snapshot.Id,
            snapshot.Period,
            scheme.Definition,
            scheme.Version,
            snapshot.ComputedAt,
            snapshot.Program,
            snapshot.Revision
        );

    public static IQueryable<InstitutionAt> Institution(NineGridDbContext db, DataScope scope, int snapshot, string? code) =>
        Shape(Visible(db, scope, snapshot).Where(row => code == null || row.Code == code).OrderBy(row => row.Place));

    public static IQueryable<InstitutionAt> Above(NineGridDbContext db, DataScope scope, int snapshot, int place) =>
        Shape(Visible(db, scope, snapshot).Where(row => row.Place < place && place < row.EndPlace).OrderBy(row => row.Place));

    public static IQueryable<InstitutionAt> Below(NineGridDbContext db, DataScope scope, int snapshot, int place) =>
        Shape(Visible(db, scope, snapshot).Where(row => row.ParentPlace == place).OrderBy(row => row.Place));

    private static IQueryable<SnapshotInstitutionRow> Visible(NineGridDbContext db, DataScope scope, int snapshot) =>
        scope.Narrow(db, db.SnapshotInstitutions.Where(row => row.SnapshotId == snapshot));

    private static IQueryable<InstitutionAt> Shape(IQueryable<SnapshotInstitutionRow> rows) =>
        rows.Select(row => new InstitutionAt(row.Place, row.EndPlace, row.Code, row.Name, row.Level));
}
