using System.Text;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports;

public sealed class ImportTests
{
    public static TheoryData<DatabaseProvider> Providers => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_package_is_stored_as_it_is_written(DatabaseProvider provider)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync(provider);
        using PackageFolder package = SmallBank.Package();

        ImportReport report = await database.ImportAsync(package.Zip());

        Assert.Empty(report.Errors);
        Assert.Empty(report.Notices);
        Assert.True(report.Stored);
        Assert.Equal(
            [
                new("institutions.csv", Read: 4, Stored: 4, Rejected: 0),
                new("managers.csv", Read: 2, Stored: 2, Rejected: 0),
                new("products.csv", Read: 3, Stored: 3, Rejected: 0),
                new("groups.csv", Read: 2, Stored: 2, Rejected: 0),
                new("customers.csv", Read: 3, Stored: 3, Rejected: 0),
                new("statements.csv", Read: 3, Stored: 3, Rejected: 0),
                new ImportedFile("facts.csv", Read: 3, Stored: 3, Rejected: 0),
            ],
            report.Files
        );
        Assert.Equal(
            [
                // Id Code Name ParentId Level
                "institution 1 00 总行  Head",
                "institution 2 01 广东分行 1 Tier1",
                "institution 3 0101 广州支行 2 Sub",
                "institution 4 02 江苏分行 1 Tier1",
                // Id EmployeeNo Name InstitutionId
                "manager 1 M1 张三 3",
                "manager 2 M2 李四 4",
                // Id Code Name Line Active
                "product 1 LOAN 流动资金贷款 Lending True",
                "product 2 DEM 活期存款 Deposit True",
                "product 3 OLD 停售产品 Cash False",
                // Id Code Name ParentCustomerId
                "group 1 G1 第一集团 1",
                "group 2 G2 第二集团 ",
                // Id No Name CreditCode InstitutionId ManagerId GroupId Industry Size OpenedOn
                "customer 1 C1 甲公司 91350100M000100Y43 3 1 1 C Large 04/01/2007",
                "customer 2 C2 乙公司  4 2 1 F Small ",
                "customer 3 C3 丙公司  4   A Micro 12/31/2019",
                // CustomerId FiscalYear OperatingRevenue NetProfit TotalAssets Cash InterestBearingDebt Employees
                "statement 1 2021 1000.5 -20 3000 40 500 12",
                "statement 1 2022 1100 30 3100  510 13",
                "statement 2 2022      ",
                // the columns of facts.csv in the order of FactField, then the products
                "fact 1 2024-01 10 20 -30 4 5 60 700 0.01 0.45 2.5 600 800 300 1000 650 0 77 65 9000 11 LOAN|DEM",
                "fact 1 2024-02 10 20 30 4 5 60 700 0.01 0.45 2.5 600 800 300 1000 650 0 77 65 9000 11 -",
                "fact 2 2024-02                     ",
            ],
            await database.ContentAsync()
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_same_package_twice_gives_the_same_database(DatabaseProvider provider)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync(provider);
        await database.FillAsync();
        List<string> once = await database.ContentAsync();

        await database.FillAsync();

        Assert.Equal(once, await database.ContentAsync());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_error_in_the_last_file_leaves_nothing_of_the_others(DatabaseProvider provider)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync(provider);
        using PackageFolder package = SmallBank.Package().With("facts.csv", "C2,2024-02", "C9,2024-02");

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.False(report.Stored);
        Assert.Equal(
            ["facts.csv, line 4, column customer_no, value \"C9\": unknown; expected a key of the database or of customers.csv"],
            report.Errors.Messages()
        );
        Assert.All(report.Files, file => Assert.Equal(0, file.Stored));
        Assert.Empty(await database.ContentAsync());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_absent_column_keeps_what_is_stored_and_an_empty_field_clears_it(DatabaseProvider provider)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync(provider);
        await database.FillAsync();
        using PackageFolder package = new PackageFolder()
            .File("institutions.csv", "code,name\n02,苏州分行\n")
            .File("managers.csv", "employee_no,institution_code\nM2,01\n")
            .File("groups.csv", "code,parent_customer_no\nG1,\nG2,C3\n")
            .File("products.csv", "code,active\nDEM,false\n")
            .File("customers.csv", "opened_on,customer_no,group_code\n2020-01-02,C2,\n")
            .File("statements.csv", "customer_no,fiscal_year,cash,employees\nC1,2022,7,\nC3,2020,8,9\n")
            .File("facts.csv", "customer_no,period,loan_nii,products\nC1,2024-02,,LOAN\nC3,2024-02,-1.5,\n");

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.Empty(report.Errors);
        List<string> content = await database.ContentAsync();
        Assert.Contains("institution 4 02 苏州分行 1 Tier1", content);
        Assert.Contains("manager 2 M2 李四 2", content);
        Assert.Contains("group 1 G1 第一集团 ", content);
        Assert.Contains("group 2 G2 第二集团 3", content);
        Assert.Contains("product 2 DEM 活期存款 Deposit False", content);
        Assert.Contains("customer 2 C2 乙公司  4 2  F Small 01/02/2020", content);
        Assert.Contains("statement 1 2022 1100 30 3100 7 510 ", content);
        Assert.Contains("statement 3 2020    8  9", content);
        Assert.Contains("fact 1 2024-02  20 30 4 5 60 700 0.01 0.45 2.5 600 800 300 1000 650 0 77 65 9000 11 LOAN", content);
        Assert.Contains("fact 3 2024-02 -1.5                    ", content);
        Assert.Equal(
            ["customers.csv, line 2, column manager_no, value \"M2\": the manager belongs to institution 01, not to the customer's"],
            report.Notices.Messages()
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Facts_of_a_closed_period_are_refused_and_others_are_not(DatabaseProvider provider)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync(provider);
        await database.UseAsync(db =>
        {
            db.ClosedPeriods.Add(new() { Period = Period.Of(2024, 1), ClosedAt = SmallBank.Clock.GetUtcNow().UtcDateTime });
            return db.SaveChangesAsync();
        });
        using PackageFolder package = SmallBank.Package();

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.False(report.Stored);
        Assert.Equal(
            [
                "facts.csv, line 2, column period, value \"2024-01\": the period is closed and its facts no longer change; expected an open period",
            ],
            report.Errors.Messages()
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Accepting_good_rows_stores_them_and_rejects_what_refers_to_the_bad_ones(DatabaseProvider provider)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync(provider);
        using PackageFolder package = SmallBank.Package().With("institutions.csv", "0101,广州支行,01,SUB", "0101,广州支行,01,SHOP");

        ImportReport report = await database.ImportAsync(package.Path, acceptGoodRows: true);

        // 0101 takes its manager M1, both take customer C1, which leads G1, of which C2 is a member; C1 and C2 take their statements and facts
        Assert.True(report.Stored);
        Assert.Equal(
            [
                "institutions.csv, line 4, column level, value \"SHOP\": expected HEAD, TIER1, TIER2, SUB",
                "managers.csv, line 2, column institution_code, value \"0101\": refers to institutions.csv:4, which is rejected; expected an accepted row",
                "groups.csv, line 2, column parent_customer_no, value \"C1\": refers to customers.csv:2, which is rejected; expected an accepted row",
                "customers.csv, line 2, column institution_code, value \"0101\": refers to institutions.csv:4, which is rejected; expected an accepted row",
                "customers.csv, line 2, column manager_no, value \"M1\": refers to managers.csv:2, which is rejected; expected an accepted row",
                "customers.csv, line 3, column group_code, value \"G1\": refers to groups.csv:2, which is rejected; expected an accepted row",
                "statements.csv, line 2, column customer_no, value \"C1\": refers to customers.csv:2, which is rejected; expected an accepted row",
                "statements.csv, line 3, column customer_no, value \"C1\": refers to customers.csv:2, which is rejected; expected an accepted row",
                "statements.csv, line 4, column customer_no, value \"C2\": refers to customers.csv:3, which is rejected; expected an accepted row",
                "facts.csv, line 2, column customer_no, value \"C1\": refers to customers.csv:2, which is rejected; expected an accepted row",
                "facts.csv, line 3, column customer_no, value \"C1\": refers to customers.csv:2, which is rejected; expected an accepted row",
                "facts.csv, line 4, column customer_no, value \"C2\": refers to customers.csv:3, which is rejected; expected an accepted row",
            ],
            report.Errors.Messages()
        );
        Assert.Equal(
            [
                new("institutions.csv", Read: 4, Stored: 3, Rejected: 1),
                new("managers.csv", Read: 2, Stored: 1, Rejected: 1),
                new("products.csv", Read: 3, Stored: 3, Rejected: 0),
                new("groups.csv", Read: 2, Stored: 1, Rejected: 1),
                new("customers.csv", Read: 3, Stored: 1, Rejected: 2),
                new("statements.csv", Read: 3, Stored: 0, Rejected: 3),
                new ImportedFile("facts.csv", Read: 3, Stored: 0, Rejected: 3),
            ],
            report.Files
        );
        List<string> content = await database.ContentAsync();
        Assert.Single(content, line => line.StartsWith("customer", StringComparison.Ordinal));
        Assert.Single(content, line => line.StartsWith("group", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rejected_row_does_not_take_others_along_when_the_database_has_its_key()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        await database.FillAsync();
        using PackageFolder package = SmallBank.Package().With("customers.csv", "C,L,2007-04-01", "C,L,2007-04-31");

        ImportReport report = await database.ImportAsync(package.Path, acceptGoodRows: true);

        Assert.Equal(
            ["customers.csv, line 2, column opened_on, value \"2007-04-31\": expected a day as YYYY-MM-DD"],
            report.Errors.Messages()
        );
        Assert.Equal(3, report.Files[^1].Stored);
    }

    [Fact]
    public async Task Without_accepting_good_rows_one_bad_row_is_reported_once_and_not_by_all_that_refer_to_it()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using PackageFolder package = SmallBank.Package().With("institutions.csv", "0101,广州支行,01,SUB", "0101,广州支行,01,SHOP");

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.Equal(
            ["institutions.csv, line 4, column level, value \"SHOP\": expected HEAD, TIER1, TIER2, SUB"],
            report.Errors.Messages()
        );
    }

    [Fact]
    public async Task Errors_of_all_files_and_of_all_fields_of_a_row_come_in_one_go()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using PackageFolder package = SmallBank
            .Package()
            .With("managers.csv", "M2,李四,02", "M2,,03")
            .With("facts.csv", "C1,2024-01,10,20", "C1,2024-13,1e3,NaN");

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.Equal(
            [
                ("managers.csv", 3, "name"),
                ("managers.csv", 3, "institution_code"),
                ("facts.csv", 2, "period"),
                ("facts.csv", 2, "loan_nii"),
                ("facts.csv", 2, "deposit_nii"),
            ],
            report.Errors.Select(error => (error.File, (int)error.Line!, error.Column))
        );
    }

    [Fact]
    public async Task A_thousand_errors_are_kept_and_all_are_counted_and_listed()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        string rows = string.Concat(Enumerable.Range(1, 2500).Select(i => $"C{i},2024-01,x\n"));
        using PackageFolder package = new PackageFolder().File("facts.csv", "customer_no,period,ead\n" + rows);
        using var rejected = new MemoryStream();

        ImportReport report = await database.ImportAsync(package.Path, acceptGoodRows: false, rejected);

        // each row has an unknown customer and no number
        Assert.Equal(2 * 2500, report.ErrorCount);
        Assert.Equal(1000, report.Errors.Count);
        Assert.Equal(2500, report.Files[0].Rejected);
        Assert.Equal(
            1 + (2 * 2500),
            Encoding.UTF8.GetString(rejected.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length
        );
    }

    [Fact]
    public async Task Rejected_rows_come_back_as_csv_that_a_spreadsheet_does_not_run()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using PackageFolder package = SmallBank.Package().With("customers.csv", "02,,,A,XS,2019-12-31", "=1+1,,,A,\"a,b\",2019-12-31");
        using var rejected = new MemoryStream();

        await database.ImportAsync(package.Path, acceptGoodRows: true, rejected);

        Assert.Equal(
            """
            file,line,column,value,reason
            customers.csv,4,size,"a,b","expected L, M, S, XS"
            customers.csv,4,institution_code,"'=1+1",unknown; expected a key of the database or of institutions.csv
            """,
            Encoding.UTF8.GetString(rejected.ToArray()).ReplaceLineEndings("\n").TrimEnd('\n')
        );
    }

    [Fact]
    public async Task Gb18030_and_a_byte_order_mark_are_recognised()
    {
        await using TestDatabase utf8 = await SmallBank.DatabaseAsync();
        await utf8.FillAsync();
        await using TestDatabase gb18030 = await SmallBank.DatabaseAsync();
        await using TestDatabase marked = await SmallBank.DatabaseAsync();
        Encoding gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        using var inGb18030 = new PackageFolder();
        using var withMark = new PackageFolder();
        foreach ((string name, string text) in SmallBank.Files)
        {
            inGb18030.Bytes(name, gb.GetBytes(text));
            withMark.Bytes(name, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);
        }

        Assert.True((await gb18030.ImportAsync(inGb18030.Path)).Stored);
        Assert.True((await marked.ImportAsync(withMark.Path)).Stored);

        List<string> expected = await utf8.ContentAsync();
        Assert.Equal(expected, await gb18030.ContentAsync());
        Assert.Equal(expected, await marked.ContentAsync());
    }

    [Fact]
    public async Task Lines_are_physical_lines_also_after_quoted_line_breaks_and_empty_lines()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using PackageFolder package = SmallBank
            .Package()
            .File(
                "customers.csv",
                "customer_no,name,institution_code,industry,size,remark\r\n" // line 1
                    + "C1,\"甲\r\n\"\"公司\"\"\",0101,C,L,\"a\nb\nc\"\r\n" // lines 2 to 5
                    + "\r\n" // line 6
                    + "C2,乙公司,02,Z,S,\r\n" // line 7
            )
            .Without("statements.csv")
            .Without("facts.csv");

        ImportReport report = await database.ImportAsync(package.Path, acceptGoodRows: true);

        Assert.Equal(
            ["customers.csv, line 7, column industry, value \"Z\""],
            report.Errors.Select(error => error.ToString().Split(':')[0])
        );
        Assert.Equal(["customers.csv, line 1, column remark: ignored; the file has no such column"], report.Notices.Messages());
        Assert.Equal("甲\r\n\"公司\"", await database.UseAsync(db => db.Customers.Select(row => row.Name).SingleAsync()));
    }

