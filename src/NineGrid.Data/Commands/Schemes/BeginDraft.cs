using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;

namespace NineGrid.Data.Commands.Schemes;

/// <summary>Begins to work on a new version of the scheme.</summary>
public sealed class BeginDraft(NineGridDbContext db, Actor actor, TimeProvider clock)
{
    /// <summary>Makes a draft that is a version's copy. It is a successor of the newest version, also when its values come from an older one.</summary>
    /// <param name="version">The version from which the values are taken.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Number of the draft; null when there is no such version.</returns>
    public async Task<int?> RunAsync(int version, CancellationToken cancellationToken)
    {
        IQueryable<SchemeRow> versions = db.Schemes.Where(row => row.Name == StoredSchemes.DefaultName);
        SchemeRow? source = await versions.AsNoTracking().FirstOrDefaultAsync(row => row.Version == version, cancellationToken);
        if (source is null)
        {
            return null;
        }

        var draft = new SchemeDraftRow
        {
            Name = source.Name,
            BasedOn = await versions.MaxAsync(row => row.Version, cancellationToken),
            Definition = source.Definition,
            ChangedBy = actor.Name,
            ChangedAt = clock.Now(),
            Version = 1,
        };
        db.SchemeDrafts.Add(draft);
        await db.SaveChangesAsync(cancellationToken);
        return draft.Id;
    }
}
