using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Alerts;

namespace NineGrid.Data.Commands.Alerts;

/// <summary>Acknowledges an alert, resolves or dismisses it.</summary>
public sealed class ChangeAlert(NineGridDbContext db, Actor actor, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Passes an alert whose condition lasts from one state to another.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="id">The alert.</param>
    /// <param name="version">The version that was looked at.</param>
    /// <param name="to">The state it is to have.</param>
    /// <param name="note">What is said to it; needed to dismiss.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    public async Task<AlertAnswer> RunAsync(
        DataScope scope,
        int id,
        int version,
        AlertState to,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (await AlertSight.Alerts(db, scope).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not AlertRow alert)
        {
            return AlertAnswer.Unknown;
        }

        if (alert.Version != version)
        {
            return AlertAnswer.Conflict;
        }

        if (!alert.Lasting || !alert.State.MayBecome(to))
        {
            return AlertAnswer.NotNow;
        }

        if (!NoteText.TryRead(note, AlertRow.LongestNote, out string? text))
        {
            return AlertAnswer.Note;
        }

        if (to == AlertState.Dismissed && text is null)
        {
            return AlertAnswer.Reason;
        }

        DateTime now = clock.Now();
        AlertState from = alert.State;
        alert.State = to;
        alert.AcknowledgedAt ??= now;
        alert.Version++;
        db.AlertEvents.Add(
            new()
            {
                AlertId = id,
                At = now,
                By = actor.Name,
                Period = await ViewpointQuery.Periods(db).FirstAsync(cancellationToken),
                From = from,
                To = to,
                Severity = alert.Severity,
                Note = text,
            }
        );
        audit.Add(AuditAction.AlertChanged, $"alert {id}", new { State = from }, new { State = to, Note = text });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return AlertAnswer.Stored;
        }
        catch (DbUpdateConcurrencyException)
        {
            // What was not stored must not be stored by the next save.
            db.ChangeTracker.Clear();
            return AlertAnswer.Conflict;
        }
    }
}
