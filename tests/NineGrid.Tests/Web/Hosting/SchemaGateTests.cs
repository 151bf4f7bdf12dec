using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NineGrid.Data;
using NineGrid.Data.Schema;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Commands;
using NineGrid.Web.Jobs;
using Quartz;

namespace NineGrid.Tests.Web.Hosting;

public sealed class SchemaGateTests
{
    private const string Newer = "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_FromTheFuture', '99.0.0')";

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_site_does_not_start_on_a_schema_newer_than_itself(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await database.UseAsync(db => db.Database.ExecuteSqlRawAsync(Newer));

        Outcome outcome = await Tool.RunAsync(["--urls=http://127.0.0.1:0", "--Database:SampleBank=false", .. Tool.On(database.Options)]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("newer schema", outcome.Error);
    }

    [Theory]
    [InlineData("worker")]
    [InlineData("migrate")]
    [InlineData("import", "nowhere.zip")]
    [InlineData("import", "nowhere.zip", "--check")]
    [InlineData("snapshot", "2025-12")]
    [InlineData("close", "2025-12")]
    [InlineData("export", "cuts", "--period", "2025-12", "--out", "-")]
    [InlineData("user", "add", "zhang", "--role", "analyst")]
    public async Task No_verb_touches_a_schema_newer_than_itself_and_each_says_which_stands_against_which(params string[] verb)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        string known = await database.UseAsync(db => Task.FromResult(db.Database.GetMigrations().Last()));
        await database.UseAsync(db => db.Database.ExecuteSqlRawAsync(Newer));
        string[] before = await TableContents.ReadAsync(database);

        Outcome outcome = await Tool.RunAsync([.. verb, .. Tool.On(database.Options)]);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("it stands at 29990101000000_FromTheFuture", outcome.Error);
        Assert.Contains($"knows the steps up to {known}.", outcome.Error);
        Assert.Contains("Run the program version that made it, or a later one.", outcome.Error);
        Assert.Equal(before, await TableContents.ReadAsync(database));
    }

    [Fact]
    public async Task A_site_asks_for_migrate_on_a_server_without_the_schema()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.PostgreSql);
        await database.UseAsync(db => db.Database.ExecuteSqlRawAsync("DROP TABLE \"__EFMigrationsHistory\""));

        Outcome outcome = await Tool.RunAsync(["--urls=http://127.0.0.1:0", .. Tool.On(database.Options)]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Run “migrate” first.", outcome.Error);
    }

    [Fact]
    public async Task A_running_site_turns_unready_when_the_schema_under_it_becomes_newer_and_soon_shows_no_page()
    {
        var clock = new MovableTime(DateTimeOffset.UtcNow);
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new TestSite(("ConnectionStrings:NineGrid", database.Options.ConnectionString)) { Clock = clock };
        using HttpClient client = site.CreateClient();
        using HttpResponseMessage ready = await client.GetAsync("/health/ready");
        using HttpResponseMessage shown = await client.GetAsync("/account/sign-in");

        await database.UseAsync(db => db.Database.ExecuteSqlRawAsync(Newer));
        using HttpResponseMessage unready = await client.GetAsync("/health/ready");
        clock.Advance(TimeSpan.FromSeconds(31));
        using HttpResponseMessage hidden = await client.GetAsync("/account/sign-in");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (ready.StatusCode, shown.StatusCode));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (unready.StatusCode, hidden.StatusCode));
        Assert.Equal("Healthy: The database answers.\n", await ready.Content.ReadAsStringAsync());
        Assert.Equal("Unhealthy: The database has a newer schema than this program knows.\n", await unready.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_node_takes_no_jobs_while_the_schema_is_newer()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new TestSite(("ConnectionStrings:NineGrid", database.Options.ConnectionString), ("Jobs:Enabled", "true"));
        using HttpClient client = site.CreateClient();
        Node node = site.Services.GetServices<IHostedService>().OfType<Node>().Single();
        ISchedulerFactory schedulers = site.Services.GetRequiredService<ISchedulerFactory>();

        Assert.True(await node.LookAsync(CancellationToken.None));
        Assert.Equal(SchedulerStatus.Running, (await schedulers.GetScheduler()).Status);
        await database.UseAsync(db => db.Database.ExecuteSqlRawAsync(Newer));
        Assert.False(await node.LookAsync(CancellationToken.None));
        Assert.Equal(SchedulerStatus.Standby, (await schedulers.GetScheduler()).Status);
        await database.UseAsync(db =>
            db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '2999%'")
        );
        Assert.True(await node.LookAsync(CancellationToken.None));
        Assert.Equal(SchedulerStatus.Running, (await schedulers.GetScheduler()).Status);
    }

    [Fact]
    public async Task An_embedded_database_lets_readers_go_on_while_something_writes()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);

        string mode = await database.UseAsync(db =>
            db.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").SingleAsync()
        );
        long enforced = await database.UseAsync(db =>
            db.Database.SqlQueryRaw<long>("SELECT foreign_keys AS \"Value\" FROM pragma_foreign_keys").SingleAsync()
        );

        Assert.Equal(("wal", 1L), (mode, enforced));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_schema_made_by_this_program_lacks_nothing(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);

        SchemaStatus status = await database.UseAsync<DatabaseSchema, SchemaStatus>(schema => schema.ReadAsync(CancellationToken.None));

        Assert.True(status.Exists);
        Assert.True(status.IsCurrent);
    }
}
