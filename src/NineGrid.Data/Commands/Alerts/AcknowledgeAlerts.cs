using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Data.Bulk;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Commands.Alerts;

/// <summary>Acknowledges many alerts at once, with one note.</summary>
/// <remarks>Those that are open are; what is no longer open has been looked at by somebody, and is left alone.</remarks>
public sealed class AcknowledgeAlerts(NineGridDbContext db, IBulk bulk, Actor actor, AuditTrail audit, TimeProvider clock)
{
    // As many as databases take as parameters of one statement.
    private const int PieceSize = 500;

    /// <summary>Acknowledges those of some alerts that may be seen.</summary>
    /// <returns>What became of it, and how many were acknowledged.</returns>
    public Task<(AlertAnswer Answer, int Count)> TheseAsync(
        DataScope scope,
        IReadOnlyCollection<int> ids,
        string? note,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            async () =>
            {
                List<int> open = [];
                foreach (int[] piece in ids.Distinct().Chunk(PieceSize))
                {
                    open.AddRange(await Open(AlertSight.Alerts(db, scope).Where(row => piece.Contains(row.Id)), cancellationToken));
                }

                return open;
            },
            note,
            cancellationToken
        );

    /// <summary>Acknowledges all that a list shows, over all its pages.</summary>
    /// <returns>What became of it, and how many were acknowledged.</returns>
    public Task<(AlertAnswer Answer, int Count)> AllAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        AlertFilter filter,
        string? note,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            () => Open(AlertsQuery.Filtered(AlertsQuery.Selected(db, scope, at, selection), filter), cancellationToken),
            note,
            cancellationToken
        );

    private static Task<List<int>> Open(IQueryable<AlertRow> alerts, CancellationToken cancellationToken) =>
        alerts.Where(row => row.State == AlertState.Open && row.Lasting).Select(row => row.Id).ToListAsync(cancellationToken);

    private async Task<(AlertAnswer Answer, int Count)> RunAsync(
        Func<Task<List<int>>> open,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (!NoteText.TryRead(note, AlertRow.LongestNote, out string? text))
        {
            return (AlertAnswer.Note, 0);
        }

        DateTime now = clock.Now();
        Period period = await ViewpointQuery.Periods(db).FirstAsync(cancellationToken);
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        int count = 0;
        foreach (int[] piece in (await open()).Chunk(PieceSize))
        {
            IQueryable<AlertRow> alerts = db.Alerts.Where(row => piece.Contains(row.Id));
            await alerts
                .Where(row => row.State == AlertState.Open && row.Lasting)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(row => row.State, AlertState.Acknowledged)
                            .SetProperty(row => row.AcknowledgedAt, now)
                            .SetProperty(row => row.Version, row => row.Version + 1),
                    cancellationToken
                );
            // Whoever was quicker with one of them set another time.
            var changed = await alerts
                .Where(row => row.AcknowledgedAt == now)
                .OrderBy(row => row.Id)
                .Select(row => new { row.Id, row.Severity })
                .ToListAsync(cancellationToken);
            count += changed.Count;
            await bulk.InsertAsync(
                db,
                changed.Select(row => new AlertEventRow
                {
                    AlertId = row.Id,
                    At = now,
                    By = actor.Name,
                    Period = period,
                    From = AlertState.Open,
                    To = AlertState.Acknowledged,
                    Severity = row.Severity,
                    Note = text,
                }),
                cancellationToken
            );
        }

        if (count > 0)
        {
            await audit.WriteAsync(AuditAction.AlertChanged, "alerts", after: new { Acknowledged = count, Note = text });
        }

        await transaction.CommitAsync(cancellationToken);
        return (AlertAnswer.Stored, count);
    }
}
