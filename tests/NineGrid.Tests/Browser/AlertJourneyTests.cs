using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

/// <summary>An alert from the manager who takes it on to the head who looks after what is left.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class AlertJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("zh-CN", true)]
    [InlineData("en", false)]
    public async Task A_manager_acknowledges_an_alert_and_her_head_sees_it_and_the_one_that_nobody_answered(string language, bool scripts)
    {
        await using Window manager = await chromium.OpenAsync(
            site.Address,
            language,
            scripts: scripts,
            session: site.Session(Roles.Manager)
        );
        IPage page = manager.Page;
        string note = $"called in {language}";

        await manager.GoAsync("/alerts?alert=open&escalated=false&baseline=true");
        string alert = (await page.Locator("table.alerts tbody th a").First.GetAttributeAsync("href"))!;
        await page.Locator(".alert-many input[name=note]").FillAsync(note);
        await page.Locator("table.alerts tbody input[type=checkbox]").First.CheckAsync();
        await page.Locator(".alert-many > button").ClickAsync();
        await Assertions.Expect(page.Locator(".done")).ToBeVisibleAsync();
        Assert.EndsWith("/alerts?alert=open&escalated=false&baseline=true", page.Url, StringComparison.Ordinal);
        await page.GotoAsync(alert);
        await Assertions.Expect(page.Locator(".alert-life")).ToContainTextAsync(note);
        await Assertions.Expect(page.Locator(".identity .alert-state.is-acknowledged")).ToBeVisibleAsync();
        Assert.Empty(manager.Complaints);

        await using Window head = await chromium.OpenAsync(site.Address, language, session: site.Session(Roles.Head));
        await head.GoAsync("/alerts?alert=acknowledged");
        ILocator row = head.Page.Locator("table.alerts tbody tr", new() { Has = head.Page.Locator($"a[href='{alert}']") });
        await Assertions.Expect(row.Locator(".last")).ToContainTextAsync("manager");
        await Assertions.Expect(row.Locator(".last")).ToContainTextAsync(note);
        await head.GoAsync("/alerts?escalated=true");
        await Assertions.Expect(head.Page.Locator($"table.alerts a[href='/alerts/{site.LateAlert}']")).ToBeVisibleAsync();
        await Assertions.Expect(head.Page.Locator("table.alerts .alert-flag.is-grave").First).ToBeVisibleAsync();
        await head.GoAsync($"/alerts/{site.LateAlert}");
        await head.Page.Locator(".alert-bar .is-main").ClickAsync();
        await head.CheckAsync("an alert about to be acknowledged");
        Assert.Empty(head.Complaints);
    }

    [Fact]
    public async Task An_alert_is_dismissed_with_a_reason_only()
    {
        await using Window window = await chromium.OpenAsync(site.Address, "zh-CN", session: site.Session(Roles.Manager));
        IPage page = window.Page;

        await window.GoAsync("/alerts?alert=open&escalated=false&baseline=true&alert-order=since");
        await page.Locator("table.alerts tbody tr").Last.Locator("th a").ClickAsync();
        await page.Locator(".alert-bar .is-main").ClickAsync();
        await page.Locator(".alert-bar details[open] button").ClickAsync();
        await Assertions.Expect(page.Locator(".identity .alert-state.is-acknowledged")).ToBeVisibleAsync();
        ILocator dismiss = page.Locator(".alert-bar details.picker:not(.exports-picker)").Last;
        await dismiss.Locator("summary").ClickAsync();
        await dismiss.Locator("button").ClickAsync();
        await Assertions.Expect(dismiss.Locator("textarea:invalid")).ToBeVisibleAsync(); // the browser asks for it
        await dismiss.Locator("textarea").FillAsync("季节性波动");
        await dismiss.Locator("button").ClickAsync();

        await Assertions.Expect(page.Locator(".identity .alert-state.is-dismissed")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".alert-life")).ToContainTextAsync("季节性波动");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task One_box_chooses_the_whole_page_also_after_the_list_was_narrowed_in_place()
    {
        await using Window window = await chromium.OpenAsync(site.Address, session: site.Session(Roles.Head));
        await window.GoAsync("/alerts");
        await window.Page.EvaluateAsync("() => { window.kept = true; }");
        await window.Page.Locator(".nav-underline a[href*='alert=open']").ClickAsync();
        await window.Page.WaitForURLAsync("**/alerts?alert=open");

        await window.Page.Locator("[data-choose-all]").CheckAsync();
        ILocator boxes = window.Page.Locator("table.alerts tbody .choose input");
        Assert.Equal(await boxes.CountAsync(), await window.Page.Locator("table.alerts tbody .choose input:checked").CountAsync());
        await boxes.First.UncheckAsync();
        Assert.True(await window.Page.Locator("[data-choose-all]").EvaluateAsync<bool>("(box) => box.indeterminate"));

        Assert.True(await window.Page.EvaluateAsync<bool>("() => window.kept === true"));
        Assert.Empty(window.Complaints);
    }
}
