using MathNet.Numerics.Distributions;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Capital;

/// <summary>Regulatory capital of a corporate exposure under the internal-ratings-based approach [Basel Framework CRE31.5–31.9; 商业银行资本管理办法 2023].</summary>
public static class IrbCapital
{
    private static readonly double WorstCase = Normal.InvCDF(0, 1, 0.999);

    /// <summary>K, the capital for one yuan of exposure at default.</summary>
    /// <param name="pd">Probability of default, 0 to 1; raised to the scheme's floor; 1 (default) gives 0.</param>
    /// <param name="lgd">Loss given default, 0 to 1. Ignored in default.</param>
    /// <param name="maturityYears">Effective maturity, held between 1 and 5; NaN (unknown) counts 2.5.</param>
    /// <param name="operatingRevenue">S, the customer's operating revenue in yuan for the SME relief; NaN (unknown) gives none.</param>
    /// <param name="scheme">PD floor and SME bounds.</param>
    public static double Ratio(double pd, double lgd, double maturityYears, double operatingRevenue, Scheme scheme)
    {
        if (pd == 1)
        {
            return 0;
        }

        pd = Math.Max(pd, scheme.PdFloor);
        double weight = (1 - Math.Exp(-50 * pd)) / (1 - Math.Exp(-50));
        double rho = (0.12 * weight) + (0.24 * (1 - weight)) - SmeRelief(operatingRevenue / 1e6, scheme);
        double adjustment = 0.11852 - (0.05478 * Math.Log(pd));
        double b = adjustment * adjustment;
        double maturity = double.IsNaN(maturityYears) ? 2.5 : Math.Clamp(maturityYears, 1, 5);
        double stressed = Normal.CDF(0, 1, (Normal.InvCDF(0, 1, pd) + (Math.Sqrt(rho) * WorstCase)) / Math.Sqrt(1 - rho));
        return lgd * (stressed - pd) * (1 + ((maturity - 2.5) * b)) / (1 - (1.5 * b));
    }

    /// <summary>What the correlation loses for a small firm: <c>0.04·(1 − (max(S, lower) − lower)/(upper − lower))</c> for S &lt; upper, else 0.</summary>
    private static double SmeRelief(double millions, Scheme scheme) =>
        millions < scheme.SmeUpper
            ? 0.04 * (1 - ((Math.Max(millions, scheme.SmeLower) - scheme.SmeLower) / (scheme.SmeUpper - scheme.SmeLower)))
            : 0;
}
