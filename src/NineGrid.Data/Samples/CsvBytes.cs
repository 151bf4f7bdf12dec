using System.Buffers.Text;
using System.Text;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Samples;

/// <summary>Rows of a CSV file as UTF-8 bytes in memory. No field needs quotes: the made-up bank has no commas, quotes or line breaks in its texts.</summary>
internal sealed class CsvBytes
{
    private const int LongestField = 1024;

    private byte[] _bytes = new byte[1 << 16];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>A line given whole.</summary>
    public CsvBytes Line(string line)
    {
        Text(line);
        return EndRow();
    }

    public CsvBytes Text(string text)
    {
        Span<byte> room = Room();
        _length += Encoding.UTF8.GetBytes(text, room);
        return EndField();
    }

    public CsvBytes Text(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room());
        _length += text.Length;
        return EndField();
    }

    /// <summary>An empty field: not reported.</summary>
    public CsvBytes Empty()
    {
        Room();
        return EndField();
    }

    /// <summary>Yuan with two decimals, rounded half to even.</summary>
    public CsvBytes Money(double yuan)
    {
        Fixed((long)Math.Round(yuan * 100), decimals: 2);
        return EndField();
    }

    /// <summary>A fraction or a number of years with up to six decimals.</summary>
    public CsvBytes Rate(double rate)
    {
        long millionths = (long)Math.Round(rate * 1_000_000);
        int decimals = 6;
        while (decimals > 0 && millionths % 10 == 0)
        {
            millionths /= 10;
            decimals--;
        }

        Fixed(millionths, decimals);
        return EndField();
    }

    public CsvBytes Count(long count)
    {
        Fixed(count, decimals: 0);
        return EndField();
    }

    public CsvBytes Month(Period period)
    {
        Room();
        Digits(period.Year, 4);
        _bytes[_length++] = (byte)'-';
        Digits(period.Month, 2);
        return EndField();
    }

    public CsvBytes Day(DateOnly day)
    {
        Month(Period.Of(day));
        _bytes[_length - 1] = (byte)'-';
        Digits(day.Day, 2);
        return EndField();
    }

    /// <summary>Ends the row: its last comma becomes the line break.</summary>
    public CsvBytes EndRow()
    {
        _bytes[_length - 1] = (byte)'\n';
        return this;
    }

    private void Fixed(long scaled, int decimals)
    {
        Span<byte> room = Room();
        if (scaled < 0)
        {
            room[0] = (byte)'-';
            _length++;
            room = room[1..];
            scaled = -scaled;
        }

        long unit = 1;
        for (int i = 0; i < decimals; i++)
        {
            unit *= 10;
        }

        Utf8Formatter.TryFormat(scaled / unit, room, out int written);
        _length += written;
        if (decimals > 0)
        {
            _bytes[_length++] = (byte)'.';
            Digits(scaled % unit, decimals);
        }
    }

    private void Digits(long number, int width)
    {
        for (int i = _length + width - 1; i >= _length; i--)
        {
            _bytes[i] = (byte)('0' + (number % 10));
            number /= 10;
        }

        _length += width;
    }

    private Span<byte> Room()
    {
        if (_bytes.Length - _length < LongestField)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        return _bytes.AsSpan(_length);
    }

    private CsvBytes EndField()
    {
        _bytes[_length++] = (byte)',';
        return this;
    }
}
