namespace NineGrid.Domain.Grids;

/// <summary>Symmetric growth, defined across zero where a percentage is not (Davis, Haltiwanger, Schuh, 1996: Job Creation and Destruction).</summary>
public static class Growth
{
    /// <summary><c>g(a→b) = (b − a) / ((|a| + |b|)/2)</c>, 0 when both are 0. Lies in [−2, 2]; NaN when one is NaN (not measured).</summary>
    public static double Symmetric(double from, double to) =>
        from == 0 && to == 0 ? 0 : (to - from) / ((Math.Abs(from) + Math.Abs(to)) / 2);

    /// <summary>The symmetric growth <c>2c/(2+c)</c> of an ordinary growth <paramref name="ordinary"/> ≥ −1.</summary>
    public static double SymmetricOf(double ordinary) => 2 * ordinary / (2 + ordinary);

    /// <summary>The ordinary growth <c>2g/(2−g)</c> of a symmetric growth <paramref name="symmetric"/>; null at 2 (from zero or loss), where there is none.</summary>
    public static double? OrdinaryOf(double symmetric) => symmetric < 2 ? 2 * symmetric / (2 - symmetric) : null;

    /// <summary>The ordinary growth <c>(b − a)/a</c>; null when a ≤ 0, for which pages say “from zero or loss”.</summary>
    public static double? Ordinary(double from, double to) => from > 0 ? (to - from) / from : null;
}
