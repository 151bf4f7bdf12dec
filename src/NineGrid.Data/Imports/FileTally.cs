namespace NineGrid.Data.Imports;

/// <summary>Counts the rows of one file; safe for use from several threads.</summary>
internal sealed class FileTally(string file)
{
    private long _read;
    private long _stored;
    private long _rejected;

    public void AddRead() => Interlocked.Increment(ref _read);

    public void AddStored(long rows) => Interlocked.Add(ref _stored, rows);

    public void AddRejected() => Interlocked.Increment(ref _rejected);

    /// <param name="committed">Whether what was written stays.</param>
    public ImportedFile Report(bool committed) => new(file, _read, committed ? _stored : 0, _rejected);
}
