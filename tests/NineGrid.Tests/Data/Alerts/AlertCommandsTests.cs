using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Alerts;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Alerts;

public sealed class AlertCommandsTests
{
    private static readonly Period First = Period.Of(2025, 9);
    private static readonly Period Second = Period.Of(2025, 12);

    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_alert_is_acknowledged_then_resolved_or_with_a_reason_dismissed(DatabaseProvider provider)
    {
        await using AlertBank bank = await OpenAsync(provider);
        DataScope manager = bank.Manager("M1");

        Assert.Equal(AlertAnswer.NotNow, await BecomeAsync(AlertState.Resolved));
        Assert.Equal(AlertAnswer.Note, await BecomeAsync(AlertState.Acknowledged, new string('x', AlertRow.LongestNote + 1)));
        Assert.Equal(AlertAnswer.Note, await BecomeAsync(AlertState.Acknowledged, "bell \a"));
        Assert.Equal(AlertAnswer.Stored, await BecomeAsync(AlertState.Acknowledged, " called\r\nthem "));
        Assert.Equal(AlertAnswer.Reason, await BecomeAsync(AlertState.Dismissed, "  "));
        Assert.Equal(AlertAnswer.Stored, await BecomeAsync(AlertState.Dismissed, "paid a day later"));
        Assert.Equal(AlertAnswer.NotNow, await BecomeAsync(AlertState.Acknowledged));

        Assert.Equal(
            [(AlertState.Open, (string?)null), (AlertState.Acknowledged, "called\nthem"), (AlertState.Dismissed, "paid a day later")],
            (await bank.EventsAsync("c4", AlertRule.Overdue)).Select(own => (own.To, own.Note))
        );
        List<AuditRow> lines = await bank.UseAsync(db =>
            db.Audit.Where(line => line.Action == AuditAction.AlertChanged && line.Subject.StartsWith("alert ")).ToListAsync()
        );
        Assert.Equal(2, lines.Count);
        Assert.Contains("\"state\":\"Acknowledged\"", lines[1].Before);
        Assert.Contains("\"state\":\"Dismissed\"", lines[1].After);

        Task<AlertAnswer> BecomeAsync(AlertState to, string? note = null) => bank.BecomeAsync(manager, "c4", AlertRule.Overdue, to, note);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_second_of_two_who_change_an_alert_is_told(DatabaseProvider provider)
    {
        await using AlertBank bank = await OpenAsync(provider);
        AlertRow seen = await bank.AlertAsync("c4", AlertRule.Overdue);

        Assert.Equal(AlertAnswer.Stored, await AcknowledgeAsync(bank.Manager("M1")));
        Assert.Equal(AlertAnswer.Conflict, await AcknowledgeAsync(bank.Branch("B2")));
        Assert.Equal(2, (await bank.EventsAsync("c4", AlertRule.Overdue)).Count);

        Task<AlertAnswer> AcknowledgeAsync(DataScope scope) =>
            bank.AskAsync<ChangeAlert, AlertAnswer>(change =>
                change.RunAsync(scope, seen.Id, seen.Version, AlertState.Acknowledged, null, CancellationToken.None)
            );
    }

    [Fact]
    public async Task An_alert_out_of_scope_is_like_one_that_does_not_exist()
    {
        await using AlertBank bank = await OpenAsync(DatabaseProvider.Sqlite);

        Assert.Equal(AlertAnswer.Unknown, await bank.BecomeAsync(bank.Manager("M2"), "c4", AlertRule.Overdue, AlertState.Acknowledged));
        Assert.Equal(
            AlertAnswer.Unknown,
            await bank.AskAsync<ChangeAlert, AlertAnswer>(change =>
                change.RunAsync(DataScope.WholeBank, 99999, 1, AlertState.Acknowledged, null, CancellationToken.None)
            )
        );
    }

    [Fact]
    public async Task An_alert_whose_condition_has_ended_takes_no_change()
    {
        await using AlertBank bank = await OpenAsync(DatabaseProvider.Sqlite);
        await bank.BecomeAsync(DataScope.WholeBank, "c4", AlertRule.Overdue, AlertState.Acknowledged);
        await bank.SnapshotAsync(Second.AddMonths(3));

        Assert.Equal(AlertAnswer.NotNow, await bank.BecomeAsync(DataScope.WholeBank, "c4", AlertRule.Overdue, AlertState.Resolved));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Many_are_acknowledged_at_once_as_far_as_they_are_open_and_in_scope(DatabaseProvider provider)
    {
        await using AlertBank bank = await OpenAsync(provider);
        await bank.BecomeAsync(DataScope.WholeBank, "c1", AlertRule.Overdue, AlertState.Acknowledged, "first");
        int[] all = await bank.UseAsync(db => db.Alerts.Select(row => row.Id).ToArrayAsync());

        (AlertAnswer Answer, int Count) answer = await bank.AskAsync<AcknowledgeAlerts, (AlertAnswer, int)>(acknowledge =>
            acknowledge.TheseAsync(bank.Branch("B2"), all, "together", CancellationToken.None)
        );

        Assert.Equal((AlertAnswer.Stored, 3), answer); // c4 twice and c6; c1 was acknowledged, c3 is in B1
        Assert.Equal("first", (await bank.EventsAsync("c1", AlertRule.Overdue))[^1].Note);
        Assert.Equal("together", (await bank.EventsAsync("c6", AlertRule.Overdue))[^1].Note);
        Assert.Equal(AlertState.Open, (await bank.AlertAsync("c3", AlertRule.LowValue)).State);
        AuditRow line = await bank.UseAsync(db => db.Audit.OrderBy(own => own.Id).LastAsync());
        Assert.Contains("\"acknowledged\":3", line.After);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Everything_that_a_filter_shows_is_acknowledged_and_nothing_else(DatabaseProvider provider)
    {
        await using AlertBank bank = await OpenAsync(provider);
        Viewpoint at = await bank.AskAsync<ViewpointQuery, Viewpoint>(async query =>
            (await query.AskAsync(DataScope.WholeBank, null, null, CancellationToken.None))!
        );
        var filter = new AlertFilter { Rule = AlertRule.Overdue };

        (AlertAnswer Answer, int Count) answer = await bank.AskAsync<AcknowledgeAlerts, (AlertAnswer, int)>(acknowledge =>
            acknowledge.AllAsync(DataScope.WholeBank, at, new() { Manager = "M3" }, filter, null, CancellationToken.None)
        );

        Assert.Equal((AlertAnswer.Stored, 2), answer); // c1 and c6 are M3's
        Assert.Equal(
            ["c1", "c6"],
            (await bank.ListAsync(DataScope.WholeBank, new() { Stage = AlertStage.Acknowledged }))
                .Alerts.Select(own => own.CustomerNo)
                .Order()
        );
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Every_count_beside_a_filter_is_that_of_its_list_for_every_reader(DatabaseProvider provider)
    {
        await using AlertBank bank = await OpenAsync(provider);
        await bank.BecomeAsync(DataScope.WholeBank, "c6", AlertRule.Overdue, AlertState.Acknowledged);
        bank.Clock.Advance(TimeSpan.FromDays(11));
        await bank.EscalateAsync();
        foreach (
            DataScope reader in (DataScope[])
                [DataScope.WholeBank, bank.Branch("B1"), bank.Branch("B2"), bank.Manager("M1"), bank.Manager("M3"), DataScope.Nothing]
        )
        {
            if (reader == DataScope.Nothing)
            {
                continue; // has no viewpoint
            }

            AlertTally tally = (await bank.ListAsync(reader)).Tally;
            foreach (AlertFilter filter in Filters())
            {
                AlertList list = await bank.ListAsync(reader, filter);

                Assert.Equal(list.Alerts.Count, list.Total);
                Assert.Equal(list.Total, tally.Count(filter));
            }
        }

        Assert.Equal(5, (await bank.ListAsync(DataScope.WholeBank)).Total);
        Assert.Equal(4, (await bank.ListAsync(bank.Branch("B2"))).Total);
        Assert.Equal(2, (await bank.ListAsync(bank.Manager("M1"))).Total);
        Assert.Equal(4, (await bank.ListAsync(DataScope.WholeBank, new() { Escalated = true })).Total); // all but c6

        static IEnumerable<AlertFilter> Filters() =>
            [
                .. Enum.GetValues<AlertStage>().Select(stage => new AlertFilter { Stage = stage }),
                .. Enum.GetValues<Severity>().Select(severity => new AlertFilter { Severity = severity }),
                .. Enum.GetValues<AlertRule>().Select(rule => new AlertFilter { Rule = rule }),
                new() { Escalated = true },
                new() { Escalated = false, Stage = AlertStage.All },
                new() { Baseline = true },
                new() { Since = Second },
            ];
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_list_is_sorted_by_each_column_both_ways(DatabaseProvider provider)
    {
        await using AlertBank bank = await OpenAsync(provider);
        foreach (AlertColumn column in Enum.GetValues<AlertColumn>())
        {
            IReadOnlyList<AlertListed> up = (await bank.ListAsync(DataScope.WholeBank, order: new(column, Descending: false))).Alerts;
            IReadOnlyList<AlertListed> down = (await bank.ListAsync(DataScope.WholeBank, order: new(column, Descending: true))).Alerts;

            Assert.Equal(up.Select(Key(column)).OrderDescending(), down.Select(Key(column)));
            Assert.Equal(down.Select(Key(column)).Order(), up.Select(Key(column)));
        }

        static Func<AlertListed, IComparable> Key(AlertColumn column) =>
            column switch
            {
                AlertColumn.Severity => one => one.Severity,
                AlertColumn.Rule => one => one.Rule,
                AlertColumn.Customer => one => one.Customer,
                AlertColumn.Institution => one => one.InstitutionCode == "S12" ? 3 : 5, // places
                AlertColumn.Manager => one => one.Manager!,
                AlertColumn.Since => one => one.Since.Number,
                AlertColumn.State => one => one.State,
                _ => one => one.OpenedAt,
            };
    }

    [Fact]
    public async Task An_alert_tells_its_life_and_its_condition_in_every_stored_period()
    {
        await using AlertBank bank = await OpenAsync(DatabaseProvider.Sqlite);
        await bank.BecomeAsync(DataScope.WholeBank, "c4", AlertRule.Overdue, AlertState.Acknowledged, "called");
        int id = (await bank.AlertAsync("c4", AlertRule.Overdue)).Id;
        Viewpoint at = await bank.AskAsync<ViewpointQuery, Viewpoint>(async query =>
            (await query.AskAsync(bank.Manager("M1"), null, null, CancellationToken.None))!
        );

        AlertView view = (
            await bank.AskAsync<AlertQuery, AlertView?>(query => query.AskAsync(bank.Manager("M1"), at, id, CancellationToken.None))
        )!;

        Assert.Equal([(Second, (Severity?)Severity.Critical), (First, null)], view.Periods.Select(own => (own.Period, own.Firing)));
        Assert.Equal([AlertState.Open, AlertState.Acknowledged], view.Events.Select(own => own.To));
        Assert.Equal("called", view.Alert.Last!.Note);
        Assert.Null(
            await bank.AskAsync<AlertQuery, AlertView?>(query => query.AskAsync(bank.Manager("M2"), at, id, CancellationToken.None))
        );
    }

    /// <summary>A bank whose first snapshot found nothing and whose second opened five alerts.</summary>
    private static async Task<AlertBank> OpenAsync(DatabaseProvider provider)
    {
        AlertBank bank = await AlertBank.OnAsync(provider);
        await bank.SnapshotAsync(First);
        await bank.SnapshotAsync(
            Second,
            ("c1", AlertRule.Overdue, Severity.Critical),
            ("c3", AlertRule.LowValue, Severity.Info),
            ("c4", AlertRule.Overdue, Severity.Critical),
            ("c4", AlertRule.ValueDown, Severity.Warning),
            ("c6", AlertRule.Overdue, Severity.Critical)
        );
        return bank;
    }
}
