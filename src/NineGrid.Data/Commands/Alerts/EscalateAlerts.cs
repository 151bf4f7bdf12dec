using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Data.Bulk;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Commands.Alerts;

/// <summary>Brings what nobody has acknowledged in time before the branch head.</summary>
/// <remarks>Safe to run twice, and on two web nodes at once: an alert goes to the head once as long as it is open.</remarks>
public sealed class EscalateAlerts(NineGridDbContext db, IBulk bulk, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Escalates.</summary>
    /// <returns>How many alerts went to heads.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<Period> periods = await ViewpointQuery.Periods(db).Take(1).ToListAsync(cancellationToken);
        if (periods is not [Period newest])
        {
            return 0;
        }

        ViewpointQuery.SnapshotHead head = await ViewpointQuery.Head(db, newest).FirstAsync(cancellationToken);
        DateTime now = clock.Now();
        DateTime late = now.AddDays(-Scheme.FromJson(head.Definition).AlertTerms.EscalationDays);
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The version stays: whoever acknowledges it at this moment decides on nothing that has changed.
        await db
            .Alerts.Where(row =>
                row.State == AlertState.Open && row.Lasting && !row.Baseline && row.EscalatedAt == null && row.OpenedAt <= late
            )
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.EscalatedAt, now), cancellationToken);
        var escalated = await db
            .Alerts.Where(row =>
                row.EscalatedAt == now && !db.AlertEvents.Any(own => own.AlertId == row.Id && own.Escalated && own.At == now)
            )
            .OrderBy(row => row.Id)
            .Select(row => new { row.Id, row.Severity })
            .ToListAsync(cancellationToken);
        await bulk.InsertAsync(
            db,
            escalated.Select(row => new AlertEventRow
            {
                AlertId = row.Id,
                At = now,
                Period = newest,
                From = AlertState.Open,
                To = AlertState.Open,
                Severity = row.Severity,
                Escalated = true,
            }),
            cancellationToken
        );
        if (escalated.Count > 0)
        {
            await audit.WriteAsync(AuditAction.AlertChanged, "alerts", after: new { Escalated = escalated.Count });
        }

        await transaction.CommitAsync(cancellationToken);
        return escalated.Count;
    }
}
