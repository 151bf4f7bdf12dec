using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

[Collection(BankSiteUsers.Name)]
public sealed class GridJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<string, ColorScheme, int> Looks =>
        new()
        {
            { "zh-CN", ColorScheme.Light, 1440 },
            { "zh-CN", ColorScheme.Dark, 360 },
            { "en", ColorScheme.Dark, 1440 },
            { "en", ColorScheme.Light, 360 },
        };

    [Fact]
    public async Task The_count_in_a_corner_of_a_branchs_grid_is_the_number_of_rows_behind_it()
    {
        await using Window window = await OpenAsync();
        await window.GoAsync("/grid");
        await window.Page.Locator("details.picker summary").First.ClickAsync();
        await window.Page.Locator(".picker-panel .below a").First.ClickAsync();
        await Assertions.Expect(window.Page.Locator(".picture.is-drawn")).ToBeVisibleAsync();
        ILocator corner = window.Page.Locator("a.corner").First;
        int counted = Whole(await corner.Locator(".corner-count").InnerTextAsync());

        await corner.ClickAsync();
        int rows = await window.Page.Locator("table.customers tbody tr").CountAsync();
        while (await window.Page.Locator("a[rel=next]").CountAsync() > 0)
        {
            await window.Page.Locator("a[rel=next]").ClickAsync();
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

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task No_page_has_a_fault_of_access_an_error_or_a_refused_content(string language, ColorScheme theme, int width)
    {
        await using Window window = await OpenAsync(language, theme, width);
        await window.GoAsync("/customers?value=placed");
        string customer = (await window.Page.Locator("table.customers tbody th a").First.GetAttributeAsync("href"))!;
        foreach (string path in (string[])["/grid", "/grid?grid=growth", "/grid?grid=group", "/customers?value=high&size=S", customer])
        {
            await window.GoAsync(path);
            await window.Page.EvaluateAsync(
                "() => document.querySelectorAll('details').forEach((one) => { one.open = one.classList.contains('disclosure'); })"
            );
            await CheckAsync(window, path);
        }

        await window.Page.Locator("details.filters summary").Or(window.Page.Locator("details.picker summary")).First.ClickAsync();
        await CheckAsync(window, "an open picker");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Error_pages_have_no_fault_of_access()
    {
        await using Window window = await OpenAsync("zh-CN", ColorScheme.Dark);
        foreach (string path in (string[])["/nowhere", "/customers?size=Q"])
        {
            await window.GoAsync(path);
            await CheckAsync(window, path);
        }
    }

    private Task<Window> OpenAsync(string language = "en", ColorScheme theme = ColorScheme.Light, int width = 1440, bool scripts = true) =>
        chromium.OpenAsync(site.Address, language, theme, width, scripts, site.Session(Roles.Analyst));

    private static async Task CheckAsync(Window window, string what)
    {
        AxeResult axe = await window.Page.RunAxe();
        string[] faults =
        [
            .. axe.Violations.SelectMany(fault => fault.Nodes.Select(node => $"{what}: {fault.Id} {fault.Help} {node.Html}")),
        ];
        Assert.True(faults.Length == 0, string.Join('\n', faults));
        Assert.True(
            await window.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"),
            $"{what} is wider than the window"
        );
    }

    private static int Whole(string count) =>
        int.Parse(count.Replace("\u202F", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
