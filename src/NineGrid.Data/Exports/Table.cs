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
}

/// <summary>A column of a table that is taken away: its title, and how a row fills it.</summary>
public sealed class TableColumn<T>
{
    private readonly Func<T, string?>? _text;
    private readonly Func<T, double?>? _number;

    /// <summary>A column of text; null leaves the cell empty.</summary>
    public TableColumn(string title, Func<T, string?> text) => (Title, Kind, _text) = (title, ColumnKind.Text, text);

    /// <summary>A column of numbers; null leaves the cell empty.</summary>
    public TableColumn(string title, ColumnKind kind, Func<T, double?> number) =>
        (Title, Kind, _number) = (
            title,
            kind != ColumnKind.Text ? kind : throw new ArgumentException("A column of numbers is not text.", nameof(kind)),
            number
        );

    /// <summary>Its title, in the reader's language.</summary>
    public string Title { get; }

    public ColumnKind Kind { get; }

    /// <summary>The text of a row; null in a column of numbers.</summary>
    public string? TextOf(T row) => _text?.Invoke(row);

    /// <summary>The number of a row; null where there is none and in a column of text.</summary>
    public double? NumberOf(T row) => _number?.Invoke(row);
}

/// <summary>A table that is taken away: the rows of a page's selection, all of them, and what was in force.</summary>
/// <param name="Name">Its name in file names and in the audit trail: <c>customers</c>.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, read once.</param>
/// <param name="InForce">What was in force when it was made: period, institution, filters.</param>
public sealed record Table<T>(
    string Name,
    IReadOnlyList<TableColumn<T>> Columns,
    IAsyncEnumerable<T> Rows,
    IReadOnlyList<(string What, string Value)> InForce
);
