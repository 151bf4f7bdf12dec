using System.Text;
using NineGrid.Data.Imports;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports;

/// <summary>Each check: the good package is spoilt in one place, the message names file, line, column, value and expectation, and nothing is stored.</summary>
public sealed class ImportChecksTests
{
    public static TheoryData<string, string, string, string> Spoilt =>
        new()
        {
            // institutions
            { "institutions.csv", "02,江苏分行,00", ",江苏分行,00", "line 5, column code, value \"\": empty; expected a value" },
            { "institutions.csv", "02,江苏分行", "02,", "line 5, column name, value \"\": empty; expected a value" },
            { "institutions.csv", "02,江苏分行", "02,  ", "line 5, column name, value \"  \": empty; expected a value" },
            { "institutions.csv", "01,广东分行,00,TIER1", "01,广东分行,00,", "line 3, column level, value \"\": empty; expected a value" },
            {
                "institutions.csv",
                "01,广东分行,00,TIER1",
                "01,广东分行,00,tier1",
                "line 3, column level, value \"tier1\": expected HEAD, TIER1, TIER2, SUB"
            },
            {
                "institutions.csv",
                "02,江苏分行,00",
                "02,江苏分行,",
                "line 5, column parent_code, value \"\": a second institution without a parent beside 00; expected exactly one"
            },
            {
                "institutions.csv",
                "02,江苏分行,00",
                "02,江苏分行,09",
                "line 5, column parent_code, value \"09\": unknown; expected a key of the database or of institutions.csv"
            },
            {
                "institutions.csv",
                "00,总行,,HEAD",
                "00,总行,,TIER1",
                "line 2, column level, value \"TIER1\": an institution without a parent; expected level HEAD"
            },
            {
                "institutions.csv",
                "0101,广州支行,01,SUB",
                "0101,广州支行,01,TIER1",
                "line 4, column level, value \"TIER1\": expected a level below that of the parent 01, TIER1"
            },
            {
                "institutions.csv",
                "02,江苏分行,00,TIER1",
                "01,江苏分行,00,TIER1",
                "line 5, column code, value \"01\": the same key stands on line 3; expected each key once"
            },
            // managers
            {
                "managers.csv",
                "M2,李四,02",
                "M2,李四,20",
                "line 3, column institution_code, value \"20\": unknown; expected a key of the database or of institutions.csv"
            },
            { "managers.csv", "M2,李四,02", "M2,李四,", "line 3, column institution_code, value \"\": empty; expected a value" },
            {
                "managers.csv",
                "M1,张三",
                "M1 ,张三",
                "line 2, column employee_no, value \"M1 \": expected 1 to 64 characters without control characters and blanks at either end"
            },
            // products
            {
                "products.csv",
                "OLD,停售产品,CASH",
                "OLD,停售产品,Cash",
                "line 4, column line, value \"Cash\": expected LENDING, DEPOSIT, SETTLEMENT, CASH, TRADE, FX, CAPITAL, RETAIL"
            },
            { "products.csv", "CASH,false", "CASH,False", "line 4, column active, value \"False\": expected true, false" },
            { "products.csv", "CASH,false", "CASH,0", "line 4, column active, value \"0\": expected true, false" },
            {
                "products.csv",
                "OLD,",
                "O|D,",
                "line 4, column code, value \"O|D\": expected a code other than - and without |, the signs of product lists"
            },
            // groups
            { "groups.csv", "G2,第二集团", "G2,", "line 3, column name, value \"\": empty; expected a value" },
            {
                "groups.csv",
                "第一集团,C1",
                "第一集团,C9",
                "line 2, column parent_customer_no, value \"C9\": unknown; expected a key of the database or of customers.csv"
            },
            // customers
            {
                "customers.csv",
                "91350100M000100Y43",
                "91350100M000100Y44",
                "line 2, column credit_code, value \"91350100M000100Y44\": expected a credit code of 18 characters with a right check character (GB 32100)"
            },
            {
                "customers.csv",
                "0101,M1,G1",
                "0102,M1,G1",
                "line 2, column institution_code, value \"0102\": unknown; expected a key of the database or of institutions.csv"
            },
            {
                "customers.csv",
                "0101,M1,G1",
                "0101,M9,G1",
                "line 2, column manager_no, value \"M9\": unknown; expected a key of the database or of managers.csv"
            },
            {
                "customers.csv",
                "0101,M1,G1",
                "0101,M1,G9",
                "line 2, column group_code, value \"G9\": unknown; expected a key of the database or of groups.csv"
            },
            {
                "customers.csv",
                "A,XS,2019-12-31",
                "U,XS,2019-12-31",
                "line 4, column industry, value \"U\": expected A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T"
            },
            { "customers.csv", "A,XS,2019-12-31", "A,s,2019-12-31", "line 4, column size, value \"s\": expected L, M, S, XS" },
            {
                "customers.csv",
                "A,XS,2019-12-31",
                "A,XS,2019-2-28",
                "line 4, column opened_on, value \"2019-2-28\": expected a day as YYYY-MM-DD"
            },
            {
                "customers.csv",
                "C3,丙公司",
                "C2,丙公司",
                "line 4, column customer_no, value \"C2\": the same key stands on line 3; expected each key once"
            },
            {
                "customers.csv",
                "C3,丙公司",
                "C3,丙\0公司",
                "line 4, column name, value \"丙·公司\": expected at most 200 characters without control characters"
            },
            // statements
            { "statements.csv", "C2,2022", "C2,22", "line 4, column fiscal_year, value \"22\": expected a year as YYYY" },
            { "statements.csv", "C2,2022", "C2,-202", "line 4, column fiscal_year, value \"-202\": expected a year as YYYY" },
            {
                "statements.csv",
                "C2,2022",
                "C9,2022",
                "line 4, column customer_no, value \"C9\": unknown; expected a key of the database or of customers.csv"
            },
            {
                "statements.csv",
                "C1,2022",
                "C1,2021",
                "line 3, column fiscal_year, value \"2021\": the same key stands on line 2; expected each key once"
            },
            {
                "statements.csv",
                ",3000,40,",
                ",-3000,40,",
                "line 2, column total_assets, value \"-3000\": expected a number of [0, 10000000000000)"
            },
            {
                "statements.csv",
                ",3000,40,",
                ",3000,-0.0001,",
                "line 2, column cash, value \"-0.0001\": expected a number of [0, 10000000000000)"
            },
            {
                "statements.csv",
                ",500,12",
                ",-500,12",
                "line 2, column interest_bearing_debt, value \"-500\": expected a number of [0, 10000000000000)"
            },
            {
                "statements.csv",
                ",500,12",
                ",500,-12",
                "line 2, column employees, value \"-12\": expected a number of 0, 1, 2 … 100000000000000000"
            },
            {
                "statements.csv",
                ",500,12",
                ",500,12.0",
                "line 2, column employees, value \"12.0\": expected a number of 0, 1, 2 … 100000000000000000, written like -1234.56: digits with a point, no separators, blanks or exponent"
            },
            // facts
            { "facts.csv", "C1,2024-01", "C1,2024-1", "line 2, column period, value \"2024-1\": expected a month as YYYY-MM" },
            { "facts.csv", "C1,2024-01", "C1,2024-00", "line 2, column period, value \"2024-00\": expected a month as YYYY-MM" },
            { "facts.csv", "C1,2024-01", "C1,", "line 2, column period, value \"\": empty; expected a value" },
            {
                "facts.csv",
                "C1,2024-01",
                "C1,2024-04",
                "line 2, column period, value \"2024-04\": expected a month up to the current one, 2024-03"
            },
            {
                "facts.csv",
                "C1,2024-02",
                "C1,2024-01",
                "line 3, column period, value \"2024-01\": the same key stands on line 2; expected each key once"
            },
            {
                "facts.csv",
                "C2,2024-02",
                "C9,2024-02",
                "line 4, column customer_no, value \"C9\": unknown; expected a key of the database or of customers.csv"
            },
            {
                "facts.csv",
                "LOAN|DEM",
                "LOAN|DEMO",
                "line 2, column products, value \"LOAN|DEMO\": unknown product \"DEMO\"; expected codes of the catalogue joined by |, or - for none"
            },
            {
                "facts.csv",
                "LOAN|DEM",
                "LOAN|",
                "line 2, column products, value \"LOAN|\": unknown product \"\"; expected codes of the catalogue joined by |, or - for none"
            },
        };

