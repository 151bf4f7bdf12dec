namespace NineGrid.Domain.Views;

/// <summary>A layer of the customer pyramid [Zeithaml, Rust, Lemon 2001].</summary>
public enum PyramidTier : byte
{
    /// <summary>铂金, the best few.</summary>
    Platinum,

    /// <summary>黄金.</summary>
    Gold,

    /// <summary>铁.</summary>
    Iron,

    /// <summary>铅, the rest.</summary>
    Lead,
}

/// <summary>Which share of the customers each layer of the pyramid takes, the best first; the rest is Lead.</summary>
public sealed record PyramidShares
{
    /// <summary>The shares.</summary>
    /// <param name="platinum">Share of Platinum, a fraction.</param>
    /// <param name="gold">Share of Gold, a fraction.</param>
    /// <param name="iron">Share of Iron, a fraction.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is not above 0, or together they are above 1.</exception>
    public PyramidShares(double platinum, double gold, double iron)
    {
        if (!(platinum > 0 && gold > 0 && iron > 0 && platinum + gold + iron <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(iron), "each share must be above 0, and all together at most 1");
        }

        (Platinum, Gold, Iron) = (platinum, gold, iron);
    }

    /// <summary>1 %, 4 %, 15 %.</summary>
    public static PyramidShares Default { get; } = new(0.01, 0.04, 0.15);

    /// <summary>Share of Platinum, a fraction.</summary>
    public double Platinum { get; }

    /// <summary>Share of Gold, a fraction.</summary>
    public double Gold { get; }

    /// <summary>Share of Iron, a fraction.</summary>
    public double Iron { get; }
}

/// <summary>A layer of the pyramid.</summary>
/// <param name="Tier">Which.</param>
/// <param name="Customers">Customers in it.</param>
/// <param name="Return">Their ΣΠ, yuan a year.</param>
/// <param name="Share">Their part of ΣΠ, a fraction; null when ΣΠ is not positive.</param>
public sealed record TierSum(PyramidTier Tier, int Customers, double Return, double? Share);

/// <summary>A point of a curve over customers in order.</summary>
/// <param name="Customers">The first so many customers.</param>
/// <param name="Sum">What they come to together, yuan a year.</param>
public readonly record struct CurvePoint(int Customers, double Sum);

/// <summary>How much of the return and of the revenue lies with how few customers (3.12).</summary>
/// <remarks>
/// Nobody is named and equal customers bring equal sums, so ties need no rule and the order in which customers are given is of no account.
/// A share of customers is rounded up to whole ones; the layers of the pyramid by their shares added up, so that together they are everybody.
/// </remarks>
public sealed record Concentration
{
    private const double TopShare = 0.2;
    private const double BottomShare = 0.3;

    private Concentration(double[] returns, double[] revenues, PyramidShares shares, int points)
    {
        double[] best = Descending(returns);
        double[] running = Running(best);
        Customers = best.Length;
        Return = running[^1];
        int profitable = best.Count(value => value > 0);
        Peak = new(profitable, running[profitable]);
        Whale = Curve(running, points, profitable);
        Pyramid = PyramidOf(running, shares);
        Top = new(Count(TopShare), running[Count(TopShare)]);
        Bottom = new(Count(BottomShare), Return - running[Customers - Count(BottomShare)]);

        double[] paying = Descending([.. revenues.Where(revenue => revenue > 0)]);
        Array.Reverse(paying);
        double[] rising = Running(paying);
        Paying = paying.Length;
        PayingRevenue = rising[^1];
        Lorenz = Curve(rising, points, paying.Length);
        if (Paying > 0)
        {
            Herfindahl = paying.Sum(revenue => revenue / PayingRevenue * (revenue / PayingRevenue));
            double weighted = 0;
            for (int i = 0; i < paying.Length; i++)
            {
                weighted += (i + 1) * (paying[i] / PayingRevenue);
            }

            Gini = ((2 * weighted) - (Paying + 1)) / Paying;
        }
    }

    /// <summary>Customers whose return is measured.</summary>
    public int Customers { get; }

    /// <summary>ΣΠ, yuan a year.</summary>
    public double Return { get; }

    /// <summary>The four layers, the best first.</summary>
    public IReadOnlyList<TierSum> Pyramid { get; }

    /// <summary>鲸鱼曲线: cumulative Π, the best customers first, from nobody to everybody; the peak is one of the points.</summary>
    public IReadOnlyList<CurvePoint> Whale { get; }

