using System.Globalization;
using System.Text.Json.Serialization;

namespace NineGrid.Domain.Bank;

/// <summary>A calendar month, written <c>2025-12</c>. Years 1 to 9999.</summary>
/// <remarks><c>default</c> is January of year 0, which no factory produces; it marks "no period" nowhere.</remarks>
[JsonConverter(typeof(PeriodJson))]
public readonly record struct Period : IComparable<Period>
{
    private Period(int index) => Index = index;

    /// <summary>Months since January of year 0: <c>year × 12 + month − 1</c>. Differences are months.</summary>
    public int Index { get; }

    /// <summary>Calendar year.</summary>
    public int Year => Index / 12;

    /// <summary>Month of the year, 1 to 12.</summary>
    public int Month => (Index % 12) + 1;

    /// <summary>The month as the number <c>yyyymm</c>, the form in which it is stored: 202512.</summary>
    public int Number => (Year * 100) + Month;

    /// <summary>The newest fiscal year whose statements may be used: last year from April on, the year before it earlier (3.1).</summary>
    public int NewestFiscalYear => Month >= 4 ? Year - 1 : Year - 2;

    /// <summary>The month of that year and month number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is outside 1–9999 or the month outside 1–12.</exception>
    public static Period Of(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        return new((year * 12) + month - 1);
    }

    /// <summary>The month in which the day lies.</summary>
    public static Period Of(DateOnly day) => Of(day.Year, day.Month);

    /// <summary>The month of a stored number <c>yyyymm</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number names no month.</exception>
    public static Period FromNumber(int number) => Of(number / 100, number % 100);

    /// <summary>The month with that <see cref="Index"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index lies before year 1 or after year 9999.</exception>
    public static Period FromIndex(int index) => Of(index / 12, (index % 12) + 1);

    /// <summary>Reads <c>YYYY-MM</c>; anything else is refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Period period)
    {
        period = default;
        if (
            text.Length != 7
            || text[4] != '-'
            || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out int year)
            || !int.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out int month)
            || year < 1
            || month is < 1 or > 12
        )
        {
            return false;
        }

        period = Of(year, month);
        return true;
    }

    /// <summary>Reads <c>YYYY-MM</c>.</summary>
    /// <exception cref="FormatException">The text is not a month.</exception>
    public static Period Parse(string text) =>
        TryParse(text, out Period period)
            ? period
            : throw new FormatException($"“{text}” is not a period; expected YYYY-MM, such as 2025-12.");

    /// <summary>The month that many months later, or earlier when negative.</summary>
    public Period AddMonths(int months) => FromIndex(Index + months);

    /// <inheritdoc/>
    public int CompareTo(Period other) => Index.CompareTo(other.Index);

    /// <summary>Whether the left month lies before the right one.</summary>
    public static bool operator <(Period left, Period right) => left.Index < right.Index;

    /// <summary>Whether the left month lies after the right one.</summary>
    public static bool operator >(Period left, Period right) => left.Index > right.Index;

    /// <summary>Whether the left month is the right one or lies before it.</summary>
    public static bool operator <=(Period left, Period right) => left.Index <= right.Index;

    /// <summary>Whether the left month is the right one or lies after it.</summary>
    public static bool operator >=(Period left, Period right) => left.Index >= right.Index;

    /// <summary>The month as <c>YYYY-MM</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}
