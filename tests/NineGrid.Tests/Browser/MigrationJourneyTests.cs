using System.Globalization;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

[Collection(BankSiteUsers.Name)]
public sealed class MigrationJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_analyst_clicks_a_flow_and_the_list_has_as_many_rows(bool scripts)
    {
        await using Window window = await OpenAsync(scripts);
        IPage page = window.Page;
        await window.GoAsync("/grid");
        await page.GetByRole(AriaRole.Link, new() { Name = "Migration" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("net upgrade rate");
        ILocator flow = page.Locator("table.flows td.is-down > a:not(.line-moved)").First;
        int clicked = int.Parse(await flow.InnerTextAsync(), CultureInfo.InvariantCulture);
        await flow.ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync($": {clicked.ToString(CultureInfo.InvariantCulture)} customer");
        await Assertions.Expect(page.Locator("table.customers tbody tr")).ToHaveCountAsync(clicked);
        await Assertions.Expect(page.Locator(".chip")).ToContainTextAsync("Sep 2025 to Dec 2025");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_flow_of_the_picture_is_told_in_words_when_it_is_reached_and_leads_to_its_customers()
    {
        await using Window window = await OpenAsync();
        IPage page = window.Page;
        await window.GoAsync("/migration");
        ILocator told = page.Locator(".flow-told");
        await Assertions.Expect(told).ToContainTextAsync("Point at a flow");
        ILocator flow = page.Locator(".flow-ribbons a").Last;
        await flow.FocusAsync();
        string words = (await flow.GetAttributeAsync("aria-label"))!;
        await Assertions.Expect(told).ToHaveTextAsync(words);
        // The picture is replaced in place, and its flows are told again.
        await page.GetByRole(AriaRole.Link, new() { Name = "And who stayed" }).ClickAsync();
        await Assertions.Expect(page.Locator(".flow-ribbons path.is-stay").First).ToBeAttachedAsync();
        await page.Locator(".flow-ribbons a").Last.FocusAsync();
        await Assertions.Expect(told).ToHaveTextAsync((await page.Locator(".flow-ribbons a").Last.GetAttributeAsync("aria-label"))!);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("table.customers")).ToBeVisibleAsync();
        Assert.Contains("moved=value.2025-09.", page.Url);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Rows_are_told_apart_and_sorted_in_place()
    {
        await using Window window = await OpenAsync();
        IPage page = window.Page;
        await window.GoAsync("/migration");
        await page.Locator(".rows-panel").GetByRole(AriaRole.Link, new() { Name = "Size class" }).ClickAsync();
        await Assertions.Expect(page.Locator(".rows-panel a[aria-current]")).ToHaveTextAsync("Size class");
        await Assertions.Expect(page.Locator("table.rates tbody tr")).ToHaveCountAsync(4);
        await page.Locator("table.rates thead a", new() { HasText = "Down" }).ClickAsync();
        await Assertions.Expect(page.Locator("table.rates th[aria-sort=descending]")).ToContainTextAsync("Down");
        Assert.Contains("across=size", page.Url);
        await page.Locator("table.rates tbody tr").First.Locator("th a").ClickAsync();
        await Assertions.Expect(page.Locator(".chip")).ToHaveCountAsync(1);
        Assert.Empty(window.Complaints);
    }

    private async Task<Window> OpenAsync(bool scripts = true) =>
        await chromium.OpenAsync(site.Address, "en", scripts: scripts, session: site.Session(Roles.Analyst));
}
