using System.Text;
using CsvHelper;

namespace NineGrid.Data.Imports;

/// <summary>The records of a CSV file (RFC 4180) in UTF-8 or GB18030.</summary>
internal sealed class CsvRecords : IRecords
{
    // a customer with every product there is takes a few kilobytes; beyond this a quote was left open or the file is hostile
    private const int LongestRecord = 1 << 20;

    private readonly PackedStream _stream;
    private readonly CsvReader _csv;

    /// <param name="stream">The file, from its start; closed with this.</param>
    /// <param name="encoding">Its encoding.</param>
    public CsvRecords(PackedStream stream, Encoding encoding)
    {
        _stream = stream;
        _csv = CsvReader.Create(
            stream,
            new CsvReaderOptions
            {
                Encoding = encoding,
                Separator = ',',
                HasHeader = false,
                TrackLineNumbers = true,
                MaxRecordSize = LongestRecord,
                OnMalformedRecord = record =>
                    Flaw = new(
                        record.Reason switch
                        {
                            CsvMalformedReason.StrayQuote => ImportIssueKind.StrayQuote,
                            CsvMalformedReason.TextAfterClosingQuote => ImportIssueKind.TextAfterQuote,
                            CsvMalformedReason.UnterminatedQuote => ImportIssueKind.OpenQuote,
                            _ => throw new InvalidOperationException($"malformed record: {record.Reason}"),
                        }
                    ),
            }
        );
    }

    public long Line => _csv.LineNumber;

    public int FieldCount => _csv.FieldCount;

    public RecordFlaw? Flaw { get; private set; }

    public long Position => _stream.Position;

    public ReadOnlySpan<byte> Field(int index) => _csv.GetSpan(index);

    public bool Read()
    {
        Flaw = null;
        try
        {
            return _csv.Read();
        }
        catch (CsvFormatException unreadable)
        {
            throw new UnreadableFileException(
                $"the record is longer than {LongestRecord >> 20} MiB, as when a quote is never closed",
                unreadable.LineNumber
            );
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new UnreadableFileException(damaged.Message);
        }
    }

    public void Dispose()
    {
        _csv.Dispose();
        _stream.Dispose();
    }
}
