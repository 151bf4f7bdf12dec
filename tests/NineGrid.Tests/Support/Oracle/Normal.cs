namespace NineGrid.Tests.Support.Oracle;

/// <summary>The standard normal distribution, by power series and by halving: slow and plain.</summary>
internal static class Normal
{
    /// <summary>Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …) [Marsaglia 2004, Evaluating the Normal Distribution].</summary>
    public static double Cdf(double x)
    {
        if (Math.Abs(x) > 8)
        {
            return x < 0 ? 0 : 1;
        }

        double sum = 0;
        double term = x;
        for (int odd = 3; sum + term != sum; odd += 2)
        {
            sum += term;
            term *= x * x / odd;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The x with Φ(x) = p.</summary>
    public static double Quantile(double p)
    {
        double below = -8;
        double above = 8;
        for (int halving = 0; halving < 100; halving++)
        {
            double middle = (below + above) / 2;
            (below, above) = Cdf(middle) < p ? (middle, above) : (below, middle);
        }

        return (below + above) / 2;
    }
}
