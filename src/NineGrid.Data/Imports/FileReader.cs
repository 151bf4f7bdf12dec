using System.Text;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Imports;

/// <summary>Reads a file of the package row by row, checks what a field alone can show, and reports what is wrong with its place.</summary>
/// <remarks>Columns are named by their place in <see cref="FileLayout.Columns"/>. A field read as null is empty, absent or wrong; only the last rejects the row.</remarks>
internal sealed class FileReader : IDisposable
{
    /// <summary>Most columns of a file. None has 30; beyond this the header is none, and a notice for each column would help nobody.</summary>
    public const int MostColumns = 1000;

    private const int LongestValueShown = 200;
    private const int Absent = -1;

    private readonly FileLayout _layout;
    private readonly Findings _findings;
    private readonly FileTally _tally;
    private readonly IRecords? _records;
    private readonly int[] _places;
    private readonly int _width;
    private char[] _text = new char[256];

    /// <summary>Opens the file and checks its header; where that fails it is reported and there are no rows.</summary>
    public FileReader(PackageFile file, Findings findings, FileTally tally)
    {
        _layout = file.Layout;
        _findings = findings;
        _tally = tally;
        _places = new int[_layout.Columns.Count];
        Array.Fill(_places, Absent);
        try
        {
            IRecords records = file.Open();
            if (!records.Read())
            {
                records.Dispose();
                throw new UnreadableFileException("it is empty; expected a header");
            }

            _records = records;
            _width = records.FieldCount;
            if (_width > MostColumns)
            {
                throw new UnreadableFileException(
                    Invariant($"the header has {_width} columns; expected at most {MostColumns}"),
                    records.Line
                );
            }

            tally.ShowColumns(Fields(records));
            Sound = BindHeader(records);
        }
        catch (UnreadableFileException unreadable)
        {
            Report(unreadable);
        }
    }

    /// <summary>Whether the header is sound and the file could be read so far.</summary>
    public bool Sound { get; private set; }

    /// <summary>The line on which the row starts.</summary>
    public long Line => _records!.Line;

    /// <summary>How far reading has come, in units of <see cref="PackageFile.Size"/>.</summary>
    public long Position => _records?.Position ?? 0;

    /// <summary>Whether something is wrong with the row.</summary>
    public bool Rejected { get; private set; }

    /// <summary>Whether the file has the column.</summary>
    public bool Has(int column) => _places[column] != Absent;

