using Microsoft.Playwright;
using NineGrid.Data.Access;
using NineGrid.Tests.Web;
using NineGrid.Tests.Web.Access;
using NineGrid.Web.Access;

namespace NineGrid.Tests.Browser;

/// <summary>A real browser refuses nothing of any page, though the policy allows no inline script or style.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class ContentPolicyTests(BankSite site, Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<Roles> Everybody => [Roles.None, Roles.Manager, Roles.Head, Roles.Analyst, Roles.Administrator];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task No_page_of_a_role_violates_the_content_policy(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        await using Window window = await chromium.OpenAsync(site.Address, session: site.Session(role));
        await window.Page.AddInitScriptAsync(
            "addEventListener('securitypolicyviolation', (violation) => console.error(`content policy: ${violation.violatedDirective} ${violation.blockedURI}`))"
        );
        List<string> wrong = [];
        foreach (string address in await PagesAsync(role, reach))
        {
            IResponse? answer = await window.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
            string policy = (await answer!.HeaderValueAsync("content-security-policy")) ?? "no policy";
            if (!policy.Contains("default-src 'self'", StringComparison.Ordinal) || policy.Contains("unsafe", StringComparison.Ordinal))
            {
                wrong.Add($"{address}: {policy}");
            }

            // What only scripts do: a picture is drawn, a picker opens.
            if (await window.Page.Locator("details.picker summary").CountAsync() > 0)
            {
                await window.Page.Locator("details.picker summary").First.ClickAsync();
            }
        }

        Assert.Empty(wrong);
        Assert.DoesNotContain(
            window.Complaints,
            complaint => complaint.Contains("ontent", StringComparison.Ordinal) && complaint.Contains("olicy", StringComparison.Ordinal)
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
            ["status"] = "503",
        };
        return
        [
            .. from page in await SiteEndpoint.OfAsync(site.Services)
            where page.Page is not null && page.Method == "GET" && page.Handler is null
            where page.Open is not null || (role != Roles.None && page.Policy is string policy && Policies.Allows(policy, role))
            select page.Address(values),
            "/nothing/here",
        ];
    }
}
