using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NineGrid.Tests.Web.Pages;

/// <summary>The pages as a browser without scripts reads them.</summary>
[Collection(BankSiteUsers.Name)]
public sealed partial class PagesTests(BankSite site)
{
    [Theory]
    [InlineData("/grid")]
    [InlineData("/grid?grid=growth")]
    [InlineData("/grid?grid=group&size=S")]
    [InlineData("/grid?period=2025-09")]
    [InlineData("/customers")]
    [InlineData("/customers?sort=-raroc&value=high&industry=C")]
    [InlineData("/customers?q=%00%25_%27%5B&manager=%0A&member=%22")]
    public async Task A_page_is_complete_in_both_languages(string path)
    {
        foreach (string language in (string[])["zh-CN", "en"])
        {
            string page = await site.PageAsync(path, language);

            Assert.Contains($"<html lang=\"{language}\"", page);
            Assert.DoesNotMatch(UnknownKey(), page);
        }
    }

    [Fact]
    public async Task The_site_starts_with_today()
    {
        using HttpClient client = site.Client();
        using HttpResponseMessage answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/today", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("zh-TW,en;q=0.5", "zh-CN")]
    [InlineData("de,en-GB;q=0.8,zh;q=0.2", "en")]
    [InlineData("fr", "zh-CN")]
    public async Task The_language_of_the_browser_decides(string accepted, string language) =>
        Assert.Contains($"<html lang=\"{language}\"", await site.PageAsync("/customers", accepted));

    [Fact]
    public async Task The_switch_overrides_the_browser_and_leads_back()
    {
        using HttpClient client = site.Client("zh-CN");
        using HttpResponseMessage answer = await client.GetAsync(new Uri("/language/en?back=%2Fcustomers%3Fsize%3DS", UriKind.Relative));
        using HttpResponseMessage page = await client.GetAsync(answer.Headers.Location);

        Assert.Equal("/customers?size=S", answer.Headers.Location!.OriginalString);
        Assert.Contains("<html lang=\"en\"", await page.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task The_switch_leads_nowhere_else(string back)
    {
        using HttpClient client = site.Client();
        using HttpResponseMessage answer = await client.GetAsync(
            new Uri($"/language/en?back={Uri.EscapeDataString(back)}", UriKind.Relative)
        );

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/grid?institution=NOWHERE")]
    [InlineData("/grid?period=1999-01")]
    [InlineData("/customers/C-nobody")]
    [InlineData("/nothing/here")]
    public async Task What_does_not_exist_is_a_page_that_says_so(string path)
    {
        (HttpStatusCode status, string page) = await AnswerAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no such page", page);
        Assert.Contains("frame-search", page);
    }

    [Theory]
    [InlineData("/customers?size=Q", "L, M, S, XS")]
    [InlineData("/customers?value=XX", "high, mid, low")]
    [InlineData("/grid?grid=moon", "value, growth, group")]
    [InlineData("/grid?period=December", "YYYY-MM")]
    [InlineData("/customers?sort=luck", "Revenue")]
    [InlineData("/customers?page-no=0", "1, 2, 3")]
    public async Task A_filter_that_means_nothing_is_named_with_what_was_expected(string path, string expected)
    {
        (HttpStatusCode status, string page) = await AnswerAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(path.Split('=')[1], page);
        Assert.Contains(expected, page);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("growth")]
    [InlineData("group")]
    public async Task Every_cell_and_reason_leads_to_as_many_customers_as_it_counts(string grid)
    {
        string page = await site.PageAsync($"/grid?grid={grid}&size=S", "en");
        MatchCollection counts = Corner().Matches(page);
        MatchCollection reasons = Reason().Matches(page);

        Assert.NotEmpty(counts);
        foreach (Match one in counts.Concat(reasons))
        {
            string list = await site.PageAsync(WebUtility.HtmlDecode(one.Groups["address"].Value), "en");
            Assert.Contains("size=S", one.Groups["address"].Value);
            Assert.Equal(Whole(one.Groups["count"].Value), Whole(Title().Match(list).Groups["count"].Value));
        }
    }

    [Theory]
    [InlineData("value")]
    [InlineData("growth")]
    public async Task The_picture_has_a_point_for_every_customer_the_cells_count(string grid)
    {
        string page = await site.PageAsync($"/grid?grid={grid}", "en");
        using JsonDocument picture = JsonDocument.Parse(await site.PageAsync($"/grid?grid={grid}&handler=points", "en"));

        Assert.Equal(
            Corner().Matches(page).Sum(corner => Whole(corner.Groups["count"].Value)),
            picture.RootElement.GetProperty("points").GetArrayLength()
        );
    }

    [Fact]
    public async Task A_customer_is_found_by_its_number_and_its_page_shows_the_arithmetic()
    {
        string list = await site.PageAsync("/customers?value=placed&sort=-revenue", "en");
        string address = WebUtility.HtmlDecode(CustomerLink().Match(list).Groups["address"].Value);
        string no = address.Split('/', '?')[2];

        Assert.Contains($">{no}</td>", await site.PageAsync($"/customers?q={no}", "en"));
        string page = await site.PageAsync(address, "en");
        foreach (
            string line in (string[])
                ["Revenue", "Operating cost", "Expected loss", "Credit capital", "Operational-risk capital", "RAROC", "EVA"]
        )
        {
            Assert.Contains($"<th scope=\"row\">{line}</th>", page);
        }

        Assert.Equal(16, IndicatorRow().Count(page));
        // One for each grid on which it ever had a place.
        Assert.Equal(page.Contains("In no credit group", StringComparison.Ordinal) ? 2 : 3, MiniGrid().Count(page));
    }

    [Fact]
    public async Task Every_kind_of_unplaced_customer_has_a_page_that_says_why()
    {
        foreach (string reason in (string[])["New", "Lost", "NoRisk", "NoCapital"])
        {
            string list = await site.PageAsync($"/customers?value={reason}", "en");
            string page = await site.PageAsync(WebUtility.HtmlDecode(CustomerLink().Match(list).Groups["address"].Value), "en");

            Assert.Contains("not placed on the value grid", page);
        }
    }

    private async Task<(HttpStatusCode Status, string Page)> AnswerAsync(string path)
    {
        using HttpClient client = site.Client("en");
        using HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static int Whole(string count) =>
        int.Parse(count.Replace("\u202F", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex("""<a class="corner" data-cell="\w\w" href="(?<address>[^"]+)">\s*<b class="corner-count">(?<count>[^<]+)</b>""")]
    private static partial Regex Corner();

    [GeneratedRegex("""<li><a href="(?<address>[^"]+)"><b class="num">(?<count>[^<]+)</b>""")]
    private static partial Regex Reason();

    [GeneratedRegex("<h1>[^<]*: (?<count>[\\d\u202F]+) customers? in the selection</h1>")]
    private static partial Regex Title();

    [GeneratedRegex("""<th scope="row"><a href="(?<address>/customers/[^"]+)">""")]
    private static partial Regex CustomerLink();

    [GeneratedRegex("""<summary title="[^"]+"><span title="(more|less) is better" """)]
    private static partial Regex IndicatorRow();

    [GeneratedRegex("<svg class=\"mini-grid\"")]
    private static partial Regex MiniGrid();

    // A key without a text comes out as itself.
    [GeneratedRegex(
        ">(column|grid|band|reason|filter|side|help|frame|picture|line|table|trail|trend|trends|bridge|missing|source|input|parameter|gap|benchmark|group|bearing|batch|neighbours)\\.[a-zA-Z.]+<"
    )]
    private static partial Regex UnknownKey();
}