    [Fact]
    public async Task Columns_come_in_any_order_and_figures_are_rounded_half_to_even()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        await database.FillAsync();
        using PackageFolder package = new PackageFolder().File(
            "facts.csv",
            "pd,ead,period,loan_nii,customer_no\n0.00000000005,1.00005,2023-12,-1.00015,C3\n0.00000000015,1.00015,2023-11,-0.00005,C3\n"
        );

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.Empty(report.Errors);
        List<string> content = await database.ContentAsync();
        // 1.00005 → 1.0000, 1.00015 → 1.0002; 0.5 of the tenth decimal → 0, 1.5 → 2
        Assert.Contains("fact 3 2023-12 -1.0002      1 0             ", content);
        Assert.Contains("fact 3 2023-11 0      1.0002 0.0000000002             ", content);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_part_is_held_against_the_stored_whole_when_the_file_lacks_it(DatabaseProvider provider)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync(provider);
        await database.FillAsync();
        // C1 keeps avg_deposits 800 and e_transactions 65; C2 and C3 have nothing to be held against
        using PackageFolder package = new PackageFolder().File(
            "facts.csv",
            "customer_no,period,avg_demand_deposits,transactions\nC1,2024-01,800,65\nC1,2024-02,800.01,65\nC2,2024-02,801,64\nC3,2024-02,801,64\nC1,2023-12,801,64\n"
        );

