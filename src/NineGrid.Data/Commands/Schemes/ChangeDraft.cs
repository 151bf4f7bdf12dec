using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Commands.Schemes;

/// <summary>Changes, proposes, rejects or discards a draft. Whoever does has to have seen its newest version.</summary>
public sealed class ChangeDraft(NineGridDbContext db, Actor actor, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Stores what the draft is to be. A proposal is thereby taken back: what was proposed is no longer there.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version of the draft that was edited.</param>
    /// <param name="scheme">What it is to be.</param>
    /// <param name="basedOn">The version of the scheme that it succeeds; null leaves it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DraftAnswer> SaveAsync(int id, int version, Scheme scheme, int? basedOn, CancellationToken cancellationToken)
    {
        (SchemeDraftRow? draft, DraftAnswer refused) = await SeenAsync(id, version, cancellationToken);
        if (draft is null)
        {
            return refused;
        }

        if (scheme.Faults().Count > 0)
        {
            return DraftAnswer.Faulty;
        }

        string definition = scheme.ToJson();
        if (string.Equals(definition, draft.Definition, StringComparison.Ordinal) && (basedOn ?? draft.BasedOn) == draft.BasedOn)
        {
            return DraftAnswer.Stored;
        }

        draft.Definition = definition;
        draft.BasedOn = basedOn ?? draft.BasedOn;
        draft.ProposedBy = null;
        draft.Rejection = null;
        return await StoreAsync(draft, cancellationToken);
    }

    /// <summary>Proposes the draft for publication.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version of the draft that was seen.</param>
    /// <param name="comment">What was changed and why.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DraftAnswer> ProposeAsync(int id, int version, string? comment, CancellationToken cancellationToken)
    {
        (SchemeDraftRow? draft, DraftAnswer refused) = await SeenAsync(id, version, cancellationToken);
        if (draft is null)
        {
            return refused;
        }

        if (!NoteText.TryRead(comment, SchemeDraftRow.LongestComment, out string? text) || text is null)
        {
            return DraftAnswer.NoComment;
        }

        SchemeRow newest = await NewestAsync(db, draft.Name, cancellationToken);
        if (newest.Version != draft.BasedOn)
        {
            return DraftAnswer.Outdated;
        }

        if (SchemeDifference.Between(Scheme.FromJson(newest.Definition), Scheme.FromJson(draft.Definition)).Count == 0)
        {
            return DraftAnswer.Unchanged;
        }

        draft.Comment = text;
        draft.ProposedBy = actor.Name;
        draft.Rejection = null;
        return await StoreAsync(draft, cancellationToken);
    }

    /// <summary>Sends a proposal back with a reason: the draft goes on to be worked on.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version of the draft that was seen.</param>
    /// <param name="reason">What has to change.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DraftAnswer> RejectAsync(int id, int version, string? reason, CancellationToken cancellationToken)
    {
        (SchemeDraftRow? draft, DraftAnswer refused) = await SeenAsync(id, version, cancellationToken);
        if (draft is null)
        {
            return refused;
        }

        if (draft.ProposedBy is not string proposer)
        {
            return DraftAnswer.NotProposed;
        }

        if (!NoteText.TryRead(reason, SchemeDraftRow.LongestComment, out string? text) || text is null)
        {
            return DraftAnswer.NoReason;
        }

        draft.ProposedBy = null;
        draft.Rejection = text;
        audit.Add(
            AuditAction.SchemeChanged,
            FormattableString.Invariant($"draft {draft.Id}"),
            after: new { ProposedBy = proposer, SentBack = text }
        );
        return await StoreAsync(draft, cancellationToken);
    }

    /// <summary>Throws the draft away.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version of the draft that was seen.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DraftAnswer> DiscardAsync(int id, int version, CancellationToken cancellationToken)
    {
        (SchemeDraftRow? draft, DraftAnswer refused) = await SeenAsync(id, version, cancellationToken);
        if (draft is null)
        {
            return refused;
        }

        db.SchemeDrafts.Remove(draft);
        return await TryAsync(cancellationToken);
    }

    internal static Task<SchemeRow> NewestAsync(NineGridDbContext db, string name, CancellationToken cancellationToken) =>
        db.Schemes.AsNoTracking().Where(row => row.Name == name).OrderByDescending(row => row.Version).FirstAsync(cancellationToken);

    // The draft when it is the one that was seen; else null and why.
    private async Task<(SchemeDraftRow? Draft, DraftAnswer Refused)> SeenAsync(int id, int version, CancellationToken cancellationToken)
    {
        SchemeDraftRow? draft = await db.SchemeDrafts.FirstOrDefaultAsync(
            row => row.Id == id && row.Name == StoredSchemes.DefaultName,
            cancellationToken
        );
        return draft is null ? (null, DraftAnswer.Unknown)
            : draft.Version != version ? (null, DraftAnswer.Conflict)
            : (draft, default);
    }

    private Task<DraftAnswer> StoreAsync(SchemeDraftRow draft, CancellationToken cancellationToken)
    {
        draft.Version++;
        draft.ChangedAt = clock.Now();
        draft.ChangedBy = actor.Name;
        return TryAsync(cancellationToken);
    }

    private async Task<DraftAnswer> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return DraftAnswer.Stored;
        }
        catch (DbUpdateConcurrencyException)
        {
            // What was not stored must not be stored by the next save.
            db.ChangeTracker.Clear();
            return DraftAnswer.Conflict;
        }
    }
}
