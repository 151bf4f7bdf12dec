using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Grids;
using NineGrid.Tests.Web.Access;

namespace NineGrid.Tests.Web.Pages;

/// <summary>What the page of a customer advises, against the stored guidance.</summary>
[Collection(BankSiteUsers.Name)]
public sealed partial class CustomerPathTests(BankSite site)
{
    [Fact]
    public async Task The_path_leads_to_the_stored_default_target_and_any_other_cell_can_be_asked_for()
    {
        (string no, GuidanceRow guidance) = await OneAsync(row => row.Feasible == true && row.Effort > 0.01);
        string page = await site.PageAsync($"/customers/{no}", "en");
        Match[] cells = [.. Target().Matches(page).Cast<Match>()];

        Assert.Equal(9, cells.Length);
        // From the top left corner, and the default one needs no parameter.
        Assert.Equal(
            from y in (char[])['H', 'M', 'L']
            from x in (char[])['L', 'M', 'H']
            select $"{x}{y}" == guidance.Target.ToString() ? "" : $"?target={x}{y}",
            cells.Select(cell => cell.Groups["query"].Value)
        );
        Match aimed = Assert.Single(cells, cell => cell.Value.Contains("aria-current=\"true\"", StringComparison.Ordinal));
        Assert.Contains(">default<", aimed.Value);
        Assert.Contains(
            $"effort {guidance.Effort!.Value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)}",
            aimed.Value
        );

        string other = await site.PageAsync($"/customers/{no}?target=LL", "en");
        Assert.Contains("Both demands of Low·Low are met already", other);
        Assert.DoesNotContain("path-steps", other);
    }

