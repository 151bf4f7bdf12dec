using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Capital;

/// <summary>Revenue, return, capital and RAROC of one active customer with every term kept (3.2) [Basel Framework CRE31, OPE25; 商业银行资本管理办法 2023].</summary>
/// <remarks>Yuan a year; NaN when not measured. <c>default</c> is no customer.</remarks>
public readonly record struct RiskAdjustedReturn
{
    private RiskAdjustedReturn(double revenue, double cost, double expectedLoss, double capitalRatio, double ecCredit, Scheme scheme)
    {
        Revenue = revenue;
        Cost = cost;
        ExpectedLoss = expectedLoss;
        CapitalRatio = capitalRatio;
        EcCredit = ecCredit;
        EcOp = scheme.Beta * Math.Max(revenue, 0);
        Return = (revenue - cost - expectedLoss) * (1 - scheme.Tax);
        Ec = ecCredit + EcOp;
        Raroc = Ec == 0 ? Measured.Not : Return / Ec;
        Eva = Return - (scheme.Hurdle * Ec);
        Reason =
            double.IsNaN(ecCredit) ? UnplacedReason.NoRisk
            : Ec == 0 ? UnplacedReason.NoCapital
            : UnplacedReason.None;
    }

    /// <summary>R.</summary>
    public double Revenue { get; }

    /// <summary>Operating cost, 0 when never reported.</summary>
    public double Cost { get; }

    /// <summary>EL as it enters the return: LGD·EAD in default, else the annualised sum, 0 when not known.</summary>
    public double ExpectedLoss { get; }

    /// <summary>K where EC_credit was computed from it; NaN otherwise.</summary>
    public double CapitalRatio { get; }

    /// <summary>EC_credit; NaN when there is exposure but neither capital nor risk is known.</summary>
    public double EcCredit { get; }

    /// <summary>EC_op = β·max(R, 0).</summary>
    public double EcOp { get; }

    /// <summary>EC = EC_credit + EC_op; NaN with EC_credit.</summary>
    public double Ec { get; }

    /// <summary>Π = (R − cost − EL)·(1 − tax), also when negative.</summary>
    public double Return { get; }

    /// <summary>Π/EC; NaN when EC is unknown or 0.</summary>
    public double Raroc { get; }

    /// <summary>Π − hurdle·EC; NaN when EC is unknown.</summary>
    public double Eva { get; }

    /// <summary><see cref="UnplacedReason.NoRisk"/>, <see cref="UnplacedReason.NoCapital"/>, or None when RAROC is measured.</summary>
    public UnplacedReason Reason { get; }

    /// <summary>The return of a customer's figures under a scheme.</summary>
    public static RiskAdjustedReturn Of(in CustomerFigures figures, Scheme scheme)
    {
        double expectedLoss = figures.InDefault
            ? Measured.OrZero(figures.Lgd) * Measured.OrZero(figures.Ead)
            : Measured.OrZero(figures.ExpectedLoss);
        double ratio = Measured.Not;
        double ecCredit;
        if (!double.IsNaN(figures.EconomicCapital))
        {
            ecCredit = figures.EconomicCapital;
        }
        else if (!(figures.Ead > 0))
        {
            ecCredit = 0;
        }
        else if (figures.InDefault)
        {
            ratio = 0;
            ecCredit = 0;
        }
        else
        {
            ratio = IrbCapital.Ratio(figures.Pd, figures.Lgd, figures.MaturityYears, figures.OperatingRevenue, scheme);
            ecCredit = scheme.CapitalMultiplier * ratio * figures.Ead;
        }

        return new(figures.Revenue, Measured.OrZero(figures.OperatingCost), expectedLoss, ratio, ecCredit, scheme);
    }

    /// <summary>Whether the customer has credit: EC_credit &gt; 0 or EAD &gt; 0.</summary>
    public bool HasCredit(in CustomerFigures figures) => EcCredit > 0 || figures.Ead > 0;
}
