using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using NineGrid.Data.Access;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

/// <summary>The pages of gaps and opportunities as somebody in a role gets them.</summary>
[Collection(BankSiteUsers.Name)]
public sealed partial class GapsPageTests(BankSite site)
{
    private static readonly string[] Views =
    [
        "/gaps",
        "/gaps?value=mid&against=HH&ranking=catalogue",
        "/gaps?by=institutions",
        "/gaps?by=institutions&among=beside&indicator=cost_income",
        "/gaps?by=levers",
        "/gaps?by=levers&share=25",
        "/opportunities",
        "/opportunities?lever=lendingvolume",
        "/opportunities?value=low",
    ];

    public static TheoryData<Roles> Readers => [Roles.Manager, Roles.Head, Roles.Analyst];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_customers_behind_a_set_are_as_many_as_its_figure_says(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        foreach (
            string view in (string[])
                ["/gaps", "/gaps?by=institutions", "/gaps?value=HL&against=mid", "/gaps?by=institutions&among=beside&value=high"]
        )
        {
            MatchCollection figures = Figure().Matches(await visitor.PageAsync(view));

            Assert.NotEmpty(figures);
            foreach (IGrouping<string, Match> set in figures.GroupBy(match => Unsorted(match.Groups["address"].Value)))
            {
                IReadOnlyList<string> listed = await sets.ListedAsync(set.First().Groups["address"].Value.Decoded());

                Assert.Empty(listed.Except(reach.Customers));
                Assert.All(set, match => Assert.Equal(listed.Count, Whole(match.Groups["list"].Value)));
                Assert.All(set, match => Assert.True(Whole(match.Groups["having"].Value) <= listed.Count));
            }
        }
    }

