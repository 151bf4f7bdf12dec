using System.Globalization;
using System.Text;

namespace NineGrid.Data.Exports;

/// <summary>Writes comma-separated lines in the fixed form of exports (3.13): LF, plain decimals, text that could be a formula made harmless.</summary>
public sealed class CsvLines(TextWriter writer)
{
    private readonly StringBuilder _line = new();
    private bool _first = true;

    /// <summary>Ends the line.</summary>
    public async Task EndAsync()
    {
        _line.Append('\n');
        await writer.WriteAsync(_line);
        _line.Clear();
        _first = true;
    }

    /// <summary>Adds a fixed mark, a column name or an empty field.</summary>
    public CsvLines Mark(string? mark)
    {
        Separate();
        _line.Append(mark);
        return this;
    }

    /// <summary>Adds text that came from data. One that starts like a formula gets a leading apostrophe.</summary>
    public CsvLines Text(string? text)
    {
        Separate();
        if (string.IsNullOrEmpty(text))
        {
            return this;
        }

        string safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        if (safe.AsSpan().IndexOfAny(",\"\r\n") >= 0)
        {
            _line.Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
        else
        {
            _line.Append(safe);
        }

        return this;
    }

    /// <summary>Adds a number with up to 10 decimals, no trailing zeros, no exponent, no <c>-0</c>; empty for null.</summary>
    public CsvLines Number(double? number)
    {
        Separate();
        if (number is double value)
        {
            _line.Append(Plain(value));
        }

        return this;
    }

    /// <summary>Adds a whole number.</summary>
    public CsvLines Number(int number)
    {
        Separate();
        _line.Append(number.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>The shortest decimal that reads back as the number, cut to 10 decimals half to even.</summary>
    internal static string Plain(double value)
    {
        // By way of the shortest digits, not (decimal)value, which keeps 15 digits only.
        decimal exact = decimal.Parse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        decimal rounded = Math.Round(exact, 10);
        return rounded == 0 ? "0" : rounded.ToString("0.##########", CultureInfo.InvariantCulture);
    }

    private void Separate()
    {
        if (!_first)
        {
            _line.Append(',');
        }

        _first = false;
    }
}
