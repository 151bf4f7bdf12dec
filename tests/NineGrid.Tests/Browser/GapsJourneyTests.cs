using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

[Collection(BankSiteUsers.Name)]
public sealed class GapsJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_low_against_high_over_the_institutions_to_the_customers(bool scripts)
    {
        await using Window window = await OpenAsync(Roles.Head, scripts);
        IPage page = window.Page;
        await window.GoAsync("/gaps");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("tells High from Low customers best");
        await Assertions.Expect(page.Locator("table.gaps tbody tr")).ToHaveCountAsync(16);
        await page.GetByRole(AriaRole.Link, new() { Name = "Institutions" }).ClickAsync();
        await page.Locator("select[name=indicator]").SelectOptionAsync("cost_income");
        if (!scripts)
        {
            await page.Locator(".choice button").ClickAsync();
        }

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Cost-income ratio of Low customers");
        Assert.Contains("indicator=cost_income", page.Url);
        ILocator figure = page.Locator("table.gaps tbody tr").First.Locator("td.num a.quiet");
        string customers = await page.Locator("table.gaps tbody tr").First.Locator("td").Last.InnerTextAsync();
        await figure.ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync($": {customers} customers in the selection");
        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Cost-income ratio"); // the weakest first
        await Assertions.Expect(page.Locator(".chip")).ToContainTextAsync("Low");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_campaign_is_drawn_from_the_worth_of_a_lever_and_narrowed()
    {
        await using Window window = await OpenAsync(Roles.Head);
        IPage page = window.Page;
        await window.GoAsync("/gaps?by=levers");
        await page.GetByRole(AriaRole.Link, new() { Name = "100%" }).ClickAsync();
        await Assertions.Expect(page.Locator(".choice [aria-current]")).ToHaveTextAsync("100%");
        ILocator payroll = page.Locator("table.gaps tbody tr", new() { HasText = "Payroll" });
        string customers = await payroll.Locator("a").First.InnerTextAsync();
        await payroll.Locator("a").First.ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync($"Payroll for {customers} customer");
        await Assertions.Expect(page.Locator(".levers [aria-current]")).ToContainTextAsync("Payroll");
        await page.Locator(".chip").ClickAsync();
        await Assertions.Expect(page.Locator(".chip")).ToHaveCountAsync(0);
        Assert.Contains("lever=payroll", page.Url);
        await page.Locator(".levers a").First.ClickAsync();
        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("EVA within reach");
        await page.Locator("table.opportunities tbody th a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".position-cards")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }

    private async Task<Window> OpenAsync(Roles role, bool scripts = true) =>
        await chromium.OpenAsync(site.Address, "en", scripts: scripts, session: site.Session(role));
}
