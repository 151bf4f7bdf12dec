using System.Globalization;
using System.Text;

namespace NineGrid.Data.Exports;

/// <summary>Comma-separated, with a byte-order mark so that spreadsheets read Chinese; money in yuan, fractions as they are.</summary>
internal sealed class CsvTable : TableFormat
{
    public override string Extension => "csv";

    public override string ContentType => "text/csv; charset=utf-8";

    public override async Task WriteAsync<T>(Table<T> table, TableAbout about, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        var lines = new CsvLines(writer);
        foreach (TableColumn<T> column in table.Columns)
        {
            lines.Text(column.Title);
        }

        await lines.EndAsync();
        await foreach (T row in table.Rows(cancellationToken).WithCancellation(cancellationToken))
        {
            foreach (TableColumn<T> column in table.Columns)
            {
                Cell(lines, column, row);
            }

            await lines.EndAsync();
        }
    }

    private static void Cell<T>(CsvLines lines, TableColumn<T> column, T row)
    {
        switch (column.Kind)
        {
            case ColumnKind.Text:
                lines.Text(column.TextOf(row));
                break;
            case ColumnKind.Day:
                lines.Mark(column.DayOf(row)?.ToString("O", CultureInfo.InvariantCulture));
                break;
            default:
                lines.Number(column.NumberOf(row));
                break;
        }
    }
}
