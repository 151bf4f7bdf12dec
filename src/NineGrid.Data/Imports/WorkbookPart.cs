using System.Buffers;
using System.Globalization;
using System.Text;

namespace NineGrid.Data.Imports;

/// <summary>A cell that the reader of workbooks takes for another: one with an error for an empty one, a truth written as a word for its contrary.</summary>
/// <param name="Row">Its row, from 1.</param>
/// <param name="Column">Its column, from 0.</param>
/// <param name="Text">What it shows.</param>
internal readonly record struct MisreadCell(int Row, int Column, string Text);

/// <summary>Looks through a part of a workbook before it is read by somebody who takes whatever stands there into memory.</summary>
/// <remarks>
/// A row, or a text that cells share, is held as a whole, and so is everything outside of the rows: each must be short. Rows must be numbered upwards, as the reader counts on it.
/// The parts that are never read (pictures, pivot tables) are told by the name of their root, and not looked at further.
/// </remarks>
internal sealed class WorkbookPart
{
    private const int LongestTag = 1 << 16;
    private const int LongestRow = 4 << 20;
    private const int LongestSharedText = 1 << 20;
    private const int DeepestElement = 64;
    private const int MostRows = 1 << 20;
    private const int MostColumns = 1 << 14;
    private const int MostMisread = 1 << 20;
    private const int LongestWord = 32;
    private const int MostWords = 100;

    private static readonly SearchValues<byte> EndsOfName = SearchValues.Create(" \t\r\n/>"u8);

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[LongestTag];
    private int _start;
    private int _end;
    private int _depth;
    private int _unitLength;
    private int _longestUnit = LongestRow;
    private byte[] _unit = [];
    private int _row;
    private int _column;
    private bool _inMisread;
    private readonly List<MisreadCell> _misread = [];
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    private WorkbookPart(Stream stream) => _stream = stream;

    private ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Looks through a part.</summary>
    /// <param name="stream">The part, from its start.</param>
    /// <param name="length">Its length.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <returns>The cells of a sheet that will be misread, row by row.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or would take too much memory.</exception>
    public static IReadOnlyList<MisreadCell> Check(Stream stream, long length, PackageLimits limits)
    {
        var part = new WorkbookPart(stream);
        part.Check(length, limits);
        return part._misread;
    }

    private void Check(long length, PackageLimits limits)
    {
        Fill();
        if (Rest.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            Consume(3);
        }

        if (!Rest.StartsWith("<"u8))
        {
            return; // no XML, so nothing that is read
        }

        CheckDeclaration();
        bool root = true;
        while (NextTag(out ReadOnlySpan<byte> tag))
        {
            ReadOnlySpan<byte> name = LocalName(tag);
            if (root && !IsRead(name, length, limits))
            {
                return;
            }

            root = false;
            Follow(tag, name);
        }
    }

