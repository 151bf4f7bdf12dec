using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Section 3.2: K of the internal-ratings-based approach for corporate exposures.</summary>
internal static class NaiveCapital
{
    /// <summary>K; the operating revenue S is in million yuan, null when unknown.</summary>
    public static double K(double pd, double lgd, double? maturityYears, double? operatingRevenue, Scheme scheme)
    {
        if (pd == 1)
        {
            return 0;
        }

        double p = Math.Max(pd, scheme.PdFloor);
        double w = (1 - Math.Exp(-50 * p)) / (1 - Math.Exp(-50));
        double rho = (0.12 * w) + (0.24 * (1 - w)) - SmeRelief(operatingRevenue, scheme.SmeLower, scheme.SmeUpper);
        double b = Math.Pow(0.11852 - (0.05478 * Math.Log(p)), 2);
        double m = Math.Min(Math.Max(maturityYears ?? 2.5, 1), 5);
        double stressed = Normal.Cdf((Normal.Quantile(p) + (Math.Sqrt(rho) * Normal.Quantile(0.999))) / Math.Sqrt(1 - rho));
        return lgd * (stressed - p) * (1 + ((m - 2.5) * b)) / (1 - (1.5 * b));
    }

    private static double SmeRelief(double? s, double lower, double upper) =>
        s is null || s >= upper ? 0 : 0.04 * (1 - ((Math.Max(s.Value, lower) - lower) / (upper - lower)));
}