    public static TheoryData<string, string, string> SpoiltFigures
    {
        get
        {
            const string NotANumber = ", written like -1234.56: digits with a point, no separators, blanks or exponent";
            const string Money = "expected a number of (-10000000000000, 10000000000000)";
            const string PositiveMoney = "expected a number of [0, 10000000000000)";
            const string Fraction = "expected a number of [0, 1]";
            const string Count = "expected a number of 0, 1, 2 … 100000000000000000";
            var figures = new TheoryData<string, string, string>
            {
                { "pd", "1.0000000001", Fraction },
                { "pd", "-0.0000000001", Fraction },
                { "lgd", "45", Fraction },
                { "maturity_years", "-1", "expected a number of [0, 1000]" },
                { "maturity_years", "1000.1", "expected a number of [0, 1000]" },
                { "transactions", "1.5", Count + NotANumber },
                { "payroll_headcount", "100000000000000001", Count },
                { "loan_nii", "10000000000000", Money },
                { "loan_nii", "-10000000000000", Money },
                { "loan_nii", "99999999999999999999999999999999", Money },
                { "avg_demand_deposits", "800.0001", "expected at most avg_deposits, 800.0000" },
                { "e_transactions", "78", "expected at most transactions, 77" },
            };
            foreach (
                string text in (string[])
                    [
                        "abc",
                        "NaN",
                        "Infinity",
                        "1e3",
                        "1,000",
                        "1 000",
                        " 1",
                        "1 ",
                        "+1",
                        ".5",
                        "5.",
                        "1.2.3",
                        "-",
                        "--1",
                        "１",
                        "0x1F",
                        "￥5",
                    ]
            )
            {
                figures.Add("fee_income", text, Money + NotANumber);
            }

            foreach (
                string column in (string[])
                    [
                        "economic_capital",
                        "ead",
                        "avg_loans",
                        "avg_deposits",
                        "avg_demand_deposits",
                        "credit_limit",
                        "credit_used",
                        "overdue_balance",
                        "settlement_inflow",
                    ]
            )
            {
                figures.Add(column, "-0.01", PositiveMoney);
            }

            foreach (string column in (string[])["transactions", "e_transactions", "payroll_headcount"])
            {
                figures.Add(column, "-1", Count);
            }

            return figures;
        }
    }