    /// <summary>Moves to the next row that is a record of the header's width, its required fields filled; others are reported on the way.</summary>
    public bool Read()
    {
        while (Sound && Next())
        {
            Rejected = false;
            _tally.AddRead();
            if (_tally.Shows)
            {
                _tally.Show(Line, Fields(_records!));
            }

            if (_records!.Flaw is { } flaw)
            {
                Reject(flaw.Kind, flaw.Field is { } place ? Array.IndexOf(_places, place) : null, flaw.Detail);
            }
            else if (_records.FieldCount != _width)
            {
                Reject(ImportIssueKind.FieldCount, detail: Invariant($"{_records.FieldCount} ≠ {_width}"));
            }
            else
            {
                RequireFields();
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads no further and reports why the file cannot be taken as a whole.</summary>
    public void Stop(string why) => Report(new UnreadableFileException(why, Line));

    /// <summary>Reports an error of the row.</summary>
    public void Reject(ImportIssueKind kind, int? column = null, string? detail = null)
    {
        RejectLater();
        string? name = column is { } c ? _layout.Columns[c].Name : null;
        string? value = column is { } v && Has(v) ? Shown(_records!.Field(_places[v])) : null;
        _findings.Error(new(kind, _layout.Name, Line, name, value, detail));
    }

    /// <summary>Rejects the row without reporting why yet.</summary>
    public void RejectLater()
    {
        if (!Rejected)
        {
            Rejected = true;
            _tally.AddRejected();
        }
    }

    /// <summary>The text of a field as it stands, valid until the next one is asked for; empty when the column is absent.</summary>
    public ReadOnlySpan<char> Text(int column)
    {
        ReadOnlySpan<byte> field = Field(column);
        if (field.Length > _text.Length)
        {
            _text = new char[field.Length];
        }

        return _text.AsSpan(0, Encoding.UTF8.GetChars(field, _text));
    }

    /// <summary>A code or number that identifies something.</summary>
    public string? Key(int column)
    {
        ReadOnlySpan<char> text = Text(column);
        if (text.IsEmpty)
        {
            return null;
        }

        // a server may ignore blanks at the end when it compares, so they must not tell two keys apart
        bool sound =
            text.Length <= Columns.KeyLength
            && !char.IsWhiteSpace(text[0])
            && !char.IsWhiteSpace(text[^1])
            && !ContainsControl(text, allowLines: false);
        if (!sound)
        {
            Reject(ImportIssueKind.BadKey, column, Invariant($"{Columns.KeyLength}"));
        }

        return sound ? text.ToString() : null;
    }

    /// <summary>A name.</summary>
    public string? Name(int column)
    {
        ReadOnlySpan<char> text = Text(column);
        if (text.IsEmpty)
        {
            return null;
        }

        bool sound = text.Length <= Columns.NameLength && !ContainsControl(text, allowLines: true);
        if (!sound)
        {
            Reject(ImportIssueKind.BadText, column, Invariant($"{Columns.NameLength}"));
        }

        return sound ? text.ToString() : null;
    }

    /// <summary>One of a few words, in the case given.</summary>
    public T? Word<T>(int column, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Field(column).IsEmpty)
        {
            return null;
        }

        if (words.TryGetValue(Text(column).ToString(), out T value))
        {
            return value;
        }

        Reject(ImportIssueKind.BadWord, column, string.Join(", ", words.Keys));
        return null;
    }

    /// <summary>A day.</summary>
    public DateOnly? Day(int column)
    {
        ReadOnlySpan<char> text = Text(column);
        if (text.IsEmpty)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", null, default, out DateOnly day))
        {
            return day;
        }

        Reject(ImportIssueKind.BadDate, column);
        return null;
    }

    /// <summary>A month.</summary>
    public Period? Month(int column)
    {
        ReadOnlySpan<char> text = Text(column);
        if (text.IsEmpty)
        {
            return null;
        }

        if (Period.TryParse(text, out Period period))
        {
            return period;
        }

        Reject(ImportIssueKind.BadPeriod, column);
        return null;
    }

    /// <summary>A year.</summary>
    public int? Year(int column)
    {
        ReadOnlySpan<byte> field = Field(column);
        if (field.IsEmpty)
        {
            return null;
        }

        if (field.Length == 4 && FigureText.Read(field, 0, out long year) == FigureForm.Number && year is >= 1 and <= 9999)
        {
            return (int)year;
        }

        Reject(ImportIssueKind.BadYear, column);
        return null;
    }

    /// <summary>A figure in units of its range's last decimal.</summary>
    public long? Figure(int column, FigureRange range)
    {
        ReadOnlySpan<byte> field = Field(column);
        if (field.IsEmpty)
        {
            return null;
        }

        FigureForm form = FigureText.Read(field, range.Decimals, out long units);
        if (form == FigureForm.Number && units >= range.Least && units <= range.Most)
        {
            return units;
        }

        Reject(form == FigureForm.NotANumber ? ImportIssueKind.BadNumber : ImportIssueKind.OutOfRange, column, range.Expected);
        return null;
    }

    public void Dispose() => _records?.Dispose();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static bool ContainsControl(ReadOnlySpan<char> text, bool allowLines)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c) && !(allowLines && c is '\n' or '\r' or '\t'))
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Fields(IRecords records)
    {
        string[] fields = new string[Math.Min(records.FieldCount, MostColumns)];
        for (int place = 0; place < fields.Length; place++)
        {
            fields[place] = Shown(records.Field(place));
        }

        return fields;
    }

    private static string Shown(ReadOnlySpan<byte> field)
    {
        string text = Encoding.UTF8.GetString(field);
        if (text.Length <= LongestValueShown)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[LongestValueShown - 1]) ? LongestValueShown - 1 : LongestValueShown;
        return text[..end] + "…";
    }

    private ReadOnlySpan<byte> Field(int column) => Has(column) ? _records!.Field(_places[column]) : [];

    private bool Next()
    {
        try
        {
            return _records!.Read();
        }
        catch (UnreadableFileException unreadable)
        {
            Report(unreadable);
            return false;
        }
    }

    private void Report(UnreadableFileException unreadable)
    {
        Sound = false;
        _findings.FileError(new(ImportIssueKind.Unreadable, _layout.Name, unreadable.Line, Detail: unreadable.Message));
    }

    private void RequireFields()
    {
        for (int column = 0; column < _layout.RequiredCount; column++)
        {
            if (Has(column) && IsBlank(Field(column)))
            {
                Reject(ImportIssueKind.Empty, column);
            }
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> field) => !field.ContainsAnyExcept((byte)' ', (byte)'\t');

    private bool BindHeader(IRecords records)
    {
        bool sound = true;
        for (int place = 0; place < _width; place++)
        {
            string name = Shown(records.Field(place)).Trim();
            if (_layout.ColumnNamed(name) is not { } column)
            {
                _findings.Notice(new(ImportIssueKind.ExtraColumn, _layout.Name, records.Line, name));
            }
            else if (Has(column))
            {
                sound = false;
                _findings.FileError(new(ImportIssueKind.RepeatedColumn, _layout.Name, records.Line, name));
            }
            else
            {
                _places[column] = place;
            }
        }

        for (int column = 0; column < _layout.KeyCount; column++)
        {
            if (!Has(column))
            {
                sound = false;
                _findings.FileError(new(ImportIssueKind.MissingColumn, _layout.Name, records.Line, _layout.Columns[column].Name));
            }
        }

        return sound;
    }
}
