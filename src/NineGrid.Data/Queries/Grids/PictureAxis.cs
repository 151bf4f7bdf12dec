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
/// <param name="Depth">0 on the whole picture; 1 and 2 have room only when that is magnified, at least 3 and 8 times.</param>
public sealed record AxisTick(double Position, double Value, bool IsMultiple, int Depth);

/// <summary>A value of the axis as it is drawn.</summary>
/// <param name="Position">Where it is drawn, 0 to 3.</param>
/// <param name="Clipped">−1 when the value lies beyond the low end of the axis, 1 beyond the high end, else 0.</param>
public readonly record struct AxisPlace(double Position, int Clipped);

/// <summary>A line at the median of the customers drawn.</summary>
/// <param name="Position">Where it stands, 0 to 3.</param>
/// <param name="Value">The median; null when they are measured against different cut points, as then only places compare.</param>
public sealed record AxisMedian(double Position, double? Value);

/// <summary>One axis of the nine-grid picture: three bands of equal width, Low [0, 1), Mid [1, 2), High [2, 3].</summary>
/// <remarks>
/// Inside a band a value is spaced by its distance from its own peer group's cut point, logarithmic for money, else linear, so that customers measured against
/// different cut points share one picture and every point lies inside the cell in which it is counted. How far the outer bands reach is said by
/// <see cref="AxisReach"/>, which filters do not change; what lies beyond is drawn on the edge.
/// </remarks>
public sealed class PictureAxis
{
    /// <summary>Where the gutter for values of 0 and less ends, on a money axis.</summary>
    public const double GutterEnd = 0.3;

    // Points keep this distance from the lines between cells, so that none seems to lie on one.
    private const double Margin = 0.02;

