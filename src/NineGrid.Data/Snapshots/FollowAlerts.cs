using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Bulk;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Snapshots;

/// <summary>Lets the alerts of the bank follow what a snapshot has found.</summary>
/// <remarks>
/// Only the newest stored period opens and closes alerts. Computing it again finds what is known already; an older period that is computed
/// late can only show that a condition has lasted longer.
/// </remarks>
public sealed class FollowAlerts(NineGridDbContext db, IBulk bulk, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Follows a snapshot of the default scheme whose firings are stored; part of the transaction that stores it.</summary>
    /// <param name="snapshotId">The snapshot.</param>
    /// <param name="cancellationToken">Stops; the transaction is then rolled back by its owner.</param>
    public async Task RunAsync(int snapshotId, CancellationToken cancellationToken)
    {
        List<StoredPeriod> stored = await (
            from snapshot in db.Snapshots
            join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
            where scheme.Name == StoredSchemes.DefaultName
            orderby snapshot.Period descending
            select new StoredPeriod { Id = snapshot.Id, Period = snapshot.Period }
        ).ToListAsync(cancellationToken);
        StoredPeriod computed =
            stored.Find(own => own.Id == snapshotId)
            ?? throw new ArgumentException($"{snapshotId} is not a snapshot of the default scheme.", nameof(snapshotId));
        await (
            computed.Id == stored[0].Id
                ? FollowAsync(computed, isFirst: stored.Count == 1, cancellationToken)
                : LengthenAsync(stored[0].Period, computed.Period, cancellationToken)
        );
    }

    private async Task FollowAsync(StoredPeriod newest, bool isFirst, CancellationToken cancellationToken)
    {
        Dictionary<(int CustomerId, AlertRule Rule), Severity> firing = await db
            .AlertFirings.AsNoTracking()
            .Where(row => row.SnapshotId == newest.Id)
            .ToDictionaryAsync(row => (row.CustomerId, row.Rule), row => row.Severity, cancellationToken);
        var turns = new Turns(newest.Period, clock.Now());
        foreach (AlertRow alert in await KnownAsync(newest.Id, cancellationToken))
        {
            turns.Take(alert, firing.Remove((alert.CustomerId, alert.Rule), out Severity found) ? found : null);
        }

        foreach (((int customer, AlertRule rule), Severity severity) in firing)
        {
            turns.Open(customer, rule, severity, baseline: isFirst);
        }

        AlertRow[] opened = [.. turns.New, .. turns.Again];
        Dictionary<(int CustomerId, AlertRule Rule), Period> since = await SinceAsync(newest.Period, opened, cancellationToken);
        foreach (AlertRow alert in opened)
        {
            alert.Since = since[(alert.CustomerId, alert.Rule)];
        }

        await StoreAsync(turns, cancellationToken);
    }

    private async Task StoreAsync(Turns turns, CancellationToken cancellationToken)
    {
        int before = await db.Alerts.MaxAsync(alert => (int?)alert.Id, cancellationToken) ?? 0;
        await bulk.InsertAsync(db, turns.New, cancellationToken);
        // Each names only what it changes, so that an acknowledgement that comes in between is not lost.
        await bulk.UpdateAsync(
            db,
            turns.Again,
            [nameof(AlertRow.Id)],
            [
                nameof(AlertRow.Id),
                nameof(AlertRow.Severity),
                nameof(AlertRow.Since),
                nameof(AlertRow.State),
                nameof(AlertRow.Lasting),
                nameof(AlertRow.Baseline),
                nameof(AlertRow.OpenedAt),
                nameof(AlertRow.AcknowledgedAt),
                nameof(AlertRow.EscalatedAt),
                nameof(AlertRow.Version),
            ],
            keepFor: null,
            cancellationToken
        );
        await bulk.UpdateAsync(
            db,
            turns.Regraded,
            [nameof(AlertRow.Id)],
            [nameof(AlertRow.Id), nameof(AlertRow.Severity), nameof(AlertRow.Version)],
            keepFor: null,
            cancellationToken
        );
        await bulk.UpdateAsync(
            db,
            turns.Closed,
            [nameof(AlertRow.Id)],
            [nameof(AlertRow.Id), nameof(AlertRow.State), nameof(AlertRow.Lasting), nameof(AlertRow.Version)],
            keepFor: null,
            cancellationToken
        );
        await bulk.UpdateAsync(
            db,
            turns.Ended,
            [nameof(AlertRow.Id)],
            [nameof(AlertRow.Id), nameof(AlertRow.Lasting), nameof(AlertRow.Version)],
            keepFor: null,
            cancellationToken
        );
        if (turns.New.Count > 0)
        {
            var opened = await db
                .Alerts.Where(alert => alert.Id > before)
                .OrderBy(alert => alert.Id)
                .Select(alert => new { alert.Id, alert.Severity })
                .ToListAsync(cancellationToken);
            turns.Events.AddRange(opened.Select(alert => turns.Event(alert.Id, from: null, AlertState.Open, alert.Severity)));
        }

        await bulk.InsertAsync(db, turns.Events, cancellationToken);
        if (turns.Events.Count > 0)
        {
            await audit.WriteAsync(
                AuditAction.AlertChanged,
                turns.Period.ToString(),
                after: new
                {
                    Opened = turns.New.Count,
                    Reopened = turns.Again.Count,
                    Regraded = turns.Regraded.Count,
                    Closed = turns.Closed.Count,
                    Ended = turns.Ended.Count,
                }
            );
        }
    }

    /// <summary>An older period was computed: what lasts today and held then too may have begun earlier than was known.</summary>
    private async Task LengthenAsync(Period newest, Period computed, CancellationToken cancellationToken)
    {
        List<AlertRow> lasting = await db
            .Alerts.AsNoTracking()
            .Where(alert => alert.Lasting && alert.Since > computed)
            .ToListAsync(cancellationToken);
        Dictionary<(int CustomerId, AlertRule Rule), Period> since = await SinceAsync(newest, lasting, cancellationToken);
        List<AlertRow> longer = lasting.FindAll(alert => since[(alert.CustomerId, alert.Rule)] < alert.Since);
        longer.ForEach(alert => alert.Since = since[(alert.CustomerId, alert.Rule)]);
        await bulk.UpdateAsync(
            db,
            longer,
            [nameof(AlertRow.Id)],
            [nameof(AlertRow.Id), nameof(AlertRow.Since)],
            keepFor: null,
            cancellationToken
        );
    }

    private Task<Dictionary<(int CustomerId, AlertRule Rule), Period>> SinceAsync(
        Period newest,
        IEnumerable<AlertRow> alerts,
        CancellationToken cancellationToken
    ) =>
        FiringRuns.SinceAsync(
            db,
            StoredSchemes.DefaultName,
            newest,
            [.. alerts.Select(alert => (alert.CustomerId, alert.Rule))],
            cancellationToken
        );

    /// <summary>The alerts that a snapshot can do something to: what lasted until now, and what it finds.</summary>
    private Task<List<AlertRow>> KnownAsync(int snapshotId, CancellationToken cancellationToken) =>
        db
            .Alerts.AsNoTracking()
            .Where(alert =>
                alert.Lasting
                || db.AlertFirings.Any(row => row.SnapshotId == snapshotId && row.CustomerId == alert.CustomerId && row.Rule == alert.Rule)
            )
            .ToListAsync(cancellationToken);

    /// <summary>What a snapshot does to the alerts.</summary>
    private sealed class Turns(Period period, DateTime now)
    {
        public Period Period => period;
        public List<AlertRow> New { get; } = [];
        public List<AlertRow> Again { get; } = [];
        public List<AlertRow> Regraded { get; } = [];
        public List<AlertRow> Closed { get; } = [];
        public List<AlertRow> Ended { get; } = [];
        public List<AlertEventRow> Events { get; } = [];

        public void Open(int customer, AlertRule rule, Severity severity, bool baseline) =>
            New.Add(
                new()
                {
                    CustomerId = customer,
                    Rule = rule,
                    Severity = severity,
                    State = AlertState.Open,
                    Lasting = true,
                    Baseline = baseline,
                    OpenedAt = now,
                    Version = 1,
                }
            );

        public void Take(AlertRow alert, Severity? firing)
        {
            AlertTurn turn = AlertLife.Turn(alert.State, alert.Lasting, alert.Severity, firing);
            if (turn == AlertTurn.None)
            {
                return;
            }

            AlertState from = alert.State;
            alert.Version++;
            alert.Lasting = firing is not null;
            alert.Severity = firing ?? alert.Severity;
            switch (turn)
            {
                case AlertTurn.Reopened:
                    alert.State = AlertState.Open;
                    alert.Baseline = false;
                    alert.OpenedAt = now;
                    alert.AcknowledgedAt = alert.EscalatedAt = null;
                    Again.Add(alert);
                    break;
                case AlertTurn.Regraded:
                    Regraded.Add(alert);
                    break;
                case AlertTurn.Closed:
                    alert.State = AlertState.Closed;
                    Closed.Add(alert);
                    break;
                default:
                    Ended.Add(alert);
                    break;
            }

            Events.Add(Event(alert.Id, from, alert.State, alert.Severity));
        }

        public AlertEventRow Event(int alert, AlertState? from, AlertState to, Severity severity) =>
            new()
            {
                AlertId = alert,
                At = now,
                Period = period,
                From = from,
                To = to,
                Severity = severity,
            };
    }
}
