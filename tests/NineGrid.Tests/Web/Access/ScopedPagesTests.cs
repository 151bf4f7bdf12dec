using System.Net;
using System.Text.Json;
using NineGrid.Data.Access;
using NineGrid.Data.Queries.Customers;

namespace NineGrid.Tests.Web.Access;

/// <summary>What somebody in a role gets by asking the site, honestly or not.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class ScopedPagesTests(BankSite site)
{
    public static TheoryData<Roles> Readers => [Roles.Manager, Roles.Head, Roles.Analyst];

    public static TheoryData<Roles> Narrow => [Roles.Manager, Roles.Head];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Every_count_of_a_grid_is_the_number_of_customers_behind_it_and_all_are_in_scope(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        foreach (string grid in (string[])["value", "growth", "group"])
        {
            IReadOnlyList<(int Count, string Address)> counts = await sets.CountsAsync($"/grid?grid={grid}");

            Assert.NotEmpty(counts);
            foreach ((int count, string address) in counts)
            {
                Assert.Equal(count, await sets.CountedAsync(address));
                foreach ((string name, Func<CustomerSets, string, Task<IReadOnlyList<string>>> read) in CustomerSets.Ways)
                {
                    IReadOnlyList<string> customers = await read(sets, address);

                    Assert.True(count == customers.Distinct().Count(), $"{name} of {address}: {customers.Count}, counted {count}");
                    Assert.Equal(customers.Count, customers.Distinct().Count());
                    Assert.Empty(customers.Except(reach.Customers));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_list_holds_all_customers_of_the_scope_and_no_others_in_whatever_order(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        var sets = new CustomerSets(visitor);
        IEnumerable<string> sorts =
            role == Roles.Analyst ? ["revenue"] : Enum.GetNames<CustomerColumn>().SelectMany(name => (string[])[name, $"-{name}"]);
        foreach (string sort in sorts)
        {
            Assert.Equal(
                reach.Customers.Order(StringComparer.Ordinal),
                (await sets.ListedAsync($"/customers?sort={sort}")).Order(StringComparer.Ordinal)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public async Task The_picture_names_only_customers_of_the_scope(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        foreach (string grid in (string[])["value", "growth", "group"])
        {
            string picture = await visitor.PageAsync($"/grid?grid={grid}&handler=points");
            using JsonDocument read = JsonDocument.Parse(picture);

            reach.AssertNamesNobodyHidden(picture, $"the picture of {grid}");
            if (grid != "group")
            {
                IReadOnlyList<string> placed = await new CustomerSets(visitor).ListedAsync($"/customers?{grid}=placed");
                Assert.Equal(
                    placed.Order(StringComparer.Ordinal),
                    read.RootElement.GetProperty("points")
                        .EnumerateArray()
                        .Select(point => point.GetProperty("no").GetString()!)
                        .Order(StringComparer.Ordinal)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public async Task A_search_on_the_picture_and_a_trail_give_own_customers_and_nothing_of_others(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        string own = (await new CustomerSets(visitor).ListedAsync("/customers?value=placed"))[0];

        Assert.Contains($"\"no\":\"{own}\"", await visitor.PageAsync($"/grid?handler=find&text={own}"));
        Assert.Contains($"\"no\":\"{own}\"", await visitor.PageAsync($"/grid?handler=trails&trail={own}"));
        foreach (string other in reach.Hidden.Where((_, i) => i % 40 == 0))
        {
            Assert.Equal("[]", await visitor.PageAsync($"/grid?handler=find&text={other}"));
            Assert.Equal("[]", await visitor.PageAsync($"/grid?handler=trails&trail={other}"));
        }

        foreach (string other in reach.HiddenNames.Where((_, i) => i % 40 == 0))
        {
            Assert.Equal("[]", await visitor.PageAsync($"/grid?handler=find&text={Uri.EscapeDataString(other)}"));
        }

        Assert.Equal("[]", await visitor.PageAsync("/grid?handler=find&text="));
        Assert.Equal("[]", await visitor.PageAsync("/grid?handler=find&text=%25"));
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public async Task No_other_value_in_an_address_brings_more(Roles role)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        string other = reach.Hidden[0];
        string[] queries =
        [
            .. reach.OtherManagers.Take(5).Select(no => $"manager={no}"),
            .. reach.OtherGroups.Take(5).Select(code => $"member={code}"),
            $"q={other}",
            $"q={Uri.EscapeDataString(reach.HiddenNames[0])}",
            "q=%25",
            "q=_",
            "q=%27%20OR%201%3D1%20--",
            "page-no=99999",
            "page-no=2147483647",
            "page-size=100000&pageSize=100000&take=100000&limit=100000",
            "scope=bank&role=Analyst&managerId=1&institutionId=1",
            "period=2025-09",
            $"institution={reach.HiddenInstitution}&institution={reach.Institution}", // the last one counts
            "value=high&value=low",
            $"columns=groupname,creditcode&columns=crosssell&no={reach.Hidden[1]}",
        ];
        foreach (string query in queries)
        {
            foreach (
                string path in (string[])
                    ["/customers", "/customers?handler=export", "/grid", "/grid?handler=points", "/grid?handler=export&table=customers"]
            )
            {
                string page = await visitor.PageAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}");
                // What was asked for may be repeated.
                foreach (
                    string secret in reach
                        .Hidden.Concat(reach.HiddenNames)
                        .Where(one => !query.Contains(Uri.EscapeDataString(one), StringComparison.Ordinal))
                )
                {
                    Assert.False(page.Contains(secret, StringComparison.Ordinal), $"{path} {query} names {secret}");
                }
            }

            IReadOnlyList<string> listed = await new CustomerSets(visitor).ListedAsync($"/customers?{query}");
            Assert.Empty(listed.Except(reach.Customers));
            IReadOnlyList<string> exported = await new CustomerSets(visitor).ExportedAsync($"/customers?{query}");
            Assert.Empty(exported.Except(reach.Customers));
            Assert.True(exported.TakeLast(listed.Count).SequenceEqual(listed), $"the file of {query}");
            Assert.True(!query.Contains(other, StringComparison.Ordinal) || listed.Count == 0, query);
        }

        string large = await visitor.PageAsync("/customers?page-size=100000");
        Assert.True(large.Split("<td class=\"code\">").Length - 1 <= CustomersQuery.PageSize);
    }

    [Theory]
    [InlineData("sort=luck")]
    [InlineData("sort=--revenue")]
    [InlineData("sort=revenue;drop")]
    [InlineData("sort=-")]
    [InlineData("columns=luck")]
    [InlineData("columns=revenue,,raroc")]
    [InlineData("columns=revenue&columns=9")]
    [InlineData("page-no=0")]
    [InlineData("page-no=-1")]
    [InlineData("page-no=1e3")]
    [InlineData("page-no=2147483648")]
    [InlineData("size=Q")]
    [InlineData("industry=1")]
    [InlineData("strategy=0")]
    [InlineData("strategy=None")]
    [InlineData("strategy=Invest,Exit")]
    [InlineData("value=XX")]
    [InlineData("growth=9")]
    [InlineData("group=HHH")]
    [InlineData("grid=9")]
    [InlineData("period=December")]
    [InlineData("view=list")]
    [InlineData("view=1")]
    [InlineData("colour=red")]
    [InlineData("colour=0")]
    [InlineData("zoom=1")]
    [InlineData("zoom=2,1,0,3")]
    [InlineData("zoom=0,4,0,3")]
    [InlineData("zoom=-1,2,0,3")]
    [InlineData("zoom=1,1,0,3")]
    [InlineData("zoom=NaN,1,0,3")]
    [InlineData("zoom=0,1e0,0,3")]
    [InlineData("zoom=0,1,0,3,0")]
    [InlineData("trail=,")]
    [InlineData("trail=C1,C1")]
    [InlineData("trail=C1,C2,C3,C4,C5,C6")]
    public async Task A_value_that_means_nothing_is_refused_on_every_page(string query)
    {
        using Visitor visitor = site.VisitorFor(Roles.Manager);
        string[] paths =
        [
            "/customers?",
            "/customers?handler=export&",
            "/customers/compare?",
            "/grid?",
            "/grid?handler=points&",
            "/grid?handler=export&",
            "/grid?handler=find&",
            "/grid?handler=trails&",
        ];
        foreach (string path in paths)
        {
            Assert.Equal((HttpStatusCode.BadRequest, null), await visitor.AskAsync(path + query));
        }
    }

    [Theory]
    [InlineData("/customers?handler=points")]
    [InlineData("/customers?handler=export&as=exe")]
    [InlineData("/customers?handler=export&as=..%2Fcsv")]
    [InlineData("/customers?handler=export&table=users")]
    [InlineData("/customers?handler=export&as=XLSX")]
    [InlineData("/grid?handler=export&table=customers.csv")]
    [InlineData("/grid?handler=export&as=all")]
    [InlineData("/customers/compare?handler=export&table=customers")]
    [InlineData("/customers/compare?no=C-nobody")]
    [InlineData("/grid?handler=nothing")]
    [InlineData("/customers?period=1999-01")]
    public async Task What_a_page_does_not_do_is_not_found(string address)
    {
        foreach (Roles role in (Roles[])[Roles.Manager, Roles.Head, Roles.Analyst])
        {
            using Visitor visitor = site.VisitorFor(role);

            Assert.Equal((HttpStatusCode.NotFound, null), await visitor.AskAsync(address));
        }
    }

    [Fact]
    public async Task A_form_sent_to_a_page_that_takes_none_or_with_another_name_changes_nothing()
    {
        using Visitor visitor = site.VisitorFor(Roles.Manager);
        foreach (string path in (string[])["/grid", "/customers", "/admin/users", "/admin/users/manager?handler=rights"])
        {
            using HttpResponseMessage answer = await visitor.PostAsync(
                "/account/password",
                path,
                ("Name", "manager"),
                ("Rights.IsAnalyst", "true"),
                ("Rights.IsAdministrator", "true"),
                ("institution", "01")
            );

            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Reach reach = await Reach.OfAsync(site, Roles.Manager);
        Assert.Equal(reach.Customers.Count, (await new CustomerSets(visitor).ListedAsync("/customers")).Count);
    }
}