    [Fact]
    public async Task A_target_that_is_no_cell_is_not_understood()
    {
        using HttpClient client = site.Client("en");
        using HttpResponseMessage answer = await client.GetAsync(new Uri("/customers/C1?target=XX", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Where_no_cell_of_the_next_band_can_be_reached_each_says_what_it_lacks()
    {
        (string no, _) = await OneAsync(row => row.Feasible == false && row.Target == null);
        string page = await site.PageAsync($"/customers/{no}", "en");

        Assert.Contains("No cell of the next band is in reach", page);
        Assert.Equal(3, Lacking().Count(page));
        Assert.DoesNotContain("aria-current=\"true\"", PathPanel().Match(page).Value);
    }

    [Fact]
    public async Task A_customer_of_the_corner_is_told_what_keeps_it_there()
    {
        (string no, _) = await OneAsync(row => row.Feasible == null);
        string page = await site.PageAsync($"/customers/{no}", "en");

        Assert.Contains("It stands at High·High, the highest cell", page);
        Assert.Equal(2, Regex.Count(PathPanel().Match(page).Value, "above the cut", RegexOptions.ExplicitCapture));
    }

    [Fact]
    public async Task A_customer_without_a_place_is_told_why_it_has_no_path()
    {
        string? no = null;
        await site.UseAsync<NineGridDbContext>(async db =>
        {
            int snapshot = await SnapshotAsync(db);
            no = await (
                from row in db.Positions
                join customer in db.Customers on row.CustomerId equals customer.Id
                where row.SnapshotId == snapshot && row.ValueReason == UnplacedReason.NoRisk
                orderby customer.No
                select customer.No
            ).FirstAsync();
        });
        string page = await site.PageAsync($"/customers/{no}", "en");

        Assert.Contains("There is no path, because the customer has no place on the value grid. There is exposure but no capital", page);
        Assert.DoesNotContain("class=\"targets\"", page);
    }

    [Fact]
    public async Task Gaps_stand_by_worth_with_the_levers_that_lose_behind_the_others()
    {
        (string no, GuidanceRow guidance) = await OneAsync(row => row.LendingVolume < -1000 && row.FeeIncome > 1000);
        string page = await site.PageAsync($"/customers/{no}", "en");
        double[] worth =
        [
            .. Worth()
                .Matches(page)
                .Select(match =>
                    WebUtility
                        .HtmlDecode(match.Groups["worth"].Value)
                        .Replace("\u202F", "", StringComparison.Ordinal)
                        .Replace('\u2212', '-')
                )
                .Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
        ];

        Assert.Equal(worth.OrderDescending(), worth);
        Assert.Contains(Math.Round(guidance.LendingVolume!.Value / 1e3, 1, MidpointRounding.AwayFromZero), worth);
        Assert.Contains(Math.Round(guidance.FeeIncome!.Value / 1e3, 1, MidpointRounding.AwayFromZero), worth);
        Assert.Contains("loses more the more is done", page);
    }

    [Theory]
    [InlineData("gaps", "Lever,Move,Effort,")]
    [InlineData("path", "Lever,Steps,Gap closed,Effort,EVA added (CNY),Revenue after (CNY),RAROC after,EVA after (CNY),Cell after")]
    public async Task Levers_and_steps_can_be_taken_away(string table, string head)
    {
        (string no, GuidanceRow guidance) = await OneAsync(row => row.Feasible == true && row.Effort > 0.01);
        string csv = await site.PageAsync($"/customers/{no}?handler=export&table={table}&as=csv", "en");
        string[] lines = csv.TrimEnd('\n').Split('\n');

        Assert.StartsWith(head, lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        if (table == "gaps")
        {
            int levers = Enum.GetValues<NineGrid.Domain.Paths.LeverKind>()
                .Count(kind => NineGrid.Data.Snapshots.StoredGuidance.WorthOf(guidance, kind) is not null);
            Assert.Equal(levers, lines.Length - 1);
        }
        else
        {
            Cell reached = guidance.Reached!.Value;
            Assert.EndsWith($",{reached.X}·{reached.Y}", lines[^1], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Roles.Head, true)]
    [InlineData(Roles.Analyst, false)]
    public async Task A_path_can_be_saved_as_a_plan_by_whoever_may_write_plans(Roles role, bool may)
    {
        Reach reach = await Reach.OfAsync(site, role);
        using Visitor visitor = site.VisitorFor(role);
        string no = (await new CustomerSets(visitor).ListedAsync("/customers?value=low")).First(reach.Customers.Contains);
        string page = await visitor.PageAsync($"/customers/{no}?target=HH");

        Assert.Equal(may ? 1 : 0, SavedTarget().Count(page));
    }

    /// <summary>The first customer of the newest period whose guidance is like that.</summary>
    private async Task<(string No, GuidanceRow Guidance)> OneAsync(System.Linq.Expressions.Expression<Func<GuidanceRow, bool>> like)
    {
        (string, GuidanceRow)? found = null;
        await site.UseAsync<NineGridDbContext>(async db =>
        {
            int snapshot = await SnapshotAsync(db);
            var one = await (
                from row in db.Guidance.AsNoTracking().Where(like)
                join customer in db.Customers on row.CustomerId equals customer.Id
                where row.SnapshotId == snapshot
                orderby customer.No
                select new { customer.No, Row = row }
            ).FirstAsync();
            found = (one.No, one.Row);
        });
        return found!.Value;
    }

    private static async Task<int> SnapshotAsync(NineGridDbContext db) =>
        (await db.Snapshots.SingleAsync(row => row.Period == BankSite.Newest)).Id;

    [GeneratedRegex("""<a href="/customers/[^"?]+(?<query>[^"]*)"[^>]*>\s*<b>[^<]+</b>\s*<small>.*?</a>""", RegexOptions.Singleline)]
    private static partial Regex Target();

    [GeneratedRegex(
        """<form class="save-plan" method="post" action="/plans/new">.*?name="target" value="HH".*?</form>""",
        RegexOptions.Singleline | RegexOptions.IgnoreCase
    )]
    private static partial Regex SavedTarget();

    [GeneratedRegex("""<li>[^<]+ missing</li>""")]
    private static partial Regex Lacking();

    [GeneratedRegex("""<section class="panel path-panel".*?</section>""", RegexOptions.Singleline)]
    private static partial Regex PathPanel();

    [GeneratedRegex("""<td role="cell" class="num worth"[^>]*>\s*<b>\+?(?<worth>[^<]+)</b>""")]
    private static partial Regex Worth();
}
