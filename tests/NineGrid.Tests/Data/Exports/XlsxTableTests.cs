using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using NineGrid.Data.Exports;
using NineGrid.Tests.Support;
using Sheet = NineGrid.Tests.Support.Sheet;
using Table = NineGrid.Data.Exports.Table;

namespace NineGrid.Tests.Data.Exports;

public sealed class XlsxTableTests
{
    private static readonly TableAbout About = new("About", [("Title", "Customers"), ("Period", "Dec 2025")]);

    private sealed record Line(string? Name, double? Amount, DateOnly? Day = null);

    [Fact]
    public async Task Every_cell_comes_back_with_its_type_and_what_is_not_measured_is_empty()
    {
        byte[] file = await WrittenAsync(
            new Line("Alpha", 1234.5, new(2025, 12, 31)),
            new Line(null, null),
            new Line(" 客户 & <b> ", -0.25, new(1900, 3, 1)),
            new Line("nothing", double.NaN),
            new Line("everything", double.PositiveInfinity)
        );
        IReadOnlyList<Sheet> sheets = Workbooks.Read(file);

        Assert.Equal(["Lines", "About"], sheets.Select(sheet => sheet.Name));
        Assert.Equal(
            [
                ["Name", "Amount", "Day"],
                ["Alpha", 1234.5, new DateTime(2025, 12, 31)],
                [null, null, null],
                [" 客户 & <b> ", -0.25, new DateTime(1900, 3, 1)],
                ["nothing", null, null],
                ["everything", null, null],
            ],
            sheets[0].Rows
        );
        Assert.Equal(
            [
                ["Title", "Customers"],
                ["Period", "Dec 2025"],
            ],
            sheets[1].Rows
        );
    }

