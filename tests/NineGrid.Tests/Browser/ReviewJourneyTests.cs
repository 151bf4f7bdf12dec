using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

[Collection(BankSiteUsers.Name)]
public sealed class ReviewJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_analyst_compares_two_branches_and_prints_a_page_for_each_manager(bool scripts)
    {
        await using Window window = await chromium.OpenAsync(site.Address, "en", scripts: scripts, session: site.Session(Roles.Analyst));
        IPage page = window.Page;
        await window.GoAsync("/review");
        await page.GetByRole(AriaRole.Link, new() { Name = "Institutions", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("institutions");
        await page.Locator("table.review thead").GetByRole(AriaRole.Link, new() { Name = "Net upgrade" }).ClickAsync();
        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Net upgrade");
        Assert.True(await page.Locator("table.review tbody tr:not(.total)").CountAsync() >= 2);
        await page.GetByRole(AriaRole.Link, new() { Name = "By revenue" }).ClickAsync();
        await Assertions.Expect(page.Locator("#heat h2")).ToHaveTextAsync("Share of revenue in each band");

        ILocator branch = page.Locator("table.review tbody tr:not(.total) th a").First;
        string name = await branch.InnerTextAsync();
        await branch.ClickAsync();
        await Assertions.Expect(page.Locator("#institution-picker summary b")).ToHaveTextAsync(name);
        await page.GetByRole(AriaRole.Link, new() { Name = "Managers", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync($"{name}: ");
        await page.GetByText("Print: a page per manager").ClickAsync();
        int sheets = await page.Locator("article.sheet").CountAsync();

        Assert.True(sheets > 0);
        Assert.Equal(sheets, Pages(await page.PdfAsync(new() { PreferCSSPageSize = true })));
        Assert.Empty(window.Complaints);
    }

    private static int Pages(byte[] pdf) => Regex.Count(Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b(?!s)");
}
