using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Alerts;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

[Collection(BankSiteUsers.Name)]
public sealed partial class AlertPagesTests(BankSite site)
{
    [Theory]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Head)]
    [InlineData(Roles.Analyst)]
    public async Task Every_count_of_the_page_is_that_of_the_list_behind_it(Roles role)
    {
        using Visitor visitor = site.VisitorFor(role);
        string page = await visitor.PageAsync("/alerts");
        (string Address, int Count)[] counts =
        [
            .. Counted()
                .Matches(page)
                .Select(match => (WebUtility.HtmlDecode(match.Groups["address"].Value), Number(match.Groups["count"].Value))),
        ];

        Assert.True(counts.Length >= 14, $"{counts.Length} counts"); // 7 tabs, 5 chips, rules and periods
        foreach ((string address, int count) in counts)
        {
            string separator = address.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            string table = await visitor.PageAsync($"{address}{separator}handler=export&table=alerts&as=csv");
            Assert.Equal((address, count), (address, table.Split('\n').Count(line => line.Length > 0) - 1));
        }

        // The header says the same as the tab, and the tab the same as the database.
        Reach reach = await Reach.OfAsync(site, role);
        int pending = 0;
        await site.UseAsync<NineGridDbContext>(async db =>
        {
            List<string> numbers = await (
                from alert in db.Alerts
                where alert.State == AlertState.Open || alert.State == AlertState.Acknowledged
                join customer in db.Customers on alert.CustomerId equals customer.Id
                select customer.No
            ).ToListAsync();
            pending = numbers.Count(reach.Customers.Contains);
        });
        Assert.Equal(pending, counts[0].Count);
        Assert.Contains(
            $" {pending.ToString("N0", new NumberFormatInfo { NumberGroupSeparator = "\u202F" })} alert",
            WebUtility.HtmlDecode(Title().Match(page).Value)
        );
    }

    [Fact]
    public async Task A_page_of_an_older_period_speaks_of_the_newest_all_the_same()
    {
        using Visitor visitor = site.VisitorFor(Roles.Head);

        Assert.Equal(
            Title().Match(await visitor.PageAsync("/alerts")).Value,
            Title().Match(await visitor.PageAsync("/alerts?period=2025-09")).Value
        );
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.AskAsync("/alerts?period=1999-01")).Status);
    }

    [Theory]
    [InlineData("alert=perhaps")]
    [InlineData("severity=2")]
    [InlineData("rule=Unknown")]
    [InlineData("since=yesterday")]
    [InlineData("escalated=maybe")]
    [InlineData("alert-order=colour")]
    public async Task A_filter_that_means_nothing_is_named(string query)
    {
        using Visitor visitor = site.VisitorFor(Roles.Head);

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.AskAsync($"/alerts?{query}")).Status);
    }

    [Fact]
    public async Task A_manager_acknowledges_resolves_and_is_told_when_somebody_was_quicker()
    {
        using Visitor manager = site.VisitorFor(Roles.Manager);
        int id = await OpenAlertAsync();
        string address = $"/alerts/{id}";

        using HttpResponseMessage done = await ChangeAsync("1", "Acknowledged", "called <them>");
        using HttpResponseMessage late = await ChangeAsync("1", "Acknowledged", "me too");
        using HttpResponseMessage reasonless = await ChangeAsync("2", "Dismissed", " ");
        using HttpResponseMessage nothing = await ChangeAsync("2", "Nonsense", "");
        string kept = WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync());
        string page = WebUtility.HtmlDecode(await manager.PageAsync(address));

        Assert.Equal((HttpStatusCode.Redirect, address), (done.StatusCode, done.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("changed this alert before you", kept);
        Assert.Contains("me too", kept);
        Assert.Equal(HttpStatusCode.BadRequest, reasonless.StatusCode);
        Assert.Contains("a reason is needed", WebUtility.HtmlDecode(await reasonless.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        Assert.Contains("called <them>", page);
        Assert.DoesNotContain("me too", page);

        Task<HttpResponseMessage> ChangeAsync(string version, string to, string note) =>
            manager.PostAsync($"{address}/change", $"{address}/change", ("version", version), ("to", to), ("note", note));
    }

    [Fact]
    public async Task Chosen_alerts_are_acknowledged_together_and_what_is_hidden_is_left_alone()
    {
        using Visitor manager = site.VisitorFor(Roles.Manager);
        int id = await OpenAlertAsync();

        using HttpResponseMessage none = await manager.PostAsync(
            "/alerts?alert=open",
            "/alerts/acknowledge?alert=open",
            ("which", "chosen")
        );
        string told = WebUtility.HtmlDecode(await manager.PageAsync(none.Headers.Location!.OriginalString));
        using HttpResponseMessage some = await manager.PostAsync(
            "/alerts",
            "/alerts/acknowledge?alert=open",
            ("which", "chosen"),
            ("id", id.ToString(CultureInfo.InvariantCulture)),
            ("id", site.HiddenAlert.ToString(CultureInfo.InvariantCulture)),
            ("note", "together")
        );
        string page = WebUtility.HtmlDecode(await manager.PageAsync(some.Headers.Location!.OriginalString));

        Assert.Contains("No alert was chosen", told);
        Assert.Equal("/alerts?alert=open", some.Headers.Location!.OriginalString);
        Assert.Contains("1 alert acknowledged.", page);
        Assert.Contains("were left as they are", page);
        Assert.Equal(AlertState.Acknowledged, (await StoredAsync(id)).State);
        Assert.Equal(AlertState.Open, (await StoredAsync(site.HiddenAlert)).State);
    }

    [Fact]
    public async Task An_analyst_reads_alerts_and_changes_none()
    {
        using Visitor analyst = site.VisitorFor(Roles.Analyst);

        string list = await analyst.PageAsync("/alerts");
        string page = await analyst.PageAsync($"/alerts/{site.Alert}");

        Assert.DoesNotContain("/alerts/acknowledge", list);
        Assert.DoesNotContain($"/alerts/{site.Alert}/change", page);
        Assert.Equal(HttpStatusCode.NotFound, (await analyst.AskAsync($"/alerts/{site.Alert}/change")).Status);
    }

    [Fact]
    public async Task A_customer_shows_its_alerts()
    {
        using Visitor manager = site.VisitorFor(Roles.Manager);
        string no = "";
        await site.UseAsync<NineGridDbContext>(async db =>
            no = await db
                .Customers.Where(row => db.Alerts.Any(own => own.Id == site.Alert && own.CustomerId == row.Id))
                .Select(row => row.No)
                .SingleAsync()
        );

        Assert.Contains($"/alerts/{site.Alert}\"", await manager.PageAsync($"/customers/{no}"));
    }

    /// <summary>An alert of the manager's customers that is open still, and none of those that other tests rely on.</summary>
    private async Task<int> OpenAlertAsync()
    {
        Reach reach = await Reach.OfAsync(site, Roles.Manager);
        int found = 0;
        await site.UseAsync<NineGridDbContext>(async db =>
        {
            var open = await (
                from alert in db.Alerts
                where alert.State == AlertState.Open && alert.Version == 1 && alert.Id != site.Alert && alert.Id != site.LateAlert
                join customer in db.Customers on alert.CustomerId equals customer.Id
                orderby alert.Id descending
                select new { alert.Id, customer.No }
            ).ToListAsync();
            found = open.First(own => reach.Customers.Contains(own.No)).Id;
        });
        return found;
    }

    private async Task<AlertRow> StoredAsync(int id)
    {
        AlertRow? alert = null;
        await site.UseAsync<NineGridDbContext>(async db => alert = await db.Alerts.AsNoTracking().SingleAsync(row => row.Id == id));
        return alert!;
    }

    private static int Number(string text) =>
        int.Parse(string.Concat(WebUtility.HtmlDecode(text).Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """<a (class="(nav-link|chip)[^"]*" )?href="(?<address>/alerts[^"]*)"[^>]*>(<span[^>]*>)?[^<]*(</span>)?\s*<(small|b)>(?<count>[0-9][^<]*)</(small|b)>""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Counted();

    [GeneratedRegex("<h1>[^<]+</h1>")]
    private static partial Regex Title();
}