    [Fact]
    public async Task A_workbook_keeps_to_the_schema_with_its_head_frozen_and_a_filter_over_all_rows()
    {
        byte[] file = await WrittenAsync(new Line("a", 1, new(2025, 1, 1)), new Line("b", 2));
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Worksheet sheet = document.WorkbookPart!.WorksheetParts.First(part => part.Uri.ToString().Contains("sheet1")).Worksheet;

        Assert.Empty(
            new OpenXmlValidator(FileFormatVersions.Office2013)
                .Validate(document)
                .Select(fault => $"{fault.Path?.XPath}: {fault.Description}")
        );
        Pane pane = sheet.Descendants<Pane>().Single();
        Assert.Equal((PaneStateValues.Frozen, 1d), (pane.State!.Value, pane.VerticalSplit!.Value));
        Assert.Equal("A1:C3", sheet.Descendants<AutoFilter>().Single().Reference!.Value);
        Assert.All(sheet.Descendants<Column>(), column => Assert.InRange(column.Width!.Value, 8, 48));
        Assert.Equal(
            ["4", "164"], // #,##0.00 and the own format of days
            sheet
                .Descendants<Cell>()
                .Where(cell => cell.CellReference!.Value is "B2" or "C2")
                .Select(cell =>
                    document
                        .WorkbookPart.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>()
                        .ElementAt((int)cell.StyleIndex!.Value)
                        .NumberFormatId!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)
                )
        );
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("=HYPERLINK(\"http://elsewhere.example\")")]
    public async Task Text_that_reads_like_a_formula_stays_text_in_a_workbook_and_gets_an_apostrophe_in_csv(string text)
    {
        byte[] file = await WrittenAsync(new Line(text, 1));
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        string csv = System.Text.Encoding.UTF8.GetString(await WrittenAsync("csv", "Lines", [new Line(text, 1)]));

        Assert.Equal(text, Workbooks.Read(file)[0].Rows[1][0]);
        Assert.Empty(document.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet.Descendants<CellFormula>()));
        Assert.Contains("'" + text.Split('"')[0], csv);
    }

    [Theory]
    [InlineData("a\u0001b", "a_x0001_b")]
    [InlineData("a\r\nb", "a_x000D_\nb")]
    [InlineData("a\uFFFE", "a_xFFFE_")]
    [InlineData("_x0041_", "_x005F_x0041_")]
    [InlineData("_x004_ _y0041_ 😀", "_x004_ _y0041_ 😀")]
    public async Task What_xml_cannot_hold_is_escaped_as_the_format_asks(string text, string escaped)
    {
        Assert.Equal(escaped, XlsxText.Escaped(text));
        using var document = SpreadsheetDocument.Open(new MemoryStream(await WrittenAsync(new Line(text, 1))), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document));
    }

    [Fact]
    public void Half_of_a_character_is_escaped_too() => Assert.Equal("a_xD83D_", XlsxText.Escaped("a" + (char)0xD83D));

    [Fact]
    public void A_text_longer_than_a_cell_ends_in_an_ellipsis()
    {
        string cut = XlsxText.Escaped(new('a', 32_768));

        Assert.Equal(32_767, cut.Length);
        Assert.EndsWith("a…", cut, StringComparison.Ordinal);
        Assert.Equal(32_767, XlsxText.Escaped(new('a', 32_767)).Count(letter => letter == 'a'));
    }

    [Theory]
    [InlineData("Customers", null, "Customers")]
    [InlineData("客户[1]: a/b\\c*d?", null, "客户 1   a b c d")]
    [InlineData("'quoted'", null, "quoted")]
    [InlineData("", null, "_")]
    [InlineData("history", null, "history_")]
    [InlineData("About", "about", "About_")]
    [InlineData("1234567890123456789012345678901234", null, "1234567890123456789012345678901")]
    [InlineData("1234567890123456789012345678901234", "1234567890123456789012345678901", "123456789012345678901234567890_")]
    public void A_sheet_gets_a_name_that_it_may_have(string title, string? other, string expected) =>
        Assert.Equal(expected, XlsxText.SheetName(title, other));

    [Theory]
    [InlineData(1, "A")]
    [InlineData(26, "Z")]
    [InlineData(27, "AA")]
    [InlineData(52, "AZ")]
    [InlineData(702, "ZZ")]
    [InlineData(703, "AAA")]
    public void Columns_are_lettered(int number, string name) => Assert.Equal(name, XlsxText.ColumnName(number));

    [Fact]
    public async Task A_hundred_thousand_rows_flow_through_without_being_held()
    {
        const int Rows = 100_000;
        const int Wide = 20;
        int read = 0;
        List<(int Read, long Written)> seen = [];
        var output = new CountingStream();
        async IAsyncEnumerable<int> Source([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (; read < Rows; read++)
            {
                if (read % 10_000 == 0)
                {
                    await Task.Yield();
                    cancellationToken.ThrowIfCancellationRequested();
                    seen.Add((read, output.Written));
                }

                yield return read;
            }
        }

        var table = new Table<int>(
            "lines",
            "Lines",
            Rows,
            [
                .. Enumerable
                    .Range(0, Wide)
                    .Select(column =>
                        column % 2 == 0
                            ? new TableColumn<int>($"Text {column}", row => $"customer {row * 31 % 977} of {column}")
                            : new TableColumn<int>($"Number {column}", ColumnKind.Money, row => row * 1.25 / (column + 1))
                    ),
            ],
            Source
        );
        await table.WriteAsync(TableFormat.Find("xlsx")!, About, output, CancellationToken.None);

        Assert.Equal(Rows, read);
        // Each tenth of the rows has left before the next is asked for, but for what a few kilobytes hold.
        Assert.All(
            seen.Zip(seen.Skip(1)),
            pair =>
                Assert.True(pair.Second.Written > pair.First.Written, $"nothing left between rows {pair.First.Read} and {pair.Second.Read}")
        );
        long tenth = output.Written / 10;
        Assert.All(seen.Skip(1), one => Assert.InRange(one.Written, (tenth * one.Read / 10_000) - (tenth / 2), long.MaxValue));
        // The longest piece that was ever held is no larger for a hundred thousand rows than for a few.
        Assert.InRange(output.Longest, 1, 1 << 17);
        Assert.Equal(0, output.Synchronous);
    }

    private static Task<byte[]> WrittenAsync(params Line[] lines) => WrittenAsync("xlsx", "Lines", lines);

    private static async Task<byte[]> WrittenAsync(string extension, string title, Line[] lines)
    {
        using var output = new MemoryStream();
        Table table = new Table<Line>(
            "lines",
            title,
            [
                new("Name", line => line.Name),
                new("Amount", ColumnKind.Money, line => line.Amount),
                new TableColumn<Line>("Day", line => line.Day),
            ],
            lines
        );
        await table.WriteAsync(TableFormat.Find(extension)!, About, output, CancellationToken.None);
        return output.ToArray();
    }

    /// <summary>Takes bytes as a browser's connection does: forward only, asynchronously; and keeps none.</summary>
    private sealed class CountingStream : Stream
    {
        public long Written { get; private set; }

        public int Longest { get; private set; }

        public int Synchronous { get; private set; }

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            Longest = Math.Max(Longest, buffer.Length);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => Synchronous++;

        public override void Flush() => Synchronous++;

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
