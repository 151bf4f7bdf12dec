using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

[Collection(BankSiteUsers.Name)]
public sealed class GridJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_count_in_a_corner_of_a_branchs_grid_is_the_number_of_rows_behind_it()
    {
        await using Window window = await OpenAsync();
        await window.GoAsync("/grid");
        await window.Page.Locator("details.picker summary").First.ClickAsync();
        string branch = await window.Page.Locator(".picker-panel .below a span").First.InnerTextAsync();
        await window.Page.Locator(".picker-panel .below a").First.ClickAsync();
        await Assertions.Expect(window.Page.Locator("h1")).ToContainTextAsync(branch);
        await Assertions.Expect(window.Page.Locator(".picture.is-drawn")).ToBeVisibleAsync();
        ILocator corner = window.Page.Locator("a.corner").First;
        int counted = Whole((await corner.Locator(".corner-count").TextContentAsync())!);

        await corner.ClickAsync();
        await window.Page.WaitForURLAsync("**/customers?*");
        int rows = await window.Page.Locator("table.customers tbody tr").CountAsync();
        for (int next = 2; await window.Page.Locator("a[rel=next]").CountAsync() > 0; next++)
        {
            await window.Page.Locator("a[rel=next]").ClickAsync();
            await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex($"page-no={next}"));
            await Assertions
                .Expect(window.Page.Locator("a[rel=prev]"))
                .ToHaveAttributeAsync("href", next == 2 ? new Regex("page-no=1") : new($"page-no={next - 1}"));
            rows += await window.Page.Locator("table.customers tbody tr").CountAsync();
        }

        Assert.Equal(counted, rows);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_keyboard_reaches_a_point_hears_its_name_and_opens_the_customer()
    {
        await using Window window = await OpenAsync();
        await window.GoAsync("/grid");
        await window.Page.Locator("#plot").FocusAsync();
        await window.Page.Keyboard.PressAsync("Home");
        string first = (await window.Page.Locator("#announce").TextContentAsync())!;
        await window.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(window.Page.Locator("#announce")).Not.ToHaveTextAsync(first);
        string second = (await window.Page.Locator("#announce").TextContentAsync())!;
        await Assertions.Expect(window.Page.Locator("#tip")).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("#point-menu a")).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForURLAsync("**/customers/*");

        Assert.Contains("RAROC", second);
        await Assertions.Expect(window.Page.Locator("h1")).ToContainTextAsync(second.Split(", ")[0]);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_slash_leads_to_the_search_and_the_switches_keep_the_view()
    {
        await using Window window = await OpenAsync();
        await window.GoAsync("/grid?grid=growth&size=S");
        await window.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(window.Page.Locator("#search")).ToBeFocusedAsync();
        await window.Page.Locator("#theme-switch").ClickAsync();
        await window.Page.Locator("#theme-switch").ClickAsync();
        await Assertions.Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", "dark");
        await window.Page.GetByText("中文", new() { Exact = true }).ClickAsync();

        await Assertions.Expect(window.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        await Assertions.Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", "dark");
        Assert.EndsWith("/grid?grid=growth&size=S", window.Page.Url, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_scripts_the_tiles_and_tables_still_tell_everything()
    {
        await using Window window = await OpenAsync(scripts: false);
        await window.GoAsync("/grid");

        await Assertions.Expect(window.Page.Locator(".nine-cell .corner").First).ToBeVisibleAsync();
        Assert.Equal(9, await window.Page.Locator(".nine-cell").CountAsync());
        await window.Page.Locator("a.corner").First.ClickAsync();
        await Assertions.Expect(window.Page.Locator("table.customers tbody tr").First).ToBeVisibleAsync();
    }

    private Task<Window> OpenAsync(bool scripts = true) =>
        chromium.OpenAsync(site.Address, scripts: scripts, session: site.Session(Roles.Analyst));

    private static int Whole(string count) =>
        int.Parse(count.Replace("\u202F", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
