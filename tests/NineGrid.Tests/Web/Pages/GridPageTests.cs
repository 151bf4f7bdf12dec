using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using NineGrid.Data.Access;

namespace NineGrid.Tests.Web.Pages;

/// <summary>The tiles of the grid page, and what its picture is told.</summary>
[Collection(BankSiteUsers.Name)]
public sealed partial class GridPageTests(BankSite site)
{
    public static TheoryData<Roles> Readers => [Roles.Manager, Roles.Head, Roles.Analyst];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_change_of_a_tile_is_its_count_less_the_count_on_the_page_of_the_period_before(Roles role)
    {
        using Visitor visitor = site.VisitorFor(role);
        foreach (
            string query in (string[])["grid=value", "grid=growth", "grid=group", "grid=value&size=S", "grid=growth&value=low&industry=C"]
        )
        {
            Tile[] now = Tiles(await visitor.PageAsync($"/grid?{query}&period={BankSite.Newest}"));
            Tile[] before = Tiles(await visitor.PageAsync($"/grid?{query}&period={BankSite.Earlier}"));

            Assert.Equal(9, now.Length);
            Assert.All(before, tile => Assert.Equal("–", tile.Change));
            Assert.All(now.Zip(before), pair => Assert.Equal(pair.First.Count - pair.Second.Count, Signed(pair.First.Change)));
        }
    }

    [Fact]
    public async Task Shares_of_the_tiles_add_up_to_the_whole()
    {
        Tile[] tiles = Tiles(await site.PageAsync("/grid", "en"));

        // Nine figures rounded to whole percents, or a tenth below 10 %.
        Assert.InRange(tiles.Sum(tile => Percent(tile.Revenue)), 100 - 4.5, 100 + 4.5);
        // A share of a loss is none.
        Assert.True(tiles.All(tile => tile.Eva == "–") || tiles.Sum(tile => Percent(tile.Eva)) is >= 100 - 4.5 and <= 100 + 4.5);
    }

    [Fact]
    public async Task A_tile_leads_to_its_customers_with_every_filter_and_without_the_settings_of_the_picture()
    {
        string page = await site.PageAsync("/grid?period=2025-09&size=S&view=tiles&colour=size&zoom=0,1,0,1&trail=C1&q=C0", "en");

        string[] links = [.. Link().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups["address"].Value))];
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Matches("^/customers\\?period=2025-09&value=[LMH]{2}&size=S&q=C0$", link));
    }

    [Fact]
    public async Task Filters_keep_the_settings_of_the_picture()
    {
        string page = await site.PageAsync("/grid?size=S&view=tiles&colour=size&zoom=0,1,0,1.5&trail=C1", "en");

        Assert.Contains("href=\"/grid?view=tiles&amp;colour=size&amp;zoom=0,1,0,1.5&amp;trail=C1\"", page); // the filter taken away
        Assert.Contains("<input type=\"hidden\" name=\"colour\" value=\"size\"", page);
    }

    [Fact]
    public async Task The_picture_tells_medians_categories_and_where_a_point_leads()
    {
        using JsonDocument read = JsonDocument.Parse(await site.PageAsync("/grid?handler=points", "en"));
        JsonElement picture = read.RootElement;
        JsonElement[] points = [.. picture.GetProperty("points").EnumerateArray()];

        foreach (string axis in (string[])["x", "y"])
        {
            double at = picture.GetProperty(axis).GetProperty("median").GetProperty("at").GetDouble();
            int below = points.Count(point => point.GetProperty(axis).GetDouble() < at - 1e-3);
            int above = points.Count(point => point.GetProperty(axis).GetDouble() > at + 1e-3);

            // Rounded places near the line may fall on either side.
            Assert.True(below <= points.Length / 2 && above <= points.Length / 2, $"{axis}: {below} below, {above} above");
        }

        string[] meanings = [.. picture.GetProperty("colours").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];
        Assert.Equal(["band", "strategy", "size", "manager", "consistency"], meanings);
        int[] categories =
        [
            .. picture.GetProperty("colours").EnumerateArray().Select(one => one.GetProperty("categories").GetArrayLength()),
        ];
        Assert.All(
            points,
            point =>
                Assert.All(
                    point.GetProperty("k").EnumerateArray().Select((own, i) => (Own: own.GetInt32(), i)),
                    one => Assert.InRange(one.Own, 0, categories[one.i] - 1)
                )
        );
        Assert.Equal("/customers/{no}", picture.GetProperty("address").GetString());
    }

    [Fact]
    public async Task A_small_selection_is_sent_whole_whatever_part_is_seen() =>
        Assert.Equal(
            await site.PageAsync("/grid?handler=points", "en"),
            await site.PageAsync("/grid?handler=points&zoom=0,0.1,0,0.1", "en")
        );

    private sealed record Tile(int Count, string Revenue, string Eva, string Change);

    private static Tile[] Tiles(string page) =>
        [
            .. OneTile()
                .Matches(page)
                .Select(match => new Tile(
                    Whole(match.Groups["count"].Value),
                    WebUtility.HtmlDecode(match.Groups["revenue"].Value),
                    WebUtility.HtmlDecode(match.Groups["eva"].Value),
                    WebUtility.HtmlDecode(match.Groups["change"].Value)
                )),
        ];

    private static int Whole(string count) => int.Parse(string.Concat(count.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    private static int Signed(string change) => Whole(change) * (change.Contains('\u2212', StringComparison.Ordinal) ? -1 : 1);

    private static double Percent(string share) =>
        double.Parse(string.Concat(share.Where(letter => char.IsAsciiDigit(letter) || letter == '.')), CultureInfo.InvariantCulture)
        * (share.Contains('\u2212', StringComparison.Ordinal) ? -1 : 1);

    [GeneratedRegex(
        """
            <b\ class="corner-count">(?<count>[^<]+)</b>.*?<dl\ class="tile">.*?<dd>(?<revenue>[^<]*)</dd>.*?<dd>(?<eva>[^<]*)</dd>.*?<dd\ class="tile-change">(?<change>[^<]+)</dd>
            """,
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex OneTile();

    [GeneratedRegex("""<a class="corner" data-cell="\w\w" href="(?<address>[^"]+)">""")]
    private static partial Regex Link();
}
