using System.IO.Compression;
using System.Xml;
using Microsoft.AspNetCore.WebUtilities;

namespace NineGrid.Data.Exports;

/// <summary>A workbook of Office Open XML (ECMA-376): a sheet with the rows, a sheet with what they are of.</summary>
/// <remarks>
/// The parts go straight into an archive that is never sought, and on to the reader every few kilobytes, so that memory does not grow with the rows; packages that write workbooks keep whole parts or need a stream that can be sought.
/// A cell of text is typed as text: a spreadsheet does not compute it whatever it begins with, so it needs no apostrophe in front as in CSV.
/// </remarks>
internal sealed class XlsxTable : TableFormat
{
    // Rows looked at before the first is written, to find the widths of the columns.
    private const int Ahead = 100;
    private const int MostHeld = 1 << 20; // bytes; far more than is held between two rows

    public override string Extension => "xlsx";

    public override string ContentType => XlsxParts.ContentType;

    /// <summary>1,048,576 rows of a sheet, less its head.</summary>
    public override int? MostRows => (1 << 20) - 1;

    public override async Task WriteAsync<T>(Table<T> table, TableAbout about, Stream output, CancellationToken cancellationToken)
    {
        await using var held = new FileBufferingWriteStream(memoryThreshold: MostHeld);
        await using (ZipArchive archive = await ArchiveAsync(held, cancellationToken))
        {
            await WriteAsync(table, about, archive, () => held.DrainBufferAsync(output, cancellationToken), cancellationToken);
        }

        await held.DrainBufferAsync(output, cancellationToken);
    }

    // The end of a part is written synchronously, which the way to a browser refuses; so the archive fills a buffer that is passed on.
    private static Task<ZipArchive> ArchiveAsync(Stream held, CancellationToken cancellationToken) =>
        ZipArchive.CreateAsync(held, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);

    private static async Task WriteAsync<T>(
        Table<T> table,
        TableAbout about,
        ZipArchive archive,
        Func<Task> passOn,
        CancellationToken cancellationToken
    )
    {
        string first = XlsxText.SheetName(table.Title, other: null);
        string second = XlsxText.SheetName(about.Title, first);
        await XlsxParts.BeginAsync(archive, sheets: 2, cancellationToken);
        int rows;
        await using (Stream entry = await XlsxParts.OpenSheetAsync(archive, 1, cancellationToken))
        {
            rows = await SheetAsync(table, entry, passOn, cancellationToken);
        }

        await using (Stream entry = await XlsxParts.OpenSheetAsync(archive, 2, cancellationToken))
        {
            await AboutAsync(about, entry, passOn, cancellationToken);
        }

        await XlsxParts.EndAsync(archive, [first, second], Names(first, table.Columns.Count, rows), cancellationToken);
    }

    private static async Task<int> SheetAsync<T>(Table<T> table, Stream entry, Func<Task> passOn, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableColumn<T>> columns = table.Columns;
        using var sheet = new XlsxSheet(entry, passOn);
        await using IAsyncEnumerator<T> rows = table.Rows(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var ahead = new Queue<T>(Ahead);
        while (ahead.Count < Ahead && await rows.MoveNextAsync())
        {
            ahead.Enqueue(rows.Current);
        }

        sheet.Begin(
            columns.Select(column => XlsxText.Width(column.Kind, column.Title, ahead.Select(column.TextOf))),
            headStays: true,
            isShown: true
        );
        sheet.BeginRow();
        foreach (TableColumn<T> column in columns)
        {
            sheet.Text(column.Title, column.Kind is ColumnKind.Text or ColumnKind.Day ? CellStyle.Head : CellStyle.NumberHead);
        }

        await sheet.EndRowAsync(cancellationToken);
        while (ahead.TryDequeue(out T? row))
        {
            await RowAsync(sheet, columns, row, cancellationToken);
        }

        while (await rows.MoveNextAsync())
        {
            await RowAsync(sheet, columns, rows.Current, cancellationToken);
        }

        int last = sheet.Rows;
        await sheet.EndAsync(Area(columns.Count, last), cancellationToken);
        return last;
    }

    private static async Task RowAsync<T>(
        XlsxSheet sheet,
        IReadOnlyList<TableColumn<T>> columns,
        T row,
        CancellationToken cancellationToken
    )
    {
        sheet.BeginRow();
        foreach (TableColumn<T> column in columns)
        {
            if (column.Kind == ColumnKind.Text)
            {
                sheet.Text(column.TextOf(row), CellStyle.Plain);
            }
            else
            {
                sheet.Number(
                    column.Kind == ColumnKind.Day ? XlsxText.Day(column.DayOf(row)) : column.NumberOf(row),
                    CellStyles.Of(column.Kind)
                );
            }
        }

        await sheet.EndRowAsync(cancellationToken);
    }

    private static async Task AboutAsync(TableAbout about, Stream entry, Func<Task> passOn, CancellationToken cancellationToken)
    {
        using var sheet = new XlsxSheet(entry, passOn);
        sheet.Begin(
            [
                XlsxText.Width(ColumnKind.Text, "", about.Lines.Select(line => line.What)),
                XlsxText.Width(ColumnKind.Text, "", about.Lines.Select(line => line.Value)),
            ],
            headStays: false,
            isShown: false
        );
        foreach ((string what, string value) in about.Lines)
        {
            sheet.BeginRow();
            sheet.Text(what, CellStyle.Head);
            sheet.Text(value, CellStyle.Plain);
            await sheet.EndRowAsync(cancellationToken);
        }

        await sheet.EndAsync(filtered: null, cancellationToken);
    }

    // The head of the rows stays on every printed page; the filter's hidden name is what spreadsheets write beside it.
    private static Action<XmlWriter> Names(string shown, int columns, int rows) =>
        xml =>
        {
            string sheet = $"'{shown.Replace("'", "''", StringComparison.Ordinal)}'!";
            Name(xml, "_xlnm._FilterDatabase", sheet + Area(columns, rows, "$"), hidden: true);
            Name(xml, "_xlnm.Print_Titles", sheet + "$1:$1", hidden: false);
        };

    private static void Name(XmlWriter xml, string name, string area, bool hidden)
    {
        xml.WriteStartElement("definedName");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("localSheetId", "0");
        if (hidden)
        {
            xml.WriteAttributeString("hidden", "1");
        }

        xml.WriteString(area);
        xml.WriteEndElement();
    }

    private static string Area(int columns, int rows, string mark = "") =>
        $"{mark}A{mark}1:{mark}{XlsxText.ColumnName(columns)}{mark}{XlsxText.Whole(rows)}";
}