        ImportReport report = await database.ImportAsync(package.Path, acceptGoodRows: true);

        Assert.Equal(
            ["facts.csv, line 3, column avg_demand_deposits, value \"800.0100\": expected at most the stored avg_deposits, 800"],
            report.Errors.Select(error => error.ToString().Replace("800.0000", "800", StringComparison.Ordinal))
        );
        Assert.Equal(4, report.Files[0].Stored);
        List<string> content = await database.ContentAsync();
        Assert.Contains(
            content,
            line => line.StartsWith("fact 1 2024-01 10 20 -30 4 5 60 700 0.01 0.45 2.5 600 800 800 ", StringComparison.Ordinal)
        );
        Assert.Contains(
            content,
            line => line.StartsWith("fact 1 2024-02 10 20 30 4 5 60 700 0.01 0.45 2.5 600 800 300 ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_whole_is_held_against_the_stored_part_when_the_file_lacks_it()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        await database.FillAsync();
        using PackageFolder package = new PackageFolder().File("facts.csv", "customer_no,period,transactions\nC1,2024-02,64\n");

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.Equal(
            ["facts.csv, line 2, column transactions, value \"64\": expected at least the stored e_transactions, 65"],
            report.Errors.Messages()
        );
    }

    [Fact]
    public async Task Files_longer_than_a_block_are_stored_whole_and_a_repeated_key_far_down_names_its_first_line()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        const int Customers = 400;
        const int Months = 50;
        var customers = new StringBuilder("customer_no,name,institution_code,industry,size\n");
        var facts = new StringBuilder("customer_no,period,ead\n");
        for (int c = 0; c < Customers; c++)
        {
            customers.Append(System.Globalization.CultureInfo.InvariantCulture, $"K{c},客户{c},02,A,S\n");
            for (int m = 0; m < Months; m++)
            {
                facts.Append(System.Globalization.CultureInfo.InvariantCulture, $"K{c},{Period.Of(2020, 1).AddMonths(m)},{c * m}\n");
            }
        }

        using PackageFolder package = SmallBank.Package().Without("groups.csv").Without("statements.csv");
        package.File("customers.csv", customers.ToString()).File("facts.csv", facts.ToString());
        ImportReport good = await database.ImportAsync(package.Path);
        package.File("facts.csv", facts + "K7,2020-03,1\n");
        ImportReport bad = await database.ImportAsync(package.Zip());

        Assert.True(good.Stored);
        Assert.Equal(Customers * Months, await database.UseAsync(db => db.Facts.CountAsync()));
        // Σ c · Σ m over 0..399 and 0..49
        Assert.Equal(399m * 400 / 2 * (49m * 50 / 2), (await database.UseAsync(db => db.Facts.Select(row => row.Ead).ToListAsync())).Sum());
        Assert.False(bad.Stored);
        // header, 7 customers before it, the third month; and one line after all
        Assert.Equal(
            [
                $"facts.csv, line {1 + (Customers * Months) + 1}, column period, value \"2020-03\": the same key stands on line {1 + (7 * Months) + 3}; expected each key once",
            ],
            bad.Errors.Messages()
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Two_imports_at_a_time_are_refused(DatabaseProvider provider)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync(provider);

        BankBusyException refused = await database.UseAsync(async first =>
        {
            await using var running = await BankTransaction.BeginAsync(first, CancellationToken.None);
            return await database.UseAsync(
                (NineGridDbContext second) =>
                {
                    if (provider == DatabaseProvider.Sqlite)
                    {
                        // an embedded database waits for the other before it refuses; a second is enough here
                        second.Database.SetConnectionString($"{database.Options.ConnectionString};Default Timeout=1");
                    }

                    return Assert.ThrowsAsync<BankBusyException>(() => BankTransaction.BeginAsync(second, CancellationToken.None));
                }
            );
        });

        Assert.StartsWith("Another import", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_import_leaves_nothing()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using PackageFolder package = SmallBank.Package();
        using var cancellation = new CancellationTokenSource();
        var whenFactsCome = new Reaction(progress =>
        {
            if (progress.Stage is "facts.csv")
            {
                cancellation.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            database.UseAsync(
                (ImportPackage import) =>
                    import.RunAsync(package.Path, acceptGoodRows: false, rejectedRows: null, whenFactsCome, cancellation.Token)
            )
        );

        Assert.Empty(await database.ContentAsync());
    }

    [Fact]
    public async Task Only_what_comes_is_needed()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using PackageFolder package = new PackageFolder().File("institutions.csv", SmallBank.Files["institutions.csv"]);

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.True(report.Stored);
        Assert.Equal([new ImportedFile("institutions.csv", Read: 4, Stored: 4, Rejected: 0)], report.Files);
    }

    private sealed class Reaction(Action<JobProgress> react) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => react(value);
    }
}
