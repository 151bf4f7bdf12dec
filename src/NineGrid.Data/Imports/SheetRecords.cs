using System.Globalization;
using System.Numerics;
using System.Text;
using ExcelDataReader;

namespace NineGrid.Data.Imports;

/// <summary>The records of a sheet, its cells as the text that stands for them in a CSV file.</summary>
/// <param name="sheet">A reader at the start of the sheet; not closed with this.</param>
/// <param name="misread">Its cells that the reader takes for others, row by row.</param>
/// <param name="layout">The file that the sheet is.</param>
internal sealed class SheetRecords(IExcelDataReader sheet, IReadOnlyList<MisreadCell> misread, FileLayout layout) : IRecords
{
    private const int MostRows = 1 << 20;

    // from here on a decimal holds no double
    private const double LargestDecimal = 7e28;

    private ColumnForm?[]? _forms;
    private byte[] _text = new byte[1024];
    private int[] _ends = new int[64];
    private int _length;
    private int _nextMisread;
    private readonly Dictionary<int, string> _misreadHere = [];

    /// <summary>Rows in the sheet, the header counted.</summary>
    public int Rows => sheet.RowCount;

    public long Line { get; private set; }

    public int FieldCount { get; private set; }

    public RecordFlaw? Flaw { get; private set; }

    public long Position => Line;

    public ReadOnlySpan<byte> Field(int index)
    {
        int start = index == 0 ? 0 : _ends[index - 1];
        return _text.AsSpan(start, _ends[index] - start);
    }

    public bool Read()
    {
        Flaw = null;
        while (Next())
        {
            Line++;
            if (Line > MostRows)
            {
                throw new UnreadableFileException(FormattableString.Invariant($"the sheet has more than {MostRows} rows"), Line);
            }

            MoveToMisread();
            int used = Used();
            if (used > 0)
            {
                Fill(Math.Max(used, _forms?.Length ?? 0));
                _forms ??= Forms();
                return true;
            }
        }

        return false;
    }

    public void Dispose() { }

    private static bool IsBlank(object? cell) => cell is null || (cell is string text && string.IsNullOrWhiteSpace(text));

    private static string Text(object? cell, ColumnForm? form) =>
        cell switch
        {
            null => "",
            string text => text,
            Misread shown => shown.Text,
            bool flag => flag ? "true" : "false",
            double number => Plain(number),
            DateTime moment => Text(moment, form),
            TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
            _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
        };

    private static string Text(DateTime moment, ColumnForm? form) =>
        moment.ToString(
            form switch
            {
                _ when moment.TimeOfDay != TimeSpan.Zero => "yyyy-MM-dd HH:mm:ss",
                ColumnForm.Period => "yyyy-MM",
                ColumnForm.Year => "yyyy",
                _ => "yyyy-MM-dd",
            },
            CultureInfo.InvariantCulture
        );

    /// <summary>The number with the 15 digits that a spreadsheet shows, without exponent: 0.3, not 0.30000000000000004.</summary>
    private static string Plain(double number)
    {
        string digits = number.ToString("G15", CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
        {
            return digits;
        }

        if (Math.Abs(number) >= LargestDecimal)
        {
            return BigInteger.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        }

        decimal shown = decimal.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return shown == 0 ? "0" : shown.ToString("0.############################", CultureInfo.InvariantCulture);
    }

    private bool Next()
    {
        try
        {
            return sheet.Read();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw new UnreadableFileException(failure.Message, Line + 1);
        }
    }

    private void MoveToMisread()
    {
        _misreadHere.Clear();
        for (; _nextMisread < misread.Count && misread[_nextMisread].Row <= Line; _nextMisread++)
        {
            MisreadCell cell = misread[_nextMisread];
            _misreadHere[cell.Column] = cell.Text;
        }
    }

    private object? Cell(int place) =>
        _misreadHere.Count > 0 && _misreadHere.TryGetValue(place, out string? shown) ? new Misread(shown)
        : place < sheet.FieldCount ? sheet.GetValue(place)
        : null;

    /// <summary>Cells up to the last one that is not blank.</summary>
    private int Used()
    {
        int used = Math.Max(sheet.FieldCount, _misreadHere.Count == 0 ? 0 : _misreadHere.Keys.Max() + 1);
        while (used > 0 && IsBlank(Cell(used - 1)))
        {
            used--;
        }

        return used;
    }

    private void Fill(int count)
    {
        FieldCount = count;
        _length = 0;
        if (_ends.Length < count)
        {
            _ends = new int[count];
        }

        for (int place = 0; place < count; place++)
        {
            object? cell = Cell(place);
            ColumnForm? form = _forms is { } forms && place < forms.Length ? forms[place] : null;
            if (form is { } known)
            {
                Flaw ??= FlawOf(cell, known, place);
            }

            Append(Text(cell, form));
            _ends[place] = _length;
        }
    }

    private static RecordFlaw? FlawOf(object? cell, ColumnForm form, int place) =>
        cell switch
        {
            Misread { IsTrue: false } => new(ImportIssueKind.ErrorCell, Field: place),
            DateTime or TimeSpan when form is ColumnForm.Key or ColumnForm.Text or ColumnForm.Products => new(
                ImportIssueKind.DateCell,
                Field: place
            ),
            _ => null,
        };

    private void Append(string text)
    {
        int needed = _length + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (needed > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(needed, _text.Length * 2));
        }

        _length += Encoding.UTF8.GetBytes(text, _text.AsSpan(_length));
    }

    /// <summary>The forms of the columns that the header names; null where it names none of the file's.</summary>
    private ColumnForm?[] Forms()
    {
        var forms = new ColumnForm?[FieldCount];
        for (int place = 0; place < forms.Length; place++)
        {
            forms[place] = layout.ColumnNamed(Encoding.UTF8.GetString(Field(place)).Trim()) is { } column
                ? layout.Columns[column].Form
                : null;
        }

        return forms;
    }

    /// <summary>What a cell shows that the reader takes for another.</summary>
    private sealed record Misread(string Text)
    {
        public bool IsTrue => Text is "true";
    }
}
