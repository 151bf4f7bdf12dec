using System.Runtime.InteropServices;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Statistics;

namespace NineGrid.Data.Queries.Grids;

/// <summary>How far the outer bands of a picture's axis go, as distances from the cut points: yuan spaced as on the axis, or a fraction.</summary>
/// <remarks>It is taken from all customers of an institution, so that filters move no point.</remarks>
/// <param name="Low">From the lower cut down to the low end.</param>
/// <param name="High">From the upper cut up to the high end.</param>
/// <param name="Deepest">The largest distance from 0 in the gutter for values of 0 and less; 0 when nobody stands there.</param>
public sealed record AxisReach(double Low, double High, double Deepest)
{
    /// <summary>The reach of those values: the 1st and 99th percentile, for money the extremes.</summary>
    public static AxisReach Of(AxisScale scale, IReadOnlyCollection<(double Value, CutPoints Cuts, Level Level)> values)
    {
        double deepest = 0;
        List<double> below = new(values.Count);
        List<double> above = new(values.Count);
        foreach ((double value, CutPoints cuts, Level level) in values)
        {
            double spaced = Spaced(scale, value);
            if (InGutter(scale, value, cuts, level))
            {
                deepest = Math.Max(deepest, Math.Abs(spaced));
            }
            else if (cuts.Exist)
            {
                below.Add(Spaced(scale, cuts.Lo) - spaced);
                above.Add(spaced - Spaced(scale, cuts.Hi));
            }
        }

        return new(End(scale, below), End(scale, above), deepest);
    }

    /// <summary>asinh is the logarithm for amounts of more than a few yuan and is defined for the rest.</summary>
    internal static double Spaced(AxisScale scale, double value) => scale == AxisScale.Money ? Math.Asinh(value) : value;

    /// <summary>Whether a value has no logarithm to stand at.</summary>
    internal static bool InGutter(AxisScale scale, double value, CutPoints cuts, Level level) =>
        scale == AxisScale.Money && level == Level.Low && value <= 0 && !(cuts.Exist && cuts.Lo <= 0);

    private static double End(AxisScale scale, List<double> distances)
    {
        if (!distances.Exists(distance => distance >= 0))
        {
            return scale == AxisScale.Money ? Math.Log(100) : 0.2;
        }

        double least = scale == AxisScale.Money ? Math.Log(4) : 0.05;
        return Math.Max(Quantiles.Of(CollectionsMarshal.AsSpan(distances), scale == AxisScale.Money ? 1 : 0.99), least);
    }
}
