using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Data.Alerts;
using NineGrid.Tests.Web.Hosting;
using NineGrid.Web.Jobs;

namespace NineGrid.Tests.Web.Mail;

public sealed class DailyAlertsTests
{
    [Theory]
    [InlineData("zh-CN", "九宫格预警：新增 2 条，上报 0 条", "您的客户新增 2 条预警：", "· ［严重］逾期：c4 c4（自2025年12月起）")]
    [InlineData(
        "en",
        "NineGrid alerts: 2 new, 0 escalated",
        "2 alerts have opened for your customers:",
        "- [Critical] Overdue: c4 c4 (since Dec 2025)"
    )]
    public async Task A_manager_gets_one_letter_about_what_is_new_and_nothing_the_day_after(
        string language,
        string subject,
        string head,
        string line
    )
    {
        await using AlertBank bank = await BankAsync();
        await using var post = new LoopbackPost();
        await using TestSite site = Site(bank, post, language);

        await RunAsync(site);
        bank.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(site);

        MimeMessage letter = Assert.Single(post.Letters);
        string[] lines = letter.TextBody!.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(subject, letter.Subject);
        Assert.Equal("m1@bank.example", letter.To.Mailboxes.Single().Address);
        Assert.Equal("ninegrid@bank.example", letter.From.Mailboxes.Single().Address);
        Assert.Contains(head, lines);
        Assert.Contains(line, lines);
        Assert.Contains("https://ninegrid.bank.example/alerts", lines);
        Assert.DoesNotContain("c6", letter.TextBody); // somebody else's
    }

    [Fact]
    public async Task Ten_days_later_the_head_hears_of_what_was_not_acknowledged()
    {
        await using AlertBank bank = await BankAsync();
        await using var post = new LoopbackPost();
        await using TestSite site = Site(bank, post, "en");
        await RunAsync(site);
        await bank.BecomeAsync(bank.Manager("M1"), "c4", AlertRule.Overdue, AlertState.Acknowledged);

        bank.Clock.Advance(TimeSpan.FromDays(10));
        await RunAsync(site); // escalates
        bank.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(site);

        MimeMessage letter = Assert.Single(post.Letters, one => one.To.Mailboxes.Single().Address == "b2@bank.example");
        Assert.Contains("2 alerts below you were not acknowledged in time:", letter.TextBody);
        Assert.Contains("Dormant: c4 c4", letter.TextBody);
        Assert.Contains("Overdue: c6 c6", letter.TextBody);
        Assert.Contains("https://ninegrid.bank.example/alerts?escalated=true", letter.TextBody);
    }

    [Fact]
    public async Task Without_a_mail_server_alerts_are_escalated_all_the_same()
    {
        await using AlertBank bank = await BankAsync();
        await using var site = new TestSite(("ConnectionStrings:NineGrid", bank.ConnectionString)) { Clock = bank.Clock };
        bank.Clock.Advance(TimeSpan.FromDays(10));

        await RunAsync(site);

        Assert.NotNull((await bank.AlertAsync("c6", AlertRule.Overdue)).EscalatedAt);
    }

    private static async Task RunAsync(TestSite site)
    {
        await using AsyncServiceScope scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DailyAlerts>().RunAsync(CancellationToken.None);
    }

    private static TestSite Site(AlertBank bank, LoopbackPost post, string language) =>
        new(
            ("ConnectionStrings:NineGrid", bank.ConnectionString),
            ("Mail:Host", "127.0.0.1"),
            ("Mail:Port", post.Port.ToString(CultureInfo.InvariantCulture)),
            ("Mail:Tls", "None"),
            ("Mail:From", "ninegrid@bank.example"),
            ("Mail:Link", "https://ninegrid.bank.example/"),
            ("Mail:Language", language)
        )
        {
            Clock = bank.Clock,
        };

    /// <summary>M1 has two new alerts, M3 one; M1 and the head of B2 have addresses.</summary>
    private static async Task<AlertBank> BankAsync()
    {
        AlertBank bank = await AlertBank.OnAsync(DatabaseProvider.Sqlite);
        await bank.UseAsync(async db =>
        {
            db.Users.Add(
                new()
                {
                    UserName = "manager",
                    Roles = Roles.Manager,
                    ManagerId = bank.IdOf("M1"),
                    Email = "m1@bank.example",
                }
            );
            db.Users.Add(
                new()
                {
                    UserName = "head",
                    Roles = Roles.Head,
                    InstitutionId = bank.IdOf("B2"),
                    Email = "b2@bank.example",
                }
            );
            return await db.SaveChangesAsync();
        });
        await bank.SnapshotAsync(Period.Of(2025, 9));
        await bank.SnapshotAsync(
            Period.Of(2025, 12),
            ("c4", AlertRule.Overdue, Severity.Critical),
            ("c4", AlertRule.Dormant, Severity.Warning),
            ("c6", AlertRule.Overdue, Severity.Critical)
        );
        bank.Clock.Advance(TimeSpan.FromHours(1));
        return bank;
    }
}
