using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Schemes;

/// <summary>A published version of the scheme.</summary>
/// <param name="Version">1, 2, 3 …; the highest is in force.</param>
/// <param name="CreatedAt">When it was published.</param>
/// <param name="CreatedBy">Who proposed it; null for the scheme that every database has.</param>
/// <param name="ApprovedBy">The second person; null where none was needed.</param>
/// <param name="Comment">Why it was changed.</param>
/// <param name="Periods">The periods whose snapshots were computed under it, newest first.</param>
public sealed record SchemeVersion(
    int Version,
    DateTime CreatedAt,
    string? CreatedBy,
    string? ApprovedBy,
    string? Comment,
    IReadOnlyList<SchemeUse> Periods
);

/// <summary>A snapshot computed under a version.</summary>
/// <param name="Period">Its period.</param>
/// <param name="IsClosed">Whether the period is closed.</param>
public readonly record struct SchemeUse(Period Period, bool IsClosed);

/// <summary>A draft of the next version.</summary>
/// <param name="Id">Its number.</param>
/// <param name="BasedOn">The version that it succeeds.</param>
/// <param name="Scheme">Its values.</param>
/// <param name="Version">The version of the draft itself.</param>
/// <param name="ChangedBy">Who changed it last.</param>
/// <param name="ChangedAt">When.</param>
/// <param name="ProposedBy">Who proposed it for publication; null while it is worked on.</param>
/// <param name="Comment">What was changed and why; null until it is proposed.</param>
/// <param name="Rejection">Why it was sent back when that is the last that happened to it; null otherwise.</param>
public sealed record SchemeDraft(
    int Id,
    int BasedOn,
    Scheme Scheme,
    int Version,
    string ChangedBy,
    DateTime ChangedAt,
    string? ProposedBy,
    string? Comment,
    string? Rejection
);

/// <summary>Which versions of the scheme are there, which snapshots used which, what is worked on?</summary>
public sealed class SchemesQuery(NineGridDbContext db)
{
    /// <summary>The versions, newest first.</summary>
    public async Task<IReadOnlyList<SchemeVersion>> VersionsAsync(CancellationToken cancellationToken)
    {
        var rows = await db
            .Schemes.AsNoTracking()
            .Where(row => row.Name == StoredSchemes.DefaultName)
            .OrderByDescending(row => row.Version)
            .Select(row => new
            {
                row.Id,
                row.Version,
                row.CreatedAt,
                row.CreatedBy,
                row.ApprovedBy,
                row.Comment,
            })
            .ToListAsync(cancellationToken);
        var uses = await (
            from snapshot in db.Snapshots
            join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
            where scheme.Name == StoredSchemes.DefaultName
            orderby snapshot.Period descending
            select new
            {
                snapshot.SchemeId,
                snapshot.Period,
                IsClosed = db.ClosedPeriods.Any(row => row.Period == snapshot.Period),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        ILookup<int, SchemeUse> byScheme = uses.ToLookup(row => row.SchemeId, row => new SchemeUse(row.Period, row.IsClosed));
        return
        [
            .. rows.Select(row => new SchemeVersion(
                row.Version,
                row.CreatedAt,
                row.CreatedBy,
                row.ApprovedBy,
                row.Comment,
                [.. byScheme[row.Id]]
            )),
        ];
    }

    /// <summary>The values of a version; null when there is none.</summary>
    public async Task<Scheme?> SchemeAsync(int version, CancellationToken cancellationToken) =>
        await db
            .Schemes.AsNoTracking()
            .Where(row => row.Name == StoredSchemes.DefaultName && row.Version == version)
            .Select(row => row.Definition)
            .FirstOrDefaultAsync(cancellationToken)
            is string definition
            ? Scheme.FromJson(definition)
            : null;

    /// <summary>The drafts, the one changed last first.</summary>
    public async Task<IReadOnlyList<SchemeDraft>> DraftsAsync(CancellationToken cancellationToken)
    {
        List<SchemeDraftRow> rows = await db
            .SchemeDrafts.AsNoTracking()
            .Where(row => row.Name == StoredSchemes.DefaultName)
            .OrderByDescending(row => row.ChangedAt)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(Of)];
    }

    /// <summary>A draft; null when there is none of that number.</summary>
    public async Task<SchemeDraft?> DraftAsync(int id, CancellationToken cancellationToken) =>
        await db
            .SchemeDrafts.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == id && row.Name == StoredSchemes.DefaultName, cancellationToken)
            is SchemeDraftRow row
            ? Of(row)
            : null;

    private static SchemeDraft Of(SchemeDraftRow row) =>
        new(
            row.Id,
            row.BasedOn,
            Scheme.FromJson(row.Definition),
            row.Version,
            row.ChangedBy,
            row.ChangedAt,
            row.ProposedBy,
            row.Comment,
            row.Rejection
        );
}
