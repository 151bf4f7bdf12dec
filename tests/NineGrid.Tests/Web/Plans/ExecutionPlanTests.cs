using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data.Access;
using NineGrid.Data.Queries;
using NineGrid.Data.Queries.Frame;
using NineGrid.Tests.Web.Access;
using Npgsql;

namespace NineGrid.Tests.Web.Plans;

/// <summary>How PostgreSQL answers what the pages ask in a bank that has grown.</summary>
public sealed partial class ExecutionPlanTests(GrownSite grown) : IClassFixture<GrownSite>
{
    /// <summary>What may be gone through though only a part of the bank is asked for.</summary>
    private static readonly (string Sql, string Table, string Why)[] Exceptions =
    [
        ("lower(c.name) LIKE", "credit_groups", "A piece of a name is looked for in every name."),
        (
            "group_positions",
            "group_positions",
            "Groups are a fortieth of the customers: those of a large branch are found faster among all of a snapshot."
        ),
        (
            "institution_sums",
            "institution_sums",
            "Ten rows an institution: a table of some pages, of which a history asks for twelve periods."
        ),
        (
            "c.id IN (",
            "customers",
            "The places of a head's branch are found in the same statement, so the planner does not know how many customers it has; in a bank of a million it takes the index."
        ),
        (
            "a.from_manager_id",
            "assignments",
            "The newest assignments of a branch, of which the planner knows as little; not looked at in a bank of a million."
        ),
        ("users", "users", "Users are counted, and listed by name."),
        ("jobs", "jobs", "Jobs are counted; there are some a day."),
    ];

