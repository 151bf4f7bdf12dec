using System.Net;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Operations;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Web.Access;

public sealed class AuditPageTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_change_of_a_user_is_found_by_its_subject_with_what_it_was_and_became(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await using var site = new PeopleSite(database);
        using Visitor admin = await SignedInAsync(site, "zhang", Roles.Administrator);
        await site.AddAsync("li4", Roles.Analyst);
        await admin.PostAsync("/admin/users/li4", "/admin/users/li4?handler=Disable");

        string page = await admin.PageAsync("/admin/audit?subject=li4&what=UserChanged");
        string others = await admin.PageAsync("/admin/audit?subject=li4&what=Exported");

        Assert.Contains("One line of the audit trail", page);
        Assert.Contains("<b>Disabled</b> no → yes", page);
        Assert.DoesNotContain("<b>Roles</b>", page);
        Assert.Contains("No lines match", others);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_line_twice()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor admin = await SignedInAsync(site, "zhang", Roles.Administrator);
        int lines = AuditQuery.PageLength + 10;
        await WriteAsync(database, Enumerable.Range(0, lines).Select(line => Line(AuditAction.Exported, $"list-{line:000}")));

        string first = await admin.PageAsync("/admin/audit?what=Exported");
        string older = WebUtility.HtmlDecode(first.Split("rel=\"next\" href=\"")[1].Split('"')[0]);
        string second = await admin.PageAsync(older);

        Assert.Equal(
            Enumerable.Range(0, lines).Select(line => (line < 10, line >= 10)),
            Enumerable.Range(0, lines).Select(line => (second.Contains($"list-{line:000}"), first.Contains($"list-{line:000}")))
        );
        Assert.DoesNotContain("rel=\"next\"", second);
    }

    [Fact]
    public async Task What_work_on_customers_says_is_kept_from_whoever_may_not_see_them()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor admin = await SignedInAsync(site, "zhang", Roles.Administrator);
        using Visitor both = await SignedInAsync(site, "zhao", Roles.Administrator | Roles.Analyst);
        await WriteAsync(database, [Line(AuditAction.PlanChanged, "plan 7", """{"note":"lends to the rival"}""")]);

        string kept = await admin.PageAsync("/admin/audit");
        string shown = await both.PageAsync("/admin/audit");

        Assert.Contains("plan 7", kept);
        Assert.DoesNotContain("lends to the rival", kept);
        Assert.Contains("readers of the whole bank", kept);
        Assert.Contains("lends to the rival", shown);
    }

    [Theory]
    [InlineData("from=2026-13-01")]
    [InlineData("to=yesterday")]
    [InlineData("what=Nothing")]
    [InlineData("what=99")]
    [InlineData("before=-1")]
    public async Task A_filter_that_cannot_be_read_is_told(string query)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor admin = await SignedInAsync(site, "zhang", Roles.Administrator);

        Assert.Equal(HttpStatusCode.BadRequest, (await admin.AskAsync($"/admin/audit?{query}")).Status);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_first_and_the_last_day_that_there_are_can_be_asked_for(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await using var site = new PeopleSite(database);
        using Visitor admin = await SignedInAsync(site, "zhang", Roles.Administrator);
        await WriteAsync(database, [Line(AuditAction.Exported, "list-of-today")]);

        Assert.Contains("list-of-today", await admin.PageAsync("/admin/audit?from=0001-01-01&to=9999-12-31"));
        Assert.DoesNotContain("list-of-today", await admin.PageAsync("/admin/audit?from=0001-01-01&to=0001-01-01"));
    }

    [Fact]
    public void The_files_of_an_import_are_told_one_by_one() =>
        Assert.Equal(
            [
                new("facts.csv stored", Before: null, "20"),
                new("facts.csv rejected", Before: null, "0"),
                new("customers.csv stored", Before: null, "3"),
            ],
            AuditQuery.Fields(before: null, """[{"name":"facts.csv","stored":20,"rejected":0},{"name":"customers.csv","stored":3}]""")
        );

    [Fact]
    public void Only_what_differs_between_two_states_is_told() =>
        Assert.Equal(
            [new("owner", "1", "2"), new("note", "a", After: null)],
            AuditQuery.Fields("""{"state":"Draft","owner":1,"note":"a"}""", """{"state":"Draft","owner":2,"note":null}""")
        );

    private static AuditRow Line(AuditAction action, string subject, string? after = null) =>
        new()
        {
            At = DateTime.UtcNow,
            Actor = "wang",
            Action = action,
            Subject = subject,
            After = after,
        };

    private static Task WriteAsync(TestDatabase database, IEnumerable<AuditRow> lines) =>
        database.UseAsync(db =>
        {
            db.Audit.AddRange(lines);
            return db.SaveChangesAsync();
        });

    private static async Task<Visitor> SignedInAsync(PeopleSite site, string name, Roles roles)
    {
        await site.AddAsync(name, roles);
        Visitor visitor = site.Visitor();
        await visitor.SignInAsync(name, PeopleSite.Password);
        return visitor;
    }
}