    private const double Rounding = 1e-9;

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
        .. Enumerable.Range(-45, 100).Select(step => step / 50.0),
    ];

    private readonly AxisReach _reach;

    /// <summary>An axis that reaches as far as those values, on which they are drawn.</summary>
    /// <param name="scale">How it is spaced.</param>
    /// <param name="values">The values with the cuts they are measured against and the level in which they are counted.</param>
    public PictureAxis(AxisScale scale, IReadOnlyCollection<(double Value, CutPoints Cuts, Level Level)> values)
        : this(scale, AxisReach.Of(scale, values), values.Select(one => one.Cuts)) { }

    /// <summary>An axis for some cut points.</summary>
    /// <param name="scale">How it is spaced.</param>
    /// <param name="reach">How far its outer bands go.</param>
    /// <param name="cuts">The cut points of the values drawn; they decide the marks, not the places.</param>
    public PictureAxis(AxisScale scale, AxisReach reach, IEnumerable<CutPoints> cuts)
    {
        Scale = scale;
        _reach = reach;
        Cuts = [.. cuts.Where(own => own.Exist).Distinct()];
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
        bool gutter = !cuts.Exist || AxisReach.InGutter(Scale, value, cuts, level);
        double inner = gutter ? InGutter(value) : Inner(value, cuts, level);
        double first = level == Level.Low && !gutter ? Start + Margin : Margin;
        int clipped =
            gutter ? 0
            : level == Level.Low && inner < first - Rounding ? -1
            : level == Level.High && inner > 1 - Margin + Rounding ? 1
            : 0;
        return new((int)level + Math.Clamp(inner, first, 1 - Margin), clipped);
    }

    /// <summary>The median of values as they are drawn; null when there are none.</summary>
    /// <param name="values">The values with the cuts they are measured against and the level in which they are counted.</param>
    /// <param name="unit">How values are compared with cuts.</param>
    public AxisMedian? MedianOf(IReadOnlyCollection<(double Value, CutPoints Cuts, Level Level)> values, AxisUnit unit)
    {
        if (values.Count == 0)
        {
            return null;
        }

        if (Cuts.Count == 1)
        {
            double[] measured = [.. values.Select(one => one.Value)];
            double median = Quantiles.Of(measured, 0.5);
            return new(Place(median, Cuts[0], Cuts[0].LevelOf(median, unit)).Position, median);
        }

        double[] places = [.. values.Select(one => Place(one.Value, one.Cuts, one.Level).Position)];
        return new(Quantiles.Of(places, 0.5), null);
    }

    /// <summary>The place inside the band, 0 to 1 and beyond when clipped. What lies at the end of the reach stands a margin before the edge.</summary>
    private double Inner(double value, CutPoints cuts, Level level) =>
        level switch
        {
            Level.Low => 1 - ((1 - Margin - Start) * (Spaced(cuts.Lo) - Spaced(value)) / _reach.Low),
            Level.High => (1 - Margin) * (Spaced(value) - Spaced(cuts.Hi)) / _reach.High,
            _ => cuts.Hi > cuts.Lo ? (Spaced(value) - Spaced(cuts.Lo)) / (Spaced(cuts.Hi) - Spaced(cuts.Lo)) : 0.5,
        };

    /// <summary>The place of a value without a logarithm, and of everything where there are no cut points.</summary>
    private double InGutter(double value) =>
        _reach.Deepest > 0 ? (GutterEnd - 0.06) * Math.Max(0, 1 - (Math.Abs(Spaced(value)) / _reach.Deepest)) + 0.03 : GutterEnd / 2;

    /// <summary>Where the lowest band's own values begin.</summary>
    private double Start => Scale == AxisScale.Money ? GutterEnd : 0;

    private double Spaced(double value) => AxisReach.Spaced(Scale, value);

    // The least distance between marks by depth.
    private static readonly double[] Gaps = [0.21, 0.07, 0.026];

    private IEnumerable<AxisTick> Values(CutPoints cuts)
    {
        List<double> taken = [1, 2];
        (double Value, double Position)[] candidates = [.. Candidates(cuts).Select(value => (value, PositionOf(value, cuts)))];
        for (int depth = 0; depth < Gaps.Length; depth++)
        {
            foreach ((double value, double position) in candidates)
            {
                if (position > Start + 0.05 && HasRoom(position, taken, Gaps[depth]))
                {
                    taken.Add(position);
                    yield return new(position, value, IsMultiple: false, depth);
                }
            }
        }
    }

    /// <summary>Where a mark stands; NaN beyond the ends.</summary>
    private double PositionOf(double value, CutPoints cuts)
    {
        double own = Scale == AxisScale.Growth ? Growth.SymmetricOf(value) : value;
        Level level =
            own < cuts.Lo ? Level.Low
            : own < cuts.Hi ? Level.Mid
            : Level.High;
        double inner = Inner(own, cuts, level);
        return inner is >= 0 and <= 1 ? (int)level + inner : double.NaN;
    }

    private static bool HasRoom(double position, List<double> taken, double gap) =>
        taken.TrueForAll(other => Math.Abs(other - position) > gap);

    private double[] Candidates(CutPoints cuts)
    {
        if (Scale == AxisScale.Growth)
        {
            return OrdinaryGrowths;
        }

        // Those named first win the room: round powers, zero, the coarse steps.
        return Scale == AxisScale.Money
            ?
            [
                .. from digit in (double[])[1, 5, 2, 3, 7, 4, 6, 8, 9, 1.5, 2.5, 1.2]
                from power in Enumerable.Range(1, 13)
                select digit * Math.Pow(10, power),
            ]
            :
            [
                0,
                .. from step in (double[])[100, 10, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002]
                from k in Enumerable.Range(-40, 81)
                let value = Math.Round(k * step, 3)
                where Math.Abs(value) <= Math.Abs(cuts.Hi) + _reach.High + _reach.Low
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
        for (int depth = 0; depth < Gaps.Length; depth++)
        {
            foreach (double multiple in (double[])[10, 100, 1000, 5, 2, 50, 500, 20, 200, 3, 1.5, 30, 300, 7, 70, 700, 1.2])
            {
                double distance = Math.Log(multiple);
                double below = 1 - ((1 - Margin - Start) * distance / _reach.Low);
                double above = 2 + ((1 - Margin) * distance / _reach.High);
                if (below > Start + 0.05 && multiple == Math.Round(multiple) && HasRoom(below, taken, Gaps[depth]))
                {
                    taken.Add(below);
                    yield return new(below, 1 / multiple, IsMultiple: true, depth);
                }

                if (above <= 2.98 && HasRoom(above, taken, Gaps[depth]))
                {
                    taken.Add(above);
                    yield return new(above, multiple, IsMultiple: true, depth);
                }
            }
        }
    }
}
