namespace NineGrid.Domain.Statistics;

/// <summary>Rounds values before they are compared, so that <c>0.1 + 0.2</c> noise decides nothing (3.0).</summary>
/// <remarks>Half away from zero, computed in double as <c>round(v·10^k)/10^k</c>. Only comparisons use it; what is stored is not rounded.</remarks>
public static class Comparable
{
    /// <summary>Money to 0.01 yuan.</summary>
    public static double Money(double yuan) => Math.Round(yuan * 1e2, MidpointRounding.AwayFromZero) / 1e2;

    /// <summary>Everything else to 10 decimals.</summary>
    public static double Ratio(double value) => Math.Round(value * 1e10, MidpointRounding.AwayFromZero) / 1e10;
}