    [Fact]
    public async Task A_part_of_the_bank_is_found_by_indices_and_the_bank_within_its_snapshot()
    {
        List<string> faults = [];
        foreach (Roles role in (Roles[])[Roles.Manager, Roles.Head, Roles.Analyst, Roles.Administrator])
        {
            using HttpClient client = grown.Site.ClientFor(role);
            foreach ((string page, bool ofPart) in await PagesAsync(role))
            {
                foreach (AskedQuery query in await grown.AskedByAsync(client, page))
                {
                    JsonElement plan = await query.PlanAsync(grown.Connection);
                    faults.AddRange(
                        (ofPart ? PlanReading.Grown(plan) : PlanReading.EverySnapshot(plan))
                            .Where(fault => !IsExcepted(query, fault))
                            .Select(fault => $"{role} {page}\n    {fault}\n    {query.Sql.ReplaceLineEndings(" ")}")
                    );
                }
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} plans read what grows with the bank:\n{string.Join('\n', faults)}");
    }

    [Fact]
    public async Task A_missing_index_is_found_out()
    {
        using HttpClient client = grown.Site.ClientFor(Roles.Manager);
        IReadOnlyList<AskedQuery> asked = await grown.AskedByAsync(client, "/customers");
        await using NpgsqlTransaction transaction = await grown.Connection.BeginTransactionAsync();
        await using var drop = new NpgsqlCommand("""DROP INDEX "IX_positions_snapshot_id_manager_id_place" """, grown.Connection);
        await drop.ExecuteNonQueryAsync();
        List<string> faults = [];
        foreach (AskedQuery query in asked)
        {
            faults.AddRange(PlanReading.Grown(await query.PlanAsync(grown.Connection)));
        }

        Assert.Contains(faults, fault => fault.StartsWith("positions:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_goes_on_in_order_beyond_what_is_kept_of_it()
    {
        using HttpClient client = grown.Site.ClientFor(Roles.Analyst);
        string file = await client.GetStringAsync(new Uri("/customers?handler=export&as=csv", UriKind.Relative));
        string[] all = [.. file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0])];

        // Fifty on a page; 2,001 are kept, so that page 40 is from memory, 41 and 42 are asked for.
        foreach (int page in (int[])[1, 40, 41, 42])
        {
            string shown = await client.GetStringAsync(new Uri($"/customers?page-no={page}", UriKind.Relative));
            Assert.Equal(
                all.Skip(50 * (page - 1)).Take(50),
                CustomerLink().Matches(shown).Select(link => link.Groups["no"].Value).Distinct()
            );
        }
    }

    [Fact]
    public async Task What_was_asked_ahead_is_not_asked_again_by_a_reader()
    {
        using HttpClient client = grown.Site.ClientFor(Roles.Analyst);
        // Another edition, of which nobody has asked.
        await using (var changed = new NpgsqlCommand("UPDATE snapshots SET revision = revision + 1", grown.Connection))
        {
            await changed.ExecuteNonQueryAsync();
        }

        await using (AsyncServiceScope scope = grown.Site.Services.CreateAsyncScope())
        {
            FirstQuestions questions = scope.ServiceProvider.GetRequiredService<FirstQuestions>();
            Edition? asked = await questions.AskAsync(DataScope.WholeBank, asked: null, CancellationToken.None);
            Assert.NotNull(asked);
            Assert.Equal(asked, await questions.AskAsync(DataScope.WholeBank, asked, CancellationToken.None));
        }

        foreach (
            string page in (string[])
                [
                    "/today",
                    "/grid",
                    "/grid?handler=points",
                    "/grid?grid=growth",
                    "/grid?grid=growth&handler=points",
                    "/grid?grid=group",
                    "/grid?grid=group&handler=points",
                    "/gaps?by=levers",
                    "/opportunities",
                    "/coverage",
                    "/review",
                    "/review?part=institutions",
                    "/review?part=sizes",
                    "/review?part=industries",
                    "/review?part=concentration",
                ]
        )
        {
            string[] first = await OfSnapshotsAsync(client, page);
            string[] again = await OfSnapshotsAsync(client, page);
            Assert.True(again.SequenceEqual(first), $"{page} asked more at first:\n{string.Join('\n', first.Except(again))}");
        }
    }

    private async Task<string[]> OfSnapshotsAsync(HttpClient client, string page) =>
        [
            .. (await grown.AskedByAsync(client, page))
                .Select(query => query.Sql)
                .Where(sql => sql.Contains("snapshot_id", StringComparison.Ordinal)),
        ];

    [GeneratedRegex(@"<th scope=""row""><a href=""/customers/(?<no>[^""?]+)")]
    private static partial Regex CustomerLink();

    private static bool IsExcepted(AskedQuery query, string fault) =>
        Array.Exists(
            Exceptions,
            one => fault.StartsWith(one.Table + ":", StringComparison.Ordinal) && query.Sql.Contains(one.Sql, StringComparison.Ordinal)
        );

    /// <summary>The pages of a role, and whether they are about a part of the bank.</summary>
    private async Task<IReadOnlyList<(string Page, bool OfPart)>> PagesAsync(Roles role)
    {
        if (role == Roles.Administrator)
        {
            return
            [
                ("/admin", true),
                ("/admin/users", true),
                ("/admin/audit", true),
                ("/admin/imports", true),
                ("/admin/jobs", true),
                ("/admin/periods", true),
                ("/assignments", false),
                ("/assignments?q=47", false),
            ];
        }

        Reach reach = await Reach.OfAsync(grown.Site, role);
        string[] numbers =
        [
            .. reach.Customers.Where(no => !no.Contains('-', StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(3),
        ];
        bool narrow = role != Roles.Analyst;
        string[] customers =
        [
            .. numbers.Select(no => $"/customers/{no}"),
            $"/customers/{numbers[0]}/what-if?deposits=100",
            $"/customers/compare?no={numbers[0]}&no={numbers[1]}",
            $"/alerts/{grown.Site.Alert}",
            $"/plans/{grown.Site.Plan}",
            $"/groups/{reach.Groups.First(code => !code.Contains('-', StringComparison.Ordinal))}",
        ];
        string[] selections =
        [
            "/today",
            "/grid",
            "/grid?handler=points",
            "/grid?handler=find&text=47",
            $"/grid?handler=trails&trail={numbers[0]}",
            "/grid?grid=growth",
            "/grid?grid=growth&handler=points",
            "/grid?grid=group",
            "/grid?grid=group&handler=points",
            "/customers",
            "/customers?value=HM&page-no=2",
            "/customers?sort=name",
            "/customers?sort=crosssell",
            "/customers?q=47",
            "/customers?lack=manager",
            "/customers?lack=plan",
            "/customers?lack=statements",
            "/customers?moved=value.2025-09.up",
            "/find?what=manager&text=a",
            "/find?what=member&text=a",
            "/gaps",
            "/gaps?by=institutions",
            "/gaps?by=levers",
            "/opportunities",
            "/opportunities?lever=depositvolume",
            "/plans",
            "/plans?due=overdue",
            "/alerts",
            "/alerts?alert=all&alert-order=manager",
            "/migration",
            "/migration?grid=growth",
            "/migration?grid=group",
            "/views",
            .. role == Roles.Manager
                ? (string[])[]
                :
                [
                    "/coverage",
                    "/review",
                    "/review?part=institutions",
                    "/review?part=sizes",
                    "/review?part=industries",
                    "/review?part=trend",
                    "/review?part=products",
                    "/review?part=concentration",
                    "/review/managers",
                ],
            .. role == Roles.Head ? (string[])["/assignments", "/assignments?q=47"] : [],
            "/customers?handler=export&as=csv&value=HM",
        ];
        string branch = $"institution={reach.Institution}";
        return
        [
            .. customers.Select(page => (page, true)),
            .. selections.Select(page => (page, narrow)),
            .. narrow
                ? []
                : selections
                    .Where(page => page is not "/views")
                    .Select(page => (page + (page.Contains('?', StringComparison.Ordinal) ? '&' : '?') + branch, true)),
        ];
    }
}
