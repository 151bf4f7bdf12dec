using System.Net;
using NineGrid.Data.Access;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

[Collection(BankSiteUsers.Name)]
public sealed class ComparePageTests(BankSite site)
{
    public static TheoryData<Roles> Narrow => [Roles.Manager, Roles.Head];

    [Fact]
    public async Task Customers_stand_side_by_side_in_the_order_of_the_address_with_best_and_worst_in_words()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        string[] all = [.. await new CustomerSets(visitor).ListedAsync("/customers?value=placed&size=L&sort=-revenue")];
        string[] chosen = [all[2], all[0], all[1]];
        string page = await visitor.PageAsync(Compared([.. chosen, all[0]]));
        string revenue = page.Split("Revenue")[1].Split("</tr>")[0];

        Assert.Contains("3 customers side by side", page);
        Assert.Equal(chosen.OrderBy(no => page.IndexOf($">{no}<", StringComparison.Ordinal)), chosen);
        // Of three in the order third, first, second by revenue, the second cell is the best.
        string[] cells = revenue.Split("<td class=\"num\">")[1..];
        Assert.Equal(
            ["worst", "best", ""],
            cells.Select(cell =>
                cell.Contains("standing worst") ? "worst"
                : cell.Contains("standing best") ? "best"
                : ""
            )
        );
        Assert.Contains("handler=export&amp;table=comparison", page);
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public async Task A_customer_out_of_scope_is_answered_like_one_that_does_not_exist(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        string[] own = [.. reach.Customers.Order(StringComparer.Ordinal).Take(2)];

        foreach (string other in (string[])[reach.Hidden[0], "C-nobody"])
        {
            Assert.Equal((HttpStatusCode.NotFound, null), await visitor.AskAsync(Compared([.. own, other])));
            Assert.Equal((HttpStatusCode.NotFound, null), await visitor.AskAsync(Compared([other, other]) + "&handler=export"));
        }

        reach.AssertNamesNobodyHidden(await visitor.PageAsync(Compared(own)), "the comparison");
    }

    [Theory]
    [InlineData(0, "No customer is chosen yet")]
    [InlineData(1, "Only one is chosen")]
    public async Task With_too_few_the_page_says_what_to_do(int count, string said)
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        string[] all = [.. (await new CustomerSets(visitor).ListedAsync("/customers?size=L")).Take(count)];

        Assert.Contains(said, await visitor.PageAsync(Compared(all)));
    }

    [Fact]
    public async Task More_than_five_are_refused_with_the_reason()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        string[] all = [.. (await new CustomerSets(visitor).ListedAsync("/customers?size=L")).Take(6)];
        Assert.Equal(HttpStatusCode.OK, (await visitor.AskAsync(Compared(all[..5]))).Status);
        using HttpResponseMessage answer = await visitor.GetAsync(Compared(all));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("at most 5 customer numbers", await answer.Content.ReadAsStringAsync());
    }

    private static string Compared(string[] numbers) => $"/customers/compare?{string.Join('&', numbers.Select(no => $"no={no}"))}";
}
