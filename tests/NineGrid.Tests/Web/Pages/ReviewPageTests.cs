using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CsvHelper;
using NineGrid.Data.Access;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

/// <summary>The review as somebody in a role gets it.</summary>
[Collection(BankSiteUsers.Name)]
public sealed partial class ReviewPageTests(BankSite site)
{
    private const int RowsTried = 5;

    public static TheoryData<Roles, string> Sides
    {
        get
        {
            TheoryData<Roles, string> sides = [];
            foreach (Roles role in (Roles[])[Roles.Head, Roles.Analyst])
            {
                foreach (string side in (string[])["managers", "institutions", "sizes", "industries"])
                {
                    sides.Add(role, side);
                }
            }

            return sides;
        }
    }

    public static TheoryData<Roles> Readers => [Roles.Head, Roles.Analyst];

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task Each_count_is_the_length_of_the_list_behind_it(Roles role, string side)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        string page = await visitor.PageAsync($"/review?part={side}");
        string[] rows = [.. page.Split("<tr").Where(row => row.Contains("nine-counts", StringComparison.Ordinal)).Take(RowsTried + 1)];

        Assert.True(rows.Length > 2);
        foreach (
            (string address, int count) in rows.SelectMany(Links)
                .Where(link => !link.Address.StartsWith("/alerts", StringComparison.Ordinal))
        )
        {
            int behind =
                address.StartsWith("/customers", StringComparison.Ordinal) ? await sets.CountedAsync(address)
                : address.StartsWith("/plans", StringComparison.Ordinal) ? Plan().Count(await visitor.PageAsync(address))
                : (await sets.ListedAsync(address)).Count;

            Assert.True(behind == count, $"{count} on the page, {behind} behind {address}");
        }

        // The first row is everybody.
        Assert.Equal(reach.Customers.Count, Links(rows[0]).First().Count);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task The_file_has_every_row_and_every_customer_once(Roles role, string side)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        string page = await visitor.PageAsync($"/review?part={side}");
        Match export = Export().Match(page);

        using HttpResponseMessage file = await visitor.GetAsync(WebUtility.HtmlDecode(export.Groups["address"].Value));
        using var reader = CsvReader.Create(await file.Content.ReadAsStreamAsync(), new CsvReaderOptions { HasHeader = true });
        List<int> customers = [];
        while (reader.Read())
        {
            customers.Add(int.Parse(reader.GetString(2), CultureInfo.InvariantCulture));
        }

        Assert.Equal(Whole(export.Groups["rows"].Value), customers.Count);
        Assert.Equal(reach.Customers.Count, customers.Sum());
    }

    [Fact]
    public async Task Columns_sort_both_ways()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);

        int[] down = Customers(await visitor.PageAsync("/review?review-order=-customers"));
        int[] up = Customers(await visitor.PageAsync("/review?review-order=customers"));

        Assert.Equal(down.OrderDescending(), down);
        Assert.Equal(up.Order(), up);
    }

    [Fact]
    public async Task An_analyst_starts_at_an_earlier_period_or_sees_that_there_is_none()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);

        Assert.Contains("since Sep 2025", await visitor.PageAsync("/review?from=2025-09"), StringComparison.Ordinal);
        string first = await visitor.PageAsync("/review?period=2025-09");
        Assert.Contains("no earlier period", first, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"from\"", first, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.AskAsync("/review?from=yesterday")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.AskAsync("/review?part=weather")).Status);
    }

    [Fact]
    public async Task A_filter_that_the_review_does_not_know_is_taken_off()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);

        Assert.Equal((HttpStatusCode.Redirect, "/review?part=sizes"), await visitor.AskAsync("/review?size=S&q=x&part=sizes"));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task There_is_a_sheet_for_each_manager_and_for_one_alone(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        string[] managers =
        [
            .. Sheet().Matches(await visitor.PageAsync("/review")).Select(match => WebUtility.HtmlDecode(match.Groups["address"].Value)),
        ];

        Assert.NotEmpty(managers);
        Assert.Equal(Math.Min(20, managers.Length), Article().Count(await visitor.PageAsync("/review/managers")));
        string one = await visitor.PageAsync(managers[0]);
        Assert.Equal(1, Article().Count(one));
        reach.AssertNamesNobodyHidden(one, managers[0]);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.AskAsync("/review/managers?manager=NOBODY")).Status);
    }

    [Fact]
    public async Task A_head_gets_no_sheet_of_a_manager_elsewhere()
    {
        Reach reach = await Reach.OfAsync(site, Roles.Head);
        using Visitor visitor = site.VisitorFor(Roles.Head);
        string own = await visitor.PageAsync("/review");

        foreach (string other in reach.OtherManagers.Where(no => !own.Contains($"manager={no}", StringComparison.Ordinal)).Take(5))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.AskAsync($"/review/managers?manager={other}")).Status);
        }
    }

    private static IEnumerable<(string Address, int Count)> Links(string row) =>
        Link().Matches(row).Select(match => (WebUtility.HtmlDecode(match.Groups["address"].Value), Whole(match.Groups["count"].Value)));

    private static int[] Customers(string page) =>
        [
            .. page.Split("<tr")
                .Where(row => row.Contains("nine-counts", StringComparison.Ordinal))
                .Skip(1)
                .Select(row => Whole(First().Match(row).Groups["count"].Value)),
        ];

    private static int Whole(string count) => int.Parse(string.Concat(count.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """<a (?:class="band-\w+" )?href="(?<address>/(?:customers|plans|opportunities|alerts)[^"]*)"[^>]*>(?<count>[\d\s]+)</a>"""
    )]
    private static partial Regex Link();

    [GeneratedRegex("""<td class="num">(?:<a [^>]+>)?(?<count>[\d\s]+)<""")]
    private static partial Regex First();

    [GeneratedRegex("""<span>Export (?<rows>\S+) rows?</span>\s*<a download href="(?<address>[^"]+as=csv)""")]
    private static partial Regex Export();

    [GeneratedRegex("""<th scope="row"><a href="/plans/""")]
    private static partial Regex Plan();

    [GeneratedRegex("""href="(?<address>/review/managers\?[^"]*manager=[^"]+)""")]
    private static partial Regex Sheet();

    [GeneratedRegex("<article class=\"sheet")]
    private static partial Regex Article();
}
