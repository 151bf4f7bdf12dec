using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Alerts;

public sealed class AlertLifeTests
{
    private static readonly Period[] Months = [.. Enumerable.Range(0, 6).Select(i => Period.Of(2025, 7).AddMonths(i))];

    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Over_six_snapshots_a_condition_opens_its_alert_once_closes_it_and_opens_it_again(DatabaseProvider provider)
    {
        await using AlertBank bank = await AlertBank.OnAsync(provider);

        await NextAsync(0, ("c4", AlertRule.Overdue, Severity.Critical));
        AlertRow first = await bank.AlertAsync("c4", AlertRule.Overdue);
        Assert.Equal((AlertState.Open, true, true, Months[0]), (first.State, first.Lasting, first.Baseline, first.Since));

        await NextAsync(1, ("c4", AlertRule.Overdue, Severity.Critical), ("c6", AlertRule.ValueDown, Severity.Warning));
        Assert.Equal(first.OpenedAt, (await bank.AlertAsync("c4", AlertRule.Overdue)).OpenedAt);
        AlertRow second = await bank.AlertAsync("c6", AlertRule.ValueDown);
        Assert.Equal((AlertState.Open, false, Months[1]), (second.State, second.Baseline, second.Since));

        await NextAsync(2, ("c6", AlertRule.ValueDown, Severity.Critical));
        AlertRow closed = await bank.AlertAsync("c4", AlertRule.Overdue);
        Assert.Equal((AlertState.Closed, false), (closed.State, closed.Lasting));
        Assert.Equal(Severity.Critical, (await bank.AlertAsync("c6", AlertRule.ValueDown)).Severity);

        await NextAsync(3);
        Assert.Equal(AlertState.Closed, (await bank.AlertAsync("c6", AlertRule.ValueDown)).State);

        await NextAsync(4, ("c4", AlertRule.Overdue, Severity.Critical));
        AlertRow again = await bank.AlertAsync("c4", AlertRule.Overdue);
        Assert.Equal((AlertState.Open, true, false, Months[4]), (again.State, again.Lasting, again.Baseline, again.Since));
        Assert.Equal(bank.Clock.GetUtcNow().UtcDateTime, again.OpenedAt);

        await NextAsync(5, ("c4", AlertRule.Overdue, Severity.Critical));
        Assert.Equal(Months[4], (await bank.AlertAsync("c4", AlertRule.Overdue)).Since);

        Assert.Equal(
            [
                (Months[0], null, AlertState.Open),
                (Months[2], AlertState.Open, AlertState.Closed),
                (Months[4], AlertState.Closed, AlertState.Open),
            ],
            (await bank.EventsAsync("c4", AlertRule.Overdue)).Select(own => (own.Period, own.From, own.To))
        );
        Assert.Equal(
            [
                (Months[1], null, AlertState.Open, Severity.Warning),
                (Months[2], AlertState.Open, AlertState.Open, Severity.Critical),
                (Months[3], (AlertState?)AlertState.Open, AlertState.Closed, Severity.Critical),
            ],
            (await bank.EventsAsync("c6", AlertRule.ValueDown)).Select(own => (own.Period, own.From, own.To, own.Severity))
        );

        Task NextAsync(int month, params (string No, AlertRule Rule, Severity Severity)[] firing)
        {
            bank.Clock.Advance(TimeSpan.FromDays(30));
            return bank.SnapshotAsync(Months[month], firing);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Computing_the_newest_or_an_older_period_again_changes_nothing(DatabaseProvider provider)
    {
        await using AlertBank bank = await AlertBank.OnAsync(provider);
        (string, AlertRule, Severity)[][] firing =
        [
            [("c4", AlertRule.Overdue, Severity.Critical)],
            [("c4", AlertRule.Overdue, Severity.Critical), ("c6", AlertRule.Dormant, Severity.Warning)],
            [("c6", AlertRule.Dormant, Severity.Warning), ("c1", AlertRule.LowValue, Severity.Info)],
        ];
        for (int i = 0; i < firing.Length; i++)
        {
            await bank.SnapshotAsync(Months[i], firing[i]);
        }

        await bank.BecomeAsync(DataScope.WholeBank, "c6", AlertRule.Dormant, AlertState.Acknowledged, "called");
        IReadOnlyList<string> before = await bank.EverythingAsync();
        int lines = await AuditLinesAsync(bank);
        foreach (int i in (int[])[2, 0, 1, 2, 2])
        {
            bank.Clock.Advance(TimeSpan.FromDays(1));
            await bank.SnapshotAsync(Months[i], firing[i]);

            Assert.Equal(before, await bank.EverythingAsync());
        }

        Assert.Equal(lines, await AuditLinesAsync(bank));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_older_period_that_is_computed_late_only_shows_that_a_condition_has_lasted_longer(DatabaseProvider provider)
    {
        await using AlertBank bank = await AlertBank.OnAsync(provider);
        await bank.SnapshotAsync(Months[5], ("c4", AlertRule.Overdue, Severity.Critical));
        await bank.SnapshotAsync(Months[3], ("c4", AlertRule.Overdue, Severity.Critical), ("c6", AlertRule.Overdue, Severity.Critical));

        AlertRow alert = await bank.AlertAsync("c4", AlertRule.Overdue);
        Assert.Equal((Months[3], AlertState.Open, true, 1), (alert.Since, alert.State, alert.Baseline, alert.Version));
        Assert.Single(await bank.EventsAsync("c4", AlertRule.Overdue));
        Assert.Equal(1, await bank.UseAsync(db => db.Alerts.CountAsync())); // what only held then is no alert

        // A period in between without the condition ends the run, but what is known is not taken back.
        await bank.SnapshotAsync(Months[4]);
        Assert.Equal(Months[3], (await bank.AlertAsync("c4", AlertRule.Overdue)).Since);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_condition_that_held_before_its_rule_was_followed_is_dated_back(DatabaseProvider provider)
    {
        await using AlertBank bank = await AlertBank.OnAsync(provider);
        for (int i = 0; i < 4; i++)
        {
            await bank.SnapshotAsync(Months[i], ("c4", AlertRule.Overdue, Severity.Critical));
            await bank.UseAsync(db => db.Alerts.ExecuteDeleteAsync());
        }

        await bank.SnapshotAsync(Months[4], ("c4", AlertRule.Overdue, Severity.Critical));

        AlertRow alert = await bank.AlertAsync("c4", AlertRule.Overdue);
        Assert.Equal((Months[0], false), (alert.Since, alert.Baseline));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_somebody_has_resolved_stays_resolved_while_it_lasts_and_opens_again_when_it_comes_back(DatabaseProvider provider)
    {
        await using AlertBank bank = await AlertBank.OnAsync(provider);
        await bank.SnapshotAsync(Months[0]);
        await bank.SnapshotAsync(Months[1], ("c4", AlertRule.Overdue, Severity.Critical));
        Assert.Equal(default, await bank.BecomeAsync(bank.Manager("M1"), "c4", AlertRule.Overdue, AlertState.Acknowledged));
        Assert.Equal(default, await bank.BecomeAsync(bank.Manager("M1"), "c4", AlertRule.Overdue, AlertState.Resolved, "paid"));

        await bank.SnapshotAsync(Months[2], ("c4", AlertRule.Overdue, Severity.Critical));
        Assert.Equal((AlertState.Resolved, true), await StateAsync());

        await bank.SnapshotAsync(Months[3]);
        Assert.Equal((AlertState.Resolved, false), await StateAsync());

        await bank.SnapshotAsync(Months[4], ("c4", AlertRule.Overdue, Severity.Critical));
        Assert.Equal((AlertState.Open, true), await StateAsync());
        Assert.Null((await bank.AlertAsync("c4", AlertRule.Overdue)).AcknowledgedAt);
        // Opened, acknowledged, resolved, ended, opened again.
        Assert.Equal(
            [
                (null, AlertState.Open, null),
                (AlertState.Open, AlertState.Acknowledged, Environment.UserName),
                (AlertState.Acknowledged, AlertState.Resolved, Environment.UserName),
                (AlertState.Resolved, AlertState.Resolved, null),
                ((AlertState?)AlertState.Resolved, AlertState.Open, (string?)null),
            ],
            (await bank.EventsAsync("c4", AlertRule.Overdue)).Select(own => (own.From, own.To, own.By))
        );

        async Task<(AlertState, bool)> StateAsync()
        {
            AlertRow alert = await bank.AlertAsync("c4", AlertRule.Overdue);
            return (alert.State, alert.Lasting);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_nobody_acknowledges_within_ten_days_goes_to_the_head_once(DatabaseProvider provider)
    {
        await using AlertBank bank = await AlertBank.OnAsync(provider);
        await bank.SnapshotAsync(Months[0], ("c1", AlertRule.Overdue, Severity.Critical));
        await bank.SnapshotAsync(
            Months[1],
            ("c1", AlertRule.Overdue, Severity.Critical),
            ("c4", AlertRule.Overdue, Severity.Critical),
            ("c6", AlertRule.Overdue, Severity.Critical)
        );
        await bank.BecomeAsync(DataScope.WholeBank, "c6", AlertRule.Overdue, AlertState.Acknowledged);

        bank.Clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await bank.EscalateAsync());
        bank.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await bank.EscalateAsync());
        Assert.Equal(0, await bank.EscalateAsync());

        AlertRow escalated = await bank.AlertAsync("c4", AlertRule.Overdue);
        Assert.Equal((bank.Clock.GetUtcNow().UtcDateTime, AlertState.Open), (escalated.EscalatedAt, escalated.State));
        Assert.True((await bank.EventsAsync("c4", AlertRule.Overdue))[^1].Escalated);
        Assert.Null((await bank.AlertAsync("c6", AlertRule.Overdue)).EscalatedAt); // acknowledged
        Assert.Null((await bank.AlertAsync("c1", AlertRule.Overdue)).EscalatedAt); // of the baseline
    }

    private static Task<int> AuditLinesAsync(AlertBank bank) =>
        bank.UseAsync(db => db.Audit.CountAsync(line => line.Action == AuditAction.AlertChanged));
}
