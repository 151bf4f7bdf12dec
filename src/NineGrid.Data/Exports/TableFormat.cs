namespace NineGrid.Data.Exports;

/// <summary>A kind of file that a table can be taken away in. Rows are written as they are read.</summary>
public abstract class TableFormat
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<TableFormat> All { get; } = [new CsvTable(), new XlsxTable()];

    /// <summary>The end of the file's name, and its name in addresses: <c>csv</c>.</summary>
    public abstract string Extension { get; }

    public abstract string ContentType { get; }

    /// <summary>Most rows that a file of the kind can hold below its head; null when there is no limit.</summary>
    public virtual int? MostRows => null;

    /// <summary>Writes a table; the stream stays open.</summary>
    public abstract Task WriteAsync<T>(Table<T> table, TableAbout about, Stream output, CancellationToken cancellationToken);

    /// <summary>The kind with that extension; null when there is none.</summary>
    public static TableFormat? Find(string extension) =>
        All.FirstOrDefault(one => one.Extension.Equals(extension, StringComparison.Ordinal));
}
