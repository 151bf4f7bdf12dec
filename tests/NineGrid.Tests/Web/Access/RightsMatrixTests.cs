using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using NineGrid.Data.Access;
using NineGrid.Web.Access;
using NineGrid.Web.Pages.Admin;

namespace NineGrid.Tests.Web.Access;

/// <summary>Everything that can be asked of the site, asked by everybody. The list is that of the running site: what is added to it is tried too.</summary>
[Collection(BankSiteUsers.Name)]
public sealed partial class RightsMatrixTests(BankSite site)
{
    private const string Nowhere = "/nothing/here";

    public static TheoryData<Roles> Everybody => [Roles.None, Roles.Manager, Roles.Head, Roles.Analyst, Roles.Administrator];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task An_endpoint_answers_whom_its_policy_names_and_is_nowhere_for_the_others(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        string missing = (await AnswerAsync(role, "GET", Nowhere)).Body;
        foreach (SiteEndpoint endpoint in await SiteEndpoint.OfAsync(site.Services))
        {
            (HttpStatusCode status, string body, string? location) = await AnswerAsync(
                role,
                endpoint.Method,
                endpoint.Address(Values(reach.Customers.FirstOrDefault("C-nobody"), reach.Groups.FirstOrDefault("G-nobody")))
            );
            string what = $"{endpoint} for {role}: {(int)status} {location}";

            Assert.True((int)status < 500, what);
            // Whoever gives customers away sees their names, and whom they were given to, and nothing else of them.
            if (role != Roles.Administrator || (endpoint.Policy != Policies.Assign && endpoint.Page != typeof(AuditPage)))
            {
                reach.AssertNamesNobodyHidden(body, what);
            }

            if (endpoint.Open is not null)
            {
                Assert.True(!endpoint.IsFile || status == HttpStatusCode.OK, what);
            }
            else if (role == Roles.None)
            {
                Assert.True(status == HttpStatusCode.Redirect && location!.Contains("/account/sign-in", StringComparison.Ordinal), what);
                Assert.Empty(body);
            }
            else if (endpoint.Policy is not string policy || !Policies.Allows(policy, role))
            {
                Assert.True(status == HttpStatusCode.NotFound, what);
                Assert.Equal(missing, body);
            }
            else if (endpoint.Method == "GET")
            {
                Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Redirect, what);
                Assert.DoesNotContain("/account/sign-in", location ?? "");
            }
            else
            {
                Assert.True(status == HttpStatusCode.BadRequest, $"{what}, without the token that a form needs");
            }
        }
    }

    [Theory]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Head)]
    public async Task What_is_out_of_scope_is_answered_like_what_does_not_exist(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        foreach (
            SiteEndpoint endpoint in (await SiteEndpoint.OfAsync(site.Services)).Where(one =>
                one.IsFramed && one.Method == "GET" && Policies.Allows(one.Policy!, role)
            )
        )
        {
            (string no, string code) own = (reach.Customers.Order(StringComparer.Ordinal).First(), reach.Groups[0]);
            (HttpStatusCode inside, string seen, _) = await AskAsync(own, $"institution={reach.Institution}");
            (HttpStatusCode outside, string hidden, _) = await AskAsync(own, $"institution={reach.HiddenInstitution}");
            (HttpStatusCode unknown, string missing, _) = await AskAsync(own, "institution=NOWHERE");

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (inside, outside, unknown));
            Assert.Equal(missing, hidden);
            reach.AssertNamesNobodyHidden(seen, endpoint.ToString());
            if (endpoint.RouteValues.Any(value => value is "id" or "alert"))
            {
                (HttpStatusCode nobodys, string none, _) = await AnswerAsync(
                    role,
                    "GET",
                    endpoint.Address(Values(own.no, own.code, 99999, 99999))
                );
                (HttpStatusCode others, string kept, _) = await AnswerAsync(
                    role,
                    "GET",
                    endpoint.Address(Values(own.no, own.code, site.HiddenPlan, site.HiddenAlert))
                );
                Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (nobodys, others));
                Assert.Equal(none, kept);
            }

            if (endpoint.RouteValues.Any(value => value is "no" or "code"))
            {
                Assert.NotEmpty(reach.HiddenGroups);
                (HttpStatusCode nobody, string absent, _) = await AskAsync(("C-nobody", "G-nobody"), query: null);
                Assert.Equal(HttpStatusCode.NotFound, nobody);
                foreach ((int i, string other) in reach.Hidden.Where((_, i) => i % 25 == 0).Index())
                {
                    (HttpStatusCode status, string body, _) = await AskAsync(
                        (other, reach.HiddenGroups[i % reach.HiddenGroups.Count]),
                        query: null
                    );

                    Assert.Equal(HttpStatusCode.NotFound, status);
                    Assert.Equal(absent, body);
                }
            }

            Task<(HttpStatusCode Status, string Body, string? Location)> AskAsync((string No, string Code) asked, string? query) =>
                AnswerAsync(role, "GET", endpoint.Address(Values(asked.No, asked.Code), query));
        }
    }

    // Every name that occurs in a route has an example here; a new one fails until it has.
    private Dictionary<string, string> Values(string customer, string group, int? plan = null, int? alert = null) =>
        new(StringComparer.Ordinal)
        {
            ["no"] = customer,
            ["code"] = group,
            ["id"] = (plan ?? site.Plan).ToString(CultureInfo.InvariantCulture),
            ["alert"] = (alert ?? site.Alert).ToString(CultureInfo.InvariantCulture),
            ["name"] = "analyst",
            ["language"] = "en",
            ["job"] = site.Job.ToString(CultureInfo.InvariantCulture),
            ["draft"] = site.Draft.ToString(CultureInfo.InvariantCulture),
            ["version"] = "1",
            ["status"] = "404",
            ["path"] = "nothing.css",
        };

    private async Task<(HttpStatusCode Status, string Body, string? Location)> AnswerAsync(Roles role, string method, string address)
    {
        using Visitor visitor = site.VisitorFor(role);
        using var request = new HttpRequestMessage(new(method), new Uri(address, UriKind.Relative));
        using HttpResponseMessage answer = await visitor.Client.SendAsync(request);
        string body = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, Token().Replace(body, "token"), answer.Headers.Location?.OriginalString);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"[^\"]+\"")]
    private static partial Regex Token();
}
