using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

/// <summary>The what-if without scripts: everything is in the address.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class WhatIfPageTests(BankSite site)
{
    [Fact]
    public async Task More_deposits_earn_the_customers_spread_and_the_table_says_so()
    {
        (string no, PositionRow position, FiguresRow figures) = await SomebodyAsync();
        double thousand = Math.Ceiling(figures.AvgDeposits!.Value / 1e3) + 5_000;
        double more = (thousand * 1e3) - figures.AvgDeposits.Value;
        double revenue = position.Revenue!.Value + (more * figures.DepositNii!.Value / figures.AvgDeposits.Value);

        string[][] table = await TableAsync($"/customers/{no}/what-if?unit=1000&deposits={Text(thousand)}");

        Assert.Equal(2, table.Length);
        Assert.Equal(position.Revenue.Value, Yuan(table[0][1]), 0.01);
        Assert.Equal(revenue, Yuan(table[1][1]), 0.01);
        // 0.75 after tax, 11 % on 12 % of operational capital.
        Assert.Equal(position.Eva!.Value + ((revenue - position.Revenue.Value) * (0.75 - (0.11 * 0.12))), Yuan(table[1][7]), 0.02);
    }

    [Fact]
    public async Task An_amount_means_the_same_in_both_languages()
    {
        (string no, _, _) = await SomebodyAsync();
        string inThousands = await site.PageAsync($"/customers/{no}/what-if?unit=1000&deposits=25000&amount=40000&deal-rate=1.5", "en");
        string inWan = await site.PageAsync($"/customers/{no}/what-if?unit=1000&deposits=25000&amount=40000&deal-rate=1.5", "zh-CN");

        Assert.Contains("""name="deposits" inputmode="decimal" autocomplete="off" maxlength="30" value="25000" """.Trim(), inThousands);
        Assert.Contains("""name="deposits" inputmode="decimal" autocomplete="off" maxlength="30" value="2500" """.Trim(), inWan);
        Assert.Equal(
            await TableAsync($"/customers/{no}/what-if?unit=1000&deposits=25000&amount=40000&deal-rate=1.5"),
            await TableAsync($"/customers/{no}/what-if?unit=10000&deposits=2500&amount=4000&deal-rate=1.5")
        );
    }

    [Fact]
    public async Task What_cannot_be_understood_is_named_and_nothing_is_computed()
    {
        (string no, _, _) = await SomebodyAsync();

        string page = await site.PageAsync($"/customers/{no}/what-if?unit=1000&deposits=many&loans=-5&lgd=101&fees=1e14", "en");

        foreach (string field in (string[])["deposits", "loans", "lgd", "fees"])
        {
            Assert.Contains($"id=\"{field}-fault\"", page);
        }

        Assert.Contains("nothing was computed", page);
        Assert.Contains("value=\"many\"", page);
        Assert.Single(await TableAsync($"/customers/{no}/what-if?unit=1000&deposits=many&fees=5"));
    }

    [Fact]
    public async Task A_customer_of_somebody_else_and_one_that_does_not_exist_cannot_be_tried()
    {
        Reach reach = await Reach.OfAsync(site, Roles.Manager);
        Reach all = await Reach.OfAsync(site, Roles.Analyst);
        string foreign = all.Customers.Except(reach.Customers).Order(StringComparer.Ordinal).First();
        using HttpClient client = site.ClientFor(Roles.Manager);

        foreach (
            string path in (string[])
                [$"/customers/{foreign}/what-if", $"/customers/{foreign}/what-if?handler=export", "/customers/nobody/what-if"]
        )
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_period_and_the_language_keep_what_is_tried()
    {
        (string no, _, _) = await SomebodyAsync();

        string page = WebUtility.HtmlDecode(await site.PageAsync($"/customers/{no}/what-if?unit=1000&deposits=25000&period=2025-12", "en"));

        Assert.Matches("""<a [^>]*href="/customers/[^"]*/what-if\?[^"]*period=2025-09[^"]*deposits=25000""", page);
        Assert.Matches("/language/zh-CN\\?back=[^\"]*deposits%3D25000", page);
    }

    /// <summary>A customer with loans and deposits whose spreads are positive.</summary>
    private async Task<(string No, PositionRow Position, FiguresRow Figures)> SomebodyAsync()
    {
        (string, PositionRow, FiguresRow)? found = null;
        await site.UseAsync<NineGridDbContext>(async db =>
        {
            var one = await (
                from position in db.Positions
                join snapshot in db.Snapshots on position.SnapshotId equals snapshot.Id
                join figures in db.Figures
                    on new { position.SnapshotId, position.CustomerId } equals new { figures.SnapshotId, figures.CustomerId }
                join customer in db.Customers on position.CustomerId equals customer.Id
                where
                    snapshot.Period == BankSite.Newest
                    && position.ValueCell != null
                    && position.Revenue > 0
                    && figures.DepositNii > 0
                    && figures.AvgDeposits > 0
                    && figures.LoanNii > 0
                    && figures.Ead > 0
                    && figures.Lgd > 0
                    && figures.Pd < 0.5
                orderby customer.No
                select new
                {
                    customer.No,
                    position,
                    figures,
                }
            )
                .AsNoTracking()
                .FirstAsync();
            found = (one.No, one.position, one.figures);
        });
        return found!.Value;
    }

    /// <summary>The rows of the table that is taken away, of which the first says where the customer stands.</summary>
    private async Task<string[][]> TableAsync(string path)
    {
        string csv = await site.PageAsync($"{path}&handler=export&table=what-if&as=csv", "en");
        string[] lines = [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r'))];
        int head = Array.FindIndex(lines, line => line.StartsWith("Case,", StringComparison.Ordinal));
        Assert.True(head >= 0, csv);
        return [.. lines[(head + 1)..].Select(line => line.Split(','))];
    }

    private static double Yuan(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
