using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsvHelper;
using NineGrid.Data.Access;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

[Collection(BankSiteUsers.Name)]
public sealed partial class TodayPageTests(BankSite site)
{
    public static TheoryData<Roles> WhoSeesCustomers => [Roles.Manager, Roles.Head, Roles.Analyst];

    [Theory]
    [MemberData(nameof(WhoSeesCustomers))]
    public async Task Every_count_is_the_list_behind_it(Roles role)
    {
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        (int Count, string Address)[] counts =
        [
            .. Count()
                .Matches(await visitor.PageAsync("/today"))
                .Select(match =>
                    (
                        int.Parse(string.Concat(match.Groups["count"].Value.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture),
                        WebUtility.HtmlDecode(match.Groups["address"].Value)
                    )
                ),
        ];

        Assert.Contains(counts, one => one.Address.StartsWith("/opportunities", StringComparison.Ordinal) && one.Count > 0);
        Assert.Contains(counts, one => one.Address.Contains(".up", StringComparison.Ordinal));
        Assert.Contains(counts, one => one.Address.Contains(".down", StringComparison.Ordinal));
        foreach ((int count, string address) in counts)
        {
            int behind = address.StartsWith("/customers", StringComparison.Ordinal)
                ? await sets.CountedAsync(address)
                : await RowsAsync(visitor, address);
            Assert.True(count == behind, $"{address} counts {count} for {role} and lists {behind}");
        }
    }

    [Theory]
    [MemberData(nameof(WhoSeesCustomers))]
    public async Task Alerts_and_plans_are_counted_as_their_pages_do(Roles role)
    {
        using Visitor visitor = site.VisitorFor(role);
        string page = await visitor.PageAsync("/today");

        foreach (Match more in More().Matches(page).Cast<Match>())
        {
            int count = int.Parse(string.Concat(more.Groups["count"].Value.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
            string address = WebUtility.HtmlDecode(more.Groups["address"].Value);
            Assert.Equal(count, await RowsAsync(visitor, address));
        }

        Assert.Equal(5, More().Count(page));
    }

    [Fact]
    public async Task Each_role_starts_at_its_day()
    {
        foreach (
            (Roles role, string start) in (IEnumerable<(Roles, string)>)
                [(Roles.Manager, "/today"), (Roles.Analyst, "/today"), (Roles.Administrator, "/admin")]
        )
        {
            using Visitor visitor = site.VisitorFor(role);
            using HttpResponseMessage answer = await visitor.GetAsync("/");

            Assert.Equal(start, answer.Headers.Location!.OriginalString);
        }
    }

    [Fact]
    public async Task An_administrator_reads_how_fresh_the_data_is_and_what_is_left_to_do()
    {
        using Visitor admin = site.VisitorFor(Roles.Administrator);

        string page = WebUtility.HtmlDecode(await admin.PageAsync("/admin"));

        Assert.Contains("Figures are up to date: Dec 2025", page);
        Assert.Matches("""<a href="/assignments\?unassigned=true">[0-9]+ customers without a manager</a>""", page);
        Assert.Contains("4 users can sign in", page);
    }

    /// <summary>Rows of a list over all its pages, as a file has them.</summary>
    private static async Task<int> RowsAsync(Visitor visitor, string address)
    {
        Match file = Export().Match(await visitor.PageAsync(address));
        if (!file.Success)
        {
            return 0;
        }

        using HttpResponseMessage answer = await visitor.GetAsync(WebUtility.HtmlDecode(file.Groups["address"].Value));
        using var rows = CsvReader.Create(await answer.Content.ReadAsStreamAsync(), new CsvReaderOptions { HasHeader = true });
        int count = 0;
        while (rows.Read())
        {
            count++;
        }

        return count;
    }

    [GeneratedRegex("""<a class="count" href="(?<address>[^"]+)">(?<count>[^<]+)</a>""")]
    private static partial Regex Count();

    [GeneratedRegex("""<a href="(?<address>/(alerts|plans)[^"]*)">(?<count>[\d\s]+) [a-z ]+</a>""", RegexOptions.ExplicitCapture)]
    private static partial Regex More();

    [GeneratedRegex("""<a download href="(?<address>[^"]+as=csv)""")]
    private static partial Regex Export();
}
