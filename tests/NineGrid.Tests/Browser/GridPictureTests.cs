using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

/// <summary>What the picture of the grid does under mouse and keyboard.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class GridPictureTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_rectangle_drawn_with_the_mouse_is_magnified_and_a_double_click_leads_back()
    {
        await using Window window = await OpenAsync("/grid");
        LocatorBoundingBoxResult plot = (await window.Page.Locator("#canvas").BoundingBoxAsync())!;
        await window.Page.Mouse.MoveAsync(plot.X + (plot.Width * 0.75f), plot.Y + (plot.Height * 0.05f));
        await window.Page.Mouse.DownAsync();
        await window.Page.Mouse.MoveAsync(plot.X + (plot.Width * 0.95f), plot.Y + (plot.Height * 0.25f), new() { Steps = 4 });
        await Assertions.Expect(window.Page.Locator("#zoom-box")).ToBeVisibleAsync();
        await window.Page.Mouse.UpAsync();

        await Assertions.Expect(window.Page.Locator("#zoom-box")).ToBeHiddenAsync();
        Assert.Contains("zoom=2", window.Page.Url);
        // The rectangle lies in the cell of high revenue and RAROC.
        await Assertions.Expect(window.Page.Locator(".nine-cell:visible")).ToHaveCountAsync(1);
        await Assertions.Expect(window.Page.Locator(".nine-cell:visible [data-cell]")).ToHaveAttributeAsync("data-cell", "HH");
        string seen = window.Page.Url;
        await window.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Assertions.Expect(window.Page.Locator(".nine-cell:visible")).ToHaveCountAsync(1);
        Assert.Equal(seen, window.Page.Url);

        await window
            .Page.Locator("#canvas")
            .DblClickAsync(
                new()
                {
                    Position = new() { X = 70, Y = plot.Height - 40 },
                }
            );
        await Assertions.Expect(window.Page.Locator(".nine-cell:visible")).ToHaveCountAsync(9);
        Assert.DoesNotContain("zoom", window.Page.Url);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Keys_magnify_and_show_everything_again()
    {
        await using Window window = await OpenAsync("/grid");
        await window.Page.Locator("#plot").FocusAsync();
        await window.Page.Keyboard.PressAsync("+");
        Assert.Contains("zoom=0.75%2C2.25%2C0.75%2C2.25", window.Page.Url);
        await window.Page.Keyboard.PressAsync("+");
        Assert.Contains("zoom=1.125%2C1.875%2C1.125%2C1.875", window.Page.Url);
        await Assertions.Expect(window.Page.Locator(".nine-cell:visible")).ToHaveCountAsync(1);
        await window.Page.Keyboard.PressAsync("-");
        Assert.Contains("zoom=0.75%2C2.25%2C0.75%2C2.25", window.Page.Url);
        await window.Page.Keyboard.PressAsync("0");
        Assert.EndsWith("/grid", window.Page.Url, StringComparison.Ordinal);

        ILocator reset = window.Page.Locator("[data-zoom-by='0']");
        await Assertions.Expect(reset).ToBeDisabledAsync();
        await window.Page.Locator("[data-zoom-by='2']").ClickAsync();
        await reset.ClickAsync();
        await Assertions.Expect(window.Page.Locator("#plot")).ToBeFocusedAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_search_lights_up_a_customer_and_leads_to_its_menu()
    {
        await using Window window = await OpenAsync("/grid?zoom=0,0.2,0,0.2");
        ILocator row = window.Page.Locator("#largest tbody tr").First;
        string name = (await row.Locator("th a").TextContentAsync())!;
        await window.Page.Locator("#find").FillAsync(name.ToUpperInvariant());

        await Assertions.Expect(window.Page.Locator("#found")).ToHaveTextAsync("1 marked");
        await Assertions.Expect(window.Page.Locator("#announce")).ToContainTextAsync(name);
        Assert.EndsWith("/grid", window.Page.Url, StringComparison.Ordinal); // it lay outside the part seen
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("#plot")).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("#point-menu")).ToHaveAttributeAsync("aria-label", $"{name}: actions");
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("#plot")).ToBeFocusedAsync();
        await Assertions.Expect(window.Page.Locator("#compare")).ToHaveTextAsync("Compare (1)");
        Assert.StartsWith(
            "/customers/compare?no=",
            await window.Page.Locator("#compare").GetAttributeAsync("href"),
            StringComparison.Ordinal
        );

        await window.Page.Locator("#find").FillAsync("nobody of that name");
        await Assertions.Expect(window.Page.Locator("#found")).ToHaveTextAsync("Not on the picture");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Trails_are_chosen_by_key_and_by_box_and_stay_in_the_address()
    {
        await using Window window = await OpenAsync("/grid?value=placed");
        await window.Page.Locator("#plot").FocusAsync();
        await window.Page.Keyboard.PressAsync("Home");
        await window.Page.Keyboard.PressAsync("t");
        // Two periods are stored, three months apart.
        await Assertions.Expect(window.Page.Locator("#announce")).ToContainTextAsync("Sep 2025");
        await Assertions.Expect(window.Page.Locator("#announce")).ToContainTextAsync("Dec 2025");
        await window.Page.Locator("#largest summary").ClickAsync();
        for (int chosen = 2; chosen <= 5; chosen++)
        {
            await window.Page.Locator("#largest .trail-box:not(:checked)").First.CheckAsync();
            await window.Page.WaitForURLAsync(address => Trails(address) == chosen);
        }

        await window.Page.Locator("#largest .trail-box:not(:checked)").First.ClickAsync();
        await Assertions.Expect(window.Page.Locator("#announce")).ToContainTextAsync("At most 5 trails");
        int boxes = await window.Page.Locator("#largest .trail-box:checked").CountAsync();
        await window.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Equal(5, Trails(window.Page.Url));
        Assert.Equal(boxes, await window.Page.Locator("#largest .trail-box:checked").CountAsync());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Colours_change_their_meaning_in_place_and_the_settings_pass_into_the_links_of_the_page()
    {
        await using Window window = await OpenAsync("/grid");
        await window.Page.Locator("#colour").SelectOptionAsync("strategy");

        await Assertions.Expect(window.Page.Locator("#legend")).ToContainTextAsync("Deepen");
        Assert.EndsWith("/grid?colour=strategy", window.Page.Url, StringComparison.Ordinal);
        await window.Page.Locator("#colour").SelectOptionAsync("manager");
        await Assertions.Expect(window.Page.Locator("#legend")).ToContainTextAsync("Other managers");
        string tab = (await window.Page.Locator(".nav-underline a").Nth(1).GetAttributeAsync("href"))!;
        Assert.Contains("colour=manager", tab);
        await window.Page.Locator("[data-look=tiles]").ClickAsync();
        await Assertions.Expect(window.Page.Locator(".tile").First).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator("#canvas")).ToBeHiddenAsync();
        Assert.Contains("view=tiles", window.Page.Url);
        await window.Page.Locator("[data-look=picture]").ClickAsync();
        await Assertions.Expect(window.Page.Locator("#canvas")).ToBeVisibleAsync();
        Assert.EndsWith("/grid?colour=manager", window.Page.Url, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_click_on_a_point_offers_what_can_be_done_with_it()
    {
        await using Window window = await OpenAsync("/grid");
        await window.Page.Locator("#plot").FocusAsync();
        await window.Page.Keyboard.PressAsync("Home");
        string name = (await window.Page.Locator("#tip b").TextContentAsync())!;
        LocatorBoundingBoxResult tip = (await window.Page.Locator("#tip").BoundingBoxAsync())!;
        LocatorBoundingBoxResult plot = (await window.Page.Locator("#canvas").BoundingBoxAsync())!;
        await window.Page.Keyboard.PressAsync("Escape");
        // The card stands 14 pixels beside the point, at its height unless that is near an edge.
        bool left = tip.X - 14 - plot.X > 0 && await IsPointAsync(window, tip.X - 14, tip.Y + (tip.Height / 2), name);
        float x = left ? tip.X - 14 : tip.X + tip.Width + 14;
        await window.Page.Mouse.ClickAsync(x, tip.Y + (tip.Height / 2));

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Menuitem)).ToBeFocusedAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Menuitemcheckbox)).ToHaveCountAsync(2);
        await window.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(window.Page.Locator("#point-menu")).ToBeHiddenAsync();
        await Assertions.Expect(window.Page.Locator("#plot")).ToBeFocusedAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_scripts_the_tiles_are_what_one_sees_and_all_of_a_tile_leads_to_its_customers()
    {
        await using Window window = await OpenAsync("/grid?size=S", scripts: false);
        ILocator tile = window.Page.Locator(".nine-cell:has(a.corner)").First;
        string count = await tile.Locator(".corner-count").InnerTextAsync();

        Assert.Equal(9, await window.Page.Locator(".tile:visible").CountAsync());
        Assert.Equal(0, await window.Page.Locator(".figure-head:visible").CountAsync());
        await tile.Locator(".tile dd").Last.ClickAsync(new() { Force = true });
        await window.Page.WaitForURLAsync("**/customers?*");
        Assert.Contains("size=S", window.Page.Url);
        await Assertions.Expect(window.Page.Locator("h1")).ToContainTextAsync(count);
    }

    [Fact]
    public async Task Exchanged_content_is_drawn_again()
    {
        await using Window window = await OpenAsync("/grid");
        await window.Page.EvaluateAsync(
            """
            async () => {
              dispatchEvent(new CustomEvent('ng:leaving'));
              const page = new DOMParser().parseFromString(await (await fetch('/grid?size=S&view=picture')).text(), 'text/html');
              document.getElementById('main').replaceWith(page.getElementById('main'));
              history.replaceState(null, '', '/grid?size=S');
              dispatchEvent(new CustomEvent('ng:shown'));
            }
            """
        );

        await Assertions.Expect(window.Page.Locator(".picture.is-drawn")).ToBeVisibleAsync();
        await window.Page.Locator("#plot").FocusAsync();
        await window.Page.Keyboard.PressAsync("+");
        Assert.Contains("size=S&zoom=", window.Page.Url);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440, "zh-CN")]
    [InlineData(ColorScheme.Dark, 360, "en")]
    public async Task Tiles_menu_and_trails_have_no_fault_of_access(ColorScheme theme, int width, string language)
    {
        await using Window window = await OpenAsync("/grid?view=tiles", theme: theme, width: width, language: language);
        await window.CheckAsync("tiles");
        await window.GoAsync("/grid?colour=manager");
        await window.Page.Locator("#largest summary").ClickAsync();
        await window.Page.Locator("#largest .trail-box").First.CheckAsync();
        await window.Page.Locator("#plot").FocusAsync();
        await window.Page.Keyboard.PressAsync("Home");
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("#point-menu")).ToBeVisibleAsync();
        await window.CheckAsync("the menu of a point");
        Assert.Empty(window.Complaints);
    }

    private async Task<Window> OpenAsync(
        string path,
        ColorScheme theme = ColorScheme.Light,
        int width = 1440,
        bool scripts = true,
        string language = "en"
    )
    {
        Window window = await chromium.OpenAsync(site.Address, language, theme, width, scripts, site.Session(Roles.Analyst));
        await window.GoAsync(path);
        return window;
    }

    private static int Trails(string address) =>
        Uri.UnescapeDataString(new Uri(address).Query).Split("trail=") is [_, string numbers] ? numbers.Split(',').Length : 0;

    private static async Task<bool> IsPointAsync(Window window, float x, float y, string name)
    {
        await window.Page.Mouse.MoveAsync(x, y);
        return await window.Page.Locator("#tip b").IsVisibleAsync() && await window.Page.Locator("#tip b").TextContentAsync() == name;
    }
}
