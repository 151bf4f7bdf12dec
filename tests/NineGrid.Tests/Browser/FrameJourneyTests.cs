using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

/// <summary>What every page shares: pickers, filters that apply in place, paper.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class FrameJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_filter_replaces_what_is_shown_and_keeps_the_page_the_focus_and_the_place()
    {
        await using Window window = await OpenAsync(Roles.Analyst);
        await window.GoAsync("/customers");
        string all = await window.Page.Locator("h1").InnerTextAsync();
        await window.Page.EvaluateAsync("() => { window.stays = true; }");
        await window.Page.Locator("#filters > summary").ClickAsync();
        ILocator size = window.Page.Locator("#filters select[name=size]");
        await size.FocusAsync();
        await size.SelectOptionAsync("L");
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("/customers\\?size=L$"));
        await Assertions.Expect(window.Page.Locator("h1")).Not.ToHaveTextAsync(all);

        Assert.True(await window.Page.EvaluateAsync<bool>("() => window.stays"), "the page was loaded anew");
        await Assertions.Expect(window.Page.Locator("#filters")).ToHaveAttributeAsync("open", "");
        await Assertions.Expect(window.Page.Locator("#filters select[name=size]")).ToBeFocusedAsync();
        Assert.Equal(await window.Page.TitleAsync(), await window.Page.Locator("#updated").TextContentAsync());
        await window.Page.GoBackAsync();
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync(all);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Another_institution_is_found_by_a_piece_of_its_name_and_every_filter_is_kept()
    {
        await using Window window = await OpenAsync(Roles.Analyst);
        await window.GoAsync("/customers?size=S");
        await window.Page.Locator("#institution-picker > summary").ClickAsync();
        ILocator field = window.Page.Locator("#institution-picker input[name=text]");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await field.FillAsync("营业部");
        ILocator first = window.Page.Locator("#institution-picker .found a").First;
        await Assertions.Expect(first).ToContainTextAsync("营业部");
        string name = await first.Locator("span").InnerTextAsync();
        await first.ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("/customers\\?institution=[^&]+&size=S$"));

        await Assertions.Expect(window.Page.Locator("h1")).ToContainTextAsync(name);
        await Assertions.Expect(window.Page.Locator("#institution-picker summary b")).ToHaveTextAsync(name);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_manager_is_picked_by_name_and_the_chip_says_who_it_is()
    {
        await using Window window = await OpenAsync(Roles.Head);
        await window.GoAsync("/customers");
        await window.Page.Locator("#manager-picker > summary").ClickAsync();
        ILocator first = window.Page.Locator("#manager-picker .found a").First;
        string name = await first.Locator("span").InnerTextAsync();
        await first.ClickAsync();

        await Assertions.Expect(window.Page.Locator(".chip b")).ToHaveTextAsync(name);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_scripts_an_institution_is_found_all_the_same()
    {
        await using Window window = await OpenAsync(Roles.Analyst, scripts: false);
        await window.GoAsync("/customers?size=S");
        await window.Page.Locator("#institution-picker > summary").ClickAsync();
        await window.Page.Locator("#institution-picker input[name=text]").FillAsync("营业部");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Locator("#found a").First.ClickAsync();

        Assert.Matches("/customers\\?institution=[^&]+&size=S$", window.Page.Url);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData("/grid")]
    [InlineData("/customers?size=L&value=low")]
    public async Task On_paper_stands_what_was_asked_and_nothing_to_click(string path)
    {
        await using Window window = await OpenAsync(Roles.Analyst);
        await window.GoAsync(path);
        await window.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(window.Page.Locator(".print-head")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.Locator(".print-head")).ToContainTextAsync("2025");
        if (path.Contains("size=L", StringComparison.Ordinal))
        {
            await Assertions.Expect(window.Page.Locator(".print-head")).ToContainTextAsync("Large");
        }

        foreach (ILocator control in await window.Page.Locator("nav, form, button, summary.btn, .picker, .chip").AllAsync())
        {
            await Assertions.Expect(control).ToBeHiddenAsync();
        }
    }

    private Task<Window> OpenAsync(Roles role, bool scripts = true) =>
        chromium.OpenAsync(site.Address, scripts: scripts, session: site.Session(role));
}
