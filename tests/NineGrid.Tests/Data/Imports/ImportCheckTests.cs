using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Data.Mapping;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports;

public sealed class ImportCheckTests
{
    public static TheoryData<DatabaseProvider> Providers => TestDatabases.All;

    /// <summary>A file, a part of it, what stands there instead, and the rows that remain good: the whole package has 20.</summary>
    public static TheoryData<string, string, string, int> Spoilt =>
        new()
        {
            // nothing is wrong
            { "facts.csv", "2024-01,10", "2024-01,11", 20 },
            // one row of facts
            { "facts.csv", "0.45", "1.45", 19 },
            // an unknown customer: its statement
            { "statements.csv", "C2,2022", "C9,2022", 19 },
            // a group that is rejected takes its members C1 and C2 along, their 3 statements and 3 facts
            { "groups.csv", "G1,第一集团", "G1,", 20 - 1 - 2 - 3 - 3 },
            // a key that comes twice
            { "facts.csv", "C1,2024-02", "C1,2024-01", 19 },
            // a file that cannot be read as a whole
            { "facts.csv", "customer_no,period", "customer,period", 0 },
        };

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_check_changes_nothing(DatabaseProvider provider)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync(provider);
        string[] before = await TableContents.ReadAsync(database);
        using PackageFolder package = SmallBank.Package();

        ImportCheck check = await database.CheckAsync(package.Path);

        Assert.True(check.Storable);
        Assert.Equal(20, check.Ready);
        Assert.Equal(before, await TableContents.ReadAsync(database));
    }

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task The_rows_that_are_ready_are_those_that_are_stored(string file, string part, string other, int good)
    {
        using PackageFolder package = SmallBank.Package().With(file, part, other);
        foreach (bool acceptGoodRows in (bool[])[true, false])
        {
            await using TestDatabase database = await SmallBank.DatabaseAsync();

            ImportCheck check = await database.CheckAsync(package.Path, acceptGoodRows);
            ImportReport report = await database.ImportAsync(package.Path, acceptGoodRows);

            Assert.Equal(acceptGoodRows || good == 20 ? good : 0, check.Ready);
            Assert.Equal(report.Stored, check.Storable);
            Assert.Equal(
                report.Files.Select(one => (one.Name, one.Read, one.Stored, one.Rejected)),
                check.Files.Select(one => (one.Name, one.Read, one.Ready, one.Rejected))
            );
            Assert.Equal(report.Errors, check.Errors);
            Assert.Equal(report.ErrorCount, check.ErrorCount);
            Assert.Equal(report.Notices, check.Notices);
        }
    }

    [Fact]
    public async Task Checking_against_a_filled_database_tells_what_an_import_into_it_would_do()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        await database.FillAsync();
        using PackageFolder package = new PackageFolder()
            .File("customers.csv", "customer_no,group_code\nC1,G9\nC3,G2\n")
            .File("facts.csv", "customer_no,period,avg_demand_deposits\nC1,2024-02,801\nC3,2024-02,1\n");

        ImportCheck check = await database.CheckAsync(package.Path, acceptGoodRows: true);
        ImportReport report = await database.ImportAsync(package.Path, acceptGoodRows: true);

        Assert.Equal([("customers.csv", 1), ("facts.csv", 1)], check.Files.Select(file => (file.Name, file.Ready)));
        Assert.Equal([1, 1], report.Files.Select(file => file.Stored));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_check_goes_on_beside_an_import_and_lets_others_write(DatabaseProvider provider)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync(provider);
        using PackageFolder package = SmallBank.Package();
        await database.UseAsync(async db =>
        {
            await using var import = await BankTransaction.BeginAsync(db, CancellationToken.None);
            ImportCheck check = await database.CheckAsync(package.Path);
            Assert.Equal(20, check.Ready);
            return true;
        });

        var writes = new WriteDuring(database);
        await database.CheckAsync(package.Path, progress: writes);

        Assert.True(writes.Written > 0);
        Assert.Equal(writes.Written, await database.UseAsync(db => db.Products.CountAsync()));
    }

    [Fact]
    public async Task The_first_rows_are_shown_with_their_lines()
    {
        using PackageFolder package = new PackageFolder().File(
            "groups.csv",
            "name,code,remark\n\"甲\n集团\",G1,\n\n乙,G2\n" + string.Concat(Enumerable.Range(3, 20).Select(i => $"x,G{i},\n"))
        );
        await using TestDatabase database = await SmallBank.DatabaseAsync();

        CheckedFile file = Assert.Single((await database.CheckAsync(package.Path, acceptGoodRows: true)).Files);

        Assert.Equal(["name", "code", "remark"], file.Columns);
        Assert.Equal((22, 21, 1, 1, 1), (file.Read, file.Ready, file.Rejected, file.Errors, file.Notices));
        Assert.Equal(10, file.First.Count);
        Assert.Equal((2, 5, 6, 13), (file.First[0].Line, file.First[1].Line, file.First[2].Line, file.First[9].Line));
        Assert.Equal(["甲\n集团", "G1", ""], file.First[0].Fields);
        Assert.Equal(["乙", "G2"], file.First[1].Fields);
        Assert.Equal(["x", "G10", ""], file.First[9].Fields);
    }

    [Fact]
    public async Task Errors_and_notices_are_counted_for_each_file()
    {
        using PackageFolder package = SmallBank
            .Package()
            .With("managers.csv", "M1,张三,0101\nM2,李四,02", "M1,张三,01\nM2,李四,09")
            .With("facts.csv", "0.01,0.45", "2,3");
        await using TestDatabase database = await SmallBank.DatabaseAsync();

        ImportCheck check = await database.CheckAsync(package.Path);

        Assert.False(check.Storable);
        Assert.Equal(0, check.Ready);
        Assert.Equal(3, check.ErrorCount);
        // M1 looks after C1 of another institution, and so would M2 after C2
        Assert.Equal(
            [("managers.csv", 1, 0), ("customers.csv", 0, 1), ("facts.csv", 2, 0)],
            check.Files.Select(file => (file.Name, file.Errors, file.Notices)).Where(file => file.Errors + file.Notices > 0)
        );
    }

    /// <summary>Writes to the database whenever the check tells how far it is.</summary>
    private sealed class WriteDuring(TestDatabase database) : IProgress<JobProgress>
    {
        public int Written { get; private set; }

        public void Report(JobProgress value) =>
            Written += database
                .UseAsync(db =>
                {
                    db.Products.Add(new ProductRow { Code = $"P{Written}", Name = "x" });
                    return db.SaveChangesAsync();
                })
                .GetAwaiter()
                .GetResult();
    }
}
