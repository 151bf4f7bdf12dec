using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Alerts;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Data.Access;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Alerts;

/// <summary>The pocket bank with its second state in every snapshot, in which conditions hold as a test says.</summary>
internal sealed class AlertBank : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly PocketBank _bank;
    private List<SnapshotInstitutionRow> _institutions = [];
    private List<PositionRow> _positions = [];

    private AlertBank(TestDatabase database, PocketBank bank, MovableTime clock)
    {
        _database = database;
        _bank = bank;
        Clock = clock;
    }

    public MovableTime Clock { get; }

    public string ConnectionString => _database.Options.ConnectionString;

    /// <summary>A bank without snapshots on 15 January 2026, at noon.</summary>
    public static async Task<AlertBank> OnAsync(DatabaseProvider provider)
    {
        var clock = new MovableTime(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));
        TestDatabase database = await TestDatabases.CreateAsync(
            provider,
            clock,
            services =>
            {
                services.AddNineGridQueries();
            }
        );
        var bank = new AlertBank(database, await PocketBank.InAsync(database), clock);
        await bank.UseAsync(async db =>
        {
            int second = await db.Snapshots.Where(row => row.Period == PocketBank.Second).Select(row => row.Id).SingleAsync();
            bank._institutions = await db.SnapshotInstitutions.AsNoTracking().Where(row => row.SnapshotId == second).ToListAsync();
            bank._positions = await db.Positions.AsNoTracking().Where(row => row.SnapshotId == second).ToListAsync();
            await db.Alerts.ExecuteDeleteAsync(); // the pocket bank's own
            return await db.Snapshots.ExecuteDeleteAsync();
        });
        return bank;
    }

    public DataScope Manager(string no) => DataScope.Manager(_bank[no]);

    public DataScope Branch(string code) => DataScope.Institution(_bank[code]);

    public int IdOf(string code) => _bank[code];

    public Task<T> UseAsync<T>(Func<NineGridDbContext, Task<T>> use) => _database.UseAsync(use);

    public Task<T> AskAsync<TService, T>(Func<TService, Task<T>> ask)
        where TService : notnull => _database.UseAsync(ask);

    /// <summary>Computes a period, again if need be: conditions hold for customers as said.</summary>
    public Task SnapshotAsync(Period period, params (string No, AlertRule Rule, Severity Severity)[] firing) =>
        AskAsync<IServiceProvider, bool>(async services =>
        {
            NineGridDbContext db = services.GetRequiredService<NineGridDbContext>();
            await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync();
            await db.Snapshots.Where(row => row.Period == period).ExecuteDeleteAsync();
            var head = new SnapshotRow
            {
                Period = period,
                SchemeId = IdOf("scheme"),
                Program = "0",
            };
            db.Snapshots.Add(head);
            await db.SaveChangesAsync();
            _institutions.ForEach(row => row.SnapshotId = head.Id);
            _positions.ForEach(row => row.SnapshotId = head.Id);
            db.SnapshotInstitutions.AddRange(_institutions);
            db.Positions.AddRange(_positions);
            db.AlertFirings.AddRange(
                firing.Select(own => new AlertFiringRow
                {
                    SnapshotId = head.Id,
                    CustomerId = IdOf(own.No),
                    Rule = own.Rule,
                    Severity = own.Severity,
                })
            );
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
            await services.GetRequiredService<FollowAlerts>().RunAsync(head.Id, CancellationToken.None);
            await transaction.CommitAsync();
            return true;
        });

    /// <summary>The alert of a customer and rule as stored.</summary>
    public Task<AlertRow> AlertAsync(string no, AlertRule rule) =>
        UseAsync(db => db.Alerts.AsNoTracking().SingleAsync(row => row.CustomerId == IdOf(no) && row.Rule == rule));

    /// <summary>The life of an alert.</summary>
    public async Task<IReadOnlyList<AlertEventRow>> EventsAsync(string no, AlertRule rule)
    {
        int id = (await AlertAsync(no, rule)).Id;
        return await UseAsync(db => db.AlertEvents.AsNoTracking().Where(row => row.AlertId == id).OrderBy(row => row.Id).ToListAsync());
    }

    /// <summary>Everything stored of alerts, one line each, so that two moments can be compared.</summary>
    public async Task<IReadOnlyList<string>> EverythingAsync() =>
        await UseAsync<IReadOnlyList<string>>(async db =>
            [
                .. (await db.Alerts.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row =>
                    $"{row.Id} {row.CustomerId} {row.Rule} {row.Severity} {row.Since} {row.State} {row.Lasting} {row.Baseline} {row.OpenedAt:O} {row.AcknowledgedAt:O} {row.EscalatedAt:O} {row.Version}"
                ),
                .. (await db.AlertEvents.AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row =>
                    $"{row.AlertId} {row.At:O} {row.By} {row.Period} {row.From} {row.To} {row.Severity} {row.Escalated} {row.Note}"
                ),
            ]
        );

    /// <summary>Somebody passes an alert as it stands to a state.</summary>
    public async Task<AlertAnswer> BecomeAsync(DataScope scope, string no, AlertRule rule, AlertState to, string? note = null)
    {
        AlertRow alert = await AlertAsync(no, rule);
        return await AskAsync<ChangeAlert, AlertAnswer>(change =>
            change.RunAsync(scope, alert.Id, alert.Version, to, note, CancellationToken.None)
        );
    }

    public Task<int> EscalateAsync() => AskAsync<EscalateAlerts, int>(escalate => escalate.RunAsync(CancellationToken.None));

    /// <summary>The list that somebody sees.</summary>
    public async Task<AlertList> ListAsync(DataScope scope, AlertFilter? filter = null, AlertOrder? order = null)
    {
        Viewpoint at = await AskAsync<ViewpointQuery, Viewpoint>(async query =>
            (await query.AskAsync(scope, null, null, CancellationToken.None))!
        );
        return await AskAsync<AlertsQuery, AlertList>(query =>
            query.AskAsync(scope, at, Selection.Everything, filter ?? new(), order ?? AlertOrder.Default, 1, CancellationToken.None)
        );
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