    /// <summary>Whether a part with that root is read; sets what is held of it as a whole.</summary>
    private bool IsRead(ReadOnlySpan<byte> root, long length, PackageLimits limits)
    {
        if (root.SequenceEqual("worksheet"u8))
        {
            _unit = [.. "row"u8];
            return true;
        }

        bool texts = root.SequenceEqual("sst"u8);
        bool small = root.SequenceEqual("workbook"u8) || root.SequenceEqual("styleSheet"u8) || root.SequenceEqual("Relationships"u8);
        if (!texts && !small)
        {
            return false;
        }

        long most = texts ? limits.SharedTextBytes : limits.WorkbookPartBytes;
        if (length > most)
        {
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it unpacks to {length} bytes; expected at most {most}, as it is held in memory"
                ) + (texts ? "; a workbook of that size is better imported as CSV files" : "")
            );
        }

        _unit = texts ? [.. "si"u8] : [];
        _longestUnit = texts ? LongestSharedText : int.MaxValue;
        return true;
    }

    private void Follow(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> name)
    {
        if (tag[1] == '/')
        {
            _depth--;
            return;
        }

        if (!tag.EndsWith("/>"u8) && ++_depth > DeepestElement)
        {
            throw new InvalidDataException($"its elements lie more than {DeepestElement} deep");
        }

        if (name.SequenceEqual(_unit))
        {
            _unitLength = 0;
            if (name.SequenceEqual("row"u8))
            {
                FollowRow(tag);
            }
        }
        else if (_row > 0)
        {
            FollowCell(tag, name);
        }
    }

    private void FollowRow(ReadOnlySpan<byte> tag)
    {
        int row = _row + 1;
        bool sound =
            !TryAttribute(tag, "r"u8, out ReadOnlySpan<byte> number)
            || int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out row);
        if (!sound || row <= _row || row > MostRows)
        {
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the row after row {_row} has another number than one above that and up to {MostRows}"
                )
            );
        }

        _row = row;
        _column = -1;
        _inMisread = false;
    }

    private void FollowCell(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("c"u8))
        {
            _column++;
            _inMisread = TryAttribute(tag, "t"u8, out ReadOnlySpan<byte> type) && (type.SequenceEqual("e"u8) || type.SequenceEqual("b"u8));
            if (_inMisread && TryAttribute(tag, "r"u8, out ReadOnlySpan<byte> place))
            {
                _column = Column(place);
            }
        }
        else if (_inMisread && name.SequenceEqual("v"u8))
        {
            _inMisread = false;
            Ensure(LongestWord);
            // the tag is gone from the buffer now
            int length = Rest[..Math.Min(Rest.Length, LongestWord)].IndexOf((byte)'<');
            string word = length < 0 ? "" : Encoding.UTF8.GetString(Rest[..length].Trim(Blanks));
            if (word is not ("" or "0" or "1" or "false"))
            {
                AddMisread(word);
            }
        }
    }

    private void AddMisread(string word)
    {
        if (_misread.Count == MostMisread || _words.Count > MostWords)
        {
            throw new InvalidDataException($"more than {MostMisread} of its cells show an error");
        }

        if (!_words.TryGetValue(word, out string? shared))
        {
            _words.Add(word, shared = word);
        }

        _misread.Add(new(_row, _column, shared));
    }

    /// <summary>The column of a place such as B7, from 0.</summary>
    private static int Column(ReadOnlySpan<byte> place)
    {
        int column = 0;
        foreach (byte sign in place)
        {
            int letter = (sign | 0x20) - 'a' + 1;
            if (letter is < 1 or > 26 || column > MostColumns)
            {
                break;
            }

            column = (column * 26) + letter;
        }

        return column is > 0 and <= MostColumns
            ? column - 1
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"a cell lies beyond column {MostColumns}"));
    }

    private void CheckDeclaration()
    {
        if (Rest.Contains((byte)0))
        {
            throw new InvalidDataException("it is not in UTF-8");
        }

        if (!Rest.StartsWith("<?xml"u8))
        {
            return;
        }

        ReadOnlySpan<byte> declaration = Rest[..Math.Max(Rest.IndexOf("?>"u8), 0)];
        int at = declaration.IndexOf("encoding"u8);
        if (at >= 0)
        {
            ReadOnlySpan<byte> encoding = declaration[(at + "encoding".Length)..].Trim(" =\t\r\n"u8);
            encoding = encoding.Length > 0 ? encoding[1..] : encoding;
            if (!Ascii.EqualsIgnoreCase(encoding[..Math.Min(encoding.Length, 5)], "utf-8"u8))
            {
                throw new InvalidDataException("it is not in UTF-8");
            }
        }
    }

    /// <summary>Moves to the next tag, over text, comments and instructions.</summary>
    /// <param name="tag">The tag from <c>&lt;</c> to <c>&gt;</c>, valid until the next one is asked for.</param>
    private bool NextTag(out ReadOnlySpan<byte> tag)
    {
        tag = [];
        while (Skip("<"u8, consume: false))
        {
            Ensure("<![CDATA[".Length);
            if (Rest.StartsWith("<?"u8))
            {
                Skip("?>"u8, consume: true);
            }
            else if (Rest.StartsWith("<!--"u8))
            {
                Consume(4);
                Skip("-->"u8, consume: true);
            }
            else if (Rest.StartsWith("<![CDATA["u8))
            {
                Skip("]]>"u8, consume: true);
            }
            else if (Rest.StartsWith("<!"u8))
            {
                throw new InvalidDataException("it declares a document type");
            }
            else
            {
                int length = TagLength();
                if (length < 3)
                {
                    return false; // cut off; the reader will say so
                }

                tag = Rest[..length];
                Consume(length);
                return true;
            }
        }

        return false;
    }

    /// <summary>The length of the tag that begins here, its attributes' values passed over as they may hold anything; 0 when it does not end.</summary>
    private int TagLength()
    {
        int length;
        while ((length = LengthToEnd(Rest)) == 0)
        {
            if (Rest.Length == _buffer.Length)
            {
                throw new InvalidDataException($"it has a tag of more than {LongestTag} bytes");
            }

            if (!Fill())
            {
                return 0;
            }
        }

        return length;
    }

    private static int LengthToEnd(ReadOnlySpan<byte> tag)
    {
        int at = 1;
        while (tag[at..].IndexOfAny((byte)'>', (byte)'"', (byte)'\'') is >= 0 and int next)
        {
            byte sign = tag[at + next];
            at += next + 1;
            if (sign == '>')
            {
                return at;
            }

            int close = tag[at..].IndexOf(sign);
            if (close < 0)
            {
                return 0;
            }

            at += close + 1;
        }

        return 0;
    }

    /// <summary>Moves to the next occurrence, or behind it; false when there is none.</summary>
    private bool Skip(ReadOnlySpan<byte> sign, bool consume)
    {
        int at;
        while ((at = Rest.IndexOf(sign)) < 0)
        {
            Consume(Math.Max(Rest.Length - sign.Length + 1, 0));
            if (!Fill())
            {
                return false;
            }
        }

        Consume(at + (consume ? sign.Length : 0));
        return true;
    }

    private void Consume(int count)
    {
        _start += count;
        _unitLength += count;
        if (_unitLength > _longestUnit)
        {
            throw new InvalidDataException($"it has a row, a text, or a part outside of these, of more than {_longestUnit >> 20} MiB");
        }
    }

    private void Ensure(int count)
    {
        while (Rest.Length < count && Fill()) { }
    }

    /// <summary>Reads further behind what is left; false at the end.</summary>
    private bool Fill()
    {
        Rest.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    private static ReadOnlySpan<byte> LocalName(ReadOnlySpan<byte> tag)
    {
        ReadOnlySpan<byte> name = tag[(tag[1] == '/' ? 2 : 1)..];
        int end = name.IndexOfAny(EndsOfName);
        name = end < 0 ? name : name[..end];
        return name[(name.IndexOf((byte)':') + 1)..];
    }

    /// <summary>Finds the value of an attribute as it stands.</summary>
    private static bool TryAttribute(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = [];
        int at = tag.IndexOfAny(Blanks);
        while (at >= 0 && tag[at..].IndexOf((byte)'=') is >= 0 and int equals)
        {
            ReadOnlySpan<byte> found = tag.Slice(at, equals).Trim(Blanks);
            ReadOnlySpan<byte> rest = tag[(at + equals + 1)..];
            int open = rest.IndexOfAny((byte)'"', (byte)'\'');
            int length = open < 0 ? -1 : rest[(open + 1)..].IndexOf(rest[open]);
            if (length < 0)
            {
                return false;
            }

            if (found.SequenceEqual(name))
            {
                value = rest.Slice(open + 1, length);
                return true;
            }

            at = tag.Length - rest.Length + open + length + 2;
        }

        return false;
    }
}
