using System.Globalization;
using System.IO.Compression;
using System.Text;
using NineGrid.Data.Exports;

namespace NineGrid.Data.Imports;

/// <summary>Empty packages to fill in: a CSV file for each table in a zip, or a workbook with a sheet for each and a sheet of notes.</summary>
/// <remarks>Texts are asked for by key, in the language of whoever fills it in: <c>template.*</c>.</remarks>
public static class ImportTemplates
{
    private const double NoteWidth = 70;

    // the names that the sheet of notes has in the languages of the interface
    private static readonly string[] NotesNames = ["说明", "Notes"];

    private static readonly string[] Heads =
    [
        "template.file",
        "template.column",
        "template.required",
        "template.format",
        "template.meaning",
    ];

    private static readonly string[] Rules = ["template.rule.head", "template.rule.empty", "template.rule.codes", "template.rule.sheets"];

    /// <summary>The media type of the workbook.</summary>
    public static string WorkbookContentType => XlsxParts.ContentType;

    /// <summary>The key of the text that tells what a column means.</summary>
    public static string MeaningKey(FileLayout layout, ImportColumn column) => $"template.{layout.Table}.{column.Name}";

    /// <summary>The key of the text that tells how values of a form are written; a gap in it is filled with the words allowed.</summary>
    public static string FormatKey(ColumnForm form) => $"template.format.{form.ToString().ToLowerInvariant()}";

    /// <summary>Writes a zip with a CSV file for each table, UTF-8 with byte-order mark, of a header only; the stream stays open.</summary>
    public static async Task WriteZipAsync(Stream output, CancellationToken cancellationToken)
    {
        // an archive writes its end synchronously, which the way to a browser refuses
        using var made = new MemoryStream();
        await using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (FileLayout layout in FileLayout.All)
            {
                await using Stream entry = await archive.CreateEntry(layout.Name).OpenAsync(cancellationToken);
                await using var writer = new StreamWriter(entry, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                await writer.WriteAsync(string.Join(',', layout.Columns.Select(column => column.Name)) + "\r\n");
            }
        }

        made.Position = 0;
        await made.CopyToAsync(output, cancellationToken);
    }

    /// <summary>Writes a workbook with a sheet of notes and one for each table, of a header only; the stream stays open.</summary>
    /// <param name="text">The text of a key.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task WriteWorkbookAsync(Func<string, string> text, Stream output, CancellationToken cancellationToken)
    {
        using var made = new MemoryStream();
        await using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            await XlsxParts.BeginAsync(archive, FileLayout.All.Count + 1, cancellationToken);
            await using (Stream entry = await XlsxParts.OpenSheetAsync(archive, 1, cancellationToken))
            {
                await NotesAsync(text, entry, cancellationToken);
            }

            foreach ((int i, FileLayout layout) in FileLayout.All.Index())
            {
                await using Stream entry = await XlsxParts.OpenSheetAsync(archive, i + 2, cancellationToken);
                await TableAsync(layout, entry, cancellationToken);
            }

            await XlsxParts.EndAsync(
                archive,
                [text("template.sheet"), .. FileLayout.All.Select(layout => layout.Table)],
                names: null,
                cancellationToken
            );
        }

        made.Position = 0;
        await made.CopyToAsync(output, cancellationToken);
    }

    /// <summary>Whether a sheet is the notes of such a workbook, in whatever language.</summary>
    internal static bool IsNotes(string sheet) => NotesNames.Contains(sheet, StringComparer.Ordinal);

    private static async Task TableAsync(FileLayout layout, Stream entry, CancellationToken cancellationToken)
    {
        using var sheet = new XlsxSheet(entry, passOn: () => Task.CompletedTask);
        sheet.Begin(
            layout.Columns.Select(column => XlsxText.Width(ColumnKind.Text, column.Name, [])),
            headStays: true,
            isShown: false,
            [.. layout.Columns.Select(StyleOf)]
        );
        sheet.BeginRow();
        foreach (ImportColumn column in layout.Columns)
        {
            sheet.Text(column.Name, CellStyle.Head);
        }

        await sheet.EndRowAsync(cancellationToken);
        await sheet.EndAsync(filtered: null, cancellationToken);
    }

    private static CellStyle StyleOf(ImportColumn column) =>
        column.Form switch
        {
            ColumnForm.Key or ColumnForm.Text or ColumnForm.Word or ColumnForm.CreditCode or ColumnForm.Period or ColumnForm.Products =>
                CellStyle.TypedText,
            ColumnForm.Day => CellStyle.Day,
            _ => CellStyle.Plain,
        };

    private static async Task NotesAsync(Func<string, string> text, Stream entry, CancellationToken cancellationToken)
    {
        List<string[]> notes = [.. FileLayout.All.SelectMany(layout => layout.Columns.Select((_, place) => Note(text, layout, place)))];
        using var sheet = new XlsxSheet(entry, passOn: () => Task.CompletedTask);
        sheet.Begin(
            Heads.Select(
                (head, i) => i == Heads.Length - 1 ? NoteWidth : XlsxText.Width(ColumnKind.Text, text(head), notes.Select(note => note[i]))
            ),
            headStays: true,
            isShown: true
        );
        await RowAsync([.. Heads.Select(text)], CellStyle.Head);
        foreach (string[] note in notes)
        {
            await RowAsync(note, CellStyle.Wrapped);
        }

        await RowAsync([], CellStyle.Plain);
        foreach (string rule in Rules)
        {
            await RowAsync([text(rule)], CellStyle.Plain);
        }

        await sheet.EndAsync(filtered: null, cancellationToken);

        async Task RowAsync(string[] cells, CellStyle style)
        {
            sheet.BeginRow();
            foreach (string cell in cells)
            {
                sheet.Text(cell, style);
            }

            await sheet.EndRowAsync(cancellationToken);
        }
    }

    private static string[] Note(Func<string, string> text, FileLayout layout, int place)
    {
        ImportColumn column = layout.Columns[place];
        string required =
            place < layout.KeyCount ? "template.required.key"
            : place < layout.RequiredCount ? "template.required.new"
            : "template.required.no";
        return
        [
            layout.Table,
            column.Name,
            text(required),
            string.Format(CultureInfo.InvariantCulture, text(FormatKey(column.Form)), string.Join(", ", column.Words)),
            text(MeaningKey(layout, column)),
        ];
    }
}
