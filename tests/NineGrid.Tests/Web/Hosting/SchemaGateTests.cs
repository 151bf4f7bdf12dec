using System.Net;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Schema;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Commands;

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
    public async Task A_running_site_turns_unready_when_the_schema_under_it_becomes_newer()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await using var site = new TestSite(("ConnectionStrings:NineGrid", database.Options.ConnectionString));
        using HttpClient client = site.CreateClient();
        using HttpResponseMessage before = await client.GetAsync("/health/ready");

        await database.UseAsync(db => db.Database.ExecuteSqlRawAsync(Newer));
        using HttpResponseMessage after = await client.GetAsync("/health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (before.StatusCode, after.StatusCode));
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
