namespace NineGrid.Domain.Statistics;

/// <summary>The quartiles of a set.</summary>
/// <param name="P25">Lower quartile.</param>
/// <param name="Median">Median.</param>
/// <param name="P75">Upper quartile.</param>
public readonly record struct Quartiles(double P25, double Median, double P75);

/// <summary>
/// Type-7 quantiles [Hyndman, Fan, 1996; R's default, <c>PERCENTILE.INC</c>, SQL's <c>percentile_cont</c>] by selection:
/// with <c>h = (n−1)·p</c> and <c>i = ⌊h⌋</c>, <c>v[i] + (h−i)·(v[i+1] − v[i])</c> on ascending values.
/// </summary>
/// <remarks>The values are finite and are reordered. The result depends on the values only, not on their order.</remarks>
public static class Quantiles
{
    private const int SortBelow = 48;

    /// <summary>One quantile.</summary>
    /// <param name="values">At least one finite value; reordered.</param>
    /// <param name="p">Probability, 0 to 1.</param>
    /// <exception cref="ArgumentException">There is no value or p lies outside [0, 1].</exception>
    public static double Of(Span<double> values, double p)
    {
        if (values.IsEmpty || !(p >= 0 && p <= 1))
        {
            throw new ArgumentException(
                $"A quantile needs values and a probability in [0, 1], not {values.Length} values and {p:R}.",
                nameof(values)
            );
        }

        (int rank, double fraction) = Place(values.Length, p);
        Select(values, rank);
        return Interpolate(values, rank, fraction);
    }

    /// <summary>One quantile of values in order.</summary>
    /// <param name="ascending">At least one finite value.</param>
    /// <param name="p">Probability, 0 to 1.</param>
    /// <exception cref="ArgumentException">There is no value or p lies outside [0, 1].</exception>
    public static double OfSorted(ReadOnlySpan<double> ascending, double p)
    {
        if (ascending.IsEmpty || !(p >= 0 && p <= 1))
        {
            throw new ArgumentException(
                $"A quantile needs values and a probability in [0, 1], not {ascending.Length} values and {p:R}.",
                nameof(ascending)
            );
        }

        (int rank, double fraction) = Place(ascending.Length, p);
        return fraction == 0 ? ascending[rank] : ascending[rank] + (fraction * (ascending[rank + 1] - ascending[rank]));
    }

    /// <summary>Lower quartile, median and upper quartile at once.</summary>
    /// <param name="values">At least one finite value; reordered.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Quartiles QuartilesOf(Span<double> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("Quartiles need at least one value.", nameof(values));
        }

        (int lower, double lowerFraction) = Place(values.Length, 0.25);
        (int middle, double middleFraction) = Place(values.Length, 0.5);
        (int upper, double upperFraction) = Place(values.Length, 0.75);
        if (values.Length < SortBelow)
        {
            values.Sort();
            return new(
                Interpolate(values, lower, lowerFraction),
                Interpolate(values, middle, middleFraction),
                Interpolate(values, upper, upperFraction)
            );
        }

        Select(values, middle);
        Select(values[..middle], lower);
        Select(values[(middle + 1)..], upper - middle - 1);
        return new(
            Interpolate(values[..(middle + 1)], lower, lowerFraction),
            Interpolate(values[..(upper + 1)], middle, middleFraction),
            Interpolate(values, upper, upperFraction)
        );
    }

    /// <summary>The rank, from 0, at or below a quantile of so many values, and the fraction of the way to the next rank.</summary>
    internal static (int Rank, double Fraction) Place(int count, double p)
    {
        double h = (count - 1) * p;
        int rank = (int)h;
        return (rank, h - rank);
    }

    /// <summary>Interpolates at a selected rank; the next larger value is the least of those behind it.</summary>
    private static double Interpolate(ReadOnlySpan<double> selected, int rank, double fraction)
    {
        double value = selected[rank];
        return fraction == 0 ? value : value + (fraction * (Least(selected[(rank + 1)..]) - value));
    }

    private static double Least(ReadOnlySpan<double> values)
    {
        double least = values[0];
        foreach (double value in values[1..])
        {
            least = Math.Min(least, value);
        }

        return least;
    }

    /// <summary>Puts the value of a rank at its place, nothing larger before it and nothing smaller behind it (quickselect, Hoare, 1961).</summary>
    private static void Select(Span<double> values, int rank)
    {
        int first = 0;
        int last = values.Length - 1;
        int budget = 4 * int.Log2(values.Length + 1);
        while (last - first >= SortBelow && budget-- > 0)
        {
            double pivot = MedianOfThree(values[first], values[first + ((last - first) / 2)], values[last]);
            int left = first;
            int right = last;
            while (left <= right)
            {
                while (values[left] < pivot)
                {
                    left++;
                }

                while (values[right] > pivot)
                {
                    right--;
                }

                if (left <= right)
                {
                    (values[left], values[right]) = (values[right], values[left]);
                    left++;
                    right--;
                }
            }

            if (rank <= right)
            {
                last = right;
            }
            else if (rank >= left)
            {
                first = left;
            }
            else
            {
                return;
            }
        }

        // What is left is short, or the pivots were unlucky: sorting bounds the worst case.
        values[first..(last + 1)].Sort();
    }

    private static double MedianOfThree(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
