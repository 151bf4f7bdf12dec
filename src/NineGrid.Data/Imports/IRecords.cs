namespace NineGrid.Data.Imports;

/// <summary>The records of one file, sheet or upload, the header first, as fields of UTF-8 text.</summary>
internal interface IRecords : IDisposable
{
    /// <summary>Moves to the next record; false at the end. Empty lines are passed over.</summary>
    /// <exception cref="UnreadableFileException">The file cannot be read further.</exception>
    bool Read();

    /// <summary>The physical line on which the record starts, or the row of the sheet, from 1.</summary>
    long Line { get; }

    /// <summary>Fields in the record.</summary>
    int FieldCount { get; }

    /// <summary>What is wrong with this record before its values are looked at; null when nothing is.</summary>
    RecordFlaw? Flaw { get; }

    /// <summary>How far reading has come, in units of <see cref="PackageFile.Size"/>.</summary>
    long Position { get; }

    /// <summary>A field, valid until the next <see cref="Read"/>.</summary>
    ReadOnlySpan<byte> Field(int index);
}

/// <summary>What is wrong with a record before its values are looked at.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">What fills the gap in the text of the kind.</param>
/// <param name="Field">The field; null when the whole record is meant.</param>
internal sealed record RecordFlaw(ImportIssueKind Kind, string? Detail = null, int? Field = null);

/// <summary>A file of the package cannot be read to its end.</summary>
internal sealed class UnreadableFileException(string why, long? line = null) : Exception(why)
{
    /// <summary>The line where it stops; null when unknown.</summary>
    public long? Line => line;
}
