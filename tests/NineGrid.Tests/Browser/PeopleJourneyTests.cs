using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Data.Samples;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

[Collection(BankSiteUsers.Name)]
public sealed class PeopleJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_manager_signs_in_as_the_page_says_and_signs_out_again()
    {
        await using Window window = await chromium.OpenAsync(site.Address);
        await window.GoAsync("/grid");
        await Assertions.Expect(window.Page.Locator(".samples")).ToContainTextAsync("manager");
        await Assertions.Expect(window.Page.Locator(".samples")).ToContainTextAsync(SampleUsers.Password);
        await window.Page.Locator("input[name=Name]").FillAsync("manager");
        await window.Page.Locator("input[name=Password]").FillAsync(SampleUsers.Password);
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForURLAsync("**/grid");
        await Assertions.Expect(window.Page.Locator(".user-menu summary")).ToContainTextAsync("manager");
        await Assertions.Expect(window.Page.Locator("a[href='/admin/users']")).ToHaveCountAsync(0);

        await window.Page.Locator(".user-menu summary").ClickAsync();
        await window.Page.Locator(".user-menu form button").ClickAsync();
        await window.Page.WaitForURLAsync("**/account/sign-in");
        await window.GoAsync("/grid");

        Assert.Contains("/account/sign-in?returnUrl=", window.Page.Url);
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light, 1440)]
    [InlineData("en", ColorScheme.Dark, 360)]
    public async Task No_page_about_people_has_a_fault_of_access_or_a_refused_content(string language, ColorScheme theme, int width)
    {
        await using Window nobody = await chromium.OpenAsync(site.Address, language, theme, width);
        await nobody.GoAsync("/account/sign-in");
        await CheckAsync(nobody, "sign-in");
        await using Window admin = await chromium.OpenAsync(
            site.Address,
            language,
            theme,
            width,
            session: site.Session(Roles.Administrator)
        );
        foreach (string path in (string[])["/admin/users", "/admin/users/manager", "/account/security", "/account/password"])
        {
            await admin.GoAsync(path);
            await CheckAsync(admin, path);
        }

        await admin.Page.Locator(".user-menu summary").ClickAsync();
        await CheckAsync(admin, "the menu of the user");
        Assert.Empty(nobody.Complaints);
        Assert.Empty(admin.Complaints);
    }

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
}
