using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using NineGrid.Data.Imports;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web;

namespace NineGrid.Tests.Data.Imports;

public sealed class ImportTemplatesTests
{
    [Theory]
    [InlineData("zh-CN", "说明")]
    [InlineData("en", "Notes")]
    public async Task The_notes_explain_every_column_in_both_languages(string language, string name)
    {
        IReadOnlyList<Support.Sheet> sheets = Workbooks.Read(await WorkbookAsync(language));

        Assert.Equal(name, sheets[0].Name);
        Assert.Equal(
            ["institutions", "managers", "products", "groups", "customers", "statements", "facts"],
            sheets.Skip(1).Select(sheet => sheet.Name)
        );
        List<object?[]> notes = [.. sheets[0].Rows.Skip(1).TakeWhile(row => row[1] is not null)];
        Assert.Equal(
            FileLayout.All.SelectMany(layout => layout.Columns.Select(column => (layout.Table, column.Name))),
            notes.Select(note => ((string)note[0]!, (string)note[1]!))
        );
        // no text is a key that was not found
        Assert.All(notes.SelectMany(note => note.Skip(2)).Cast<string>(), text => Assert.DoesNotContain("template.", text));
        string[] level = [.. notes.Single(note => (string)note[1]! == "level").Cast<string>()];
        Assert.EndsWith("HEAD, TIER1, TIER2, SUB", level[3]);
    }

    [Fact]
    public async Task Each_sheet_of_the_workbook_has_the_header_of_its_file()
    {
        IReadOnlyList<Support.Sheet> sheets = Workbooks.Read(await WorkbookAsync("en"));

        Assert.Equal(
            ["code", "name", "level", "parent_code"],
            Assert.Single(sheets.Single(sheet => sheet.Name == "institutions").Rows).Cast<string>()
        );
        Assert.Equal(
            SmallBank.FactHeader.Split(',').Order(StringComparer.Ordinal),
            Assert.Single(sheets.Single(sheet => sheet.Name == "facts").Rows).Cast<string>().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task The_files_hold_a_header_that_spreadsheets_read_as_UTF8()
    {
        using var zip = new MemoryStream();
        await ImportTemplates.WriteZipAsync(zip, CancellationToken.None);

        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        Assert.Equal(
            SmallBank.Files.Keys.Order(StringComparer.Ordinal),
            archive.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal)
        );
        using Stream entry = archive.GetEntry("managers.csv")!.Open();
        using var bytes = new MemoryStream();
        await entry.CopyToAsync(bytes);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. "employee_no,name,institution_code\r\n"u8], bytes.ToArray());
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task A_workbook_that_was_filled_in_gives_what_the_files_would(string language)
    {
        await using TestDatabase files = await SmallBank.DatabaseAsync();
        await using TestDatabase database = await SmallBank.DatabaseAsync();
        await files.FillAsync();
        using var package = new PackageFolder();

        ImportReport report = await database.ImportAsync(package.Packed("filled.xlsx", FillIn(await WorkbookAsync(language))));

        Assert.Empty(report.Errors.Messages());
        Assert.Empty(report.Notices);
        Assert.Equal(await files.ContentAsync(), await database.ContentAsync());
    }

    private static async Task<byte[]> WorkbookAsync(string language)
    {
        using var speech = new Speech(language);
        using var workbook = new MemoryStream();
        await ImportTemplates.WriteWorkbookAsync(key => speech.Words[key], workbook, CancellationToken.None);
        return workbook.ToArray();
    }

    /// <summary>Types the small bank into a template: figures and days as numbers, the rest as text.</summary>
    private static byte[] FillIn(byte[] template)
    {
        using var workbook = new MemoryStream();
        workbook.Write(template);
        using (var document = SpreadsheetDocument.Open(workbook, isEditable: true))
        {
            var part = document.WorkbookPart!;
            foreach (
                DocumentFormat.OpenXml.Spreadsheet.Sheet sheet in part.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>()
            )
            {
                if (FileLayout.OfSheet(sheet.Name!) is { } layout)
                {
                    SheetData data = ((WorksheetPart)part.GetPartById(sheet.Id!)).Worksheet.GetFirstChild<SheetData>()!;
                    data.Append(Rows(layout));
                }
            }
        }

        return workbook.ToArray();
    }

    private static IEnumerable<Row> Rows(FileLayout layout)
    {
        List<string?[]> rows = [.. SmallBank.Rows(layout.Name)];
        return rows.Skip(1)
            .Select(row => new Row(layout.Columns.Select(column => Typed(row[Array.IndexOf(rows[0], column.Name)], column.Form))));
    }

    private static Cell Typed(string? value, ColumnForm form)
    {
        if (value is null)
        {
            return new Cell();
        }

        if (form == ColumnForm.Day)
        {
            double day = DateTime.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToOADate();
            return new Cell { CellValue = new CellValue(day), StyleIndex = 7 }; // yyyy-mm-dd
        }

        if (form is ColumnForm.Flag)
        {
            return new Cell { DataType = CellValues.Boolean, CellValue = new CellValue(value == "true") };
        }

        return double.TryParse(value, CultureInfo.InvariantCulture, out double number) && form > ColumnForm.Products
            ? new Cell { CellValue = new CellValue(number) }
            : new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(value)) };
    }
}
