using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Review;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Views;
using NineGrid.Tests.Data.Access;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Review;

/// <summary>What people did, counted by hand in the pocket bank on 15 January 2026.</summary>
/// <remarks>In the second snapshot M1 has c4, M2 c3, M3 c1 and c6, and nobody c2 and c5. The plan is for c1; its one step was due on 1 January.</remarks>
public sealed class ReviewedPeopleTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Plans_alerts_and_contacts_count_for_whoever_looks_after_the_customer(DatabaseProvider provider)
    {
        await using TestDatabase database = await BankAsync(provider);

        ReviewTable table = await AskAsync(database, DataScope.WholeBank, PocketBank.Second);

        Assert.Equal(
            [
                ("M1", 1, 0, 0, new Proportion(0, 0), 1, new Proportion(0, 0), 1),
                ("M2", 1, 0, 0, new Proportion(0, 0), 1, new Proportion(0, 0), 1),
                ("M3", 2, 1, 1, new Proportion(0, 1), 2, new Proportion(1, 2), 1),
                (null, 2, 0, 0, new Proportion(0, 0), 1, new Proportion(0, 1), 1),
            ],
            table.Rows.Select(row =>
                (row.Code, row.Sum.Customers, row.ActivePlans, row.OverduePlans, row.Kept, row.PendingAlerts, row.Answered, row.Quiet)
            )
        );
        Assert.Equal((5, new Proportion(1, 3), 4), (table.Whole.PendingAlerts, table.Whole.Answered, table.Whole.Quiet));
        Assert.Equal(4 / 3.0, table.Mean(row => row.Sum.Customers));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_customer_moves_in_the_review_of_whoever_had_it_in_both_periods(DatabaseProvider provider)
    {
        await using TestDatabase database = await BankAsync(provider);

        ReviewTable table = await AskAsync(database, DataScope.WholeBank, null);

        // c1 went from M1 to M3, so that neither is measured by it; the bank is.
        Assert.Equal([1, 1, 1, 2], table.Rows.Select(row => row.Moves!.Value.Both));
        Assert.Equal(new Upgrades(0, 0, 6), table.Whole.Moves);
        Assert.Equal(PocketBank.First, table.From);
        Assert.Null((await AskAsync(database, DataScope.WholeBank, PocketBank.First)).Whole.Moves);
    }

    [Fact]
    public async Task In_the_earlier_period_the_plan_is_the_former_managers()
    {
        await using TestDatabase database = await BankAsync(DatabaseProvider.Sqlite);

        ReviewTable table = await AskAsync(database, DataScope.WholeBank, PocketBank.First);

        Assert.Equal([("M1", 1), ("M2", 0), ("M3", 0), (null, 0)], table.Rows.Select(row => (row.Code, row.ActivePlans)));
    }

    [Fact]
    public async Task A_head_reviews_the_customers_of_the_branch_alone()
    {
        await using TestDatabase database = await BankAsync(DatabaseProvider.Sqlite);
        int branch = await database.UseAsync(db => Task.FromResult(db.Institutions.Single(row => row.Code == "B1").Id));

        ReviewTable table = await AskAsync(database, DataScope.Institution(branch), null);

        // Of B1 are c2 and c5, nobody's, and c3; the plan for c1 went with it.
        Assert.Equal([("M2", 1), (null, 2)], table.Rows.Select(row => (row.Code, row.Sum.Customers)));
        Assert.Equal((0, 2), (table.Whole.ActivePlans, table.Whole.PendingAlerts));
        // c1 was of B1 in the first snapshot and is not now.
        Assert.Equal(3, table.Whole.Moves!.Value.Both);
    }

    private static Task<ReviewTable> AskAsync(TestDatabase database, DataScope scope, Period? period) =>
        database.UseAsync<ReviewQuery, ReviewTable>(async review =>
        {
            Viewpoint at = await database.UseAsync<ViewpointQuery, Viewpoint>(async query =>
                (await query.AskAsync(scope, period, null, default))!
            );
            return await review.AskAsync(scope, at, ReviewBy.Managers, ReviewLevel.Below, from: null, default);
        });

    private static async Task<TestDatabase> BankAsync(DatabaseProvider provider)
    {
        TestDatabase database = await TestDatabases.CreateAsync(
            provider,
            new FixedTime(2026, 1, 15),
            services => services.AddNineGridQueries()
        );
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            await db.Alerts.ExecuteDeleteAsync();
            AlertRow[] alerts =
            [
                Alert(bank["c1"], Utc(2026, 1, 1), AlertState.Acknowledged, Utc(2026, 1, 5)),
                Alert(bank["c6"], Utc(2025, 12, 1), AlertState.Open),
                Alert(bank["c3"], Utc(2026, 1, 10), AlertState.Open), // five days old: there is time
                Alert(bank["c4"], Utc(2025, 10, 1), AlertState.Open, baseline: true),
                Alert(bank["c2"], Utc(2025, 12, 20), AlertState.Acknowledged, Utc(2026, 1, 10)), // too late
                Alert(bank["c3"], Utc(2025, 9, 1), AlertState.Closed, baseline: true, rule: AlertRule.Dormant),
            ];
            db.Alerts.AddRange(alerts);
            await db.SaveChangesAsync();
            db.AlertEvents.AddRange(
                Event(alerts[0], Utc(2026, 1, 5), "somebody"),
                Event(alerts[1], Utc(2026, 1, 2), by: null), // the calendar is nobody
                Event(alerts[4], Utc(2026, 1, 10), "somebody"),
                Event(alerts[5], Utc(2025, 10, 1), "somebody") // more than 90 days ago
            );
            return await db.SaveChangesAsync();
        });
        return database;
    }

    private static AlertRow Alert(
        int customer,
        DateTime opened,
        AlertState state,
        DateTime? acknowledged = null,
        bool baseline = false,
        AlertRule rule = AlertRule.LowValue
    ) =>
        new()
        {
            CustomerId = customer,
            Rule = rule,
            State = state,
            Since = PocketBank.Second,
            Baseline = baseline,
            OpenedAt = opened,
            AcknowledgedAt = acknowledged,
        };

    private static AlertEventRow Event(AlertRow alert, DateTime at, string? by) =>
        new()
        {
            AlertId = alert.Id,
            At = at,
            By = by,
            Period = PocketBank.Second,
        };

    private static DateTime Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);
}
