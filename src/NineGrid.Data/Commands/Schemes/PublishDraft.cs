using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Commands.Schemes;

/// <summary>Makes a proposed draft the version in force: periods that are computed from then on use it, what is computed stays as it is.</summary>
public sealed class PublishDraft(NineGridDbContext db, Actor actor, AuditTrail audit, TimeProvider clock, SchemeApproval approval)
{
    /// <summary>Publishes, whole or not at all.</summary>
    /// <param name="id">Number of the draft.</param>
    /// <param name="version">The version of the draft that was seen.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What became of it; when stored, the version published.</returns>
    /// <exception cref="BankBusyException">A job is running that may be computing under the scheme.</exception>
    public async Task<(DraftAnswer Answer, int? Published)> RunAsync(int id, int version, CancellationToken cancellationToken)
    {
        await using IDbContextTransaction transaction = await BankTransaction.BeginAsync(db, cancellationToken);
        SchemeDraftRow? draft = await db.SchemeDrafts.FirstOrDefaultAsync(
            row => row.Id == id && row.Name == StoredSchemes.DefaultName,
            cancellationToken
        );
        if (draft is null)
        {
            return (DraftAnswer.Unknown, null);
        }

        SchemeRow newest = await ChangeDraft.NewestAsync(db, draft.Name, cancellationToken);
        if (Refusal(draft, version, newest) is DraftAnswer refused)
        {
            return (refused, null);
        }

        var scheme = Scheme.FromJson(draft.Definition);
        IReadOnlyList<SchemeDifference> differences = SchemeDifference.Between(Scheme.FromJson(newest.Definition), scheme);
        if (differences.Count == 0)
        {
            return (DraftAnswer.Unchanged, null);
        }

        int next = newest.Version + 1;
        bool isSecond = !IsProposer(draft);
        db.Schemes.Add(
            new()
            {
                Name = draft.Name,
                Version = next,
                Definition = scheme.ToJson(),
                CreatedAt = clock.Now(),
                CreatedBy = draft.ProposedBy,
                ApprovedBy = isSecond ? actor.Name : null,
                Comment = draft.Comment,
            }
        );
        db.SchemeDrafts.Remove(draft);
        audit.Add(
            AuditAction.SchemeChanged,
            FormattableString.Invariant($"{draft.Name} {next}"),
            differences.ToDictionary(one => one.Key, one => one.Was, StringComparer.Ordinal),
            differences
                .ToDictionary(one => one.Key, one => one.Became, StringComparer.Ordinal)
                .Append(new("proposed-by", draft.ProposedBy!))
                .ToDictionary(StringComparer.Ordinal)
        );
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return (DraftAnswer.Conflict, null);
        }

        await transaction.CommitAsync(cancellationToken);
        return (DraftAnswer.Stored, next);
    }

    private DraftAnswer? Refusal(SchemeDraftRow draft, int version, SchemeRow newest) =>
        draft.Version != version ? DraftAnswer.Conflict
        : draft.ProposedBy is null ? DraftAnswer.NotProposed
        : draft.BasedOn != newest.Version ? DraftAnswer.Outdated
        : approval.SecondPerson && IsProposer(draft) ? DraftAnswer.OwnProposal
        : null;

    private bool IsProposer(SchemeDraftRow draft) => string.Equals(draft.ProposedBy, actor.Name, StringComparison.OrdinalIgnoreCase);
}
