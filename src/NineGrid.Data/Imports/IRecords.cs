namespace NineGrid.Data.Imports;

/// <summary>The records of one file, sheet or upload, the header first, as fields of UTF-8 text.</summary>
internal interface IRecords : IDisposable
{
    /// <summary>Moves to the next record; false at the end. Empty lines are passed over.</summary>
    /// <exception cref="UnreadableFileException">The file cannot be read further.</exception>
    bool Read();

    /// <summary>The physical line on which the record starts, from 1.</summary>
    long Line { get; }

    /// <summary>Fields in the record.</summary>
    int FieldCount { get; }

    /// <summary>What breaks the format in this record; null when nothing does.</summary>
    string? Flaw { get; }

    /// <summary>How far reading has come, in units of <see cref="PackageFile.Size"/>.</summary>
    long Position { get; }

    /// <summary>A field, valid until the next <see cref="Read"/>.</summary>
    ReadOnlySpan<byte> Field(int index);
}

/// <summary>A file of the package cannot be read to its end.</summary>
internal sealed class UnreadableFileException(string why, long? line = null) : Exception(why)
{
    /// <summary>The line where it stops; null when unknown.</summary>
    public long? Line => line;
}
