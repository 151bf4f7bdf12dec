namespace NineGrid.Data.Imports;

/// <summary>Counts the rows of one file and keeps the first of them; the counts are safe for use from several threads.</summary>
internal sealed class FileTally(string file)
{
    private const int Shown = 10;

    private readonly List<CheckedRow> _first = [];
    private IReadOnlyList<string> _columns = [];
    private long _read;
    private long _stored;
    private long _rejected;

    /// <summary>Whether a row to come is one of the first.</summary>
    public bool Shows => _first.Count < Shown;

    public void AddRead() => Interlocked.Increment(ref _read);

    public void AddStored(long rows) => Interlocked.Add(ref _stored, rows);

    public void AddRejected() => Interlocked.Increment(ref _rejected);

    /// <summary>Keeps the header.</summary>
    public void ShowColumns(IReadOnlyList<string> columns) => _columns = columns;

    /// <summary>Keeps one of the first rows.</summary>
    public void Show(long line, IReadOnlyList<string> fields) => _first.Add(new(line, fields));

    /// <param name="committed">Whether what was written stays.</param>
    public ImportedFile Report(bool committed) => new(file, _read, committed ? _stored : 0, _rejected);

    /// <param name="storable">Whether anything would be stored.</param>
    /// <param name="findings">What was found.</param>
    public CheckedFile Check(bool storable, Findings findings) =>
        new(file, _read, storable ? _stored : 0, _rejected, findings.ErrorsOf(file), findings.NoticesOf(file), _columns, _first);
}
