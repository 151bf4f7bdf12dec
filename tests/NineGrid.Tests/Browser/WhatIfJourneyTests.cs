using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

[Collection(BankSiteUsers.Name)]
public sealed class WhatIfJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_slider_moves_the_hollow_point_and_the_address_and_the_address_can_be_passed_on()
    {
        await using Window window = await OpenAsync();
        IPage page = window.Page;
        await window.GoAsync($"/customers/{await SomebodyAsync()}/what-if");
        Assert.Equal(0, await page.Locator(".tried").CountAsync());
        ILocator slider = page.Locator("input[type=range]").First;
        string name = (await slider.GetAttributeAsync("data-of"))!;
        await slider.FocusAsync();
        for (int i = 0; i < 10; i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"{name}=50"));
        await Assertions.Expect(page.Locator(".tried")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator($"#{name}")).ToHaveValueAsync("50");
        await Assertions.Expect(slider).ToBeFocusedAsync();
        Assert.DoesNotContain("=&", page.Url);
        string verdict = await page.Locator(".what-if-verdict").InnerTextAsync();
        string outcome = await page.Locator(".what-if-table").InnerTextAsync();

        await using Window other = await OpenAsync(scripts: false);
        await other.GoAsync(new Uri(page.Url).PathAndQuery);
        Assert.Equal(verdict, await other.Page.Locator(".what-if-verdict").InnerTextAsync());
        Assert.Equal(outcome, await other.Page.Locator(".what-if-table").InnerTextAsync());
        Assert.Empty(window.Complaints);
        Assert.Empty(other.Complaints);
    }

    [Fact]
    public async Task A_deal_is_priced_on_the_customers_own_page_without_leaving_it()
    {
        await using Window window = await OpenAsync();
        IPage page = window.Page;
        string path = $"/customers/{await SomebodyAsync()}";
        await window.GoAsync(path);
        await page.Locator(".what-if-panel > summary").ClickAsync();
        await page.Locator("#amount").FillAsync("20000");

        await Assertions.Expect(page.Locator(".what-if-rates")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".what-if-table thead")).ToContainTextAsync("With the deal");
        Assert.Equal(path, new Uri(page.Url).PathAndQuery);
        await page.Locator("#deal-lgd").FillAsync("most of it");
        await Assertions.Expect(page.Locator(".what-if-faults")).ToContainTextAsync("Loss given default");
        await page.Locator("#deal-lgd").FillAsync("30");
        await page.GetByText("Compute on a page to share").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"{path}/what-if.*amount=20000"));
        await Assertions.Expect(page.Locator(".what-if-rates")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);
    }

    [Theory]
    [InlineData("en", ColorScheme.Dark, 360)]
    [InlineData("zh-CN", ColorScheme.Light, 1440)]
    public async Task A_trial_has_no_fault_of_access_and_is_not_wider_than_the_window(string language, ColorScheme theme, int width)
    {
        await using Window window = await OpenAsync(language, theme, width);
        string no = await SomebodyAsync();
        await window.GoAsync($"/customers/{no}/what-if?unit=1000&deposits=90000&amount=40000&deal-rate=1.2");
        await window.CheckAsync("a trial");
        await window.GoAsync($"/customers/{no}/what-if?unit=1000&deposits=many");
        await window.CheckAsync("a trial with a fault");
        Assert.Empty(window.Complaints);
    }

    private async Task<string> SomebodyAsync()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        string list = await visitor.PageAsync("/customers?value=LM&sort=-revenue");
        return Regex.Match(list, "/customers/(C[0-9]+)").Groups[1].Value;
    }

    private Task<Window> OpenAsync(string language = "en", ColorScheme theme = ColorScheme.Light, int width = 1440, bool scripts = true) =>
        chromium.OpenAsync(site.Address, language, theme, width, scripts, site.Session(Roles.Analyst));
}