    public static TheoryData<string, string, string> SpoiltForm =>
        new()
        {
            {
                "managers.csv",
                "name,institution_code\nA,01\n",
                "managers.csv, line 1, column employee_no: the header lacks this column; expected it because it is part of the key"
            },
            {
                "managers.csv",
                "employee_no,name,name,institution_code\nM1,a,b,01\n",
                "managers.csv, line 1, column name: stands more than once in the header; expected once"
            },
            { "managers.csv", "", "managers.csv: cannot be read: it is empty; expected a header" },
            {
                "managers.csv",
                "employee_no,name,institution_code\nM1,a\n",
                "managers.csv, line 2: another number of fields than the header: 2 ≠ 3"
            },
            {
                "managers.csv",
                "employee_no,name,institution_code\nM1,a,01,b\n",
                "managers.csv, line 2: another number of fields than the header: 4 ≠ 3"
            },
            {
                "managers.csv",
                "employee_no,name,institution_code\nM1,a\"b,01\n",
                "managers.csv, line 2: not well-formed CSV: a quote inside a field that does not start with one"
            },
            {
                "managers.csv",
                "employee_no,name,institution_code\nM1,\"a\"b,01\n",
                "managers.csv, line 2: not well-formed CSV: text after a closing quote"
            },
            {
                "managers.csv",
                "employee_no,name,institution_code\nM1,a,01\nM2,\"a,01\nM3,a,01\n",
                "managers.csv, line 3: not well-formed CSV: a quote that is never closed"
            },
            {
                "managers.csv",
                "employee_no\nM9\n",
                "managers.csv, line 2, column name: the row is new and the file lacks this column; expected it with a value"
            },
        };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task A_wrong_value_is_named_with_its_place_and_nothing_is_stored(string file, string part, string other, string message)
    {
        using PackageFolder package = SmallBank.Package().With(file, part, other);
        await using TestDatabase database = await SmallBank.DatabaseAsync();

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.False(report.Stored);
        Assert.Equal($"{file}, {message}", report.Errors[0].ToString());
        // where a key is spoilt, those that refer to it know it no more
        Assert.All(report.Errors.Skip(1), error => Assert.Equal(ImportIssueKind.UnknownReference, error.Kind));
        Assert.Empty(await database.ContentAsync());
    }

