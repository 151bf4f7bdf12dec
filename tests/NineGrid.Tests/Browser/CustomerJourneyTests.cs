using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Browser;

/// <summary>The pages of a customer and of a credit group in a real browser.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class CustomerJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<Roles, string, ColorScheme, int> Looks =>
        new() { { Roles.Head, "zh-CN", ColorScheme.Dark, 360 }, { Roles.Manager, "en", ColorScheme.Light, 1440 } };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_page_with_everything_open_has_no_fault_of_access_and_fits_the_window(
        Roles role,
        string language,
        ColorScheme theme,
        int width
    )
    {
        Reach reach = await Reach.OfAsync(site, role);
        await using Window window = await chromium.OpenAsync(site.Address, language, theme, width, session: site.Session(role));
        List<string> paths = [$"/groups/{reach.Groups[0]}", $"/groups/{reach.Groups[^1]}"];
        foreach (string list in (string[])["/customers?value=placed&group=placed", "/customers?value=Lost", "/customers?value=NoRisk"])
        {
            await window.GoAsync(list);
            ILocator first = window.Page.Locator("table.customers tbody th a").First;
            if (await first.CountAsync() > 0)
            {
                paths.Add((await first.GetAttributeAsync("href"))!);
            }
        }

        Assert.True(paths.Count > 2);
        foreach (string path in paths)
        {
            await window.GoAsync(path);
            await window.Page.EvaluateAsync(
                "() => document.querySelectorAll('details.disclosure, details.why').forEach((one) => { one.open = true; })"
            );
            await window.CheckAsync(path);
        }

        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_keyboard_opens_why_a_number_is_what_it_is()
    {
        await using Window window = await chromium.OpenAsync(site.Address, session: site.Session(Roles.Analyst));
        await window.GoAsync("/customers?value=placed");
        await window.Page.Locator("table.customers tbody th a").First.ClickAsync();
        ILocator why = window.Page.Locator(".arithmetic details.why").Last;
        await why.Locator("summary").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(why.GetByText("parameter of scheme version 1")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Another_target_is_chosen_in_place_and_the_way_back_leads_to_the_one_before()
    {
        await using Window window = await chromium.OpenAsync(site.Address, session: site.Session(Roles.Manager));
        await window.GoAsync("/customers?value=low&sort=-revenue");
        await window.Page.Locator("table.customers tbody th a").First.ClickAsync();
        ILocator aimed = window.Page.Locator(".targets a[aria-current]");
        string before = window.Page.Url;
        int targets = await aimed.CountAsync();
        await window.Page.EvaluateAsync("() => { window.same = true; }");

        await window.Page.Locator(".targets a[href*='target=HM']").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForURLAsync("**/customers/*?target=HM");
        await Assertions.Expect(window.Page.Locator(".targets a[href*='target=HM'][aria-current]")).ToBeFocusedAsync();
        Assert.True(await window.Page.EvaluateAsync<bool>("() => window.same === true"), "the whole page was loaded");
        await window.CheckAsync("a chosen target");

        await window.Page.GoBackAsync();
        await window.Page.WaitForURLAsync(before);
        await Assertions.Expect(aimed).ToHaveCountAsync(targets);
        await Assertions.Expect(window.Page.Locator(".targets a[href*='target=HM'][aria-current]")).ToHaveCountAsync(0);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Without_scripts_a_point_of_a_groups_picture_leads_to_its_member()
    {
        Reach reach = await Reach.OfAsync(site, Roles.Manager);
        await using Window window = await chromium.OpenAsync(site.Address, scripts: false, session: site.Session(Roles.Manager));
        string? to = null;
        foreach (string code in reach.Groups)
        {
            await window.GoAsync($"/groups/{code}");
            ILocator point = window.Page.Locator(".member-scatter a").First;
            if (await point.CountAsync() > 0)
            {
                to = await point.GetAttributeAsync("href");
                await point.FocusAsync();
                await window.Page.Keyboard.PressAsync("Enter");
                await window.Page.WaitForURLAsync("**/customers/*");
                break;
            }
        }

        Assert.EndsWith(to!, window.Page.Url, StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }
}
