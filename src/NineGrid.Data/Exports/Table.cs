namespace NineGrid.Data.Exports;

/// <summary>How the cells of a column are meant, so that a spreadsheet can show them.</summary>
public enum ColumnKind
{
    Text,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>Money, yuan.</summary>
    Money,

    /// <summary>A fraction that people read as a percentage.</summary>
    Fraction,

    /// <summary>Any other number.</summary>
    Number,

    /// <summary>A day.</summary>
    Day,
}

/// <summary>A column of a table that is taken away: its title, and how a row fills it.</summary>
public sealed class TableColumn<T>
{
    private readonly Func<T, string?>? _text;
    private readonly Func<T, double?>? _number;
    private readonly Func<T, DateOnly?>? _day;

    /// <summary>A column of text; null leaves the cell empty.</summary>
    public TableColumn(string title, Func<T, string?> text) => (Title, Kind, _text) = (title, ColumnKind.Text, text);

    /// <summary>A column of days; null leaves the cell empty.</summary>
    public TableColumn(string title, Func<T, DateOnly?> day) => (Title, Kind, _day) = (title, ColumnKind.Day, day);

    /// <summary>A column of numbers; null leaves the cell empty.</summary>
    public TableColumn(string title, ColumnKind kind, Func<T, double?> number) =>
        (Title, Kind, _number) = (
            title,
            kind is not (ColumnKind.Text or ColumnKind.Day)
                ? kind
                : throw new ArgumentException("A column of numbers holds neither text nor days.", nameof(kind)),
            number
        );

    /// <summary>Its title, in the reader's language.</summary>
    public string Title { get; }

    public ColumnKind Kind { get; }

    /// <summary>The text of a row; null where there is none and in a column of another kind.</summary>
    public string? TextOf(T row) => _text?.Invoke(row);

    /// <summary>The number of a row; null where there is none, where it is not finite, and in a column of another kind.</summary>
    public double? NumberOf(T row) => _number?.Invoke(row) is double number && double.IsFinite(number) ? number : null;

    /// <summary>The day of a row; null where there is none and in a column of another kind.</summary>
    public DateOnly? DayOf(T row) => _day?.Invoke(row);
}

/// <summary>A table that can be taken away from a page: all rows of its selection.</summary>
/// <param name="name">Its name in addresses, file names and the audit trail: <c>customers</c>.</param>
/// <param name="title">Its title, in the reader's language.</param>
/// <param name="count">How many rows there are.</param>
public abstract class Table(string name, string title, int count)
{
    public string Name { get; } = name;

    public string Title { get; } = title;

    public int Count { get; } = count;

    /// <summary>Number and name of the customer or code and name of the group that it is of; null when it is of an institution.</summary>
    public (string Code, string Name)? Of { get; init; }

    /// <summary>Writes it as a kind of file; the stream stays open.</summary>
    public abstract Task WriteAsync(TableFormat format, TableAbout about, Stream output, CancellationToken cancellationToken);
}

/// <summary>A table with its columns and rows.</summary>
/// <param name="name">Its name.</param>
/// <param name="title">Its title.</param>
/// <param name="count">How many rows there are.</param>
/// <param name="columns">Its columns.</param>
/// <param name="rows">Its rows; asked for when the file is written, and read once.</param>
public sealed class Table<T>(
    string name,
    string title,
    int count,
    IReadOnlyList<TableColumn<T>> columns,
    Func<CancellationToken, IAsyncEnumerable<T>> rows
) : Table(name, title, count)
{
    /// <summary>A table whose rows are at hand.</summary>
    public Table(string name, string title, IReadOnlyList<TableColumn<T>> columns, IReadOnlyList<T> rows)
        : this(name, title, rows.Count, columns, _ => rows.ToAsyncEnumerable()) { }

    public IReadOnlyList<TableColumn<T>> Columns { get; } = columns;

    /// <summary>Reads the rows.</summary>
    public IAsyncEnumerable<T> Rows(CancellationToken cancellationToken) => rows(cancellationToken);

    /// <inheritdoc/>
    public override Task WriteAsync(TableFormat format, TableAbout about, Stream output, CancellationToken cancellationToken) =>
        format.WriteAsync(this, about, output, cancellationToken);
}

/// <summary>What a file is told to be of, where its kind has room for that.</summary>
/// <param name="Title">The name of that room: About.</param>
/// <param name="Lines">Title, when and by whom it was made, period, institution, scheme, filters.</param>
public sealed record TableAbout(string Title, IReadOnlyList<(string What, string Value)> Lines);
