using System.Globalization;
using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;
using NineGrid.Tests.Web.Access;
using NineGrid.Web.Access;

namespace NineGrid.Tests.Browser;

/// <summary>Every page in a real browser, for each role, in both languages, light and dark, wide and narrow. The list is that of the running site.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class EveryPageTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    // Views of a page that its plain address does not show.
    private static readonly string[] Views =
    [
        "/grid?grid=growth&institution=101000",
        "/grid?grid=group&view=tiles",
        "/customers?value=low&size=S&columns=creditcode,groupname,raroc,owngrowth,crosssell",
        "/customers?value=Lost",
        "/find?what=manager&text=%E7%8E%8B",
        "/customers?size=Q",
        "/gaps?value=HL&against=MM&ranking=catalogue",
        "/gaps?by=institutions&indicator=cost_income",
        "/gaps?by=levers&share=75",
        "/gaps?by=levers",
        "/opportunities?lever=lendingvolume",
        "/opportunities?value=low&lever=payroll",
        "/migration?grid=growth&measure=revenue&across=manager",
        "/migration?grid=group&drawn=all&across=size",
        "/migration?period=2025-09",
        "/customers?moved=value.2025-09.moved",
        "/plans?state=active&order=-worth",
        "/plans?due=overdue",
        "/alerts?alert=all&alert-order=-since",
        "/alerts?alert=closed&severity=critical&rule=lost",
        "/alerts?escalated=true",
    ];

    private static readonly string[] Reviews =
    [
        "/review?from=2025-09&review-order=-upgrade",
        "/review?part=institutions",
        "/review?part=institutions&level=sub&heat=revenue",
        "/review?part=sizes&review-order=name",
        "/review?part=industries",
        "/review?part=trend",
        "/review?part=products",
        "/review?part=concentration",
    ];

    public static TheoryData<Roles, string> Everybody =>
        new()
        {
            { Roles.None, "zh-CN" },
            { Roles.None, "en" },
            { Roles.Manager, "zh-CN" },
            { Roles.Manager, "en" },
            { Roles.Head, "zh-CN" },
            { Roles.Head, "en" },
            { Roles.Analyst, "zh-CN" },
            { Roles.Analyst, "en" },
            { Roles.Administrator, "zh-CN" },
            { Roles.Administrator, "en" },
        };

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task No_page_has_a_fault_of_access_a_refused_content_an_error_or_more_width_than_the_window(Roles role, string language)
    {
        Reach reach = await Reach.OfAsync(site, role);
        await using Window window = await chromium.OpenAsync(site.Address, language, session: site.Session(role));
        await window.Page.AddInitScriptAsync(
            "addEventListener('securitypolicyviolation', (violation) => console.error(`content policy: ${violation.violatedDirective} ${violation.blockedURI}`))"
        );
        List<string> wrong = [];
        // Every other page is narrow, and in the other language the others.
        int narrow = language == "en" ? 1 : 0;
        foreach (string address in await PagesAsync(role, reach))
        {
            await window.Page.SetViewportSizeAsync(narrow++ % 2 == 0 ? 1440 : 360, 900);
            IResponse? answer = await window.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });
            string policy = (await answer!.HeaderValueAsync("content-security-policy")) ?? "no policy";
            if (!policy.Contains("default-src 'self'", StringComparison.Ordinal) || policy.Contains("unsafe", StringComparison.Ordinal))
            {
                wrong.Add($"{address}: {policy}");
            }

            if (address.StartsWith("/grid", StringComparison.OrdinalIgnoreCase) && !address.Contains("tiles", StringComparison.Ordinal))
            {
                await Assertions.Expect(window.Page.Locator(".picture.is-drawn")).ToBeVisibleAsync();
            }

            await window.Page.EvaluateAsync(
                "() => document.querySelectorAll('details.disclosure:not(:has(table.customers)), details.why').forEach((one) => { one.open = true; })"
            );
            await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
            await window.CheckAsync(address);
            // Of all rules only contrast looks at colours.
            await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await window.CheckContrastAsync($"{address} in the dark");
        }

        // What only scripts do: a picker opens, and closes another.
        await window.Page.GotoAsync("/");
        foreach (ILocator picker in await window.Page.Locator("header details.picker > summary").AllAsync())
        {
            await picker.ClickAsync();
            await window.CheckAsync("an open picker");
        }

        Assert.Empty(wrong);
        // Pages that are not there or not understood are among those looked at.
        Assert.DoesNotContain(
            window.Complaints,
            complaint => !complaint.Contains("404", StringComparison.Ordinal) && !complaint.Contains("400", StringComparison.Ordinal)
        );
    }

    /// <summary>Every page that the role may see, found in the running site, and the page behind an error.</summary>
    private async Task<IReadOnlyList<string>> PagesAsync(Roles role, Reach reach)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["no"] = reach.Customers.FirstOrDefault("C-nobody"),
            ["code"] = reach.Groups.FirstOrDefault("G-nobody"),
            ["name"] = "manager",
            ["id"] = site.Plan.ToString(CultureInfo.InvariantCulture),
            ["alert"] = site.Alert.ToString(CultureInfo.InvariantCulture),
            ["job"] = site.Job.ToString(CultureInfo.InvariantCulture),
            ["draft"] = site.Draft.ToString(CultureInfo.InvariantCulture),
            ["version"] = "1",
            ["status"] = "404",
        };
        bool reads = role != Roles.None && Policies.Allows(Policies.Customers, role);
        return
        [
            .. from page in await SiteEndpoint.OfAsync(site.Services)
            where page.Page is not null && page.Method == "GET" && page.Handler is null
            where page.Open is not null || (role != Roles.None && page.Policy is string policy && Policies.Allows(policy, role))
            select page.Address(values),
            .. reads ? Views.Where(view => role == Roles.Analyst || !view.Contains("institution", StringComparison.Ordinal)) : [],
            .. reads ? reach.Customers.Take(2).Select(no => $"/customers/{no}?target=HM") : [],
            .. role != Roles.None && Policies.Allows(Policies.Review, role) ? Reviews : [],
            .. Policies.Allows(Policies.Plans, role) ? [$"/plans/new?no={reach.Customers.First()}&target=HH"] : (string[])[],
            .. reads ? [$"/customers/compare?{string.Join('&', reach.Customers.Take(3).Select(no => $"no={no}"))}"] : (string[])[],
            "/nothing/here",
        ];
    }
}
