using System.Net;
using System.Text.RegularExpressions;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Web.Access;

public sealed partial class UsersPageTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_user_is_created_with_an_initial_password_that_is_told_once(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await using var site = new PeopleSite(database);
        using Visitor admin = await AdministratorAsync(site);

        using HttpResponseMessage created = await CreateAsync(admin, "li4", "Rights.IsAnalyst");
        string password = Password().Match(await created.Content.ReadAsStringAsync()).Groups["password"].Value;
        using Visitor li = site.Visitor();
        await li.SignInAsync("li4", password);

        Assert.Equal(16, password.Length);
        Assert.True(created.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain(password, await admin.PageAsync("/admin/users"));
        Assert.Equal((HttpStatusCode.Redirect, "/account/password"), await li.AskAsync("/grid"));
        Assert.Contains(await site.AuditAsync(AuditAction.UserCreated), line => (line.Actor, line.Subject) == ("zhang", "li4"));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Many_users_stand_on_pages_and_are_found_by_how_their_names_begin(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await using var site = new PeopleSite(database);
        using Visitor admin = await AdministratorAsync(site);
        await database.UseAsync(async db =>
        {
            // One hundred on a page: a_00 to a_99, aX00 to aX49 and the administrator zhang are 151.
            string[] names = [.. Enumerable.Range(0, 100).Select(i => $"a_{i:00}"), .. Enumerable.Range(0, 50).Select(i => $"aX{i:00}")];
            db.Users.AddRange(names.Select(name => new AppUser { UserName = name, NormalizedUserName = name.ToUpperInvariant() }));
            return await db.SaveChangesAsync();
        });

        string first = await admin.PageAsync("/admin/users");
        string second = await admin.PageAsync("/admin/users?page-no=2");
        string beyond = await admin.PageAsync("/admin/users?page-no=99");
        string found = await admin.PageAsync("/admin/users?q=a_");
        string none = await admin.PageAsync("/admin/users?q=b");

        Assert.Equal(151, NamesOn(first).Concat(NamesOn(second)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(100, NamesOn(first).Count);
        Assert.Equal(NamesOn(second), NamesOn(beyond));
        // The sign for any one letter stands for itself.
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"a_{i:00}"), NamesOn(found));
        Assert.Empty(NamesOn(none));
        Assert.Contains("page-no=2", first);
    }

    private static List<string> NamesOn(string page) => [.. UserLink().Matches(page).Select(link => link.Groups["name"].Value)];

    [Theory]
    [InlineData("li4", "", "Choose at least one role")]
    [InlineData("li4", "Rights.IsManager", "needs a number")]
    [InlineData("li4", "Rights.IsHead", "needs the code")]
    [InlineData("zhang", "Rights.IsAnalyst", "a user of that name already")]
    [InlineData("li si", "Rights.IsAnalyst", "letters, digits")]
    [InlineData("", "Rights.IsAnalyst", "empty or too long")]
    public async Task What_cannot_be_created_is_told(string name, string role, string reason)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor admin = await AdministratorAsync(site);

        using HttpResponseMessage answer = await CreateAsync(admin, name, role);

        Assert.Contains(reason, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_user_is_given_an_email_address_and_nothing_that_is_none()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor admin = await AdministratorAsync(site);
        await site.AddAsync("li4", Roles.Analyst);

        using HttpResponseMessage wrong = await admin.PostAsync(
            "/admin/users/li4",
            "/admin/users/li4?handler=Email",
            ("Email", "Li <li4@bank.example>")
        );
        using HttpResponseMessage right = await admin.PostAsync(
            "/admin/users/li4",
            "/admin/users/li4?handler=Email",
            ("Email", " li4@bank.example ")
        );

        Assert.Contains("That is no e-mail address", await wrong.Content.ReadAsStringAsync());
        Assert.Contains("value=\"li4@bank.example\"", await right.Content.ReadAsStringAsync());
        Assert.Contains(
            await site.AuditAsync(AuditAction.UserChanged),
            line => line.Subject == "li4" && line.After!.Contains("li4@bank.example", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_user_is_disabled_let_in_again_and_given_another_password()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor admin = await AdministratorAsync(site);
        await site.AddAsync("li4", Roles.Analyst);
        using Visitor li = site.Visitor();

        using HttpResponseMessage disabled = await admin.PostAsync("/admin/users/li4", "/admin/users/li4?handler=Disable");
        using HttpResponseMessage refused = await li.TryToSignInAsync("li4", PeopleSite.Password);
        using HttpResponseMessage enabled = await admin.PostAsync("/admin/users/li4", "/admin/users/li4?handler=Enable");
        using HttpResponseMessage reset = await admin.PostAsync("/admin/users/li4", "/admin/users/li4?handler=ResetPassword");
        using HttpResponseMessage old = await li.TryToSignInAsync("li4", PeopleSite.Password);
        await li.SignInAsync("li4", Password().Match(await reset.Content.ReadAsStringAsync()).Groups["password"].Value);

        Assert.All([disabled, refused, enabled, old], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal((HttpStatusCode.Redirect, "/account/password"), await li.AskAsync("/"));
        Assert.Equal(
            ["\"disabled\":true", "\"disabled\":false"],
            (await site.AuditAsync(AuditAction.UserChanged)).Select(line => Disabled().Match(line.After!).Value)
        );
    }

    [Fact]
    public async Task Whoever_changes_rights_that_somebody_else_changed_meanwhile_is_told_and_loses_nothing()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor admin = await AdministratorAsync(site);
        await site.AddAsync("li4", Roles.Analyst);

        using HttpResponseMessage first = await RightsAsync(("Rights.IsAnalyst", "true"), ("Rights.IsAdministrator", "true"));
        using HttpResponseMessage second = await RightsAsync(("Rights.IsHead", "true"), ("Rights.Institution", "X1"));
        string told = await second.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        Assert.Single(await site.AuditAsync(AuditAction.UserChanged));
        // Analyst, head and institution were touched by the second, administrator by the first only.
        Assert.Equal((3, 1), (told.Split("keeps yours").Length - 1, told.Split("takes the stored one").Length - 1));
        Assert.Equal(
            ["IsAdministrator", "IsHead"],
            Ticked().Matches(told).Select(match => match.Groups["field"].Value).Order(StringComparer.Ordinal)
        );
        Assert.Contains("name=\"Rights.Institution\" value=\"X1\"", told);
        Assert.Contains("name=\"Shown.IsAdministrator\" value=\"true\"", told);

        Task<HttpResponseMessage> RightsAsync(params (string, string)[] entered) =>
            admin.PostAsync("/admin/users/li4", "/admin/users/li4?handler=Rights", [("Shown.IsAnalyst", "true"), .. entered]);
    }

    [Fact]
    public async Task An_address_that_somebody_else_entered_meanwhile_is_not_overwritten_unseen()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor admin = await AdministratorAsync(site);
        await site.AddAsync("li4", Roles.Analyst);

        using HttpResponseMessage first = await EmailAsync("one@bank.example", "");
        using HttpResponseMessage second = await EmailAsync("two@bank.example", "");
        string told = await second.Content.ReadAsStringAsync();
        using HttpResponseMessage again = await EmailAsync("two@bank.example", "one@bank.example");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK],
            new[] { first, second, again }.Select(answer => answer.StatusCode)
        );
        Assert.Contains("name=\"ShownEmail\" value=\"one@bank.example\"", told);
        Assert.Contains("name=\"Email\" value=\"two@bank.example\"", told);
        Assert.Equal(2, (await site.AuditAsync(AuditAction.UserChanged)).Count);

        Task<HttpResponseMessage> EmailAsync(string email, string shown) =>
            admin.PostAsync("/admin/users/li4", "/admin/users/li4?handler=Email", ("Email", email), ("ShownEmail", shown));
    }

    [Fact]
    public async Task The_last_administrator_can_be_neither_disabled_nor_stripped()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor admin = await AdministratorAsync(site);

        using HttpResponseMessage disabled = await admin.PostAsync("/admin/users/zhang", "/admin/users/zhang?handler=Disable");
        using HttpResponseMessage stripped = await admin.PostAsync(
            "/admin/users/zhang",
            "/admin/users/zhang?handler=Rights",
            ("Shown.IsAdministrator", "true"),
            ("Rights.IsAnalyst", "true")
        );

        Assert.Contains("last administrator", await disabled.Content.ReadAsStringAsync());
        Assert.Contains("last administrator", await stripped.Content.ReadAsStringAsync());
        Assert.Contains("zhang", await admin.PageAsync("/admin/users"));
    }

    [Theory]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Head)]
    [InlineData(Roles.Analyst)]
    public void Only_administrators_meet_the_policy(Roles role) =>
        Assert.False(NineGrid.Web.Access.Policies.Allows(NineGrid.Web.Access.Policies.Administration, role));

    [Fact]
    public async Task Without_the_role_the_page_does_not_exist()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        await site.AddAsync("li4", Roles.Analyst);
        using Visitor li = site.Visitor();
        await li.SignInAsync("li4", PeopleSite.Password);

        foreach (string path in (string[])["/admin/users", "/admin/users/li4", "/admin/nothing"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await li.AskAsync(path)).Status);
        }
    }

    private static async Task<Visitor> AdministratorAsync(PeopleSite site)
    {
        await site.AddAsync("zhang", Roles.Administrator);
        Visitor admin = site.Visitor();
        await admin.SignInAsync("zhang", PeopleSite.Password);
        return admin;
    }

    private static Task<HttpResponseMessage> CreateAsync(Visitor admin, string name, string role) =>
        admin.PostAsync("/admin/users", "/admin/users", role.Length == 0 ? [("Name", name)] : [("Name", name), (role, "true")]);

    [GeneratedRegex("<code>(?<password>[^<]+)</code>")]
    private static partial Regex Password();

    [GeneratedRegex("name=\"Rights\\.(?<field>Is[A-Za-z]+)\" value=\"true\" checked")]
    private static partial Regex Ticked();

    [GeneratedRegex(@"<th scope=""row""><a href=""/admin/users/(?<name>[^""]+)""")]
    private static partial Regex UserLink();

    [GeneratedRegex("\"disabled\":(true|false)")]
    private static partial Regex Disabled();
}
