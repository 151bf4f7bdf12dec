using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Grids;

/// <summary>What the values of an axis are, and so how they are rounded before they are compared (3.0).</summary>
public enum AxisUnit : byte
{
    /// <summary>Yuan; compared to the cent.</summary>
    Money,

    /// <summary>A ratio, a rate or a symmetric growth; compared to 10 decimals.</summary>
    Ratio,
}

/// <summary>The two cut points of an axis: below <see cref="Lo"/> is Low, from <see cref="Hi"/> on is High, between them Mid (3.3).</summary>
/// <remarks><c>default</c> is not a valid pair; use <see cref="Of"/> or <see cref="None"/>.</remarks>
public readonly record struct CutPoints
{
    private CutPoints(double lo, double hi)
    {
        Lo = lo;
        Hi = hi;
    }

    /// <summary>Empty cuts, under which everybody is Low: what <c>Contribution</c> gives when no value is positive.</summary>
    public static CutPoints None { get; } = new(double.NaN, double.NaN);

    /// <summary>The first value that is Mid; NaN for <see cref="None"/>.</summary>
    public double Lo { get; }

    /// <summary>The first value that is High; NaN for <see cref="None"/>.</summary>
    public double Hi { get; }

    /// <summary>Whether there are cuts.</summary>
    public bool Exist => !double.IsNaN(Lo);

    /// <summary>The pair of those two.</summary>
    /// <exception cref="ArgumentException">One is not finite, or lo exceeds hi.</exception>
    public static CutPoints Of(double lo, double hi) =>
        double.IsFinite(lo) && double.IsFinite(hi) && lo <= hi
            ? new(lo, hi)
            : throw new ArgumentException($"Cut points must be finite with lo ≤ hi, not ({lo:R}, {hi:R}).", nameof(lo));

    /// <summary>The level of a measured value; a value on a cut belongs to the upper level. Both sides are rounded as <paramref name="unit"/> says.</summary>
    public Level LevelOf(double value, AxisUnit unit)
    {
        if (!Exist)
        {
            return Level.Low;
        }

        double compared = Compared(value, unit);
        return compared >= Compared(Hi, unit) ? Level.High
            : compared >= Compared(Lo, unit) ? Level.Mid
            : Level.Low;
    }

    /// <summary>The first value of Mid or High; NaN for <see cref="None"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Low has no first value.</exception>
    public double Lower(Level level) =>
        level switch
        {
            Level.Mid => Lo,
            Level.High => Hi,
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Low has no lower cut"),
        };

    private static double Compared(double value, AxisUnit unit) =>
        unit == AxisUnit.Money ? Comparable.Money(value) : Comparable.Ratio(value);
}
