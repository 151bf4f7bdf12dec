using System.Runtime.InteropServices;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Statistics;

namespace NineGrid.Data.Queries.Grids;

/// <summary>What an axis of the picture measures, and so how it is spaced.</summary>
public enum AxisScale
{
    /// <summary>Yuan, logarithmic, with a gutter for values of 0 and less.</summary>
    Money,

    /// <summary>A fraction, linear.</summary>
    Rate,

    /// <summary>Symmetric growth, linear; labelled as ordinary growth.</summary>
    Growth,
}

/// <summary>A mark on an axis.</summary>
/// <param name="Position">Where it stands, 0 to 3.</param>
/// <param name="Value">Yuan, a fraction, ordinary growth; or a multiple of the cut point.</param>
/// <param name="IsMultiple">Whether <paramref name="Value"/> is a multiple of the lower (below 1) or upper cut point (above 1).</param>
public sealed record AxisTick(double Position, double Value, bool IsMultiple);

/// <summary>A value of the axis as it is drawn.</summary>
/// <param name="Position">Where it is drawn, 0 to 3.</param>
/// <param name="Clipped">−1 when the value lies beyond the low end of the axis, 1 beyond the high end, else 0.</param>
public readonly record struct AxisPlace(double Position, int Clipped);

/// <summary>One axis of the nine-grid picture: three bands of equal width, Low [0, 1), Mid [1, 2), High [2, 3].</summary>
/// <remarks>
/// Inside a band a value is spaced by its distance from its own peer group's cut point, logarithmic for money, else linear, so that customers measured against
/// different cut points share one picture and every point lies inside the cell in which it is counted. The outer ends are the 1st and 99th percentile
/// of those distances (the extremes for money); what lies beyond is drawn on the edge.
/// </remarks>
public sealed class PictureAxis
{
    /// <summary>Where the gutter for values of 0 and less ends, on a money axis.</summary>
    public const double GutterEnd = 0.3;

    // Points keep this distance from the lines between cells, so that none seems to lie on one.
    private const double Margin = 0.02;

    private static readonly double[] OrdinaryGrowths =
    [
        -0.9,
        -0.75,
        -0.5,
        -0.3,
        -0.2,
        -0.1,
        -0.05,
        0,
        0.05,
        0.1,
        0.2,
        0.3,
        0.5,
        1,
        2,
        4,
        9,
    ];

    private readonly double _lowSpan;
    private readonly double _highSpan;
    private readonly double _deepest;

    /// <summary>An axis on which those values are drawn.</summary>
    /// <param name="scale">How it is spaced.</param>
    /// <param name="values">The values with the cuts they are measured against and the level in which they are counted.</param>
    public PictureAxis(AxisScale scale, IReadOnlyCollection<(double Value, CutPoints Cuts, Level Level)> values)
    {
        Scale = scale;
        List<double> below = [];
        List<double> above = [];
        foreach ((double value, CutPoints cuts, Level level) in values)
        {
            if (InGutter(value, cuts, level))
            {
                _deepest = Math.Max(_deepest, Math.Abs(Spaced(value)));
            }
            else if (cuts.Exist && level == Level.Low)
            {
                below.Add(Spaced(cuts.Lo) - Spaced(value));
            }
            else if (cuts.Exist && level == Level.High)
            {
                above.Add(Spaced(value) - Spaced(cuts.Hi));
            }
        }

        _lowSpan = Span(below);
        _highSpan = Span(above);
        Cuts = [.. values.Select(one => one.Cuts).Where(cuts => cuts.Exist).Distinct()];
        Ticks = [.. Cuts.Count == 1 ? Values(Cuts[0]) : Multiples()];
    }

    /// <summary>How the axis is spaced.</summary>
    public AxisScale Scale { get; }

    /// <summary>The cut points of the values drawn; with more than one pair, places are relative to each value's own.</summary>
    public IReadOnlyList<CutPoints> Cuts { get; }

    /// <summary>Marks between the cut lines, in no order.</summary>
    public IReadOnlyList<AxisTick> Ticks { get; }

    /// <summary>Where a value is drawn: always inside the band of its level.</summary>
    public AxisPlace Place(double value, CutPoints cuts, Level level)
    {
        double inner = Inner(value, cuts, level);
        int clipped =
            level == Level.Low && inner < 0 ? -1
            : level == Level.High && inner > 1 ? 1
            : 0;
        return new((int)level + Math.Clamp(inner, Margin, 1 - Margin), clipped);
    }

