using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Web.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("frobnicate")]
    [InlineData("migrate", "now")]
    [InlineData("migrate", "--ConnectionString:NineGrid=x")]
    [InlineData("migrate", "--Database:Provider=Oracle")]
    [InlineData("migrate", "--Database:Provider=PostgreSql")]
    [InlineData("migrate", "--ConnectionStrings:NineGrid=Host=db")]
    [InlineData("migrate", "--ConnectionStrings:NineGrid")]
    [InlineData("import")]
    [InlineData("import", "a", "b")]
    [InlineData("snapshot")]
    [InlineData("snapshot", "2025-13")]
    [InlineData("close", "December")]
    [InlineData("export", "everything", "--period", "2025-12", "--out", "-")]
    [InlineData("export", "cuts", "--period", "2025-12")]
    [InlineData("export", "cuts", "--out", "-")]
    [InlineData("export", "migration", "--period", "2025-12", "--out", "-")]
    [InlineData("export", "cuts", "--period", "2025-12", "--from", "2025-09", "--out", "-")]
    [InlineData("export", "migration", "--period", "2025-12", "--from", "never", "--out", "-")]
    [InlineData("sample", "--customers", "10", "--months", "12", "--out", "here")]
    [InlineData("sample", "--customers", "none", "--months", "12", "--seed", "1", "--out", "here")]
    [InlineData("sample", "--customers", "0", "--months", "12", "--seed", "1", "--out", "here")]
    [InlineData("--SingleSignOn:Header=X-User")]
    [InlineData("user", "add", "zhang")]
    [InlineData("user", "add", "zhang", "--role", "king")]
    [InlineData("user", "drop", "zhang", "--role", "analyst")]
    public async Task Wrong_usage_is_explained_on_standard_error_with_exit_code_2(params string[] args)
    {
        Outcome outcome = await Tool.RunAsync(args);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Usage:", outcome.Error);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public async Task Help_lists_the_verbs_and_is_no_error()
    {
        Outcome outcome = await Tool.RunAsync("--help");

        Assert.Equal(0, outcome.ExitCode);
        Assert.All(
            ["migrate", "import", "snapshot", "close", "export", "user", "sample"],
            verb => Assert.Contains($"  {verb}", outcome.Output)
        );
    }

    [Fact]
    public async Task A_word_that_is_no_period_is_named_with_what_was_expected()
    {
        Outcome outcome = await Tool.RunAsync("snapshot", "2025-13");

        Assert.StartsWith("“2025-13” is not a period; expected YYYY-MM", outcome.Error);
    }

    [Fact]
    public async Task Migrate_creates_the_schema_once_and_then_has_nothing_to_do()
    {
        using var folder = new TemporaryFolder();
        string[] database = Tool.On(new(DatabaseProvider.Sqlite, $"Data Source={folder.File("bank.db")}"));

        Outcome first = await Tool.RunAsync(["migrate", .. database]);
        Outcome second = await Tool.RunAsync(["migrate", .. database]);

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Contains("The schema is up to date.", first.Output);
        Assert.Equal((0, "The schema is up to date already."), (second.ExitCode, second.Output.Trim()));
    }

    [Fact]
    public async Task A_schema_newer_than_the_program_is_refused_and_left_alone()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        await database.UseAsync(db =>
            db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_FromTheFuture', '99.0.0')")
        );

        Outcome outcome = await Tool.RunAsync(["migrate", .. Tool.On(database.Options)]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("newer schema", outcome.Error);
        Assert.Contains("29990101000000_FromTheFuture", outcome.Error);
    }

    [Theory]
    [InlineData("snapshot", "2025-12")]
    [InlineData("close", "2025-12")]
    [InlineData("export", "cuts", "--period", "2025-12", "--out", "-")]
    public async Task A_verb_that_reads_does_not_create_a_database(params string[] args)
    {
        using var folder = new TemporaryFolder();

        Outcome outcome = await Tool.RunAsync([.. args, .. Tool.On(new(DatabaseProvider.Sqlite, $"Data Source={folder.File("typo.db")}"))]);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("Run “migrate” first.", outcome.Error);
        Assert.False(File.Exists(folder.File("typo.db")));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_failure_told_in_one_line()
    {
        // Port 1 is not listened on.
        Outcome outcome = await Tool.RunAsync(
            "migrate",
            "--Database:Provider=PostgreSql",
            "--ConnectionStrings:NineGrid=Host=127.0.0.1;Port=1;Username=x;Database=x"
        );

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("The database cannot be reached:", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    [Fact]
    public async Task A_package_that_is_not_there_is_a_failure()
    {
        using var folder = new TemporaryFolder();

        Outcome outcome = await Tool.RunAsync([
            "import",
            folder.File("nothing.zip"),
            .. Tool.On(new(DatabaseProvider.Sqlite, $"Data Source={folder.File("bank.db")}")),
        ]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("nothing.zip", outcome.Error);
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_package_with_an_error_is_refused_and_its_good_rows_are_stored_only_when_asked(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        string[] on = Tool.On(database.Options);
        using PackageFolder package = new PackageFolder()
            .File("institutions.csv", "code,name,parent_code,level\n1,Head,,HEAD\n")
            .File("products.csv", "code,name,line,active\nL1,Loan,LENDING,true\nL2,Other,LENDING,perhaps\n");
        using var folder = new TemporaryFolder();

        Outcome refused = await Tool.RunAsync(["import", package.Path, "--report", folder.File("rejected.csv"), .. on]);
        int storedAtFirst = await database.UseAsync(db => db.Institutions.CountAsync());
        Outcome accepted = await Tool.RunAsync(["import", package.Path, "--accept-good-rows", .. on]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("error: products.csv, line 3, column active, value \"perhaps\"", refused.Error);
        Assert.Contains("Nothing was stored: 1 error(s).", refused.Error);
        string[] report = await File.ReadAllLinesAsync(folder.File("rejected.csv"));
        Assert.Equal(2, report.Length);
        Assert.StartsWith("products.csv,3,active,perhaps,", report[1]);
        Assert.Equal(0, storedAtFirst);
        Assert.True(accepted.ExitCode == 0, accepted.Error);
        Assert.Contains("products.csv: 2 rows read, 1 stored, 1 rejected", accepted.Output);
        Assert.Equal(1, await database.UseAsync(db => db.Institutions.CountAsync()));
        Assert.Equal(["L1"], await database.UseAsync(db => db.Products.Select(row => row.Code).ToListAsync()));
    }

    [Fact]
    public async Task A_check_tells_what_an_import_would_store_and_stores_nothing()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        string[] on = Tool.On(database.Options);
        using PackageFolder package = new PackageFolder()
            .File("institutions.csv", "code,name,parent_code,level\n1,Head,,HEAD\n")
            .File("products.csv", "code,name,line,active\nL1,Loan,LENDING,true\nL2,Other,LENDING,perhaps\n")
            .File("readme.txt", "x");
        using var folder = new TemporaryFolder();

        Outcome wrong = await Tool.RunAsync(["import", package.Path, "--check", "--report", folder.File("rejected.csv"), .. on]);
        Outcome accepted = await Tool.RunAsync(["import", package.Path, "--check", "--accept-good-rows", .. on]);

        Assert.Equal((1, 0), (wrong.ExitCode, accepted.ExitCode));
        Assert.Contains("error: products.csv, line 3, column active, value \"perhaps\"", wrong.Error);
        Assert.Contains("Nothing would be stored: 1 error(s).", wrong.Error);
        Assert.StartsWith("products.csv,3,active,perhaps,", (await File.ReadAllLinesAsync(folder.File("rejected.csv")))[1]);
        Assert.Contains("0 rows ready, 1 notice(s), 1 error(s); nothing was stored.", wrong.Output);
        Assert.Contains("products.csv: 2 rows read, 1 ready, 1 rejected", accepted.Output);
        Assert.Contains("2 rows ready, 1 notice(s), 1 error(s); nothing was stored.", accepted.Output);
        Assert.Equal(0, await database.UseAsync(db => db.Institutions.CountAsync()));
    }

    [Fact]
    public async Task A_check_makes_no_database()
    {
        using var folder = new TemporaryFolder();
        using PackageFolder package = new PackageFolder().File("products.csv", "code,name,line,active\n");

        Outcome outcome = await Tool.RunAsync([
            "import",
            package.Path,
            "--check",
            .. Tool.On(new(DatabaseProvider.Sqlite, $"Data Source={folder.File("bank.db")}")),
        ]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.DoesNotContain("   at ", outcome.Error);
        Assert.False(File.Exists(folder.File("bank.db")));
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_period_is_imported_computed_exported_and_closed(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        string[] on = Tool.On(database.Options);
        using var folder = new TemporaryFolder();

        Outcome sample = await Tool.RunAsync("sample", "--customers", "200", "--months", "13", "--seed", "7", "--out", folder.File("bank"));
        Outcome import = await Tool.RunAsync(["import", folder.File("bank"), .. on]);
        Outcome snapshot = await Tool.RunAsync(["snapshot", "2025-12", .. on]);
        Outcome toFile = await Tool.RunAsync(["export", "positions", "--period", "2025-12", "--out", folder.File("positions.csv"), .. on]);
        Outcome toOutput = await Tool.RunAsync(["export", "positions", "--period", "2025-12", "--out", "-", .. on]);
        Outcome close = await Tool.RunAsync(["close", "2025-12", .. on]);
        Outcome again = await Tool.RunAsync(["snapshot", "2025-12", .. on]);

        Assert.All([sample, import, snapshot, toFile, toOutput, close], outcome => Assert.True(outcome.ExitCode == 0, outcome.Error));
        Assert.Contains("customers.csv: 200 rows read, 200 stored, 0 rejected", import.Output);
        Assert.StartsWith("2025-12 under default version 1: 200 customers", snapshot.Output);
        Assert.Equal(1 + 200, (await File.ReadAllLinesAsync(folder.File("positions.csv"))).Length);
        Assert.Equal(await File.ReadAllTextAsync(folder.File("positions.csv")), toOutput.Output);
        Assert.StartsWith("customer_no,", toOutput.Output);
        Assert.Empty(toFile.Output);
        Assert.Equal("2025-12 is closed.", close.Output.Trim());
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("2025-12 is closed", again.Error);
    }

    [Fact]
    public async Task A_failed_export_leaves_the_file_of_the_last_one()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("cuts.csv"), "last one");

        Outcome outcome = await Tool.RunAsync([
            "export",
            "cuts",
            "--period",
            "2025-12",
            "--out",
            folder.File("cuts.csv"),
            .. Tool.On(database.Options),
        ]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("last one", await File.ReadAllTextAsync(folder.File("cuts.csv")));
        Assert.Equal([folder.File("cuts.csv")], Directory.GetFiles(folder.Path));
    }
}
