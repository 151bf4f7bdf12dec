using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Queries.Schemes;
using NineGrid.Data.Samples;
using NineGrid.Domain.Schemes;
using NineGrid.Web.Pages.Admin;

namespace NineGrid.Tests.Web.Pages;

/// <summary>The pages of schemes without scripts, on a bank of its own: what is published here would be in force for others.</summary>
public sealed class SchemePagesTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly BankSite _site = new(BankSite.Newest);

    private string Address => string.Create(CultureInfo.InvariantCulture, $"/admin/schemes/drafts/{_site.Draft}");

    public Task InitializeAsync() => _site.InitializeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Every_parameter_has_a_field_with_its_unit_range_and_explanation_in_both_languages()
    {
        foreach (string language in (string[])["zh-CN", "en"])
        {
            using Visitor analyst = _site.VisitorFor(Roles.Analyst, language);
            string page = await analyst.PageAsync(Address);

            foreach (string key in SchemeForm.Of(Scheme.Default, 1).Texts.Keys)
            {
                Assert.Contains($"name=\"{key}\"", page, StringComparison.Ordinal);
            }

            Assert.All(SchemeParameters.All, one => Assert.Contains($"id=\"{one.Key}-about\"", page, StringComparison.Ordinal));
            Assert.DoesNotContain("scheme.", Regex.Replace(page, "<[^>]*>", ""), StringComparison.Ordinal); // no key without a text
        }
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_entered_is_lost()
    {
        using Visitor analyst = _site.VisitorFor(Roles.Analyst);

        using HttpResponseMessage answer = await analyst.PostAsync(
            Address,
            Address,
            Fields(
                1,
                ("tax", "250"),
                ("beta", "a lot"),
                ("new-months", "2.5"),
                ("value-y.lo", "90"),
                ("frozen-at", "2025-13"),
                ("hurdle", "12.5")
            )
        );
        string page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        foreach (string entered in (string[])["250", "a lot", "2.5", "90", "2025-13", "12.5"])
        {
            Assert.Contains($"value=\"{entered}\"", page, StringComparison.Ordinal);
        }

        foreach (string key in (string[])["tax", "beta", "new-months"])
        {
            Assert.Matches($"id=\"{key}-about\">[^<]*<em class=\"field-fault\">", page);
        }

        Assert.Matches("id=\"value-y-about\">[^<]*<em class=\"field-fault\">The lower cut must not be above the upper one", page);
        Assert.Contains("5 fields need correction", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_a_field_holds_is_answered()
    {
        using Visitor analyst = _site.VisitorFor(Roles.Analyst);
        (string, string)[] entries =
        [
            ("tax", "NaN"),
            ("tax", "1e309"),
            ("beta", "999999999999999999999999"),
            ("new-months", "99999999999"),
            ("value-x.kind", ""),
            ("value-x.peer2", "SizeClass"),
            ("growth-x.lo", "-300"),
            ("strategy-HH-low", "None"),
            ("draft-version", "one"),
            ("was", "[1"),
            ("shown", "7"),
        ];

        foreach ((string, string) entry in entries)
        {
            using HttpResponseMessage tried = await analyst.PostAsync(Address, $"{Address}?handler=Try", Fields(1, entry));
            using HttpResponseMessage saved = await analyst.PostAsync(Address, Address, Fields(1, entry));

            Assert.Equal((entry, HttpStatusCode.OK), (entry, tried.StatusCode));
            Assert.InRange((int)saved.StatusCode, 200, 409);
        }
    }

    [Fact]
    public async Task A_trial_tells_how_many_move_draws_the_lines_and_stores_nothing()
    {
        using Visitor analyst = _site.VisitorFor(Roles.Analyst);

        using HttpResponseMessage same = await analyst.PostAsync(Address, $"{Address}?handler=Try", Fields(1));
        using HttpResponseMessage other = await analyst.PostAsync(Address, $"{Address}?handler=Try", Fields(1, ("value-y.hi", "60")));
        string page = await other.Content.ReadAsStringAsync();

        Assert.Contains("Value grid: 0 of 600 customers change cell; 0 get another strategy.", await same.Content.ReadAsStringAsync());
        Assert.Matches("Value grid: [1-9][0-9]* of 600 customers change cell", page);
        Assert.Matches("id=\"cut-value-y-hi\"[^>]*data-told=\"60.0%\"", page);
        Assert.Contains("scheme-flows", page, StringComparison.Ordinal);
        Assert.Contains("value=\"60\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"60\"", await analyst.PageAsync(Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_of_two_who_edit_is_shown_both_values_and_loses_nothing()
    {
        using Visitor one = _site.VisitorFor(Roles.Analyst);
        using Visitor two = await SecondAsync();

        using HttpResponseMessage first = await one.PostAsync(Address, Address, Fields(1, ("tax", "20"), ("hurdle", "12")));
        using HttpResponseMessage second = await two.PostAsync(Address, Address, Fields(1, ("tax", "30"), ("beta", "15")));
        string page = await second.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        Assert.Contains("analyst changed this draft", page, StringComparison.Ordinal);
        Assert.Matches("Income tax</th><td>30 %</td><td>20 %</td>", page);
        Assert.Matches("Hurdle rate</th><td>11 %</td><td>12 %</td>", page);
        Assert.Matches("name=\"tax\" value=\"30\"", page); // contested: what was entered
        Assert.Matches("name=\"hurdle\" value=\"12\"", page); // not touched: what is stored
        Assert.Matches("name=\"beta\" value=\"15\"", page);
        Assert.Contains("name=\"draft-version\" value=\"2\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_needs_a_second_person_who_may_send_it_back_and_says_who_approved_it()
    {
        using Visitor one = _site.VisitorFor(Roles.Analyst);
        using Visitor two = await SecondAsync();
        using HttpResponseMessage saved = await one.PostAsync(Address, Address, Fields(1, ("tax", "20")));
        using HttpResponseMessage proposed = await one.PostAsync(
            Address,
            $"{Address}?handler=Propose",
            ("version", "2"),
            ("comment", "lower")
        );

        using HttpResponseMessage self = await one.PostAsync(Address, $"{Address}?handler=Publish", ("version", "3"));
        using HttpResponseMessage mute = await two.PostAsync(Address, $"{Address}?handler=Reject", ("version", "3"), ("reason", " "));
        using HttpResponseMessage back = await two.PostAsync(Address, $"{Address}?handler=Reject", ("version", "3"), ("reason", "say why"));
        string sentBack = await one.PageAsync(Address);
        using HttpResponseMessage again = await one.PostAsync(
            Address,
            $"{Address}?handler=Propose",
            ("version", "4"),
            ("comment", "new law")
        );
        using HttpResponseMessage published = await two.PostAsync(Address, $"{Address}?handler=Publish", ("version", "5"));

        Assert.Equal(HttpStatusCode.Conflict, self.StatusCode);
        Assert.Contains("Somebody else than the one who proposed it", await self.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Redirect), (mute.StatusCode, back.StatusCode));
        Assert.Contains("second sent the proposal back:", sentBack, StringComparison.Ordinal);
        Assert.Contains("say why", sentBack, StringComparison.Ordinal);
        Assert.Equal("/admin/schemes/2?with=1", published.Headers.Location?.OriginalString);
        string versions = await one.PageAsync("/admin/schemes");
        Assert.Matches("(?s)new law.*Dec 2025", versions);
        string compared = await one.PageAsync("/admin/schemes/2?with=1");
        Assert.Matches("Income tax</th><td>25 %</td><td><b>20 %</b></td>", compared);
        Assert.Equal(
            (HttpStatusCode.Redirect, "/admin/schemes/1?with=2"),
            await one.AskAsync("/admin/schemes?handler=Compare&version=1&with=2")
        );
        Assert.Equal(HttpStatusCode.NotFound, (await one.AskAsync("/admin/schemes/2?with=9")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await one.AskAsync(Address)).Status);
    }

    [Theory]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Head)]
    [InlineData(Roles.Administrator)]
    public async Task Nobody_but_analysts_sees_or_changes_a_scheme(Roles role)
    {
        using Visitor other = _site.VisitorFor(role);

        foreach (string path in (string[])["/admin/schemes", "/admin/schemes/1", Address])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.AskAsync(path)).Status);
        }

        foreach (
            string handler in (string[])["", "?handler=Try", "?handler=Propose", "?handler=Publish", "?handler=Reject", "?handler=Discard"]
        )
        {
            using HttpResponseMessage answer = await other.PostAsync(
                "/account/password",
                $"{Address}{handler}",
                ("version", "1"),
                ("reason", "no")
            );
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        await _site.UseAsync<SchemesQuery>(async schemes => Assert.Equal(1, (await schemes.DraftAsync(_site.Draft, default))!.Version));
    }

    private async Task<Visitor> SecondAsync()
    {
        await _site.UseAsync<CreateUser>(create =>
            create.RunAsync("second", new(Roles.Analyst), email: null, SampleUsers.Password, mustChangePassword: false, default)
        );
        var visitor = new Visitor(_site.Address);
        await visitor.SignInAsync("second", SampleUsers.Password);
        return visitor;
    }

    /// <summary>The fields as the form sends them: the scheme every bank begins with, and what is entered.</summary>
    private static (string, string)[] Fields(int version, params (string Key, string Value)[] entered)
    {
        var form = SchemeForm.Of(Scheme.Default, version);
        Dictionary<string, string> fields = form.Texts.Where(one => one.Value != "off").ToDictionary(StringComparer.Ordinal);
        fields["draft-version"] = version.ToString(CultureInfo.InvariantCulture);
        fields["was"] = form.Was;
        foreach ((string key, string value) in entered)
        {
            fields[key] = value;
        }

        return [.. fields.Select(one => (one.Key, one.Value))];
    }
}
