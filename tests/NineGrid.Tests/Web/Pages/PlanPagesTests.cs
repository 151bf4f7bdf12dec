using System.Net;
using System.Text.RegularExpressions;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Grids;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

[Collection(BankSiteUsers.Name)]
public sealed partial class PlanPagesTests(BankSite site)
{
    [Fact]
    public async Task A_form_with_customer_cell_and_period_makes_a_draft_and_leads_to_it()
    {
        using Visitor manager = site.VisitorFor(Roles.Manager, "zh-CN");
        Reach reach = await Reach.OfAsync(site, Roles.Manager);
        string no = await WithPathAsync(manager, reach.Customers.Order(StringComparer.Ordinal));

        using HttpResponseMessage made = await manager.PostAsync(
            $"/customers/{no}",
            "/plans/new",
            ("no", no),
            ("target", "HH"),
            ("period", "2025-09")
        );
        string address = made.Headers.Location!.OriginalString;
        string page = WebUtility.HtmlDecode(await manager.PageAsync(address));

        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        Assert.Matches("^/plans/[0-9]+$", address);
        Assert.Contains("提升到高·高", page);
        Assert.Contains("草稿", page);
        Assert.Contains("基线为 2025年9月", page);
        Assert.Contains(address, await manager.PageAsync($"/customers/{no}"));
    }

    [Theory]
    [InlineData("period", "December", HttpStatusCode.BadRequest)]
    [InlineData("period", "1999-01", HttpStatusCode.NotFound)]
    [InlineData("target", "XX", HttpStatusCode.BadRequest)]
    [InlineData("no", "C-nobody", HttpStatusCode.NotFound)]
    [InlineData("no", "", HttpStatusCode.NotFound)]
    public async Task What_means_nothing_makes_no_plan(string field, string value, HttpStatusCode expected)
    {
        using Visitor manager = site.VisitorFor(Roles.Manager);
        (string no, int _) = await OwnAsync();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["no"] = no,
            ["target"] = "HH",
            ["period"] = "2025-12",
            [field] = value,
        };

        using HttpResponseMessage answer = await manager.PostAsync(
            $"/plans/new?no={no}",
            "/plans/new",
            [.. fields.Select(one => (one.Key, one.Value))]
        );

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Out_of_scope_a_plan_can_be_neither_seen_nor_taken_away_nor_changed_nor_made()
    {
        Reach reach = await Reach.OfAsync(site, Roles.Head);
        using Visitor manager = site.VisitorFor(Roles.Manager);
        using Visitor head = site.VisitorFor(Roles.Head);
        foreach (Visitor visitor in (Visitor[])[manager, head])
        {
            foreach (
                string path in (string[])
                    [
                        $"/plans/{site.HiddenPlan}",
                        $"/plans/{site.HiddenPlan}/edit",
                        $"/plans/{site.HiddenPlan}?handler=export",
                        $"/plans/new?no={reach.Hidden[0]}",
                    ]
            )
            {
                Assert.Equal((HttpStatusCode.NotFound, null), await visitor.AskAsync(path));
            }

            string edit = $"/plans/{site.HiddenPlan}/edit";
            foreach (
                (string path, (string, string)[] fields) in (IEnumerable<(string, (string, string)[])>)
                    [
                        (edit, [("Form.Version", "1"), ("Form.Title", "mine")]),
                        ($"{edit}?handler=State", [("version", "1"), ("to", "Active")]),
                        ($"{edit}?handler=Step", [("lever", "FeeIncome"), ("done", "true")]),
                        ($"{edit}?handler=Comment", [("text", "hello")]),
                        ("/plans/new", [("no", reach.Hidden[0])]),
                        ("/plans/new?handler=Empty", [("no", reach.Hidden[0]), ("title", "mine")]),
                    ]
            )
            {
                using HttpResponseMessage answer = await visitor.PostAsync($"/plans/{site.Plan}", path, fields);
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            }

            string list = await visitor.PageAsync("/plans");
            Assert.DoesNotContain($"/plans/{site.HiddenPlan}\"", list);
            reach.AssertNamesNobodyHidden(await visitor.PageAsync("/plans?handler=export&table=plan-steps"), "the export of steps");
        }
    }

