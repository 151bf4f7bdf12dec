using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Plans;

namespace NineGrid.Data.Commands.Plans;

/// <summary>Adds what somebody says to a plan, whatever its state; it is never changed.</summary>
public sealed class AddComment(NineGridDbContext db, Actor actor, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Adds a comment of 1 to 2,000 characters.</summary>
    public async Task<PlanAnswer> RunAsync(DataScope scope, int id, string? text, CancellationToken cancellationToken)
    {
        if (!await PlanSight.Plans(db, scope).AnyAsync(row => row.Id == id, cancellationToken))
        {
            return PlanAnswer.Unknown;
        }

        if (string.IsNullOrWhiteSpace(text) || !NoteText.IsNote(text, PlanRow.LongestNote))
        {
            return PlanAnswer.Invalid;
        }

        var comment = new PlanCommentRow
        {
            PlanId = id,
            Author = actor.Name,
            At = clock.Now(),
            Text = text.Trim(),
        };
        db.PlanComments.Add(comment);
        audit.Add(AuditAction.PlanChanged, PlanRecord.Subject(id), after: new { Comment = comment.Text });
        await db.SaveChangesAsync(cancellationToken);
        return PlanAnswer.Stored;
    }
}
