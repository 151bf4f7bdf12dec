using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

[Collection(BankSiteUsers.Name)]
public sealed class CustomersJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<string, ColorScheme, int> Looks =>
        new() { { "en", ColorScheme.Dark, 1440 }, { "zh-CN", ColorScheme.Light, 360 } };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Columns_are_chosen_with_and_without_scripts(bool scripts)
    {
        await using Window window = await OpenAsync(scripts: scripts);
        IPage page = window.Page;
        await window.GoAsync("/customers?size=L");
        await page.Locator("#columns summary").ClickAsync();
        await page.GetByLabel("Strategy", new() { Exact = true }).And(page.Locator("#columns input")).UncheckAsync();
        await page.GetByLabel("Wallet share").CheckAsync();
        await page.GetByText("Show these columns").ClickAsync();

        ILocator shown = page.Locator("table.customers thead th a");
        await Assertions.Expect(shown.Last).ToHaveTextAsync("Wallet share");
        string[] heads = [.. await shown.AllInnerTextsAsync()];
        Assert.DoesNotContain("Strategy", heads);
        Assert.Equal("Wallet share", heads[^1]);
        await page.Locator("table.customers thead th a", new() { HasText = "Wallet share" }).ClickAsync();
        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Wallet share");
        Assert.Contains("size=L", page.Url);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Three_customers_are_ticked_and_compared_and_no_more_than_five_can_be()
    {
        await using Window window = await OpenAsync();
        IPage page = window.Page;
        await window.GoAsync("/customers");
        ILocator boxes = page.Locator("input[name=no]");
        await page.Locator(".tick-all input").CheckAsync();
        Assert.Equal(5, await page.Locator("input[name=no]:checked").CountAsync());
        await Assertions.Expect(boxes.Nth(5)).ToBeDisabledAsync();
        await boxes.Nth(0).UncheckAsync();
        await boxes.Nth(3).UncheckAsync();
        await Assertions.Expect(boxes.Nth(5)).ToBeEnabledAsync();
        string name = await page.Locator("table.customers tbody th").Nth(1).InnerTextAsync();
        await Assertions.Expect(page.Locator("#compare [role=status]")).ToContainTextAsync(name);
        await page.Locator("#compare button").ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("3 customers side by side");
        await Assertions.Expect(page.Locator(".comparison .who").First).ToHaveTextAsync(name);
        await page.Locator(".comparison .drop").First.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("2 customers side by side");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_view_is_kept_and_opened_again()
    {
        await using Window window = await OpenAsync();
        IPage page = window.Page;
        await window.GoAsync("/customers?size=M&sort=-raroc&columns=raroc,eva");
        await page.Locator("#views summary").ClickAsync();
        await page.Locator("#views input[name=Name]").FillAsync("medium by RAROC");
        await page.GetByText("Keep this view").ClickAsync();
        await window.GoAsync("/customers");
        await page.Locator("#views summary").ClickAsync();
        await page.Locator("#views a", new() { HasText = "medium by RAROC" }).ClickAsync();

        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("RAROC");
        Assert.Equal(4, await page.Locator("table.customers thead th a").CountAsync());
        await window.GoAsync("/views");
        await page.GetByText("Delete", new() { Exact = true }).And(page.Locator("button")).ClickAsync();
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("medium by RAROC");
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task No_page_has_a_fault_of_access_or_is_wider_than_the_window(string language, ColorScheme theme, int width)
    {
        await using Window window = await OpenAsync(language, theme, width);
        IPage page = window.Page;
        await window.GoAsync("/customers?columns=creditcode,groupname,raroc,bankgrowth,owngrowth,consistency,crosssell");
        await page.Locator("input[name=no]").Nth(1).CheckAsync();
        await window.CheckAsync("the list");
        foreach (string panel in (string[])["#columns", "#views"])
        {
            await page.Locator($"{panel} summary").ClickAsync();
            await window.CheckAsync(panel);
            await page.Keyboard.PressAsync("Escape");
        }

        await page.Locator("input[name=no]").Nth(2).CheckAsync();
        await page.Locator("#compare button").ClickAsync();
        await window.CheckAsync("the comparison");
        await window.GoAsync("/views");
        await window.CheckAsync("the views");
        await window.GoAsync("/grid");
        await page.Locator(".exports-picker summary").ClickAsync();
        await window.CheckAsync("the exports of a grid");
        Assert.Empty(window.Complaints);
    }

    private Task<Window> OpenAsync(string language = "en", ColorScheme theme = ColorScheme.Light, int width = 1440, bool scripts = true) =>
        chromium.OpenAsync(site.Address, language, theme, width, scripts, site.Session(Roles.Analyst));
}
