using System.Text;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

/// <summary>A month's work in the browser, on a site that runs its jobs.</summary>
public sealed class OperationJourneyTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime, IAsyncDisposable
{
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 120_000 };

    private readonly BankSite _site = new(runsJobs: true, BankSite.Newest);

    public Task InitializeAsync() => _site.InitializeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_package_is_checked_left_alone_found_again_stored_in_part_and_taken_back()
    {
        await using Window window = await chromium.OpenAsync(_site.Address, "en", session: _site.Session(Roles.Administrator));
        IPage page = window.Page;

        await window.GoAsync("/admin/imports");
        await page.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "facts.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes("customer_no,period,fee_income\nC00000001,2025-12,5\nnobody,2025-12,7\n"),
                }
            );
        await page.Locator(".upload button").ClickAsync();
        await page.WaitForURLAsync("**/admin/imports/*");
        string check = page.Url;
        // Gone and back: the job is where it was, and the page that asks again by itself needs no reload.
        await page.GotoAsync("/admin");
        await page.GotoAsync(check);
        await Assertions.Expect(page.Locator(".check-sum")).ToContainTextAsync("1 rows ready, 0 warnings, 1 errors", Patient);
        await Assertions.Expect(page.Locator(".issues")).ToContainTextAsync("nobody");
        await window.CheckAsync("a checked package with an error");
        await page.Locator(".check form button").ClickAsync();
        await Assertions.Expect(page.Locator(".job-standing")).ToContainTextAsync("1 rows stored, 1 rejected.", Patient);
        await window.CheckAsync("an import that is done");

        await window.GoAsync("/admin/imports");
        ILocator batch = page.Locator("table tbody tr", new() { HasText = "facts.csv 1" });
        await batch.Locator("summary").ClickAsync();
        await window.CheckAsync("a batch about to be taken back");
        await batch.Locator("form button").ClickAsync();
        await Assertions.Expect(batch).ToContainTextAsync("taken back");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_month_is_computed_while_its_page_is_watched_and_then_closed()
    {
        await using Window window = await chromium.OpenAsync(_site.Address, "zh-CN", session: _site.Session(Roles.Analyst));
        IPage page = window.Page;

        await window.GoAsync("/admin/periods");
        await page.Locator(".operation-form input[name=month]").FillAsync("2025-11");
        await page.Locator(".operation-form button").ClickAsync();
        await page.WaitForURLAsync("**/admin/jobs/*");
        await Assertions.Expect(page.Locator(".job-state.is-done")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await window.GoAsync("/admin/periods");
        ILocator november = page.Locator("tbody tr", new() { HasText = "2025年11月" }).First;
        await Assertions.Expect(november).ToContainTextAsync("analyst");
        await november.Locator("summary").ClickAsync();
        await november.Locator(".picker-panel button").ClickAsync();
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync("2025年11月");
        await window.CheckAsync("a period that was just closed");
        Assert.Empty(window.Complaints);
    }
}
