using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

/// <summary>A plan from the button on the customer's page to what the branch head says to it.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class PlanJourneyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("zh-CN", true)]
    [InlineData("en", false)]
    public async Task A_manager_makes_edits_and_activates_a_plan_and_her_head_comments_on_it(string language, bool scripts)
    {
        await using Window manager = await chromium.OpenAsync(
            site.Address,
            language,
            scripts: scripts,
            session: site.Session(Roles.Manager)
        );
        IPage page = manager.Page;

        await OpenCustomerWithPathAsync(manager);
        await page.Locator(".save-plan button").ClickAsync();
        await page.WaitForURLAsync("**/plans/*");
        string address = page.Url;
        await page.Locator(".plan-bar > a").ClickAsync();
        await page.WaitForURLAsync("**/edit");
        await page.Locator("input[name='Form.Title']").FillAsync("more of the same");
        await page.Locator("input[name='Form.Steps[0].Note']").FillAsync("call on Monday");
        await page.Locator("input[name='Form.Steps[0].DueOn']").FillAsync("2031-03-31");
        await page.Locator(".plan-form button[type=submit]").ClickAsync();
        if (page.Url.EndsWith("/edit", StringComparison.Ordinal))
        {
            Assert.Fail(await page.Locator("main").InnerTextAsync()); // what the form would not take
        }

        await page.Locator(".plan-actions form button.btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator(".plan-state.is-active")).ToBeVisibleAsync();
        await page.Locator("table.steps form button").First.ClickAsync();
        await Assertions.Expect(page.Locator("table.steps tr.is-done")).ToHaveCountAsync(1);
        // Three months later the plan already knows how far it has come.
        await Assertions.Expect(page.Locator(".attained-bar").First).ToBeVisibleAsync();
        Assert.Equal(address, page.Url);
        Assert.Empty(manager.Complaints);

        await using Window head = await chromium.OpenAsync(site.Address, language, session: site.Session(Roles.Head));
        await head.GoAsync("/plans?state=active&order=-changed");
        await head.Page.Locator("table.plans tbody th a").First.ClickAsync();
        await Assertions.Expect(head.Page.Locator("h1")).ToContainTextAsync("more of the same");
        await head.Page.Locator(".comments textarea").FillAsync("很好\n继续");
        await head.Page.Locator(".comments button").ClickAsync();
        await Assertions.Expect(head.Page.Locator(".comments article .text")).ToHaveTextAsync("很好\n继续");
        await head.CheckAsync("a plan with a comment");
        Assert.Empty(head.Complaints);
    }

    [Fact]
    public async Task The_list_narrows_in_place()
    {
        await using Window window = await chromium.OpenAsync(site.Address, session: site.Session(Roles.Analyst));
        await window.GoAsync("/plans");
        await window.Page.EvaluateAsync("() => { window.kept = true; }");
        await window.Page.Locator(".nav-underline a[href*='state=active']").ClickAsync();
        await window.Page.WaitForURLAsync("**/plans?state=active");
        await Assertions.Expect(window.Page.Locator("table.plans .plan-state.is-draft")).ToHaveCountAsync(0);

        Assert.True(await window.Page.EvaluateAsync<bool>("() => window.kept === true"));
        Assert.Empty(window.Complaints);
    }

    /// <summary>Opens the largest weak customer that has a path to be saved, as it stood a period ago.</summary>
    private static async Task OpenCustomerWithPathAsync(Window window)
    {
        await window.GoAsync("/customers?value=low&sort=-revenue&period=2025-09");
        IReadOnlyList<string> addresses = await window
            .Page.Locator("table.customers tbody th a")
            .EvaluateAllAsync<string[]>("(links) => links.map((link) => link.getAttribute('href'))");
        foreach (string address in addresses)
        {
            await window.GoAsync(address);
            if (await window.Page.Locator(".save-plan button").CountAsync() > 0)
            {
                return;
            }
        }

        Assert.Fail($"None of {addresses.Count} weak customers has a path.");
    }
}
