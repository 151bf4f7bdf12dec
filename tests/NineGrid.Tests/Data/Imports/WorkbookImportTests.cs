using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Imports;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports;

public sealed class WorkbookImportTests
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    private static readonly RawCell NotAvailable = new("t=\"e\"", "<f>NA()</f><v>#N/A</v>");

    /// <summary>A cell in a column, and the text that stands for it.</summary>
    public static TheoryData<string, object, string> Cells =>
        new()
        {
            { "cash", 0.1 + 0.2, "0.3" },
            { "cash", 1234.5, "1234.5" },
            { "cash", 100.0, "100" },
            { "cash", -0.0, "0" },
            { "cash", 1e15, "1000000000000000" },
            { "cash", 1.5e-7, "0.00000015" },
            { "cash", 123456789012.34, "123456789012.34" },
            { "cash", 2e30, "2000000000000000000000000000000" },
            { "cash", "12,5", "12,5" },
            { "cash", new DateTime(2024, 1, 5), "2024-01-05" },
            { "fiscal_year", 2022.0, "2022" },
            { "fiscal_year", new DateTime(2022, 12, 31), "2022" },
            { "employees", true, "true" },
            { "employees", false, "false" },
            { "employees", new RawCell("t=\"b\"", "<v>true</v>"), "true" },
            { "employees", new RawCell("t='b' s='0'", "<v> false </v>"), "false" },
            { "employees", new TimeSpan(1, 2, 3), "01:02:03" },
            { "period", new DateTime(2024, 1, 31), "2024-01" },
            { "period", "2024-01", "2024-01" },
            { "opened_on", new DateTime(2007, 4, 1), "2007-04-01" },
            { "opened_on", new DateTime(2007, 4, 1, 13, 5, 0), "2007-04-01 13:05:00" },
            { "name", " 甲 公司 ", " 甲 公司 " },
            { "name", "=1+1", "=1+1" },
            { "code", 1001.0, "1001" },
            { "code", "0101", "0101" },
        };

    public static TheoryData<string, string, string> Hostile =>
        new()
        {
            {
                "xl/worksheets/sheet1.xml",
                $"<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet {Main}/>",
                "xl/worksheets/sheet1.xml: it declares a document type"
            },
            {
                "xl/worksheets/sheet1.xml",
                $"<worksheet {Main}><sheetData><row r=\"2\"/><row r=\"2\"/></sheetData></worksheet>",
                "the row after row 2 has another number than one above that and up to 1048576"
            },
            {
                "xl/worksheets/sheet1.xml",
                $"<worksheet {Main}><sheetData><row\n\tr = '1048577'/></sheetData></worksheet>",
                "the row after row 0 has another number than one above that and up to 1048576"
            },
            {
                "xl/worksheets/sheet1.xml",
                $"<worksheet {Main}>{string.Concat(Enumerable.Repeat("<a b=\"/>\">", 70))}",
                "its elements lie more than 64 deep"
            },
            {
                "xl/worksheets/sheet1.xml",
                $"<worksheet {Main} a=\"{new string('x', 1 << 17)}\"/>",
                "it has a tag of more than 65536 bytes"
            },
            {
                "xl/worksheets/sheet1.xml",
                $"<worksheet {Main}><sheetData><row><c t=\"inlineStr\"><is><t>{new string('x', 5 << 20)}</t></is></c></row></sheetData></worksheet>",
                "it has a row, a text, or a part outside of these, of more than 4 MiB"
            },
            {
                "xl/sharedStrings.xml",
                $"<sst {Main}><si><t><![CDATA[<si><si>{new string('x', 2 << 20)}]]></t></si></sst>",
                "it has a row, a text, or a part outside of these, of more than 1 MiB"
            },
            { "xl/sharedStrings.xml", $"<?xml version=\"1.0\" encoding=\"iso-2022-jp\"?><sst {Main}/>", "it is not in UTF-8" },
            { "xl/workbook.xml", $"<workbook {Main}><sheets>", "The workbook “" },
        };

    [Fact]
    public async Task A_workbook_gives_what_its_files_would()
    {
        await using TestDatabase files = await SmallBank.DatabaseAsync();
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        await files.FillAsync();
        using var package = new PackageFolder();

        ImportReport report = await database.ImportAsync(package.Packed("bank.xlsx", SmallBank.Workbook().Bytes()));

        Assert.Empty(report.Errors);
        Assert.Empty(report.Notices);
        Assert.True(report.Stored);
        Assert.Equal(await files.ContentAsync(), await database.ContentAsync());
    }

    [Fact]
    public async Task A_workbook_is_known_by_what_it_holds_and_its_sheets_by_their_names_in_any_case()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using var package = new PackageFolder();
        byte[] workbook = new WorkbookFile()
            .Sheet("Institutions.CSV", [.. SmallBank.Rows("institutions.csv")])
            .Sheet("MANAGERS", [.. SmallBank.Rows("managers.csv")])
            .Sheet("Sheet1", ["anything"])
            .Sheet("说明", ["notes of the template"])
            .Bytes();

        ImportReport report = await database.ImportAsync(package.Packed("upload-7.tmp", workbook));

        Assert.True(report.Stored);
        Assert.Equal(["Sheet1"], report.Notices.Select(notice => notice.File));
        Assert.Equal([("institutions.csv", 4), ("managers.csv", 2)], report.Files.Select(file => (file.Name, file.Stored)));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cell_stands_for_the_text_that_it_shows(string column, object cell, string text)
    {
        string sheet = column switch
        {
            "period" => "facts",
            "opened_on" => "customers",
            "name" or "code" => "institutions",
            _ => "statements",
        };

        // the keys stand for themselves, in columns before
        string[] keys = sheet switch
        {
            "institutions" => ["code"],
            "facts" or "statements" => ["customer_no", sheet == "facts" ? "period" : "fiscal_year"],
            _ => ["customer_no"],
        };
        keys = [.. keys.Where(key => key != column)];
        object?[] header = [.. keys, column, "extra"];

        ImportCheck check = await CheckAsync(new WorkbookFile().Sheet(sheet, header, [.. keys, cell, "x"]).Bytes());

        CheckedRow row = Assert.Single(Assert.Single(check.Files).First);
        Assert.Equal([.. keys, text, "x"], row.Fields);
    }

    [Fact]
    public async Task A_formula_counts_with_the_value_last_computed()
    {
        var sum = new RawCell("", "<f>SUM(B2:B9)</f><v>42.5</v>");
        var joined = new RawCell("t=\"str\"", "<f>A1&amp;A2</f><v>C1</v>");

        ImportCheck check = await CheckAsync(
            new WorkbookFile().Sheet("statements", ["customer_no", "fiscal_year", "cash"], [joined, 2022, sum]).Bytes()
        );

        Assert.Equal(["C1", "2022", "42.5"], Assert.Single(Assert.Single(check.Files).First).Fields);
    }

    [Fact]
    public async Task A_cell_with_an_error_rejects_its_row_and_says_where()
    {
        ImportCheck check = await CheckAsync(
            new WorkbookFile()
                .Sheet(
                    "institutions",
                    ["code", "name", "level", "remark", "parent_code"],
                    ["00", "总行", "HEAD", NotAvailable],
                    ["01", NotAvailable, "TIER1", "x"],
                    ["02", "江苏分行", "TIER1", null, new RawCell("t=\"e\"", "<v>#REF!</v>")]
                )
                .Bytes()
        );

        Assert.Equal(
            [
                "institutions.csv, line 3, column name, value \"#N/A\": the cell shows an error; expected a value or an empty cell",
                "institutions.csv, line 4, column parent_code, value \"#REF!\": the cell shows an error; expected a value or an empty cell",
            ],
            check.Errors.Messages()
        );
    }

    [Fact]
    public async Task A_date_where_a_code_belongs_rejects_its_row()
    {
        ImportCheck check = await CheckAsync(
            new WorkbookFile().Sheet("groups", ["code", "name"], [new DateTime(2026, 3, 1), "第一集团"]).Bytes()
        );

        Assert.Equal(
            [
                "groups.csv, line 2, column code, value \"2026-03-01\": the cell holds a date or time; expected text, so format the column as text before it is filled",
            ],
            check.Errors.Messages()
        );
    }

    [Fact]
    public async Task Empty_rows_and_columns_are_passed_over_and_lines_are_the_rows_of_the_sheet()
    {
        ImportCheck check = await CheckAsync(
            new WorkbookFile()
                .Sheet("groups", null, ["code", "name", null, " "], [null, ""], null, ["G1", "甲"], ["G2"], ["G3", "丙", "x"], [null, "  "])
                .Bytes()
        );

        Assert.Equal([5, 6, 7], check.Files[0].First.Select(row => row.Line));
        Assert.Equal(
            [
                "groups.csv, line 6, column name, value \"\": empty; expected a value",
                "groups.csv, line 7: another number of fields than the header: 3 ≠ 2",
            ],
            check.Errors.Messages()
        );
    }

    [Fact]
    public async Task A_sheet_with_a_cell_far_away_is_one_error_and_takes_no_time()
    {
        ImportCheck check = await CheckAsync(
            new WorkbookFile()
                .SheetPart(
                    "groups",
                    $"<worksheet {Main}><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>code</t></is></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>"
                )
                .Bytes()
        );

        Assert.Equal(["groups.csv: cannot be read: the sheet has 16384 columns; expected at most 1000"], check.Errors.Messages());
    }

    [Fact]
    public async Task A_row_far_below_is_read_with_its_number()
    {
        ImportCheck check = await CheckAsync(
            new WorkbookFile()
                .SheetPart(
                    "groups",
                    $"<worksheet {Main}><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>code</t></is></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData></worksheet>"
                )
                .Bytes()
        );

        Assert.Equal(1_048_576, Assert.Single(check.Files[0].First).Line);
    }

    [Fact]
    public async Task A_sheet_that_comes_twice_is_refused()
    {
        byte[] workbook = new WorkbookFile().Sheet("facts", ["customer_no"]).Sheet("facts.csv", ["customer_no"]).Bytes();

        JobRefusedException refused = await Assert.ThrowsAsync<JobRefusedException>(() => CheckAsync(workbook));

        Assert.Equal("The package holds facts.csv twice; expected once.", refused.Message);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_damaged_or_hostile_workbook_is_refused(string part, string xml, string why)
    {
        byte[] workbook = SmallBank.Workbook().Part(part, xml).Bytes();

        JobRefusedException refused = await Assert.ThrowsAsync<JobRefusedException>(() =>
            CheckAsync(workbook, new PackageLimits(Ratio: 100_000))
        );

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_that_are_held_in_memory_have_limits_of_their_own()
    {
        byte[] workbook = SmallBank.Workbook().Bytes();

        JobRefusedException texts = await Assert.ThrowsAsync<JobRefusedException>(() =>
            CheckAsync(workbook, new PackageLimits(SharedTextBytes: 100))
        );
        JobRefusedException parts = await Assert.ThrowsAsync<JobRefusedException>(() =>
            CheckAsync(workbook, new PackageLimits(WorkbookPartBytes: 100))
        );

        Assert.Contains("xl/sharedStrings.xml: it unpacks to ", texts.Message, StringComparison.Ordinal);
        Assert.Contains("expected at most 100, as it is held in memory; a workbook of that size is better imported as CSV", texts.Message);
        Assert.Contains("expected at most 100, as it is held in memory", parts.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_unpacks_to_far_more_than_it_holds_is_refused_before_it_is_read()
    {
        byte[] workbook = SmallBank.Workbook().Part("xl/worksheets/sheet1.xml", new string(' ', 4 << 20)).Bytes();

        JobRefusedException refused = await Assert.ThrowsAsync<JobRefusedException>(() => CheckAsync(workbook));

        Assert.StartsWith("xl/worksheets/sheet1.xml unpacks to 4194304 bytes from ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_of_the_old_kind_is_named_as_such()
    {
        JobRefusedException refused = await Assert.ThrowsAsync<JobRefusedException>(() =>
            CheckAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        );

        Assert.EndsWith("is a workbook of the old kind (.xls), or has a password; save it as .xlsx without one.", refused.Message);
    }

    [Theory]
    [InlineData("products.csv")]
    [InlineData("Products.CSV")]
    [InlineData("C:\\fakepath\\products.csv")]
    public async Task A_single_file_is_a_package_known_by_the_name_under_which_it_came(string name)
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        using var package = new PackageFolder();
        string path = package.Packed("upload-8.tmp", Encoding.UTF8.GetBytes(SmallBank.Files["products.csv"]));

        ImportReport report = await database.UseAsync(
            (ImportPackage import) => import.RunAsync(new PackageSource(path, name), acceptGoodRows: false, null, null, default)
        );

        Assert.True(report.Stored);
        Assert.Equal([new ImportedFile("products.csv", Read: 3, Stored: 3, Rejected: 0)], report.Files);
    }

    [Fact]
    public async Task A_key_that_stands_twice_in_a_sheet_names_both_rows()
    {
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        await database.FillAsync();
        using var package = new PackageFolder();
        byte[] workbook = new WorkbookFile()
            .Sheet("notes", ["x"])
            .Sheet(
                "statements",
                ["customer_no", "fiscal_year", "cash"],
                ["C1", 2021, 1.0],
                null,
                ["C2", 2021, 2.0],
                ["C1", new DateTime(2021, 12, 31), 3.0]
            )
            .Bytes();

        ImportReport report = await database.ImportAsync(package.Packed("x", workbook));

        Assert.Equal(
            ["statements.csv, line 5, column fiscal_year, value \"2021\": the same key stands on line 2; expected each key once"],
            report.Errors.Messages()
        );
    }

    private static async Task<ImportCheck> CheckAsync(byte[] workbook, PackageLimits? limits = null)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(
            DatabaseProvider.Sqlite,
            SmallBank.Clock,
            limits is null ? null : services => services.AddSingleton(limits)
        );
        using var package = new PackageFolder();
        return await database.CheckAsync(package.Packed("bank.xlsx", workbook));
    }
}
