using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Paths;

/// <summary>What can be moved to raise a customer's value, in the order of the table in 3.9.</summary>
public enum LeverKind : byte
{
    /// <summary>More deposits, by wallet share and deposit derivation.</summary>
    DepositVolume,

    /// <summary>More of the deposits on demand.</summary>
    DepositMix,

    /// <summary>A better deposit spread.</summary>
    DepositPricing,

    /// <summary>More loans, by lending share.</summary>
    LendingVolume,

    /// <summary>A better loan spread.</summary>
    LoanPricing,

    /// <summary>More fee income.</summary>
    FeeIncome,

    /// <summary>More of the customer's sales settled through us.</summary>
    Settlement,

    /// <summary>More of its employees paid through us.</summary>
    Payroll,

    /// <summary>More transactions through electronic channels.</summary>
    Channel,

    /// <summary>Less cost for the same revenue.</summary>
    CostToServe,

    /// <summary>Less expected loss and capital for the same exposure.</summary>
    RiskMitigation,
}

/// <summary>A lever of a customer: what changes when its gap is closed in full and alone (3.9). Money in yuan a year.</summary>
/// <remarks>A part of the move changes everything in proportion.</remarks>
/// <param name="Kind">Which.</param>
/// <param name="Move">Its full move, after caps: yuan of balance, fee, sales or cost cut; employees; or the gap itself. Always positive.</param>
/// <param name="Effort">The move in spreads between the quartiles of the benchmark: how far from ordinary it is. Always positive.</param>
/// <param name="Revenue">ΔR.</param>
/// <param name="Cost">Δcost; a cut is negative.</param>
/// <param name="ExpectedLoss">ΔEL.</param>
/// <param name="EcCredit">ΔEC_credit.</param>
/// <param name="Worth">Change of EVA, closed alone; may be negative.</param>
public readonly record struct Lever(
    LeverKind Kind,
    double Move,
    double Effort,
    double Revenue,
    double Cost,
    double ExpectedLoss,
    double EcCredit,
    double Worth
)
{
    /// <summary>Levers there can be.</summary>
    public const int Kinds = 11;

    /// <summary>Whether it cuts the operating cost; of the two that do only the larger enters a path.</summary>
    public bool CutsCost => Kind is LeverKind.Channel or LeverKind.CostToServe;

    /// <summary>Change of EVA, yuan a year, when a part of it is closed alone.</summary>
    /// <remarks>In proportion to <see cref="Worth"/>, unless the customer's revenue changes its sign on the way: operational capital is that of positive revenue only.</remarks>
    /// <param name="fraction">How far it is closed, 0 to 1.</param>
    /// <param name="revenue">The customer's R today.</param>
    /// <param name="scheme">The parameters.</param>
    public double WorthOf(double fraction, double revenue, Scheme scheme)
    {
        double operational = scheme.Beta * (Math.Max(revenue + (fraction * Revenue), 0) - Math.Max(revenue, 0));
        return ((1 - scheme.Tax) * fraction * (Revenue - Cost - ExpectedLoss)) - (scheme.Hurdle * ((fraction * EcCredit) + operational));
    }
}