    [Theory]
    [MemberData(nameof(SpoiltFigures))]
    public async Task A_wrong_figure_is_named_with_its_place_and_nothing_is_stored(string column, string value, string expectation)
    {
        string[] header = SmallBank.FactHeader.Split(',');
        string[] row = "C1,2024-01,10,20,-30,4,5,60,700,0.01,0.45,2.5,600,800,300,1000,650,0,77,65,9000,11,-".Split(',');
        row[Array.IndexOf(header, column)] = $"\"{value}\"";
        using PackageFolder package = SmallBank.Package().File("facts.csv", $"{SmallBank.FactHeader}\n{string.Join(',', row)}\n");

        await AssertRefusedAsync(package, $"facts.csv, line 2, column {column}, value \"{value}\": {expectation}");
    }

    [Theory]
    [MemberData(nameof(SpoiltForm))]
    public async Task A_malformed_file_is_named_with_its_place_and_nothing_is_stored(string file, string text, string message)
    {
        using PackageFolder package = SmallBank.Package().File(file, text);
        await using TestDatabase database = await SmallBank.DatabaseAsync();

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.False(report.Stored);
        Assert.Equal(message, report.Errors[0].ToString());
        Assert.Empty(await database.ContentAsync());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_as_a_whole_refuses_the_package_even_when_good_rows_are_accepted()
    {
        using PackageFolder package = SmallBank.Package().File("managers.csv", "name\nA\n");
        await using TestDatabase database = await SmallBank.DatabaseAsync();

        ImportReport report = await database.ImportAsync(package.Path, acceptGoodRows: true);

        // customers refer to managers that nobody can know; that is no second error
        Assert.False(report.Stored);
        Assert.Equal(1, report.ErrorCount);
        Assert.Empty(await database.ContentAsync());
    }

    [Fact]
    public async Task Text_that_is_neither_utf8_nor_gb18030_is_named_with_its_line()
    {
        using PackageFolder package = SmallBank.Package();
        package.Bytes(
            "managers.csv",
            [.. Encoding.UTF8.GetBytes("employee_no,name,institution_code\nM1,张三,01\nM2,"), 0xFF, 0xFF, .. ",01\n"u8]
        );

        await AssertRefusedAsync(
            package,
            "managers.csv, line 3: cannot be read: the text is neither UTF-8 nor GB18030; this is the first line that is not UTF-8"
        );
    }

    [Fact]
    public async Task A_record_without_end_is_refused_before_it_fills_the_memory()
    {
        using PackageFolder package = SmallBank.Package();
        package.File("managers.csv", "employee_no,name,institution_code\nM1,张三,01\nM2,\"" + new string('x', 3 << 20));

        await AssertRefusedAsync(
            package,
            "managers.csv, line 3: cannot be read: the record is longer than 1 MiB, as when a quote is never closed"
        );
    }

    [Fact]
    public async Task Keys_and_names_have_a_greatest_length()
    {
        string key = new('K', 65);
        string name = new('名', 201);
        using PackageFolder package = SmallBank
            .Package()
            .File(
                "managers.csv",
                $"employee_no,name,institution_code\nM1,a,01\nM2,a,01\n{key},{new string('名', 200)},01\n{key[1..]},{name},01\n"
            );

        await AssertRefusedAsync(
            package,
            $"managers.csv, line 4, column employee_no, value \"{key}\": expected 1 to 64 characters without control characters and blanks at either end",
            $"managers.csv, line 5, column name, value \"{name[..200]}…\": expected at most 200 characters without control characters"
        );
    }

    [Fact]
    public async Task Institutions_that_lie_below_each_other_are_each_named()
    {
        using PackageFolder package = new PackageFolder().File(
            "institutions.csv",
            """
            code,name,parent_code,level
            00,总行,,HEAD
            A,甲,C,TIER1
            B,乙,A,TIER2
            C,丙,B,SUB
            D,丁,B,SUB
            E,戊,E,SUB

            """
        );

        await AssertRefusedAsync(
            package,
            "institutions.csv, line 3, column parent_code, value \"C\": the institutions lie below each other: A → C → B → A; expected a tree",
            "institutions.csv, line 4, column parent_code, value \"A\": the institutions lie below each other: A → C → B → A; expected a tree",
            "institutions.csv, line 5, column parent_code, value \"B\": the institutions lie below each other: A → C → B → A; expected a tree",
            "institutions.csv, line 7, column parent_code, value \"E\": the institutions lie below each other: E → E; expected a tree"
        );
    }

    [Fact]
    public async Task The_tree_is_checked_as_it_will_be_with_what_the_database_keeps()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        await database.FillAsync();
        List<string> before = await database.ContentAsync();

        // 01 moves below its own child 0101
        using PackageFolder cycle = new PackageFolder().File("institutions.csv", "code,parent_code\n01,0101\n");
        Assert.Equal(
            [
                "institutions.csv, line 2, column parent_code, value \"0101\": the institutions lie below each other: 01 → 0101 → 01; expected a tree",
            ],
            (await database.ImportAsync(cycle.Path)).Errors.Messages()
        );

        // 01 becomes a sub-branch, as its stored child 0101 is
        using PackageFolder level = new PackageFolder().File("institutions.csv", "code,level\n01,SUB\n");
        Assert.Equal(
            ["institutions.csv, line 2, column level, value \"SUB\": expected a level above that of the child 0101, SUB"],
            (await database.ImportAsync(level.Path)).Errors.Messages()
        );

        // a second head office beside the stored one
        using PackageFolder root = new PackageFolder().File("institutions.csv", "code,name,parent_code,level\n99,新总行,,HEAD\n");
        Assert.Equal(
            [
                "institutions.csv, line 2, column parent_code, value \"\": a second institution without a parent beside 00; expected exactly one",
            ],
            (await database.ImportAsync(root.Path)).Errors.Messages()
        );
        Assert.Equal(before, await database.ContentAsync());
    }

