using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Commands.Views;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Views;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Views;

public sealed class SavedViewsTests
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Views_are_kept_renamed_and_deleted_by_their_owner_only(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithUsersAsync(provider);

        Assert.Null(await SaveAsync(database, 1, " weak giants ", "/customers", "?size=L&value=low"));
        Assert.Null(await SaveAsync(database, 1, "big picture", "/grid", ""));
        Assert.Null(await SaveAsync(database, 2, "weak giants", "/customers", ""));

        IReadOnlyList<SavedView> own = await ViewsAsync(database, 1);
        Assert.Equal(
            [("big picture", "/grid"), ("weak giants", "/customers?size=L&value=low")],
            own.Select(view => (view.Name, view.Address))
        );
        int other = (await ViewsAsync(database, 2)).Single().Id;
        Assert.Equal(ViewFaults.Unknown, await RenameAsync(database, 1, other, "mine now"));
        Assert.Equal(ViewFaults.Unknown, await DeleteAsync(database, 1, other));
        Assert.Null(await RenameAsync(database, 1, own[0].Id, "small picture"));
        Assert.Null(await DeleteAsync(database, 1, own[1].Id));
        Assert.Equal(ViewFaults.Unknown, await DeleteAsync(database, 1, own[1].Id));
        Assert.Equal(["small picture"], (await ViewsAsync(database, 1)).Select(view => view.Name));
        Assert.Equal(["weak giants"], (await ViewsAsync(database, 2)).Select(view => view.Name));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_name_is_taken_once_by_a_user_even_if_two_ask_at_the_same_time(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithUsersAsync(provider);
        Assert.Null(await SaveAsync(database, 1, "a", "/customers", ""));
        Assert.Null(await SaveAsync(database, 1, "b", "/customers", ""));
        int b = (await ViewsAsync(database, 1))[1].Id;

        Assert.Equal(ViewFaults.NameTaken, await SaveAsync(database, 1, "a", "/grid", ""));
        Assert.Equal(ViewFaults.NameTaken, await RenameAsync(database, 1, b, "a"));
        Assert.Null(await RenameAsync(database, 1, b, "b"));
        // What the check does not see the index does.
        string? late = await database.UseAsync(async db =>
        {
            var view = new SavedViewRow
            {
                UserId = 1,
                Name = "a",
                Path = "/grid",
                Query = "",
            };
            db.SavedViews.Add(view);
            return await ViewNames.StoreAsync(db, view, CancellationToken.None);
        });
        Assert.Equal(ViewFaults.NameTaken, late);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\u0007")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901")] // 61
    public async Task A_name_has_1_to_60_characters(string? name)
    {
        await using TestDatabase database = await WithUsersAsync(DatabaseProvider.Sqlite);
        Assert.Null(await SaveAsync(database, 1, new('x', 60), "/customers", ""));

        Assert.Equal(ViewFaults.Name, await SaveAsync(database, 1, name, "/customers", ""));
        Assert.Equal(ViewFaults.Name, await RenameAsync(database, 1, (await ViewsAsync(database, 1)).Single().Id, name));
    }

    [Fact]
    public async Task A_user_keeps_at_most_50_views_of_at_most_2000_characters()
    {
        await using TestDatabase database = await WithUsersAsync(DatabaseProvider.Sqlite);
        for (int i = 0; i < 50; i++)
        {
            Assert.Null(await SaveAsync(database, 1, $"view {i}", "/customers", new('q', 2000)));
        }

        Assert.Equal(ViewFaults.TooMany, await SaveAsync(database, 1, "one more", "/customers", ""));
        Assert.Equal(ViewFaults.Meaningless, await SaveAsync(database, 2, "long", "/customers", new('q', 2001)));
        Assert.Null(await SaveAsync(database, 2, "one more", "/customers", ""));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Views_go_with_their_user(DatabaseProvider provider)
    {
        await using TestDatabase database = await WithUsersAsync(provider);
        await SaveAsync(database, 1, "a", "/customers", "");
        await SaveAsync(database, 2, "a", "/customers", "");

        await database.UseAsync(db => db.Users.Where(user => user.Id == 1).ExecuteDeleteAsync());

        Assert.Equal([2], await database.UseAsync(db => db.SavedViews.Select(view => view.UserId).ToListAsync()));
    }

    private static async Task<TestDatabase> WithUsersAsync(DatabaseProvider provider)
    {
        TestDatabase database = await TestDatabases.CreateAsync(provider);
        await database.UseAsync(async db =>
        {
            foreach (string name in (string[])["one", "two"])
            {
                db.Users.Add(new() { UserName = name, NormalizedUserName = name.ToUpperInvariant() });
                await db.SaveChangesAsync(); // one by one, so that they are 1 and 2
            }

            return 0;
        });
        return database;
    }

    private static Task<string?> SaveAsync(TestDatabase database, int user, string? name, string path, string query) =>
        database.UseAsync<SaveView, string?>(save => save.RunAsync(user, name, path, query, CancellationToken.None));

    private static Task<string?> RenameAsync(TestDatabase database, int user, int id, string? name) =>
        database.UseAsync<RenameView, string?>(rename => rename.RunAsync(user, id, name, CancellationToken.None));

    private static Task<string?> DeleteAsync(TestDatabase database, int user, int id) =>
        database.UseAsync<DeleteView, string?>(delete => delete.RunAsync(user, id, CancellationToken.None));

    private static Task<IReadOnlyList<SavedView>> ViewsAsync(TestDatabase database, int user) =>
        database.UseAsync(db => new SavedViewsQuery(db).AskAsync(user, CancellationToken.None));
}
