using System.Globalization;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Browser;

/// <summary>A draft is tried, its lines are dragged, it is proposed and approved, and the next snapshot uses it.</summary>
public sealed class SchemeJourneyTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime, IAsyncDisposable
{
    private readonly BankSite _site = new(BankSite.Newest);

    public Task InitializeAsync() => _site.InitializeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("zh-CN", ColorScheme.Dark, 1440)]
    [InlineData("en", ColorScheme.Light, 360)]
    public async Task From_a_line_that_is_moved_to_a_snapshot_that_uses_the_version(string language, ColorScheme theme, int width)
    {
        string address = string.Create(CultureInfo.InvariantCulture, $"/admin/schemes/drafts/{_site.Draft}");
        await using Window analyst = await chromium.OpenAsync(_site.Address, language, theme, width, session: _site.Session(Roles.Analyst));
        IPage page = analyst.Page;
        await analyst.GoAsync(address);
        ILocator said = page.Locator(".scheme-said");
        await Assertions.Expect(said).ToContainTextAsync("600");
        string before = await said.InnerTextAsync();
        await analyst.CheckAsync("an untouched draft");

        await page.Locator("input[name='value-y.hi']").FillAsync("30");
        await Assertions.Expect(said).Not.ToHaveTextAsync(before);
        string typed = await said.InnerTextAsync();
        await Assertions.Expect(page.Locator("#cut-value-y-hi text")).ToContainTextAsync("30");

        ILocator line = page.Locator("#cut-value-y-hi");
        await line.FocusAsync();
        await page.Keyboard.PressAsync("PageUp");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("input[name='value-y.hi']")).ToHaveValueAsync("34.5"); // 30 + 10 · 0.5 − 0.5
        await Assertions.Expect(said).Not.ToHaveTextAsync(typed);
        // The picture was drawn anew, and the line is still in hand.
        await Assertions.Expect(line).ToBeFocusedAsync();
        await Assertions.Expect(line).ToHaveAttributeAsync("aria-valuenow", "34.5");

        ILocator knob = page.Locator("#cut-value-x-hi circle");
        await knob.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await knob.BoundingBoxAsync())!;
        (float x, float y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x - 20, y, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        ILocator share = page.Locator("input[name='value-x.hi']");
        Assert.InRange(double.Parse(await share.InputValueAsync(), CultureInfo.InvariantCulture), 50, 79.9); // the share below the line was 80
        await Assertions.Expect(page.Locator("#trial")).Not.ToHaveAttributeAsync("aria-busy", "true");

        await page.Locator("[data-fix='value-x']").ClickAsync();
        await Assertions.Expect(page.Locator("select[name='value-x.kind']")).ToHaveValueAsync("fixed");
        await Assertions.Expect(page.Locator("#cut-value-x-hi[data-kind=fixed]")).ToHaveCountAsync(1);
        await page.Locator("input[name=shown][value=Growth]").CheckAsync();
        await Assertions.Expect(page.Locator("#cut-growth-y-lo")).ToHaveCountAsync(1);
        await page.Locator("input[name='indicator-EChannel']").UncheckAsync();
        await page.Locator("input[name='tax']").FillAsync("500");
        await Assertions.Expect(page.Locator("#tax-about .field-fault")).ToHaveCountAsync(1);
        await page.Locator("input[name='tax']").FillAsync("25");
        await Assertions.Expect(page.Locator(".field-fault")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".scheme-flows")).ToHaveCountAsync(1);
        await analyst.CheckAsync("a draft that is tried");

        await page.Locator(".scheme-form .btn-primary").First.ClickAsync();
        await page.WaitForURLAsync($"**{address}");
        await page.Locator("textarea[name=comment]").FillAsync("a higher bar");
        await page.Locator("form[action*='Propose'] button").ClickAsync();
        await Assertions.Expect(page.Locator("form[action*='Publish']")).ToHaveCountAsync(0); // not by the one who proposed it
        await analyst.CheckAsync("a draft that is proposed");
        Assert.Empty(analyst.Complaints);

        await _site.UseAsync<CreateUser>(create =>
            create.RunAsync("second", new(Roles.Analyst), email: null, SampleUsers.Password, mustChangePassword: false, default)
        );
        using var visitor = new Visitor(_site.Address);
        await visitor.SignInAsync("second", SampleUsers.Password);
        await using Window second = await chromium.OpenAsync(_site.Address, language, theme, width, session: visitor.Cookies);
        await second.GoAsync(address);
        await second.Page.Locator("form[action*='Publish'] button").ClickAsync();
        await second.Page.WaitForURLAsync("**/admin/schemes/2?with=1");
        await second.CheckAsync("two versions compared");

        await _site.UseAsync<ComputeSnapshot>(snapshots => snapshots.RunAsync(BankSite.Newest));
        await second.GoAsync("/admin/schemes");
        ILocator versions = second.Page.Locator("table.operations tbody tr");
        await Assertions.Expect(versions).ToHaveCountAsync(2);
        await Assertions.Expect(versions.Nth(0).Locator("a[href='/admin/periods']")).ToHaveCountAsync(1);
        await Assertions.Expect(versions.Nth(1).Locator("a[href='/admin/periods']")).ToHaveCountAsync(0);
        await second.CheckAsync("the versions");
        Assert.Empty(second.Complaints);
    }
}
