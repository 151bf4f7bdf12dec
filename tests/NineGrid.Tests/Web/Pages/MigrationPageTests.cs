using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using NineGrid.Data.Access;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

/// <summary>The page of migration as somebody in a role gets it.</summary>
[Collection(BankSiteUsers.Name)]
public sealed partial class MigrationPageTests(BankSite site)
{
    public static TheoryData<Roles> Readers => [Roles.Manager, Roles.Head, Roles.Analyst];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Every_number_is_the_number_of_customers_listed_behind_it(Roles role)
    {
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        var counted = new Dictionary<string, int>(StringComparer.Ordinal);
        // The more customers somebody sees, the more numbers a page has.
        string[] pages =
        [
            "/migration?across=industry",
            .. role == Roles.Analyst ? [] : (string[])["/migration?grid=group&across=size"],
            .. role == Roles.Manager ? ["/migration?grid=growth&across=manager", "/migration?value=low&size=S"] : (string[])[],
        ];
        foreach (string page in pages)
        {
            IReadOnlyList<(int Count, string Address)> numbers = Numbers(await visitor.PageAsync(page));

            Assert.NotEmpty(numbers);
            foreach ((int count, string address) in numbers)
            {
                if (!counted.TryGetValue(address, out int listed))
                {
                    counted.Add(address, listed = await sets.CountedAsync(address));
                }

                Assert.True(count == listed, $"{page}: {count} is {listed} at {address}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_rows_and_the_files_behind_a_number_hold_the_same_customers_and_nobody_hidden(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        (int Count, string Address)[] numbers =
        [
            .. Numbers(await visitor.PageAsync("/migration?across=size"))
                .DistinctBy(one => one.Address)
                // Of many numbers of the same kind a few say enough; every one is counted above.
                .Where((one, i) => role == Roles.Manager || i % 5 == 0),
        ];

        Assert.Contains(numbers, one => one.Address.Contains("period=2025-09", StringComparison.Ordinal) || role == Roles.Manager);
        foreach ((int count, string address) in numbers)
        {
            foreach ((string name, Func<CustomerSets, string, Task<IReadOnlyList<string>>> read) in CustomerSets.Ways)
            {
                IReadOnlyList<string> customers = await read(sets, address);

                Assert.True(count == customers.Distinct().Count(), $"{name} of {address}: {customers.Count}, counted {count}");
                Assert.Empty(customers.Except(reach.Customers));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Margins_are_the_counts_of_the_grids_of_both_periods(Roles role)
    {
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        foreach (string grid in (string[])["value", "growth", "group"])
        {
            string page = await visitor.PageAsync($"/migration?grid={grid}");
            Dictionary<string, int> Margin(string ends) =>
                Numbers(page)
                    .Select(one => (one.Count, Match: Regex.Match(one.Address, $@"\.{ends}$", RegexOptions.ExplicitCapture)))
                    .Where(one => one.Match.Success)
                    .ToDictionary(one => one.Match.Groups["cell"].Value, one => one.Count, StringComparer.Ordinal);
            async Task<Dictionary<string, int>> CellsAsync(string period) =>
                (await sets.CountsAsync($"/grid?grid={grid}&period={period}"))
                    .Select(one =>
                        (one.Count, Match: Regex.Match(one.Address, $@"[?&]{grid}=(?<cell>[LMH]{{2}})$", RegexOptions.ExplicitCapture))
                    )
                    .Where(one => one.Match.Success)
                    .ToDictionary(one => one.Match.Groups["cell"].Value, one => one.Count, StringComparer.Ordinal);

            Assert.Equal((await CellsAsync("2025-09")).OrderBy(one => one.Key), Margin("(?<cell>..)-any").OrderBy(one => one.Key));
            Assert.Equal((await CellsAsync("2025-12")).OrderBy(one => one.Key), Margin("any-(?<cell>..)").OrderBy(one => one.Key));
        }
    }

    [Fact]
    public async Task Every_table_is_a_file_and_the_files_of_flows_holds_what_the_page_shows()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        string page = await visitor.PageAsync("/migration");
        foreach (string table in (string[])["flows", "movements", "by-institution", "by-manager", "by-size", "by-industry", "outlook"])
        {
            foreach (string kind in (string[])["csv", "xlsx"])
            {
                Assert.Contains($"table={table}&amp;as={kind}", page);
                Assert.Equal(HttpStatusCode.OK, (await visitor.AskAsync($"/migration?handler=export&table={table}&as={kind}")).Status);
            }
        }

        string file = await visitor.PageAsync("/migration?handler=export&table=movements&as=csv");
        string[] up = file.Split('\n').Single(line => line.StartsWith("Up,", StringComparison.Ordinal)).Split(',');
        Assert.Equal(
            Numbers(page).First(one => one.Address.EndsWith(".up", StringComparison.Ordinal)).Count.ToString(CultureInfo.InvariantCulture),
            up[1]
        );
    }

    [Fact]
    public async Task A_filter_by_movement_shows_as_a_chip_that_can_be_taken_off()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        string list = WebUtility.HtmlDecode(await visitor.PageAsync("/customers?size=S&moved=value.2025-09.moved.line"));

        Assert.Contains("Value grid, Sep 2025 to Dec 2025: changed cell, line moved", list);
        Assert.Matches("""<a class="chip" href="/customers\?size=S" aria-label="Remove[^"]*Movement""", list);
        // A print and a file name it too.
        Assert.Matches("<dt>Movement</dt><dd>Value grid, Sep 2025", list);
        // It goes wherever the selection goes.
        Assert.Contains("moved=value.2025-09.moved.line", await visitor.PageAsync("/grid?moved=value.2025-09.moved.line"));
        Assert.Contains("moved=value.2025-09.moved.line", await visitor.PageAsync("/opportunities?moved=value.2025-09.moved.line"));
    }

    [Theory]
    [InlineData("/migration?from=2025-12", "/migration")]
    [InlineData("/migration?from=2026-03", null)]
    [InlineData("/migration?period=2025-09&from=2025-09&size=S", "/migration?period=2025-09&size=S")]
    [InlineData("/migration?from=2025-09&moved=value.2025-09.up", "/migration?from=2025-09")]
    [InlineData("/customers?moved=value.2024-09.up", null)]
    public async Task What_means_nothing_here_is_left_out_or_not_found(string address, string? leadsTo)
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);

        Assert.Equal((leadsTo is null ? HttpStatusCode.NotFound : HttpStatusCode.Redirect, leadsTo), await visitor.AskAsync(address));
    }

    [Theory]
    [InlineData("/migration?from=never")]
    [InlineData("/migration?measure=weight")]
    [InlineData("/migration?drawn=some")]
    [InlineData("/migration?across=colour")]
    [InlineData("/migration?rank=colour")]
    [InlineData("/customers?moved=value.2025-12.up")]
    [InlineData("/customers?moved=up")]
    public async Task An_address_that_means_nothing_is_answered_400(string address)
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.AskAsync(address)).Status);
    }

    [Fact]
    public async Task Without_an_earlier_period_the_page_says_what_to_do()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        string page = await visitor.PageAsync("/migration?period=2025-09");

        Assert.Contains("No period before Sep 2025 has been computed", page);
        Assert.Contains("<a href=\"/migration\">Look at the newest period</a>", page);
        Assert.DoesNotContain("handler=export", page);
    }

    [Fact]
    public async Task Where_nobody_is_placed_or_moved_the_page_says_so()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);

        Assert.Contains("Widen the filters", await visitor.PageAsync("/migration?value=Lost"));
        // Who is in one cell in both periods did not move.
        string still = await visitor.PageAsync("/migration?value=HH");
        Assert.Contains("nobody changed cell from Sep 2025 to Dec 2025", still);
        Assert.Contains("Nobody changed cell.", still);
    }

    [Theory]
    [InlineData("both", 1)]
    [InlineData("up", 2)]
    [InlineData("-net", 0)]
    public async Task Rows_stand_in_the_order_asked_for(string rank, int column)
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        string page = await visitor.PageAsync($"/migration?across=industry&rank={rank}");
        double[] figures =
        [
            .. RateRow()
                .Matches(page)
                .Select(row => Cells().Matches(row.Value)[column].Groups["text"].Value.Decoded())
                .Where(text => text != "–")
                .Select(text => double.Parse(text.Replace('−', '-').TrimEnd('%').Replace("\u202F", ""), CultureInfo.InvariantCulture)),
        ];

        Assert.True(figures.Length > 3);
        Assert.Equal(rank[0] == '-' ? figures.OrderDescending() : figures.Order(), figures);
    }

    private static IReadOnlyList<(int Count, string Address)> Numbers(string page) =>
        [
            .. Number()
                .Matches(page)
                .Select(match =>
                    (
                        int.Parse(
                            string.Concat(match.Groups["count"].Value.Decoded().Where(char.IsAsciiDigit)),
                            CultureInfo.InvariantCulture
                        ),
                        match.Groups["address"].Value.Decoded()
                    )
                ),
        ];

    // Those of the tables; the ribbons of the picture lead to the same addresses.
    [GeneratedRegex(
        """<a (class="line-moved" )?href="(?<address>/customers\?[^"]*moved=[^"]*)"[^>]*>(?<count>[^<]+)</a>""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Number();

    [GeneratedRegex("""<tr>\s*<th scope="row"><a class="quiet".*?</tr>""", RegexOptions.Singleline)]
    private static partial Regex RateRow();

    [GeneratedRegex("""(<b>|<td class="num">(<a[^>]*>)?|<span class="unplaced">)\s*(?<text>[^<\s][^<]*)<""", RegexOptions.ExplicitCapture)]
    private static partial Regex Cells();
}
