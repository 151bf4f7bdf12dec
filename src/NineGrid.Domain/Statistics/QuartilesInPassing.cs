namespace NineGrid.Domain.Statistics;

/// <summary>The quartiles of so many values, taken while they go by in ascending order: only those at the ranks that a quartile needs are looked at.</summary>
/// <remarks><c>default</c> is of no values.</remarks>
public readonly record struct QuartilesInPassing
{
    private readonly int _count;

    /// <summary>The quartiles of a set of that size, of which no value was taken yet.</summary>
    /// <param name="count">How many values will go by, at least one.</param>
    public QuartilesInPassing(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _count = count;
        Next = Quantiles.Place(count, 0.25).Rank;
    }

    /// <summary>The rank, from 0, of the next value to take.</summary>
    public int Next { get; private init; }

    /// <summary>The quartiles, once all ranks were taken.</summary>
    public Quartiles Quartiles { get; private init; }

    /// <summary>With the value of rank <see cref="Next"/>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="further">How many values further the next one is; 0 when there is none.</param>
    public QuartilesInPassing Take(double value, out int further)
    {
        int next = _count;
        double p25 = Offer(Quartiles.P25, 0.25, value, ref next);
        double median = Offer(Quartiles.Median, 0.5, value, ref next);
        double p75 = Offer(Quartiles.P75, 0.75, value, ref next);
        further = next == _count ? 0 : next - Next;
        return this with { Next = next, Quartiles = new(p25, median, p75) };
    }

    /// <summary>Type 7: the value at a rank, and a fraction of the way to the one after it.</summary>
    private double Offer(double quantile, double p, double value, ref int next)
    {
        (int rank, double fraction) = Quantiles.Place(_count, p);
        int last = fraction == 0 ? rank : rank + 1;
        if (last > Next)
        {
            next = Math.Min(next, Math.Max(rank, Next + 1));
        }

        return rank == Next ? value
            : last == Next ? quantile + (fraction * (value - quantile))
            : quantile;
    }
}
