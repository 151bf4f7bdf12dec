using NineGrid.Tests.Web.Hosting;
using NineGrid.Web.Access;

namespace NineGrid.Tests.Web.Access;

/// <summary>Nothing can be asked of the site that does not say who may ask.</summary>
public sealed class EndpointRightsTests
{
    private static readonly string[] Known =
    [
        Policies.Customers,
        Policies.Plans,
        Policies.Alerts,
        Policies.Review,
        Policies.Assign,
        Policies.Operation,
        Policies.Schemes,
        Policies.Operation,
        Policies.Administration,
        Policies.Account,
    ];

    [Fact]
    public async Task Every_endpoint_names_a_policy_or_says_why_it_is_open()
    {
        await using var site = new TestSite();
        IReadOnlyList<SiteEndpoint> endpoints = [.. (await SiteEndpoint.OfAsync(site.Services)).Where(one => !one.IsFrameworksOwn)];

        Assert.Contains(endpoints, one => one.IsFramed);
        Assert.Empty(
            from one in endpoints
            where one.Open is null ? !Known.Contains(one.Policy) : string.IsNullOrWhiteSpace(one.Open)
            select $"{one} states neither a policy nor why it is open"
        );
        Assert.Empty(from one in endpoints where one.Open is not null && one.Policy is not null select $"{one} says both");
        Assert.Empty(
            from one in endpoints
            where one.IsFramed && one.Policy is not (Policies.Customers or Policies.Review)
            select $"{one} shows customers to others"
        );
    }
}
