using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Alerts;

/// <summary>One page of the list of alerts.</summary>
/// <param name="Total">Alerts over all pages.</param>
/// <param name="Page">The page shown, from 1.</param>
/// <param name="Pages">How many there are, at least 1.</param>
/// <param name="Alerts">The alerts of the page.</param>
/// <param name="Tally">How many alerts of the selected customers there are of each kind, before the filters of alerts.</param>
public sealed record AlertList(int Total, int Page, int Pages, IReadOnlyList<AlertListed> Alerts, AlertTally Tally);

/// <summary>Which alerts are there for the customers of a selection?</summary>
/// <remarks>Alerts are those of the newest snapshot, so the viewpoint is to be the newest one too.</remarks>
public sealed class AlertsQuery(NineGridDbContext db, LargeWork large, TimeProvider clock)
{
    /// <summary>Alerts on a page.</summary>
    public const int PageSize = 50;

    // As many as databases take as parameters of one statement.
    private const int PieceSize = 500;

    /// <summary>The page with that number; the last one when there are not so many.</summary>
    public async Task<AlertList> AskAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        AlertFilter filter,
        AlertOrder order,
        int page,
        CancellationToken cancellationToken
    )
    {
        IQueryable<AlertRow> selected = Selected(db, scope, at, selection);
        AlertTally tally = await large.AnswerAsync(
            db,
            scope,
            at,
            selection,
            async () => new AlertTally(await Kinds(selected).ToListAsync(cancellationToken)),
            own => own.Count(new() { Stage = AlertStage.All }),
            _ => 1,
            cancellationToken
        );
        int total = tally.Count(filter);
        int pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        int shown = Math.Clamp(page, 1, pages);
        int[] ids = await large.AnswerAsync(
            db,
            scope,
            at,
            (selection, filter, order, shown),
            () =>
                Sorted(db, scope, at, Filtered(selected, filter), order)
                    .Skip((shown - 1) * PageSize)
                    .Take(PageSize)
                    .ToArrayAsync(cancellationToken),
            _ => total,
            own => own.Length,
            cancellationToken
        );
        return new(total, shown, pages, await ListedAsync(scope, at, ids, cancellationToken), tally);
    }

    /// <summary>Every alert in order, read in pieces.</summary>
    public async IAsyncEnumerable<AlertListed> EveryAsync(
        DataScope scope,
        Viewpoint at,
        Selection selection,
        AlertFilter filter,
        AlertOrder order,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        IQueryable<AlertRow> alerts = Filtered(Selected(db, scope, at, selection), filter);
        foreach (int[] ids in (await Sorted(db, scope, at, alerts, order).ToListAsync(cancellationToken)).Chunk(PieceSize))
        {
            foreach (AlertListed alert in await ListedAsync(scope, at, ids, cancellationToken))
            {
                yield return alert;
            }
        }
    }

    /// <summary>The alerts of one customer: what is to be done first, then the newest.</summary>
    public async Task<IReadOnlyList<AlertListed>> OfCustomerAsync(
        DataScope scope,
        Viewpoint at,
        string no,
        CancellationToken cancellationToken
    )
    {
        // There is one for a rule, so there are few.
        int[] ids = await AlertSight
            .Alerts(db, scope)
            .Where(alert => db.Customers.Any(customer => customer.Id == alert.CustomerId && customer.No == no))
            .OrderByDescending(alert => alert.State == AlertState.Open || alert.State == AlertState.Acknowledged)
            .ThenByDescending(alert => alert.Severity)
            .ThenByDescending(alert => alert.OpenedAt)
            .ThenBy(alert => alert.Rule)
            .Select(alert => alert.Id)
            .ToArrayAsync(cancellationToken);
        return ids.Length == 0 ? [] : await ListedAsync(scope, at, ids, cancellationToken);
    }

    /// <summary>Some alerts in the order asked for; those that may not be seen are left out.</summary>
    internal async Task<IReadOnlyList<AlertListed>> ListedAsync(
        DataScope scope,
        Viewpoint at,
        int[] ids,
        CancellationToken cancellationToken
    )
    {
        int[] customers = await db
            .Alerts.Where(alert => ids.Contains(alert.Id))
            .Select(alert => alert.CustomerId)
            .Distinct()
            .ToArrayAsync(cancellationToken);
        Dictionary<int, AlertListed> alerts = await Heads(db, scope, at.SnapshotId, ids, customers)
            .ToDictionaryAsync(alert => alert.Id, cancellationToken);
        ILookup<int, AlertDone> done = (await Done(db, scope, ids).ToListAsync(cancellationToken)).ToLookup(own => own.AlertId);
        DateTime now = clock.Now();
        foreach (AlertListed alert in alerts.Values)
        {
            alert.Age = Math.Max(0, (int)(now - alert.OpenedAt).TotalDays);
            alert.Last = done[alert.Id].Where(own => own.At >= alert.OpenedAt).MaxBy(own => own.Id);
        }

        return [.. ids.Where(alerts.ContainsKey).Select(id => alerts[id])];
    }

    /// <summary>The alerts of the customers of a selection.</summary>
    public static IQueryable<AlertRow> Selected(NineGridDbContext db, DataScope scope, Viewpoint at, Selection selection)
    {
        bool newest = at.Period == at.Periods[0];
        if (newest && at.Institution.Place == 0 && selection == Selection.Everything)
        {
            return AlertSight.Alerts(db, scope);
        }

        IQueryable<PositionRow> customers = selection.Of(db, scope, at);
        return AlertSight.Of(newest ? db.Alerts : AlertSight.Alerts(db, scope), customers);
    }

    /// <summary>Leaves the alerts that pass a filter.</summary>
    public static IQueryable<AlertRow> Filtered(IQueryable<AlertRow> alerts, AlertFilter filter)
    {
        if (filter.Stage != AlertStage.All)
        {
            AlertState[] states = [.. AlertFilter.States(filter.Stage)];
            (AlertState first, AlertState last) = (states[0], states[^1]);
            alerts = alerts.Where(alert => alert.State == first || alert.State == last);
        }

        if (filter.Severity is Severity severity)
        {
            alerts = alerts.Where(alert => alert.Severity == severity);
        }

        if (filter.Rule is AlertRule rule)
        {
            alerts = alerts.Where(alert => alert.Rule == rule);
        }

        if (filter.Since is Period since)
        {
            alerts = alerts.Where(alert => alert.Since == since);
        }

        if (filter.Escalated is bool escalated)
        {
            alerts = alerts.Where(alert => (alert.EscalatedAt != null) == escalated);
        }

        return filter.Baseline is bool baseline ? alerts.Where(alert => alert.Baseline == baseline) : alerts;
    }

    /// <summary>How many alerts there are of each kind.</summary>
    public static IQueryable<AlertTally.Kind> Kinds(IQueryable<AlertRow> alerts) =>
        from alert in alerts
        group alert by new
        {
            alert.State,
            alert.Severity,
            alert.Rule,
            alert.Since,
            Escalated = alert.EscalatedAt != null,
            alert.Baseline,
        } into kind
        select new AlertTally.Kind(
            kind.Key.State,
            kind.Key.Severity,
            kind.Key.Rule,
            kind.Key.Since,
            kind.Key.Escalated,
            kind.Key.Baseline,
            kind.Count()
        );

    /// <summary>The ids of alerts in an order; of equals the one that opened last comes first.</summary>
    public static IQueryable<int> Sorted(NineGridDbContext db, DataScope scope, Viewpoint at, IQueryable<AlertRow> alerts, AlertOrder order)
    {
        int snapshot = at.SnapshotId;
        IQueryable<PositionRow> positions = scope.Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot));
        bool down = order.Descending;
        return order.Column switch
        {
            AlertColumn.Severity => By(alerts, alert => alert.Severity, down),
            AlertColumn.Rule => By(alerts, alert => alert.Rule, down),
            AlertColumn.Customer => By(
                alerts,
                alert => db.Customers.Where(row => row.Id == alert.CustomerId).Select(row => row.Name).FirstOrDefault(),
                down
            ),
            AlertColumn.Institution => By(
                alerts,
                alert => positions.Where(row => row.CustomerId == alert.CustomerId).Select(row => row.Place).FirstOrDefault(),
                down
            ),
            AlertColumn.Manager => By(
                alerts,
                alert =>
                    (
                        from row in positions
                        where row.CustomerId == alert.CustomerId
                        join own in db.Managers on row.ManagerId equals (int?)own.Id
                        select own.Name
                    ).FirstOrDefault(),
                down
            ),
            AlertColumn.Since => By(alerts, alert => alert.Since, down),
            AlertColumn.State => By(alerts, alert => alert.State, down),
            AlertColumn.Opened => By(alerts, alert => alert.OpenedAt, down),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order.Column, "not a column"),
        };
    }

    /// <summary>Some alerts, in no order.</summary>
    /// <param name="db">The database.</param>
    /// <param name="scope">What may be seen.</param>
    /// <param name="snapshot">Where their customers stand.</param>
    /// <param name="alerts">The alerts.</param>
    /// <param name="customers">Their customers, so that no database begins with all positions of the snapshot.</param>
    public static IQueryable<AlertListed> Heads(
        NineGridDbContext db,
        DataScope scope,
        int snapshot,
        IReadOnlyCollection<int> alerts,
        IReadOnlyCollection<int> customers
    ) =>
        from alert in AlertSight.Alerts(db, scope).AsNoTracking()
        where alerts.Contains(alert.Id)
        join customer in db.Customers on alert.CustomerId equals customer.Id
        join position in scope.Narrow(db, db.Positions.Where(row => row.SnapshotId == snapshot && customers.Contains(row.CustomerId)))
            on alert.CustomerId equals position.CustomerId
        join institution in db.SnapshotInstitutions
            on new { position.SnapshotId, position.Place } equals new { institution.SnapshotId, institution.Place }
        join own in db.Managers on position.ManagerId equals (int?)own.Id into managers
        from manager in managers.DefaultIfEmpty()
        select new AlertListed
        {
            Id = alert.Id,
            CustomerId = alert.CustomerId,
            CustomerNo = customer.No,
            Customer = customer.Name,
            InstitutionCode = institution.Code,
            Institution = institution.Name,
            ManagerNo = manager == null ? null : manager.EmployeeNo,
            Manager = manager == null ? null : manager.Name,
            ValueCell = position.ValueCell,
            ValueReason = position.ValueReason,
            Rule = alert.Rule,
            Severity = alert.Severity,
            Since = alert.Since,
            State = alert.State,
            Lasting = alert.Lasting,
            Baseline = alert.Baseline,
            OpenedAt = alert.OpenedAt,
            EscalatedAt = alert.EscalatedAt,
            Version = alert.Version,
        };

    /// <summary>What people did with some alerts, in no order: an order asked for here would be looked for among the events of all alerts.</summary>
    public static IQueryable<AlertDone> Done(NineGridDbContext db, DataScope scope, IReadOnlyCollection<int> alerts)
    {
        IQueryable<AlertRow> seen = AlertSight.Alerts(db, scope).Where(alert => alerts.Contains(alert.Id));
        return from own in db.AlertEvents
            where alerts.Contains(own.AlertId) && own.By != null && seen.Any(alert => alert.Id == own.AlertId)
            select new AlertDone(own.Id, own.AlertId, own.By!, own.At, own.To, own.Note);
    }

    private static IQueryable<int> By<TKey>(IQueryable<AlertRow> alerts, Expression<Func<AlertRow, TKey>> key, bool descending) =>
        (descending ? alerts.OrderByDescending(key) : alerts.OrderBy(key))
            .ThenByDescending(alert => alert.OpenedAt)
            .ThenBy(alert => alert.Id)
            .Select(alert => alert.Id);
}
