using System.Globalization;
using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Section 3.0: exact sums that become double once, rounding before comparing, quantiles of type 7.</summary>
internal static class Arithmetic
{
    /// <summary>The double nearest to a decimal; reading its text is the one conversion that is certain to round correctly.</summary>
    public static double Nearest(decimal value) => double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Nearest(decimal)"/>
    public static double? Nearest(decimal? value) => value is null ? null : Nearest(value.Value);

    public static double RoundedMoney(double yuan) => Rounded(yuan, 1e2);

    public static double RoundedRatio(double ratio) => Rounded(ratio, 1e10);

    /// <summary>R's <c>quantile(values, p)</c>.</summary>
    public static double Quantile(IEnumerable<double> values, double p)
    {
        double[] v = [.. values.Order()];
        double h = (v.Length - 1) * p;
        int i = (int)Math.Floor(h);
        return i + 1 < v.Length ? v[i] + ((h - i) * (v[i + 1] - v[i])) : v[i];
    }

    /// <summary>Months counted through the years, so that differences are months.</summary>
    public static int MonthNumber(Period month) => (month.Year * 12) + month.Month;

    private static double Rounded(double value, double scale) => Math.Round(value * scale, MidpointRounding.AwayFromZero) / scale;
}