    [Fact]
    public async Task A_rejected_institution_takes_along_what_lies_below_it_but_not_what_the_database_has()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using PackageFolder package = new PackageFolder().File(
            "institutions.csv",
            """
            code,name,parent_code,level
            00,总行,,HEAD
            01,甲,00,TIER2
            011,甲一,01,TIER1
            0111,甲一一,011,SUB
            02,乙,00,TIER1

            """
        );

        ImportReport report = await database.ImportAsync(package.Path, acceptGoodRows: true);

        Assert.Equal(
            [
                "institutions.csv, line 4, column level, value \"TIER1\": expected a level below that of the parent 01, TIER2",
                "institutions.csv, line 5, column parent_code, value \"011\": refers to institutions.csv:4, which is rejected; expected an accepted row",
            ],
            report.Errors.Messages()
        );
        Assert.Equal(3, report.Files[0].Stored);
    }

    [Fact]
    public async Task A_manager_of_another_institution_is_noted_and_stored()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using PackageFolder package = SmallBank.Package().With("customers.csv", "02,M2,G1", "01,M2,G1");

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.True(report.Stored);
        Assert.Equal(
            ["customers.csv, line 3, column manager_no, value \"M2\": the manager belongs to institution 02, not to the customer's"],
            report.Notices.Messages()
        );
    }

    private static async Task AssertRefusedAsync(PackageFolder package, params string[] messages)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();

        ImportReport report = await database.ImportAsync(package.Path);

        Assert.False(report.Stored);
        Assert.Equal(messages, report.Errors.Messages());
        Assert.Equal(messages.Length, report.ErrorCount);
        Assert.Empty(await database.ContentAsync());
    }
}
