using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Mapping;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Web.Access;

public sealed partial class SignInTests
{
    private static readonly (string, string)[] Patient = [("SignIn:AttemptsPerName", "1000"), ("SignIn:AttemptsPerAddress", "1000")];

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Who_signs_in_is_recorded_and_sees_the_own_account(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await using var site = new PeopleSite(database);
        await site.AddAsync("zhang", Roles.Administrator);
        using Visitor visitor = site.Visitor();

        await visitor.SignInAsync("zhang", PeopleSite.Password);

        Assert.Contains("zhang", await visitor.PageAsync("/account/security"));
        Assert.Contains("zhang", await visitor.PageAsync("/admin/users"));
        AuditRow line = Assert.Single(await site.AuditAsync(AuditAction.SignedIn));
        Assert.Equal(("zhang", "zhang", "127.0.0.1"), (line.Actor, line.Subject, line.Address));
        Assert.NotNull((await database.UseAsync(db => db.Users.SingleAsync())).LastSignInAt);
    }

    [Theory]
    [InlineData("/account/security")]
    [InlineData("/grid?grid=growth&size=S")]
    [InlineData("/no-such-page")]
    public async Task Nobody_is_asked_to_sign_in_and_comes_back_to_what_was_asked_for(string path)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor visitor = site.Visitor();

        (HttpStatusCode status, string? location) = await visitor.AskAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.EndsWith($"/account/sign-in?returnUrl={Uri.EscapeDataString(path)}", location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/security", "/account/security")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task After_signing_in_one_stays_on_the_site(string returnUrl, string expected)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        await site.AddAsync("zhang", Roles.Analyst);
        using Visitor visitor = site.Visitor();

        using HttpResponseMessage answer = await visitor.TryToSignInAsync("zhang", PeopleSite.Password, returnUrl);

        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_wrong_name_a_wrong_password_and_a_disabled_user_get_the_same_answer()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        await site.AddAsync("admin1", Roles.Administrator);
        await site.AddAsync("zhang", Roles.Analyst);
        await site.AddAsync("li4", Roles.Analyst);
        await site.UseAsync<DisableUser, object>(async disable => await disable.RunAsync("li4", disabled: true));
        List<string> pages = [];

        foreach ((string name, string password) in ((string, string)[])[("nobody", "x"), ("zhang", "x"), ("li4", PeopleSite.Password)])
        {
            using Visitor visitor = site.Visitor();
            using HttpResponseMessage answer = await visitor.TryToSignInAsync(name, password);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            pages.Add(
                Varying().Replace(await answer.Content.ReadAsStringAsync(), "").Replace($"value=\"{name}\"", "", StringComparison.Ordinal)
            );
        }

        Assert.Single(pages.Distinct());
        Assert.Equal(["nobody", "zhang", "li4"], (await site.AuditAsync(AuditAction.SignInFailed)).Select(line => line.Actor));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Five_failures_lock_the_account_and_its_owner_gets_in_when_the_lock_out_ends(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await using var site = new PeopleSite(database, clock: null, Patient);
        await site.AddAsync("zhang", Roles.Analyst);
        using Visitor visitor = site.Visitor();
        for (int failure = 0; failure < 5; failure++)
        {
            using HttpResponseMessage wrong = await visitor.TryToSignInAsync("zhang", "not the password");
        }

        using HttpResponseMessage locked = await visitor.TryToSignInAsync("zhang", PeopleSite.Password);
        DateTimeOffset? end = (await database.UseAsync(db => db.Users.SingleAsync())).LockoutEnd;
        await site.EndLockOutAsync("zhang");
        await visitor.SignInAsync("zhang", PeopleSite.Password);

        Assert.Equal(HttpStatusCode.OK, locked.StatusCode);
        Assert.NotNull(end);
        Assert.Equal(4, (await site.AuditAsync(AuditAction.SignInFailed)).Count);
        Assert.Equal(2, (await site.AuditAsync(AuditAction.LockedOut)).Count); // the fifth failure, and the right password too early
    }

    [Fact]
    public async Task A_thousand_wrong_passwords_for_one_account_from_as_many_addresses_are_stopped()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using (var site = new PeopleSite(database, clock: null, ("Hosting:Proxies", "127.0.0.1")))
        {
            await site.AddAsync("zhang", Roles.Analyst);

            int stopped = await GuessAsync(site, guess => ("zhang", $"10.1.{guess / 250}.{guess % 250}"));
            int failures = (await site.AuditAsync(AuditAction.SignInFailed)).Count;

            Assert.InRange(stopped, 800, 1000); // ten a minute are looked at, however long this takes
            Assert.Equal(4, failures); // and but five of them could have been right
            Assert.Equal("10.1.0.0", (await site.AuditAsync(AuditAction.SignInFailed))[0].Address);
        }

        // The attempts of that node are spent for the minute; the owner comes to another.
        await using var other = new PeopleSite(database);
        using Visitor owner = other.Visitor();
        await other.EndLockOutAsync("zhang");
        await owner.SignInAsync("zhang", PeopleSite.Password);
    }

