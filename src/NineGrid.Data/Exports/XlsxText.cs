using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;

namespace NineGrid.Data.Exports;

/// <summary>Brings text, days and names into the forms that a workbook can hold.</summary>
internal static class XlsxText
{
    /// <summary>Most characters of a cell.</summary>
    public const int LongestCell = 32_767;

    private const int LongestSheetName = 31;
    private const double Narrowest = 8;
    private const double Widest = 48;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef");

    // Day 1 of a workbook is 1900-01-01, and it takes 1900 for a leap year; right from March 1900 on.
    private static readonly DateOnly DayZero = new(1899, 12, 30);

    public static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes an element that has attributes only.</summary>
    public static void Element(this XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach ((string attribute, string value) in attributes)
        {
            xml.WriteAttributeString(attribute, value);
        }

        xml.WriteEndElement();
    }

    /// <summary>A, B … Z, AA, AB …</summary>
    /// <param name="column">From 1.</param>
    public static string ColumnName(int column)
    {
        string name = "";
        for (int rest = column; rest > 0; rest = (rest - 1) / 26)
        {
            name = (char)('A' + ((rest - 1) % 26)) + name;
        }

        return name;
    }

    public static double? Day(DateOnly? day) => day is DateOnly known ? known.DayNumber - DayZero.DayNumber : null;

    /// <summary>Text for a cell: what XML cannot hold as <c>_xHHHH_</c> (ECMA-376, ST_Xstring); what is too long ends in an ellipsis.</summary>
    public static string Escaped(string text)
    {
        string fitting = text.Length <= LongestCell ? text : text[..(LongestCell - 1)] + "…";
        StringBuilder? escaped = null;
        for (int i = 0; i < fitting.Length; i++)
        {
            char letter = fitting[i];
            if (i + 1 < fitting.Length && XmlConvert.IsXmlSurrogatePair(fitting[i + 1], letter))
            {
                escaped?.Append(fitting, i, 2);
                i++;
            }
            else if (!XmlConvert.IsXmlChar(letter) || letter == '\r' || IsEscape(fitting, i))
            {
                escaped ??= new StringBuilder(fitting, 0, i, fitting.Length + 16);
                escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)letter:X4}_");
            }
            else
            {
                escaped?.Append(letter);
            }
        }

        return escaped?.ToString() ?? fitting;
    }

    // Text that reads like an escape has to be told from one.
    private static bool IsEscape(string text, int at) =>
        text[at] == '_'
        && at + 6 < text.Length
        && text[at + 1] == 'x'
        && text[at + 6] == '_'
        && text.AsSpan(at + 2, 4).IndexOfAnyExcept(HexDigits) < 0;

    /// <summary>A name for a sheet: no longer than 31 characters, without those that a formula would misread, and other than another's.</summary>
    public static string SheetName(string title, string? other)
    {
        string name = string.Concat(title.Select(letter => char.IsControl(letter) || @"[]:*?/\".Contains(letter) ? ' ' : letter))
            .Trim(' ', '\'');
        name = name.Length <= LongestSheetName ? name : name[..LongestSheetName].TrimEnd(' ', '\'');
        if (char.IsHighSurrogate(name.LastOrDefault()))
        {
            name = name[..^1];
        }

        // The last is a name that spreadsheets keep for themselves.
        if (name.Length == 0 || name.Equals("History", StringComparison.OrdinalIgnoreCase))
        {
            name += "_";
        }

        return name.Equals(other, StringComparison.OrdinalIgnoreCase) ? (name.Length < LongestSheetName ? name : name[..^1]) + "_" : name;
    }

    /// <summary>How wide a column should be, in characters.</summary>
    public static double Width(ColumnKind kind, string title, IEnumerable<string?> texts)
    {
        double needed = kind switch
        {
            ColumnKind.Money => 18,
            ColumnKind.Day => 12,
            ColumnKind.Count or ColumnKind.Fraction or ColumnKind.Number => 12,
            _ => texts.Select(Width).DefaultIfEmpty(0).Max(),
        };
        return Math.Clamp(Math.Max(needed, Width(title) + 3) + 1, Narrowest, Widest); // 3 for the filter's button
    }

    // Characters of East Asia take the room of two.
    private static double Width(string? text) => text?.Sum(letter => letter >= '\u2E80' ? 2 : 1) ?? 0;
}
