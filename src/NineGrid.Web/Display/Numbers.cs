using System.Globalization;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Indicators;

namespace NineGrid.Web.Display;

/// <summary>The one place that writes numbers and dates for people, in the language of the request.</summary>
/// <remarks>Thousands are parted by a thin space that does not break a line, the minus is a real one, and what is not measured is a dash, never 0.</remarks>
public sealed class Numbers(Words say)
{
    /// <summary>Stands for a figure that is not measured.</summary>
    public const string NotMeasured = "–";

    private const string ThinSpace = "\u202F";

    private static readonly NumberFormatInfo Format = new()
    {
        NumberGroupSeparator = ThinSpace,
        NegativeSign = "\u2212",
        NumberDecimalSeparator = ".",
    };

    private static bool Chinese => string.Equals(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, "zh", StringComparison.Ordinal);

    /// <summary>The unit in which tables show money: 万元, or thousands.</summary>
    public string AmountUnit => say["unit.amount"];

    /// <summary>How many yuan that unit is.</summary>
    public static double AmountScale => Chinese ? 1e4 : 1e3;

    /// <summary>The unit of money on axes: 万元, or yuan where the marks themselves say thousands and millions.</summary>
    public string AmountUnitOnAxis => say["unit.axis"];

    /// <summary>Money in the unit of tables, resolved to 100 yuan.</summary>
    public static string Amount(double? yuan) => Fixed(yuan / AmountScale, Chinese ? 2 : 1);

    /// <summary>Sums of money in the unit of tables, without decimals.</summary>
    public static string AmountInRound(double? yuan) => Fixed(yuan / AmountScale, 0);

    /// <summary>Money in running text, with its unit: 万元, or thousands or millions.</summary>
    public string AmountInWords(double? yuan) =>
        yuan is not double value ? NotMeasured
        : Chinese ? say["amount.wan", Fixed(value / 1e4, Decimals(value / 1e4))]
        : Math.Abs(value) >= 1e6 ? say["amount.million", Fixed(value / 1e6, Decimals(value / 1e6))]
        : say["amount.thousand", Fixed(value / 1e3, Decimals(value / 1e3))];

    /// <summary>Money on an axis: as short as it can be said.</summary>
    public string AmountOnAxis(double yuan) =>
        Chinese ? Short(yuan / 1e4)
        : Math.Abs(yuan) >= 1e6 ? say["axis.million", Short(yuan / 1e6)]
        : say["axis.thousand", Short(yuan / 1e3)];

    /// <summary>A count.</summary>
    public static string Count(long count) => count.ToString("N0", Format);

    /// <summary>A change of a count with its direction; null is not known.</summary>
    public static string Change(int? change) =>
        change is not int count ? NotMeasured
        : count > 0 ? $"▲ +{Count(count)}"
        : count < 0 ? $"▼ {Count(count)}"
        : Count(count);

    /// <summary>A number with so many decimals.</summary>
    public static string Fixed(double? value, int decimals)
    {
        if (value is not double number)
        {
            return NotMeasured;
        }

        double rounded = Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString($"N{decimals.ToString(CultureInfo.InvariantCulture)}", Format);
    }

    /// <summary>A fraction as a percentage.</summary>
    public static string Percent(double? fraction, int decimals = 1) =>
        fraction is null ? NotMeasured : $"{Fixed(fraction * 100, decimals)}{(Chinese ? ThinSpace : "")}%";

    /// <summary>A percentage that may fall on either side of 0, with its sign.</summary>
    public static string SignedPercent(double? fraction) => fraction > 0 ? $"+{Percent(fraction)}" : Percent(fraction);

    /// <summary>A part of a whole: without decimals from 10 % on.</summary>
    public static string Share(double? fraction) =>
        Percent(fraction, fraction is double value && Math.Abs(value) >= 0.0995 || fraction == 0 ? 0 : 1);

    /// <summary>A small rate such as a probability of default: enough decimals to tell it from 0.</summary>
    public static string Rate(double? fraction) => Percent(fraction, fraction is double value && Math.Abs(value) < 0.01 ? 3 : 2);

    /// <summary>The value of an indicator: a percentage, or a number where it is none.</summary>
    public static string Of(Indicator indicator, double? value) => indicator.IsRatio ? Percent(value, 2) : Fixed(value, 1);

    /// <summary>Ordinary growth with its direction; null is growth from zero or loss.</summary>
    public string Growth(double? ordinary) =>
        ordinary is not double growth ? say["growth.undefined"]
        : growth > 0 ? $"▲ +{Percent(growth)}"
        : growth < 0 ? $"▼ {Percent(growth)}"
        : Percent(growth);

    /// <summary>A multiple of a cut point on an axis: ×2, or ÷2 below it.</summary>
    public static string Multiple(double multiple) => multiple < 1 ? $"÷{Short(Math.Round(1 / multiple))}" : $"×{Short(multiple)}";

    /// <summary>A percentage on an axis, without idle decimals.</summary>
    public static string PercentOnAxis(double fraction) => $"{Short(fraction * 100)}{(Chinese ? ThinSpace : "")}%";

    public string Month(Period period) => say["month", period.Year.ToString(CultureInfo.InvariantCulture), MonthName(period.Month)];

    public string Day(DateOnly day) =>
        say["day", day.Year.ToString(CultureInfo.InvariantCulture), MonthName(day.Month), day.Day.ToString(CultureInfo.InvariantCulture)];

    /// <summary>A moment, UTC.</summary>
    public string Moment(DateTime utc) =>
        say["moment", Day(DateOnly.FromDateTime(utc)), utc.ToString("HH:mm", CultureInfo.InvariantCulture)];

    private static string MonthName(int month) =>
        Chinese ? month.ToString(CultureInfo.InvariantCulture) : CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month);

    private static int Decimals(double value) =>
        Math.Abs(value) switch
        {
            >= 1000 or 0 => 0,
            >= 10 => 1,
            _ => 2,
        };

    /// <summary>Three digits that count.</summary>
    private static string Short(double value)
    {
        int decimals = value == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 4);
        return Math.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("#,0.####", Format);
    }
}
