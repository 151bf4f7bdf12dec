using Microsoft.Playwright;
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
}
