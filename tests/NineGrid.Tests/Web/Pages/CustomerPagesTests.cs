using System.Net;
using System.Text.RegularExpressions;
using NineGrid.Data.Access;
using NineGrid.Domain.Grids;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

/// <summary>The pages of a customer and of a credit group as each role reads them, in both languages and without scripts.</summary>
[Collection(BankSiteUsers.Name)]
public sealed partial class CustomerPagesTests(BankSite site)
{
    public static TheoryData<Roles, string> Readers
    {
        get
        {
            var readers = new TheoryData<Roles, string>();
            foreach (Roles role in (Roles[])[Roles.Manager, Roles.Head, Roles.Analyst])
            {
                readers.Add(role, "zh-CN");
                readers.Add(role, "en");
            }

            return readers;
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Every_customer_and_group_that_may_be_seen_has_a_complete_page(Roles role, string language)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role, language);
        string[] paths =
        [
            .. reach
                .Customers.Order(StringComparer.Ordinal)
                .Where((_, i) => i % 11 == 0)
                .SelectMany(no => (string[])[$"/customers/{no}", $"/customers/{no}/what-if?unit=1000&amount=5000&deposits=900"]),
            .. reach.Groups.Where((_, i) => i % 3 == 0).Select(code => $"/groups/{code}"),
        ];
        foreach (string path in paths)
        {
            string page = await visitor.PageAsync(path);

            Assert.DoesNotMatch(UnknownKey(), page);
            // A word of its own: the tokens of forms are random letters.
            Assert.DoesNotMatch(@"\bNaN\b(?![\w-])", page);
            Assert.DoesNotContain("∞", page);
            reach.AssertNamesNobodyHidden(page, path);
        }
    }

    [Fact]
    public async Task The_way_of_a_customer_leads_to_its_group_and_the_group_back_to_it()
    {
        Reach reach = await Reach.OfAsync(site, Roles.Manager);
        using Visitor visitor = site.VisitorFor(Roles.Manager);
        string group = await visitor.PageAsync($"/groups/{reach.Groups[0]}");
        string customer = WebUtility.HtmlDecode(Member().Match(group).Groups["address"].Value);

        Assert.Contains($"href=\"/groups/{reach.Groups[0]}\"", await visitor.PageAsync(customer));
    }

    [Fact]
    public async Task Sums_of_a_group_are_kept_back_from_a_manager_who_sees_a_part_of_it_and_the_page_says_so()
    {
        Reach reach = await Reach.OfAsync(site, Roles.Manager);
        string shared = reach.Groups.First(code => reach.OtherGroups.Contains(code));
        using Visitor manager = site.VisitorFor(Roles.Manager);
        using Visitor analyst = site.VisitorFor(Roles.Analyst);
        string hers = await manager.PageAsync($"/groups/{shared}");
        string whole = await analyst.PageAsync($"/groups/{shared}");

        Assert.Contains("The group&#x27;s sums are not shown", hers);
        Assert.DoesNotContain("Group without it", hers);
        Assert.Contains("Group without it", whole);
        Assert.True(Member().Count(hers) < Member().Count(whole));
    }

    [Fact]
    public async Task Every_line_of_the_arithmetic_opens_its_inputs_with_their_source()
    {
        string page = await PlacedCustomerAsync();
        MatchCollection lines = Why().Matches(Arithmetic().Match(page).Value);

        Assert.InRange(lines.Count, 12, 13);
        Assert.All(lines, line => Assert.Contains("<small>", line.Value));
        foreach (string source in (string[])["Jan 2025 to Dec 2025", "data batch ", "parameter of scheme version 1", "another line here"])
        {
            Assert.Contains(source, page);
        }
    }

    [Fact]
    public async Task An_unplaced_customer_shows_what_is_missing_in_place_of_empty_boxes()
    {
        (UnplacedReason Reason, string Grid, string Says)[] expected =
        [
            (UnplacedReason.New, "value", "months of data lie in the window; it is computed from 3 months on"),
            (UnplacedReason.Lost, "value", "There is no data from Jan 2025 to Dec 2025; the last month is"),
            (UnplacedReason.NoRisk, "value", "There is exposure but no capital is reported; missing: "),
            (UnplacedReason.NoCapital, "value", "capital is zero, so there is no RAROC"),
            (UnplacedReason.NoHistory, "growth", "From Jan 2024 to Dec 2024 there are fewer than three months"),
            (UnplacedReason.MissingStatements, "growth", "Statements, or their revenue or net profit, are missing for: 20"),
            (UnplacedReason.StaleStatements, "growth", "2023 and the two years before it are needed at least"),
        ];
        foreach ((UnplacedReason reason, string grid, string says) in expected)
        {
            string page = await CustomerAsync($"/customers?{grid}={reason}");

            Assert.Contains(says, page);
            Assert.True(
                reason is not (UnplacedReason.New or UnplacedReason.Lost) || !page.Contains("class=\"bridge\"", StringComparison.Ordinal)
            );
        }
    }

    private Task<string> PlacedCustomerAsync() => CustomerAsync("/customers?value=placed&growth=placed&sort=-revenue");

    private async Task<string> CustomerAsync(string list) =>
        await site.PageAsync(WebUtility.HtmlDecode(Member().Match(await site.PageAsync(list, "en")).Groups["address"].Value), "en");

    [GeneratedRegex("""<th scope="row"><a href="(?<address>/customers/[^"]+)">""")]
    private static partial Regex Member();

    [GeneratedRegex("""<table class="table table-sm arithmetic">.*?</table>""", RegexOptions.Singleline)]
    private static partial Regex Arithmetic();

    [GeneratedRegex("""<details class="why">.*?</details>""", RegexOptions.Singleline)]
    private static partial Regex Why();

    // A key without a text comes out as itself.
    [GeneratedRegex(
        """[>"](column|grid|band|reason|line|trail|trends?|bridge|missing|source|input|parameter|gap|benchmark|group|bearing|batch|neighbours|path|target|step|standing|worth|products|lever)\.[a-zA-Z_.]+[<"]"""
    )]
    private static partial Regex UnknownKey();
}