    [Fact]
    public async Task A_thousand_accounts_tried_from_one_address_are_stopped()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);

        // Nobody is believed about forwarded addresses here.
        int stopped = await GuessAsync(site, guess => ($"user{guess}", $"10.1.{guess / 250}.{guess % 250}"));

        Assert.InRange(stopped, 800, 1000);
        Assert.All(await site.AuditAsync(AuditAction.SignInFailed), line => Assert.Equal("127.0.0.1", line.Address));
    }

    [Fact]
    public async Task Too_many_attempts_are_told_on_a_page()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database, clock: null, ("SignIn:AttemptsPerName", "1"));
        using Visitor visitor = site.Visitor();
        using HttpResponseMessage first = await visitor.TryToSignInAsync("zhang", "wrong");

        using HttpResponseMessage second = await visitor.TryToSignInAsync("ZHANG", "wrong");

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Contains("Too many attempts", await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_initial_password_opens_nothing_but_the_page_that_changes_it()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        await site.AddAsync("zhang", Roles.Administrator, mustChangePassword: true);
        using Visitor visitor = site.Visitor();
        await visitor.SignInAsync("zhang", PeopleSite.Password);

        foreach (string path in (string[])["/", "/admin/users", "/account/security", "/grid"])
        {
            Assert.Equal((HttpStatusCode.Redirect, "/account/password"), await visitor.AskAsync(path));
        }

        using HttpResponseMessage same = await ChangeAsync(visitor, PeopleSite.Password, PeopleSite.Password);
        using HttpResponseMessage short1 = await ChangeAsync(visitor, PeopleSite.Password, "short");
        using HttpResponseMessage named = await ChangeAsync(visitor, PeopleSite.Password, "my name is Zhang san");
        using HttpResponseMessage even = await ChangeAsync(visitor, PeopleSite.Password, "aaaaaaaaaaaaaaaaaaaaaaaa");
        using HttpResponseMessage changed = await ChangeAsync(visitor, PeopleSite.Password, "another long phrase");

        Assert.Contains("is the present one", await same.Content.ReadAsStringAsync());
        Assert.Contains("too short", await short1.Content.ReadAsStringAsync());
        Assert.Contains("must not contain the user name", await named.Content.ReadAsStringAsync());
        Assert.Contains("too few different characters", await even.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Contains("zhang", await visitor.PageAsync("/admin/users"));
        Assert.Single(await site.AuditAsync(AuditAction.PasswordChanged));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_second_factor_is_asked_for_and_a_recovery_code_works_once(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await using var site = new PeopleSite(database, clock: null, Patient);
        await site.AddAsync("zhang", Roles.Analyst);
        using Visitor visitor = site.Visitor();
        await visitor.SignInAsync("zhang", PeopleSite.Password);
        string security = await visitor.PageAsync("/account/security");
        byte[] secret = OneTimeCode.Secret(Secret().Match(security).Groups["secret"].Value);

        using HttpResponseMessage wrong = await visitor.PostAsync(
            "/account/security",
            "/account/security?handler=Enable",
            ("Code", "000000")
        );
        using HttpResponseMessage enabled = await visitor.PostAsync(
            "/account/security",
            "/account/security?handler=Enable",
            ("Code", Now(secret))
        );
        string[] codes = [.. RecoveryCode().Matches(await enabled.Content.ReadAsStringAsync()).Select(code => code.Groups["code"].Value)];

        Assert.Contains("data:image/png;base64,", security);
        Assert.Contains("The code is wrong", await wrong.Content.ReadAsStringAsync());
        Assert.Equal(10, codes.Length);
        Assert.Equal("/account/security", await SecondStepAsync(site, "/account/code", "Code", Now(secret)));
        Assert.Null(await SecondStepAsync(site, "/account/code", "Code", "000000"));
        Assert.Equal("/account/security", await SecondStepAsync(site, "/account/code?Recovery=true", "Code", codes[3]));
        Assert.Null(await SecondStepAsync(site, "/account/code?Recovery=true", "Code", codes[3]));
        Assert.Single(await site.AuditAsync(AuditAction.SecondFactorChanged));
    }

    [Fact]
    public async Task Web_nodes_share_sign_ins_and_a_user_disabled_on_one_is_out_on_the_other_within_a_minute()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.PostgreSql);
        var clock = new MovableTime(DateTimeOffset.UtcNow);
        await using var one = new PeopleSite(database, clock);
        await using var other = new PeopleSite(database, clock);
        await one.AddAsync("admin1", Roles.Administrator);
        await one.AddAsync("zhang", Roles.Analyst);
        using Visitor here = one.Visitor();
        using Visitor there = other.Visitor();
        await here.SignInAsync("zhang", PeopleSite.Password);
        there.Cookies.Add(here.Cookies.GetAllCookies());

        (HttpStatusCode shared, _) = await there.AskAsync("/account/security");
        await one.UseAsync<DisableUser, object>(async disable => await disable.RunAsync("zhang", disabled: true));
        clock.Advance(TimeSpan.FromMinutes(1));
        (HttpStatusCode after, string? location) = await there.AskAsync("/account/security");

        Assert.Equal(HttpStatusCode.OK, shared);
        Assert.Equal(HttpStatusCode.Redirect, after);
        Assert.Contains("/account/sign-in", location);
    }

    [Fact]
    public async Task Signing_out_ends_this_session_and_signing_out_everywhere_all_of_them()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        var clock = new MovableTime(DateTimeOffset.UtcNow);
        await using var site = new PeopleSite(database, clock);
        await site.AddAsync("zhang", Roles.Analyst);
        using Visitor one = site.Visitor();
        using Visitor two = site.Visitor();
        using Visitor three = site.Visitor();
        foreach (Visitor visitor in (Visitor[])[one, two, three])
        {
            await visitor.SignInAsync("zhang", PeopleSite.Password);
        }

        using HttpResponseMessage left = await one.PostAsync("/account/security", "/account/sign-out");
        (HttpStatusCode stillIn, _) = await two.AskAsync("/account/security");
        using HttpResponseMessage all = await two.PostAsync("/account/security", "/account/security?handler=SignOutEverywhere");
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.OK, stillIn);
        Assert.All([left, all], answer => Assert.Equal("/account/sign-in", answer.Headers.Location!.OriginalString));
        foreach (Visitor visitor in (Visitor[])[one, two, three])
        {
            Assert.Equal(HttpStatusCode.Redirect, (await visitor.AskAsync("/account/security")).Status);
        }
    }

    [Fact]
    public async Task The_demo_users_are_named_only_where_the_sample_bank_is()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        await site.AddAsync("admin", Roles.Administrator);
        using Visitor visitor = site.Visitor();

        Assert.DoesNotContain(NineGrid.Data.Samples.SampleUsers.Password, await visitor.PageAsync("/account/sign-in"));
    }

    [Fact]
    public async Task A_form_without_the_token_of_its_page_is_refused()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new PeopleSite(database);
        using Visitor visitor = site.Visitor();
        using var form = new FormUrlEncodedContent([new("Name", "zhang"), new("Password", PeopleSite.Password)]);

        using HttpResponseMessage answer = await visitor.Client.PostAsync(new Uri("/account/sign-in", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<int> GuessAsync(PeopleSite site, Func<int, (string Name, string Address)> guess)
    {
        using Visitor visitor = site.Visitor();
        string token = WebUtility.HtmlDecode(FormToken().Match(await visitor.PageAsync("/account/sign-in")).Groups["token"].Value);
        int stopped = 0;
        for (int attempt = 0; attempt < 1000; attempt++)
        {
            (string name, string address) = guess(attempt);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/account/sign-in", UriKind.Relative))
            {
                Content = new FormUrlEncodedContent([
                    new("Name", name),
                    new("Password", $"guess {attempt}"),
                    new("__RequestVerificationToken", token),
                ]),
            };
            request.Headers.Add("X-Forwarded-For", address);
            using HttpResponseMessage answer = await visitor.Client.SendAsync(request);
            stopped += answer.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
        }

        return stopped;
    }

    private static Task<HttpResponseMessage> ChangeAsync(Visitor visitor, string current, string replacement) =>
        visitor.PostAsync(
            "/account/password",
            "/account/password",
            ("Current", current),
            ("Replacement", replacement),
            ("Repeated", replacement)
        );

    /// <summary>Signs in with the password and then a code; where that leads, null when it was refused.</summary>
    private static async Task<string?> SecondStepAsync(PeopleSite site, string page, string field, string code)
    {
        using Visitor visitor = site.Visitor();
        using HttpResponseMessage first = await visitor.TryToSignInAsync("zhang", PeopleSite.Password);
        Assert.StartsWith("/account/code", first.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.AskAsync("/account/security")).Status);
        using HttpResponseMessage second = await visitor.PostAsync(page, page, (field, code), ("ReturnUrl", "/account/security"));
        return second.Headers.Location?.OriginalString;
    }

    private static string Now(byte[] secret) => OneTimeCode.At(secret, DateTimeOffset.UtcNow);

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<input name=\"__RequestVerificationToken\"[^>]*>")]
    private static partial Regex Varying();

    [GeneratedRegex("<code>(?<secret>[A-Z2-7 ]{16,})</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>(?<code>[^<]+)</code></li>")]
    private static partial Regex RecoveryCode();
}