    [Fact]
    public async Task An_analyst_reads_every_plan_and_changes_none()
    {
        using Visitor analyst = site.VisitorFor(Roles.Analyst);
        foreach (int id in (int[])[site.Plan, site.HiddenPlan])
        {
            string page = await analyst.PageAsync($"/plans/{id}");
            Assert.DoesNotContain($"/plans/{id}/edit", page);
            Assert.Equal((HttpStatusCode.NotFound, null), await analyst.AskAsync($"/plans/{id}/edit"));
        }

        using HttpResponseMessage answer = await analyst.PostAsync(
            "/account/password",
            $"/plans/{site.Plan}/edit?handler=Comment",
            ("text", "hello")
        );
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_second_of_two_editors_sees_both_values_and_keeps_what_she_entered()
    {
        (string no, int id) = await OwnAsync();
        using Visitor manager = site.VisitorFor(Roles.Manager);
        using Visitor head = site.VisitorFor(Roles.Head);
        string edit = $"/plans/{id}/edit";
        Dictionary<string, string> hers = Fields(await manager.PageAsync(edit));
        Dictionary<string, string> his = Fields(await head.PageAsync(edit));

        his["Form.Title"] = "his title";
        his["Form.Note"] = "his note";
        using HttpResponseMessage first = await SendAsync(head, edit, his);
        hers["Form.Title"] = "her title";
        hers["Form.Steps[0].Note"] = "her remark";
        using HttpResponseMessage second = await SendAsync(manager, edit, hers);
        string page = WebUtility.HtmlDecode(await second.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("Somebody else changed this plan", page);
        Assert.Contains("head changed this on", page);
        Assert.Matches("<th scope=\"row\">Title</th>\\s*<td>her title</td>\\s*<td>his title</td>\\s*<td>keeps yours</td>", page);
        Assert.Matches("<th scope=\"row\">Note</th>\\s*<td>empty</td>\\s*<td>his note</td>\\s*<td>takes the stored one</td>", page);
        Dictionary<string, string> merged = Fields(page);
        Assert.Equal(
            ("her title", "her remark", "his note"),
            (merged["Form.Title"], merged["Form.Steps[0].Note"], Note().Match(page).Groups["note"].Value.Trim())
        );
        Assert.Contains("his title", await manager.PageAsync($"/plans/{id}"));

        // Sent again, it stands.
        merged["Form.Note"] = "his note";
        using HttpResponseMessage again = await SendAsync(manager, edit, merged);
        string stored = WebUtility.HtmlDecode(await manager.PageAsync($"/plans/{id}"));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Contains("her title", stored);
        Assert.Contains("his note", stored);
        Assert.Contains("her remark", stored);
        Assert.NotEmpty(no);
    }

    [Fact]
    public async Task What_is_wrong_is_told_beside_its_field_and_nothing_is_lost()
    {
        (string _, int id) = await OwnAsync();
        using Visitor manager = site.VisitorFor(Roles.Manager);
        string edit = $"/plans/{id}/edit";
        Dictionary<string, string> fields = Fields(await manager.PageAsync(edit));
        fields["Form.Steps[0].Target"] = "a lot";
        fields["Form.Steps[0].DueOn"] = "31.12.2030";
        fields["Form.Steps[0].Note"] = "kept";

        using HttpResponseMessage answer = await SendAsync(manager, edit, fields);
        string page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("2 entries need a change", page);
        Assert.Contains("Enter a number in", page);
        Assert.Contains("Enter the day as year-month-day", page);
        Assert.Equal(("a lot", "kept"), (Fields(page)["Form.Steps[0].Target"], Fields(page)["Form.Steps[0].Note"]));
    }

    [Fact]
    public async Task A_state_that_cannot_follow_is_refused_with_a_reason()
    {
        (string _, int id) = await OwnAsync();
        using Visitor manager = site.VisitorFor(Roles.Manager);

        using HttpResponseMessage done = await SayAsync("State", ("version", "1"), ("to", "Done"));
        using HttpResponseMessage nonsense = await SayAsync("State", ("version", "1"), ("to", "Forgotten"));
        using HttpResponseMessage early = await SayAsync("Step", ("lever", "FeeIncome"), ("done", "perhaps"));
        using HttpResponseMessage empty = await SayAsync("Comment", ("text", " "));
        using HttpResponseMessage dropped = await SayAsync("State", ("version", "1"), ("to", "Dropped"));
        using HttpResponseMessage edited = await manager.PostAsync($"/plans/{site.Plan}", $"/plans/{id}/edit", ("Form.Version", "1"));

        Assert.Equal(HttpStatusCode.Conflict, done.StatusCode);
        Assert.Contains("cannot be done with a plan in this state", await done.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (nonsense.StatusCode, early.StatusCode));
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Contains("1 to 2000 characters", await empty.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, dropped.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, edited.StatusCode);
        Assert.Contains("has ended", await edited.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.Redirect, $"/plans/{id}"), await manager.AskAsync($"/plans/{id}/edit"));

        Task<HttpResponseMessage> SayAsync(string handler, params (string, string)[] fields) =>
            manager.PostAsync($"/plans/{site.Plan}", $"/plans/{id}/edit?handler={handler}", fields);
    }

    [Theory]
    [InlineData("state=luck")]
    [InlineData("state=1")]
    [InlineData("due=never")]
    [InlineData("order=luck")]
    [InlineData("order=--due")]
    [InlineData("order=0")]
    public async Task A_filter_that_means_nothing_is_refused(string query)
    {
        using Visitor visitor = site.VisitorFor(Roles.Manager);

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.AskAsync($"/plans?{query}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.AskAsync($"/plans?handler=export&{query}")).Status);
    }

    [Fact]
    public async Task What_is_listed_is_what_is_taken_away()
    {
        using Visitor manager = site.VisitorFor(Roles.Manager);
        foreach (string query in (string[])["", "state=draft&", "state=active&order=-worth&", "due=overdue&"])
        {
            string page = await manager.PageAsync($"/plans?{query}");
            string[] listed = [.. Listed().Matches(page).Select(match => match.Groups["id"].Value)];
            string[] exported =
            [
                .. (await manager.PageAsync($"/plans?{query}handler=export&table=plans&as=csv"))
                    .TrimEnd('\n')
                    .Split('\n')
                    .Skip(1)
                    .Select(line => line.Split(',')[0]),
            ];

            Assert.Equal(listed, exported);
        }
    }

    /// <summary>A draft of one's own for a customer of the manager, with two steps of hand-set targets; the bank site's own plans stay as they are.</summary>
    private async Task<(string No, int Id)> OwnAsync()
    {
        string? no = null;
        int id = 0;
        await site.UseAsync<ViewpointQuery>(async viewpoints =>
        {
            Viewpoint at = (await viewpoints.AskAsync(DataScope.WholeBank, BankSite.Earlier, null, CancellationToken.None))!;
            await site.UseAsync<PlanQuery>(async plans =>
                no = (await plans.AskAsync(DataScope.WholeBank, at, site.Plan, CancellationToken.None))!.Plan.CustomerNo
            );
            await site.UseAsync<MakePlan>(async make =>
                id = (
                    await make.FromPathAsync(
                        DataScope.WholeBank,
                        at,
                        no!,
                        new Cell(Level.High, Level.High),
                        _ => "own",
                        CancellationToken.None
                    )
                )
                    .Plan!
                    .Value
            );
        });
        return (no!, id);
    }

    /// <summary>The first customer whose page offers to save the path to HH.</summary>
    private static async Task<string> WithPathAsync(Visitor visitor, IEnumerable<string> customers)
    {
        foreach (string no in customers)
        {
            using HttpResponseMessage answer = await visitor.GetAsync($"/customers/{no}?period=2025-09&target=HH");
            if ((await answer.Content.ReadAsStringAsync()).Contains("save-plan", StringComparison.Ordinal))
            {
                return no;
            }
        }

        throw new InvalidOperationException("No customer has a path.");
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor visitor, string edit, Dictionary<string, string> fields) =>
        visitor.PostAsync(edit, edit, [.. fields.Select(field => (field.Key, field.Value))]);

    /// <summary>The fields of the form as a browser would send them; what is ticked and what is in text areas left out.</summary>
    private static Dictionary<string, string> Fields(string page)
    {
        var fields = Field()
            .Matches(page)
            .Where(match => !match.Value.Contains("checkbox", StringComparison.Ordinal))
            .ToDictionary(
                match => match.Groups["name"].Value,
                match => WebUtility.HtmlDecode(Value().Match(match.Value).Groups["value"].Value),
                StringComparer.Ordinal
            );
        foreach (Match select in Select().Matches(page))
        {
            fields[select.Groups["name"].Value] = Chosen().Match(select.Value).Groups["value"].Value;
        }

        return fields;
    }

    [GeneratedRegex("""<input[^>]* name="(?<name>Form\.[^"]+)"[^>]*>""")]
    private static partial Regex Field();

    [GeneratedRegex(" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex("""<select[^>]* name="(?<name>Form\.[^"]+)".*?</select>""", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("""<option value="(?<value>[^"]*)" selected""")]
    private static partial Regex Chosen();

    [GeneratedRegex("""<textarea[^>]* name="Form\.Note"[^>]*>(?<note>[^<]*)</textarea>""")]
    private static partial Regex Note();

    [GeneratedRegex("""<th scope="row"><a href="/plans/(?<id>\d+)""")]
    private static partial Regex Listed();
}
