using Microsoft.Playwright;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

/// <summary>What good looks like: from signing in to a plan, and from the plan to its progress, without a manual.</summary>
public sealed class StoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_manager_leaves_with_a_plan_for_her_weakest_large_customer_and_her_head_sees_how_it_goes()
    {
        await using var site = new BankSite(BankSite.Earlier);
        await site.InitializeAsync();

        await using Window manager = await SignInAsync(site, "manager");
        string title = await MakePlanAsync(manager.Page);
        Assert.Empty(manager.Complaints);

        await using Window head = await SignInAsync(site, "head");
        IPage page = head.Page;
        await page.Locator("nav.frame-nav a[href^='/plans']").ClickAsync();
        await Assertions.Expect(page.Locator("table.plans tbody tr")).ToHaveCountAsync(1);
        await page.Locator("table.plans tbody th a", new() { HasText = title }).ClickAsync();
        await Assertions.Expect(page.Locator(".plan-state.is-active")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".attained-bar")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".progress-table")).Not.ToContainTextAsync("Dec 2025");

        await site.UseAsync<ComputeSnapshot>(snapshots => snapshots.RunAsync(BankSite.Newest));
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });

        await Assertions.Expect(page.Locator(".progress-table thead")).ToContainTextAsync("Dec 2025");
        await Assertions.Expect(page.Locator(".attained-bar").First).ToBeVisibleAsync();
        await page.Locator(".comments textarea").FillAsync("Go on.");
        await page.Locator(".comments button").ClickAsync();
        await Assertions.Expect(page.Locator(".comments article .text")).ToHaveTextAsync("Go on.");
        Assert.Empty(head.Complaints);
    }

    /// <summary>Plays the manager from her first page to an active plan; gives its title.</summary>
    private static async Task<string> MakePlanAsync(IPage page)
    {
        await page.Locator("nav.frame-nav a[href^='/customers']").ClickAsync();
        await page.Locator("details.filters > summary").ClickAsync();
        await page.Locator(".filters select[name=size]").SelectOptionAsync("L");
        await page.WaitForURLAsync("**size=L**");
        await page.Locator("#columns summary").ClickAsync();
        await page.Locator("#columns input[value=eva i]").CheckAsync();
        await page.GetByText("Show these columns").ClickAsync();
        ILocator eva = page.Locator("table.customers thead th a", new() { HasText = "EVA" });
        await eva.ClickAsync();
        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("EVA");
        await eva.ClickAsync();
        await Assertions.Expect(page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("EVA");
        await page.Locator("table.customers tbody th a").First.ClickAsync();

        // Why it is weak, what helps most, and the way up.
        await page.WaitForURLAsync("**/customers/C*");
        await Assertions.Expect(page.Locator(".path-standing")).ToContainTextAsync("RAROC");
        await Assertions.Expect(page.Locator(".path-best")).Not.ToBeEmptyAsync();
        int steps = await page.Locator(".path-steps tbody .step-no").CountAsync();
        Assert.True(steps > 0, await page.Locator("#path").InnerTextAsync());
        await page.GetByText("Save as a plan").ClickAsync();

        await page.WaitForURLAsync("**/plans/*");
        await Assertions.Expect(page.Locator(".plan-state.is-draft")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("table.steps tbody tr")).ToHaveCountAsync(steps);
        await page.Locator(".plan-actions form button.btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator(".plan-state.is-active")).ToBeVisibleAsync();
        await page.Locator("nav.frame-nav a[href^='/plans']").ClickAsync();
        return await page.Locator("table.plans tbody th a").First.InnerTextAsync();
    }

    private async Task<Window> SignInAsync(BankSite site, string name)
    {
        Window window = await chromium.OpenAsync(site.Address);
        await window.GoAsync("/");
        await window.Page.Locator("input[name=Name]").FillAsync(name);
        await window.Page.Locator("input[name=Password]").FillAsync(SampleUsers.Password);
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForURLAsync("**/today");
        return window;
    }
}
