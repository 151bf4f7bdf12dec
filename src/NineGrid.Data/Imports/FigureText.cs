namespace NineGrid.Data.Imports;

/// <summary>What a text is as a figure.</summary>
internal enum FigureForm
{
    Number,
    NotANumber,
    TooLarge,
}

/// <summary>Figures as they are written in files: <c>-1234.56</c>, nothing else.</summary>
internal static class FigureText
{
    /// <summary>Reads a figure as a whole number of its smallest kept unit; more decimals than kept are rounded half to even.</summary>
    /// <remarks>Rounds the text itself, so no intermediate number can round twice. A count (<paramref name="decimals"/> 0) must not have a point.</remarks>
    /// <param name="text">ASCII digits with an optional minus and at most one point between digits.</param>
    /// <param name="decimals">Decimals kept.</param>
    /// <param name="units">The figure times 10^<paramref name="decimals"/>.</param>
    public static FigureForm Read(ReadOnlySpan<byte> text, int decimals, out long units)
    {
        units = 0;
        bool negative = !text.IsEmpty && text[0] == '-';
        ReadOnlySpan<byte> digits = negative ? text[1..] : text;
        int point = digits.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<byte> fraction = point < 0 ? [] : digits[(point + 1)..];
        bool formed = AreDigits(whole) && (point < 0 || (decimals > 0 && AreDigits(fraction)));
        if (!formed)
        {
            return FigureForm.NotANumber;
        }

        long magnitude = 0;
        foreach (byte digit in whole)
        {
            if (!TryAppend(ref magnitude, digit - '0'))
            {
                return FigureForm.TooLarge;
            }
        }

        for (int i = 0; i < decimals; i++)
        {
            if (!TryAppend(ref magnitude, i < fraction.Length ? fraction[i] - '0' : 0))
            {
                return FigureForm.TooLarge;
            }
        }

        if (fraction.Length > decimals && RoundsUp(fraction[decimals..], odd: magnitude % 2 == 1))
        {
            magnitude++; // at most (MaxValue / 10) · 10 − 1 before
        }

        units = negative ? -magnitude : magnitude;
        return FigureForm.Number;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static bool TryAppend(ref long magnitude, int digit)
    {
        if (magnitude >= long.MaxValue / 10)
        {
            return false;
        }

        magnitude = (magnitude * 10) + digit;
        return true;
    }

    private static bool RoundsUp(ReadOnlySpan<byte> dropped, bool odd) =>
        dropped[0] > '5' || (dropped[0] == '5' && (odd || dropped[1..].ContainsAnyExcept((byte)'0')));
}