    // In the list the indicator stands beside the name: a dash where a customer has none.
    [Theory]
    [MemberData(nameof(Readers))]
    public async Task As_many_of_the_listed_customers_have_the_indicator_as_the_figure_says(Roles role)
    {
        using Visitor visitor = site.VisitorFor(role);
        foreach (Match figure in Figure().Matches(await visitor.PageAsync("/gaps")))
        {
            string list = figure.Groups["address"].Value.Decoded();
            using HttpResponseMessage file = await visitor.GetAsync($"{list}&handler=export");
            string[] rows = (await file.Content.ReadAsStringAsync()).TrimEnd().Split('\n')[1..];

            Assert.Equal(Whole(figure.Groups["list"].Value), rows.Length);
            Assert.Equal(Whole(figure.Groups["having"].Value), rows.Count(row => row.Split(',')[2].Length > 0));
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_customers_behind_a_lever_are_as_many_as_counted_listed_and_exported(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        MatchCollection counts = Campaign().Matches(await visitor.PageAsync("/gaps?by=levers"));

        Assert.True(counts.Count > 5);
        foreach (Match count in counts)
        {
            string address = count.Groups["address"].Value.Decoded();
            foreach ((string name, Func<CustomerSets, string, Task<IReadOnlyList<string>>> read) in CustomerSets.Ways)
            {
                IReadOnlyList<string> customers = await read(sets, address);

                Assert.True(Whole(count.Groups["count"].Value) == customers.Distinct().Count(), $"{name} of {address}");
                Assert.Empty(customers.Except(reach.Customers));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_count_on_each_lever_is_the_length_of_its_list_under_the_filters_in_force(Roles role)
    {
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        foreach (string view in (string[])["/opportunities", "/opportunities?value=mid&size=M"])
        {
            MatchCollection levers = Lever().Matches(await visitor.PageAsync(view));

            Assert.Equal(12, levers.Count);
            foreach (Match lever in levers)
            {
                Assert.Equal(Whole(lever.Groups["count"].Value), (await sets.ListedAsync(lever.Groups["address"].Value.Decoded())).Count);
            }
        }
    }

    [Theory]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Head)]
    public async Task No_view_names_a_customer_out_of_scope_or_leads_to_an_institution_that_is(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        foreach (string view in Views)
        {
            foreach (
                string address in (string[])[view, $"{view}{(view.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler=export"]
            )
            {
                string page = await visitor.PageAsync(address);

                reach.AssertNamesNobodyHidden(page, address);
                foreach (Match link in Institution().Matches(page))
                {
                    Assert.Equal((HttpStatusCode.OK, null), await visitor.AskAsync(link.Groups["address"].Value.Decoded()));
                }
            }
        }
    }

    [Theory]
    [InlineData("/gaps?by=luck")]
    [InlineData("/gaps?by=1")]
    [InlineData("/gaps?value=New")]
    [InlineData("/gaps?against=NoRisk")]
    [InlineData("/gaps?against=XX")]
    [InlineData("/gaps?ranking=0")]
    [InlineData("/gaps?by=institutions&indicator=luck")]
    [InlineData("/gaps?by=institutions&among=above")]
    [InlineData("/gaps?by=levers&share=60")]
    [InlineData("/gaps?by=levers&share=Half")]
    [InlineData("/gaps?by=levers&share=50.0")]
    [InlineData("/opportunities?lever=luck")]
    [InlineData("/opportunities?lever=7")]
    [InlineData("/opportunities?lever=payroll,channel")]
    [InlineData("/opportunities?handler=export&lever=0")]
    public async Task A_value_that_means_nothing_is_refused(string address)
    {
        using Visitor visitor = site.VisitorFor(Roles.Manager);

        Assert.Equal((HttpStatusCode.BadRequest, null), await visitor.AskAsync(address));
    }

    [Fact]
    public async Task Filters_that_do_nothing_to_gaps_are_taken_off_the_address()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);

        Assert.Equal(
            (HttpStatusCode.Redirect, "/gaps?value=mid&by=levers"),
            await visitor.AskAsync("/gaps?value=mid&size=S&industry=C&q=x&by=levers")
        );
    }

    [Theory]
    [InlineData("/gaps", "sets", 16)]
    [InlineData("/gaps?by=institutions", "institutions", null)]
    [InlineData("/gaps?by=levers", "levers", null)]
    [InlineData("/opportunities", "opportunities", null)]
    public async Task Every_table_can_be_taken_away_with_the_rows_of_the_page(string view, string table, int? rows)
    {
        using Visitor visitor = site.VisitorFor(Roles.Head);
        string page = await visitor.PageAsync(view);
        string link = Export().Match(page).Groups["address"].Value.Decoded();
        string[] lines = (await visitor.PageAsync(link)).TrimEnd().Split('\n');

        Assert.Contains($"table={table}", link, StringComparison.Ordinal);
        Assert.Equal(rows ?? Whole(Rows().Match(page).Groups["count"].Value), lines.Length - 1);
        Assert.Equal((HttpStatusCode.OK, null), await visitor.AskAsync(link.Replace("as=csv", "as=xlsx", StringComparison.Ordinal)));
        Assert.Equal(
            (HttpStatusCode.NotFound, null),
            await visitor.AskAsync(link.Replace($"table={table}", "table=users", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Half_of_the_gap_is_worth_half_unless_revenue_is_negative_and_the_whole_is_what_is_stored()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        Dictionary<string, double> half = await WorthAsync(50);
        Dictionary<string, double> whole = await WorthAsync(100);

        Assert.Equal(11, whole.Count);
        // Operational capital is 1.32 % of revenue: that is all by which the shares of a customer can differ.
        Assert.All(whole, lever => Assert.InRange(half[lever.Key] / lever.Value, 0.49, 0.51));

        async Task<Dictionary<string, double>> WorthAsync(int share)
        {
            string csv = await visitor.PageAsync($"/gaps?by=levers&share={share}&handler=export");
            return csv.TrimEnd()
                .Split('\n')[1..]
                .Select(line => line.Split(','))
                .ToDictionary(cells => cells[0], cells => double.Parse(cells[4], CultureInfo.InvariantCulture));
        }
    }

    private static string Unsorted(string address) => Order().Replace(address, "");

    private static int Whole(string count) => int.Parse(string.Concat(count.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """<a class="quiet" href="(?<address>/customers\?[^"]+)" title="List of (?<list>[^;]+); (?<having>\S+) of them have the indicator">"""
    )]
    private static partial Regex Figure();

    [GeneratedRegex("&amp;(?:sort|columns)=[^&]*")]
    private static partial Regex Order();

    [GeneratedRegex("""<a href="(?<address>/opportunities\?[^"]+lever=[^"]+)">(?<count>[^<]+)</a>""")]
    private static partial Regex Campaign();

    [GeneratedRegex("""<li><a href="(?<address>/opportunities[^"]*)"[^>]*>[^<]+<small>(?<count>[^<]+)</small></a></li>""")]
    private static partial Regex Lever();

    [GeneratedRegex("""href="(?<address>/[^"]*institution=[^"]+)"(?! download)""")]
    private static partial Regex Institution();

    [GeneratedRegex("""<a download href="(?<address>[^"]+as=csv)""")]
    private static partial Regex Export();

    [GeneratedRegex("""<p class="exports"><span>Export (?<count>\S+) rows?</span>""")]
    private static partial Regex Rows();
}

internal static class Markup
{
    /// <summary>What stands in an attribute.</summary>
    public static string Decoded(this string attribute) => WebUtility.HtmlDecode(attribute);
}