    /// <summary>Where the whale curve is highest: the customers with a positive Π, and what they earn.</summary>
    public CurvePoint Peak { get; }

    /// <summary>Π that the customers behind the peak lose again, 0 or more.</summary>
    public double Lost => Peak.Sum - Return;

    /// <summary><see cref="Lost"/> as a part of the peak; null when nobody earns anything.</summary>
    public double? LostShare => Peak.Sum > 0 ? Lost / Peak.Sum : null;

    /// <summary>The best 20 % of the customers and their ΣΠ.</summary>
    public CurvePoint Top { get; }

    /// <summary>Their part of ΣΠ; null when that is not positive. The rule of thumb says 80 %, and more where others lose.</summary>
    public double? TopReturnShare => Share(Top.Sum);

    /// <summary>The last 30 % of the customers and their ΣΠ, negative where they lose.</summary>
    public CurvePoint Bottom { get; }

    /// <summary>Their part of ΣΠ, negative where they lose; null when ΣΠ is not positive.</summary>
    public double? BottomReturnShare => Share(Bottom.Sum);

    /// <summary>Customers with positive revenue, whom Lorenz curve, Gini and HHI are about: a share of a sum means nothing where parts of it are negative.</summary>
    public int Paying { get; }

    /// <summary>ΣR of those, yuan a year.</summary>
    public double PayingRevenue { get; }

    /// <summary>洛伦兹曲线: cumulative R of the paying customers, the smallest first, from nobody to everybody.</summary>
    public IReadOnlyList<CurvePoint> Lorenz { get; }

    /// <summary>Gini coefficient of R over the paying customers, 0 when all bring the same, below 1; null when nobody pays.</summary>
    public double? Gini { get; }

    /// <summary>HHI, the sum of the squared shares of R over the paying customers, 1/n to 1; null when nobody pays.</summary>
    public double? Herfindahl { get; }

    /// <summary>How many customers of equal revenue would be as concentrated, 1/HHI; null when nobody pays.</summary>
    public double? EqualCustomers => 1 / Herfindahl;

    /// <summary>Measures some customers.</summary>
    /// <param name="returns">Π of each, yuan a year, in any order.</param>
    /// <param name="revenues">R of each, yuan a year, in any order.</param>
    /// <param name="shares">The layers of the pyramid.</param>
    /// <param name="points">Points of a curve at most, beside the peak; 2 or more.</param>
    /// <exception cref="ArgumentException">A figure is not a number.</exception>
    public static Concentration Of(double[] returns, double[] revenues, PyramidShares shares, int points = 101)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        return returns.Concat(revenues).Any(double.IsNaN)
            ? throw new ArgumentException("Every customer has a return and a revenue.", nameof(returns))
            : new(returns, revenues, shares, points);
    }

    private TierSum[] PyramidOf(double[] running, PyramidShares shares)
    {
        int[] ends =
        [
            0,
            Count(shares.Platinum),
            Count(shares.Platinum + shares.Gold),
            Count(shares.Platinum + shares.Gold + shares.Iron),
            Customers,
        ];
        return
        [
            .. Enum.GetValues<PyramidTier>()
                .Select(tier =>
                {
                    (int start, int end) = (ends[(int)tier], ends[(int)tier + 1]);
                    double sum = running[end] - running[start];
                    return new TierSum(tier, end - start, sum, Share(sum));
                }),
        ];
    }

    private double? Share(double part) => Return > 0 ? part / Return : null;

    // A product of decimal fractions can lie a hair above the whole number that it is.
    private int Count(double share) => (int)Math.Ceiling((share * Customers) - 1e-9);

    private static double[] Descending(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        Array.Reverse(sorted);
        return sorted;
    }

    /// <summary>The sums of the first 0, 1, 2 … values.</summary>
    private static double[] Running(double[] values)
    {
        var running = new double[values.Length + 1];
        for (int i = 0; i < values.Length; i++)
        {
            running[i + 1] = running[i] + values[i];
        }

        return running;
    }

    private static CurvePoint[] Curve(double[] running, int points, int also)
    {
        long last = running.Length - 1;
        return
        [
            .. Enumerable
                .Range(0, points)
                .Select(i => (int)(last * i / (points - 1)))
                .Append(also)
                .Distinct()
                .Order()
                .Select(customers => new CurvePoint(customers, running[customers])),
        ];
    }
}
