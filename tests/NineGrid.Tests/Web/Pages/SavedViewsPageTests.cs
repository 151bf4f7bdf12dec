using System.Net;
using System.Text.RegularExpressions;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Views;
using NineGrid.Data.Queries.Views;

namespace NineGrid.Tests.Web.Pages;

[Collection(BankSiteUsers.Name)]
public sealed partial class SavedViewsPageTests(BankSite site)
{
    [Fact]
    public async Task A_view_is_kept_opened_renamed_and_deleted_and_nobody_else_sees_it()
    {
        using Visitor manager = site.VisitorFor(Roles.Manager);
        using Visitor head = site.VisitorFor(Roles.Head);
        using HttpResponseMessage kept = await SaveAsync(
            manager,
            "kept <one>",
            "/customers?size=S&columns=raroc&page-no=3&handler=export&x=1"
        );

        Assert.Equal(
            (HttpStatusCode.Redirect, "/customers?size=S&columns=raroc"),
            (kept.StatusCode, kept.Headers.Location?.OriginalString)
        );
        Assert.Contains("kept &lt;one&gt;", await manager.PageAsync("/customers"));
        Assert.Contains("href=\"/customers?size=S&amp;columns=raroc\"", await manager.PageAsync("/views"));
        Assert.DoesNotContain("kept &lt;one&gt;", await head.PageAsync("/customers"));
        Assert.DoesNotContain("kept &lt;one&gt;", await head.PageAsync("/views"));

        string id = Id().Match((await manager.PageAsync("/views")).Split("kept &lt;one&gt;")[1]).Groups["id"].Value;
        using HttpResponseMessage stolen = await head.PostAsync("/views", "/views?handler=Delete", ("Id", id));
        using HttpResponseMessage renamed = await manager.PostAsync("/views", "/views?handler=Rename", ("Id", id), ("Name", "kept two"));
        Assert.Contains("There is no such view", await stolen.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Redirect, renamed.StatusCode);
        Assert.Contains("kept two", await manager.PageAsync("/customers"));

        using HttpResponseMessage deleted = await manager.PostAsync("/views", "/views?handler=Delete", ("Id", id));
        Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        Assert.DoesNotContain("kept two", await manager.PageAsync("/customers"));
    }

    [Theory]
    [InlineData("https://elsewhere.example/customers")]
    [InlineData("//elsewhere.example")]
    [InlineData("/admin/users")]
    [InlineData("/customers/compare?no=1")]
    [InlineData("/customers?size=Q")]
    [InlineData("/customers?columns=luck")]
    [InlineData("")]
    public async Task What_is_no_view_is_not_kept(string address)
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        using HttpResponseMessage answer = await SaveAsync(visitor, "nonsense", address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("nothing was kept", await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain("nonsense", await visitor.PageAsync("/customers"));
    }

    [Fact]
    public async Task A_view_that_no_longer_means_anything_is_refused_like_any_address()
    {
        using Visitor visitor = site.VisitorFor(Roles.Head);
        int head = 0;
        await site.UseAsync<NineGrid.Data.NineGridDbContext>(db =>
        {
            head = db.Users.Single(user => user.UserName == "head").Id;
            return Task.CompletedTask;
        });
        await site.UseAsync<SaveView>(save => save.RunAsync(head, "stale", "/customers", "?industry=9", CancellationToken.None));
        await site.UseAsync<SaveView>(save =>
            save.RunAsync(head, "elsewhere", "/customers", "?institution=NOWHERE", CancellationToken.None)
        );
        IReadOnlyList<SavedView> views = [];
        await site.UseAsync<SavedViewsQuery>(async query => views = await query.AskAsync(head, CancellationToken.None));

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.AskAsync(views.Single(view => view.Name == "stale").Address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.AskAsync(views.Single(view => view.Name == "elsewhere").Address)).Status);
        foreach (SavedView view in views)
        {
            await site.UseAsync<DeleteView>(delete => delete.RunAsync(head, view.Id, CancellationToken.None));
        }
    }

    private static Task<HttpResponseMessage> SaveAsync(Visitor visitor, string name, string address) =>
        visitor.PostAsync("/customers", "/views?handler=Save", ("Name", name), ("Address", address));

    [GeneratedRegex("name=\"Id\" value=\"(?<id>\\d+)\"")]
    private static partial Regex Id();
}
