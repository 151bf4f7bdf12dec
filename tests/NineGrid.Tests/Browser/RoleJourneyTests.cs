using System.Globalization;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Data.Samples;
using NineGrid.Tests.Web;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Browser;

/// <summary>A morning of each role, in both languages, from signing in to signing out.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class RoleJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(Roles.Manager, "manager", "zh-CN")]
    [InlineData(Roles.Manager, "manager", "en")]
    [InlineData(Roles.Head, "head", "zh-CN")]
    [InlineData(Roles.Head, "head", "en")]
    [InlineData(Roles.Analyst, "analyst", "zh-CN")]
    [InlineData(Roles.Analyst, "analyst", "en")]
    public async Task A_reader_goes_from_the_grid_to_a_customer_to_its_group_and_takes_the_list_away(
        Roles role,
        string name,
        string language
    )
    {
        Reach reach = await Reach.OfAsync(site, role);
        await using Window window = await SignInAsync(name, language);
        IPage page = window.Page;
        await Assertions.Expect(page.Locator(".today-part").First).ToBeVisibleAsync();
        await page.Locator("#nav a[href^='/grid']").ClickAsync();
        await Assertions.Expect(page.Locator(".picture.is-drawn")).ToBeVisibleAsync();

        // The weakest corner that holds somebody, as tiles; what it counts is what is listed and what is taken away.
        await page.Locator("a[data-look=tiles]").ClickAsync();
        ILocator corner = page.Locator(".nine-cell.band-low a.corner").Last;
        int counted = Whole(await corner.Locator(".corner-count").InnerTextAsync());
        await corner.ClickAsync();
        await page.WaitForURLAsync("**/customers?*");
        Assert.Equal(Math.Min(counted, 50), await page.Locator("table.customers tbody tr").CountAsync());
        IDownload file = await page.RunAndWaitForDownloadAsync(() => page.Locator(".exports a[href*='as=csv']").ClickAsync());
        Assert.Equal(counted + 1, (await File.ReadAllLinesAsync(await file.PathAsync())).Length);

        // Its largest customer: why its RAROC is what it is, and the group of one that has a group.
        string customer = await page.Locator("table.customers tbody th a").First.InnerTextAsync();
        await page.Locator("table.customers tbody th a").First.ClickAsync();
        await page.WaitForURLAsync("**/customers/*");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(customer);
        await Assertions.Expect(page.Locator(".bridge").First).ToBeVisibleAsync();
        await page.Locator(".arithmetic details.why summary").Last.ClickAsync();
        await window.GoAsync("/customers?group=placed&columns=groupname,raroc");
        await page.Locator("table.customers tbody td a[href*='/groups/']").First.ClickAsync();
        await page.WaitForURLAsync("**/groups/*");
        await Assertions.Expect(page.Locator("table.members tbody tr").First).ToBeVisibleAsync();

        // Looked for by number from anywhere; a colleague's customer is not found.
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(reach.Customers.Order(StringComparer.Ordinal).First());
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("table.customers tbody tr")).ToHaveCountAsync(1);
        if (reach.Hidden.Count > 0)
        {
            await page.Locator("#search").FillAsync(reach.Hidden[0]);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator("main .empty")).ToBeVisibleAsync();
        }

        await SignOutAsync(window);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task An_administrator_sees_users_and_no_customer(string language)
    {
        await using Window window = await SignInAsync("admin", language);
        await window.Page.WaitForURLAsync("**/admin");
        await window.Page.Locator(".sections a[href='/admin/users']").ClickAsync();
        await window.Page.Locator("main table a").First.ClickAsync();
        await Assertions.Expect(window.Page.Locator("main form").First).ToBeVisibleAsync();
        Assert.Equal(0, await window.Page.Locator("nav a[href^='/grid'], nav a[href^='/customers'], #search").CountAsync());
        await SignOutAsync(window);
    }

    private async Task<Window> SignInAsync(string name, string language)
    {
        Window window = await chromium.OpenAsync(site.Address, language);
        await window.GoAsync("/account/sign-in");
        await window.Page.Locator("input[name=Name]").FillAsync(name);
        await window.Page.Locator("input[name=Password]").FillAsync(SampleUsers.Password);
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        return window;
    }

    private static async Task SignOutAsync(Window window)
    {
        await window.Page.Locator(".user-menu summary").ClickAsync();
        await window.Page.Locator(".user-menu form button").ClickAsync();
        await window.Page.WaitForURLAsync("**/account/sign-in");
        Assert.Empty(window.Complaints);
    }

    private static int Whole(string count) => int.Parse(string.Concat(count.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
}
