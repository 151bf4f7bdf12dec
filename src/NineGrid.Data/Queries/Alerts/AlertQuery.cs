using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Queries.Alerts;

/// <summary>A change in the life of an alert.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Name of the user; null when a snapshot or the calendar did it.</param>
/// <param name="Period">The newest period that had a snapshot then.</param>
/// <param name="From">The state before; null when it opened for the first time.</param>
/// <param name="To">The state from then on.</param>
/// <param name="Severity">How grave it was from then on.</param>
/// <param name="Escalated">Whether it went to the branch head.</param>
/// <param name="Note">What was said to it.</param>
public sealed record AlertEvent(
    DateTime At,
    string? By,
    Period Period,
    AlertState? From,
    AlertState To,
    Severity Severity,
    bool Escalated,
    string? Note
);

/// <summary>The customer of an alert in a stored period.</summary>
public sealed class AlertPeriod
{
    public required Period Period { get; init; }

    /// <summary>How grave the condition was found to be; null when it did not hold.</summary>
    public Severity? Firing { get; init; }
    public required PositionRow Position { get; init; }
    public FiguresRow? Figures { get; init; }

    /// <summary>What was reported for the month itself; null when nothing was.</summary>
    public FactRow? Month { get; init; }
}

/// <summary>Everything of one alert.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Events">Its life, oldest first.</param>
/// <param name="Periods">Its condition and its customer over the newest stored periods, newest first.</param>
public sealed record AlertView(AlertListed Alert, IReadOnlyList<AlertEvent> Events, IReadOnlyList<AlertPeriod> Periods);

/// <summary>What is behind an alert, and what became of it?</summary>
public sealed class AlertQuery(NineGridDbContext db, AlertsQuery alerts)
{
    /// <returns>Null when there is no such alert, or its customer is not in the scope: the two cannot be told apart.</returns>
    public async Task<AlertView?> AskAsync(DataScope scope, Viewpoint at, int id, CancellationToken cancellationToken) =>
        await alerts.ListedAsync(scope, at, [id], cancellationToken) is [AlertListed alert]
            ? new(
                alert,
                await Events(db, scope, id).ToListAsync(cancellationToken),
                await Periods(db, scope, id, at.Period).ToListAsync(cancellationToken)
            )
            : null;

    /// <summary>The life of an alert, oldest first.</summary>
    public static IQueryable<AlertEvent> Events(NineGridDbContext db, DataScope scope, int alert) =>
        from own in AlertSight.Alerts(db, scope)
        where own.Id == alert
        join row in db.AlertEvents on own.Id equals row.AlertId
        orderby row.Id
        select new AlertEvent(row.At, row.By, row.Period, row.From, row.To, row.Severity, row.Escalated, row.Note);

    /// <summary>The customer of an alert in the newest stored periods up to one, newest first.</summary>
    public static IQueryable<AlertPeriod> Periods(NineGridDbContext db, DataScope scope, int alert, Period last) =>
        (
            from own in AlertSight.Alerts(db, scope)
            where own.Id == alert
            from snapshot in db.Snapshots
            join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
            where scheme.Name == StoredSchemes.DefaultName && snapshot.Period <= last
            join position in db.Positions.AsNoTracking()
                on new { SnapshotId = snapshot.Id, own.CustomerId } equals new { position.SnapshotId, position.CustomerId }
            from figures in db
                .Figures.AsNoTracking()
                .Where(row => row.SnapshotId == position.SnapshotId && row.CustomerId == position.CustomerId)
                .DefaultIfEmpty()
            from month in db
                .Facts.AsNoTracking()
                .Where(row => row.CustomerId == own.CustomerId && row.Period == snapshot.Period)
                .DefaultIfEmpty()
            orderby snapshot.Period descending
            select new AlertPeriod
            {
                Period = snapshot.Period,
                Firing = db
                    .AlertFirings.Where(row => row.SnapshotId == snapshot.Id && row.CustomerId == own.CustomerId && row.Rule == own.Rule)
                    .Select(row => (Severity?)row.Severity)
                    .FirstOrDefault(),
                Position = position,
                Figures = figures,
                Month = month,
            }
        ).Take(StoredPeriods.Most);
}