    /// <summary>The place inside the band, 0 to 1 and beyond when clipped.</summary>
    private double Inner(double value, CutPoints cuts, Level level)
    {
        if (!cuts.Exist || InGutter(value, cuts, level))
        {
            return _deepest > 0 ? (GutterEnd - 0.06) * (1 - (Math.Abs(Spaced(value)) / _deepest)) + 0.03 : GutterEnd / 2;
        }

        double start = Scale == AxisScale.Money ? GutterEnd : 0;
        return level switch
        {
            Level.Low => 1 - ((1 - start) * (Spaced(cuts.Lo) - Spaced(value)) / _lowSpan),
            Level.High => (Spaced(value) - Spaced(cuts.Hi)) / _highSpan,
            _ => cuts.Hi > cuts.Lo ? (Spaced(value) - Spaced(cuts.Lo)) / (Spaced(cuts.Hi) - Spaced(cuts.Lo)) : 0.5,
        };
    }

    private bool InGutter(double value, CutPoints cuts, Level level) =>
        Scale == AxisScale.Money && level == Level.Low && value <= 0 && !(cuts.Exist && cuts.Lo <= 0);

    /// <summary>asinh is the logarithm for amounts of more than a few yuan and is defined for the rest.</summary>
    private double Spaced(double value) => Scale == AxisScale.Money ? Math.Asinh(value) : value;

    private double Span(List<double> distances)
    {
        double least = Scale == AxisScale.Money ? Math.Log(4) : 0.05;
        if (distances.Count == 0)
        {
            return Scale == AxisScale.Money ? Math.Log(100) : 0.2;
        }

        double end = Quantiles.Of(CollectionsMarshal.AsSpan(distances), Scale == AxisScale.Money ? 1 : 0.99);
        return Math.Max(end * 1.03, least);
    }

    private IEnumerable<AxisTick> Values(CutPoints cuts)
    {
        List<double> taken = [1, 2];
        double first = Scale == AxisScale.Money ? GutterEnd : 0;
        foreach (double value in Candidates(cuts))
        {
            double own = Scale == AxisScale.Growth ? Growth.SymmetricOf(value) : value;
            Level level =
                own < cuts.Lo ? Level.Low
                : own < cuts.Hi ? Level.Mid
                : Level.High;
            double inner = Inner(own, cuts, level);
            double position = (int)level + inner;
            if (inner >= 0 && inner <= 1 && position > first + 0.05 && taken.TrueForAll(other => Math.Abs(other - position) > 0.21))
            {
                taken.Add(position);
                yield return new(position, value, IsMultiple: false);
            }
        }
    }

    private double[] Candidates(CutPoints cuts)
    {
        if (Scale == AxisScale.Growth)
        {
            return OrdinaryGrowths;
        }

        // Those named first win the room: round powers, zero, the coarse steps.
        return Scale == AxisScale.Money
            ? [.. from digit in (int[])[1, 5, 2] from power in Enumerable.Range(1, 13) select digit * Math.Pow(10, power)]
            :
            [
                0,
                .. from step in (double[])[100, 10, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01]
                from k in Enumerable.Range(-20, 41)
                let value = Math.Round(k * step, 2)
                where Math.Abs(value) <= Math.Abs(cuts.Hi) + _highSpan + _lowSpan
                select value,
            ];
    }

    private IEnumerable<AxisTick> Multiples()
    {
        if (Scale != AxisScale.Money)
        {
            yield break;
        }

        List<double> taken = [1, 2];
        foreach (double multiple in (double[])[10, 100, 1000, 5, 2, 50, 500])
        {
            double distance = Math.Log(multiple);
            double[] positions = [1 - ((1 - GutterEnd) * distance / _lowSpan), 2 + (distance / _highSpan)];
            foreach (double position in positions)
            {
                bool fits = position < 1 ? position > GutterEnd + 0.05 : position <= 2.98;
                if (fits && taken.TrueForAll(other => Math.Abs(other - position) > 0.21))
                {
                    taken.Add(position);
                    yield return new(position, position < 1 ? 1 / multiple : multiple, IsMultiple: true);
                }
            }
        }
    }
}
