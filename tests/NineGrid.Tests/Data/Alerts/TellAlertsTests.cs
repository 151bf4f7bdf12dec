using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Alerts;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Alerts;

public sealed class TellAlertsTests
{
    private static readonly Period First = Period.Of(2025, 9);
    private static readonly Period Second = Period.Of(2025, 12);

    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_first_snapshot_tells_nobody_and_the_next_each_manager_of_what_is_new(DatabaseProvider provider)
    {
        await using AlertBank bank = await WithUsersAsync(provider);
        await bank.SnapshotAsync(First, ("c4", AlertRule.Overdue, Severity.Critical));
        Assert.Empty(await TellAsync(bank));

        bank.Clock.Advance(TimeSpan.FromDays(30));
        await bank.SnapshotAsync(
            Second,
            ("c4", AlertRule.Overdue, Severity.Critical),
            ("c4", AlertRule.ValueDown, Severity.Warning),
            ("c6", AlertRule.Overdue, Severity.Critical)
        );
        bank.Clock.Advance(TimeSpan.FromHours(1));

        Digest digest = Assert.Single(await TellAsync(bank)); // M3 has no address, the head is told later
        Assert.Equal(("manager", "m1@bank.example", 1, 0), (digest.User, digest.Address, digest.Opened.Total, digest.Escalated.Total));
        Assert.Equal(("c4", AlertRule.ValueDown), (digest.Opened.Alerts[0].CustomerNo, digest.Opened.Alerts[0].Rule));
        bank.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await TellAsync(bank));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_head_is_told_of_what_was_not_answered_in_time_below_him(DatabaseProvider provider)
    {
        await using AlertBank bank = await WithUsersAsync(provider);
        await bank.SnapshotAsync(First);
        await bank.SnapshotAsync(Second, ("c3", AlertRule.Overdue, Severity.Critical), ("c6", AlertRule.Overdue, Severity.Critical));
        bank.Clock.Advance(TimeSpan.FromDays(10));
        await bank.EscalateAsync();
        bank.Clock.Advance(TimeSpan.FromMinutes(1));

        Digest digest = Assert.Single(await TellAsync(bank));

        Assert.Equal("head", digest.User);
        Assert.Equal("c6", Assert.Single(digest.Escalated.Alerts).CustomerNo); // c3 is in B1
        Assert.Equal(0, digest.Opened.Total);
    }

    [Fact]
    public async Task Who_could_not_be_told_is_told_the_next_time_and_nobody_else_suffers()
    {
        await using AlertBank bank = await WithUsersAsync(DatabaseProvider.Sqlite);
        await bank.UseAsync(db =>
            db.Users.Where(user => user.UserName == "other")
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.Email, "m3@bank.example"))
        );
        await bank.SnapshotAsync(First);
        await bank.SnapshotAsync(Second, ("c4", AlertRule.Overdue, Severity.Critical), ("c6", AlertRule.Overdue, Severity.Critical));
        bank.Clock.Advance(TimeSpan.FromMinutes(1));

        IReadOnlyList<Digest> told = await TellAsync(bank, broken: "manager");
        IReadOnlyList<Digest> later = await TellAsync(bank);

        Assert.Equal(["other"], told.Select(own => own.User));
        Assert.Equal(["manager"], later.Select(own => own.User));
    }

    [Fact]
    public async Task A_disabled_user_is_told_nothing()
    {
        await using AlertBank bank = await WithUsersAsync(DatabaseProvider.Sqlite);
        await bank.UseAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Disabled, true)));
        await bank.SnapshotAsync(First);
        await bank.SnapshotAsync(Second, ("c4", AlertRule.Overdue, Severity.Critical));
        bank.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(await TellAsync(bank));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_tells_nobody_twice_and_one_that_was_far_ahead_does_not_silence_for_long()
    {
        await using AlertBank bank = await WithUsersAsync(DatabaseProvider.Sqlite);
        await bank.SnapshotAsync(First);
        await bank.SnapshotAsync(Second, ("c4", AlertRule.Overdue, Severity.Critical));
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await TellAsync(bank));

        bank.Clock.Jump(TimeSpan.FromHours(-1));
        Assert.Empty(await TellAsync(bank));
        bank.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await TellAsync(bank));

        bank.Clock.Jump(TimeSpan.FromDays(365));
        Assert.Empty(await TellAsync(bank));
        bank.Clock.Jump(TimeSpan.FromDays(-365));
        Assert.Empty(await TellAsync(bank));
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        await bank.SnapshotAsync(
            Period.Of(2026, 3),
            ("c4", AlertRule.Overdue, Severity.Critical),
            ("c4", AlertRule.ValueDown, Severity.Warning)
        );
        bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(AlertRule.ValueDown, Assert.Single(Assert.Single(await TellAsync(bank)).Opened.Alerts).Rule);
    }

    private static async Task<IReadOnlyList<Digest>> TellAsync(AlertBank bank, string? broken = null)
    {
        List<Digest> sent = [];
        List<string> failed = [];
        int told = await bank.AskAsync<TellAlerts, int>(tell =>
            tell.RunAsync(
                (digest, _) =>
                {
                    if (digest.User == broken)
                    {
                        throw new IOException("no connection");
                    }

                    sent.Add(digest);
                    return Task.CompletedTask;
                },
                (user, _) => failed.Add(user),
                CancellationToken.None
            )
        );
        Assert.Equal(sent.Count, told);
        Assert.Equal(broken is null ? [] : [broken], failed);
        return sent;
    }

    /// <summary>M1 and the head of B2 with addresses, M3 without one.</summary>
    private static async Task<AlertBank> WithUsersAsync(DatabaseProvider provider)
    {
        AlertBank bank = await AlertBank.OnAsync(provider);
        await bank.UseAsync(async db =>
        {
            foreach (
                (string name, Roles roles, int? manager, int? institution, string? address) in ((string, Roles, int?, int?, string?)[])
                    [
                        ("manager", Roles.Manager, bank.IdOf("M1"), null, "m1@bank.example"),
                        ("other", Roles.Manager, bank.IdOf("M3"), null, null),
                        ("head", Roles.Head, null, bank.IdOf("B2"), "b2@bank.example"),
                        ("analyst", Roles.Analyst, null, null, "analyst@bank.example"),
                    ]
            )
            {
                db.Users.Add(
                    new()
                    {
                        UserName = name,
                        NormalizedUserName = name.ToUpperInvariant(),
                        Roles = roles,
                        ManagerId = manager,
                        InstitutionId = institution,
                        Email = address,
                    }
                );
            }

            return await db.SaveChangesAsync();
        });
        return bank;
    }
}
