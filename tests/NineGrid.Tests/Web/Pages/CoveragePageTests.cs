using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using NineGrid.Data.Access;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

[Collection(BankSiteUsers.Name)]
public sealed partial class CoveragePageTests(BankSite site)
{
    [Theory]
    [InlineData(Roles.Head)]
    [InlineData(Roles.Analyst)]
    public async Task Every_count_is_the_list_behind_it(Roles role)
    {
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        string page = await visitor.PageAsync("/coverage");

        (int Count, string Address)[] counts =
        [
            .. Count()
                .Matches(page)
                .Concat(Card().Matches(page))
                .Select(match =>
                    (
                        int.Parse(string.Concat(match.Groups["count"].Value.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture),
                        WebUtility.HtmlDecode(match.Groups["address"].Value)
                    )
                ),
        ];

        Assert.True(counts.Length > 6);
        Assert.Contains(counts, one => one.Count > 0 && one.Address.Contains("lack=manager", StringComparison.Ordinal));
        Assert.Contains(counts, one => one.Count > 0 && one.Address.Contains("lack=plan", StringComparison.Ordinal));
        foreach ((int count, string address) in counts.DistinctBy(one => one.Address))
        {
            Assert.Equal(count, await sets.CountedAsync(address));
        }

        string lists = counts.First(one => one.Count > 0 && one.Address.Contains("lack=statements", StringComparison.Ordinal)).Address;
        Assert.Equal(await sets.ListedAsync(lists), await sets.ExportedAsync(lists));
    }

    [Fact]
    public async Task An_administrator_finds_customers_by_name_and_no_figure_of_them()
    {
        using Visitor admin = site.VisitorFor(Roles.Administrator, "zh-CN");

        string page = WebUtility.HtmlDecode(await admin.PageAsync("/assignments"));

        Assert.Contains("600 户客户可分配", page);
        Assert.DoesNotContain("万元", page);
    }

    [Fact]
    public async Task A_customer_changes_hands_and_back_and_both_are_on_record()
    {
        using Visitor head = site.VisitorFor(Roles.Head);
        string page = await head.PageAsync("/assignments?unassigned=true");
        string no = Ticked().Match(page).Groups["no"].Value;
        string manager = Offered().Match(page).Groups["no"].Value;

        string given = await DoneAsync(("No", no), ("Manager", manager), ("Note", "takes over"));
        string gone = await head.PageAsync($"/assignments?unassigned=true&q={no}");
        string back = await DoneAsync(("No", no), ("TakeAway", "true"));

        Assert.Contains("1 customer changed hands.", given);
        Assert.Contains("takes over", given);
        Assert.Contains("No customer matches.", gone);
        Assert.Contains("1 customer changed hands.", back);
        Assert.Contains($"value=\"{no}\"", await head.PageAsync($"/assignments?unassigned=true&q={no}"));

        async Task<string> DoneAsync(params (string, string)[] fields)
        {
            using HttpResponseMessage answer = await head.PostAsync("/assignments", "/assignments", fields);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task What_cannot_be_assigned_is_said()
    {
        using Visitor head = site.VisitorFor(Roles.Head);
        Reach reach = await Reach.OfAsync(site, Roles.Head);

        Assert.Contains(
            "There is no such manager in your institutions",
            await FaultAsync(("No", reach.Customers.First()), ("Manager", "nobody"))
        );
        Assert.Contains("There is no such manager in your institutions", await FaultAsync(("No", reach.Customers.First())));
        Assert.Contains("Tick the customers first", await FaultAsync(("TakeAway", "true")));
        Assert.Contains("does not exist", await FaultAsync(("No", reach.Hidden[0]), ("TakeAway", "true")));

        async Task<string> FaultAsync(params (string, string)[] fields)
        {
            using HttpResponseMessage answer = await head.PostAsync("/assignments", "/assignments", fields);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
    }

    [GeneratedRegex("""<td class="num"><a class="quiet" href="(?<address>[^"]+)">(?<count>[^<]+)</a></td>""")]
    private static partial Regex Count();

    [GeneratedRegex("""<a class="lack" href="(?<address>[^"]+)">\s*<span>[^<]*</span>\s*<b>(?<count>[^<]+)</b>""")]
    private static partial Regex Card();

    [GeneratedRegex("""name="No" value="(?<no>[^"]+)""")]
    private static partial Regex Ticked();

    [GeneratedRegex("""<option value="(?<no>[^"]+)">""")]
    private static partial Regex Offered();
}
