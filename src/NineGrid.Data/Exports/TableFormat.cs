namespace NineGrid.Data.Exports;

/// <summary>A kind of file that a table can be taken away in. Rows are written as they are read.</summary>
public abstract class TableFormat
{
    /// <summary>Every kind.</summary>
    public static IReadOnlyList<TableFormat> All { get; } = [new CsvTable()];

    /// <summary>The end of the file's name, and its name in addresses: <c>csv</c>.</summary>
    public abstract string Extension { get; }

    public abstract string ContentType { get; }

    /// <summary>Writes a table; the stream stays open.</summary>
    public abstract Task WriteAsync<T>(Table<T> table, Stream output, CancellationToken cancellationToken);

    /// <summary>The kind with that extension; null when there is none.</summary>
    public static TableFormat? Find(string extension) =>
        All.FirstOrDefault(one => one.Extension.Equals(extension, StringComparison.Ordinal));
}
