using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Capital;

/// <summary>What a bar of a bridge stands for.</summary>
public enum BridgeTerm : byte
{
    /// <summary>Net interest income on loans.</summary>
    LoanNii,

    /// <summary>Net interest income on deposits.</summary>
    DepositNii,

    /// <summary>Fee income.</summary>
    FeeIncome,

    /// <summary>R, a total.</summary>
    Revenue,

    /// <summary>Operating cost, taken away.</summary>
    Cost,

    /// <summary>Expected loss, taken away.</summary>
    ExpectedLoss,

    /// <summary>Tax, taken away; added back on a loss.</summary>
    Tax,

    /// <summary>Π, a total.</summary>
    Return,

    /// <summary>hurdle·EC, taken away.</summary>
    CapitalCharge,

    /// <summary>EVA, a total.</summary>
    Eva,

    /// <summary>EC_credit.</summary>
    EcCredit,

    /// <summary>EC_op.</summary>
    EcOp,

    /// <summary>EC, a total.</summary>
    Ec,
}

/// <summary>A bar of a bridge: a step from one sum to the next, or a total that stands on zero.</summary>
/// <param name="Term">What it stands for.</param>
/// <param name="Amount">Yuan a year, as it enters the sum: what is taken away is negative.</param>
/// <param name="From">Where the bar begins, yuan; 0 for a total.</param>
/// <param name="To">Where it ends: the sum up to here.</param>
/// <param name="IsTotal">Whether it is a total.</param>
public readonly record struct BridgeBar(BridgeTerm Term, double Amount, double From, double To, bool IsTotal);

/// <summary>The terms of a customer's return as steps that add up: revenue to Π to EVA, and the two parts of capital (3.2).</summary>
public static class ReturnBridge
{
    /// <summary>From the three incomes over R and Π to EVA; it ends at Π when capital is unknown. A flow that was never reported is a step of 0.</summary>
    public static IReadOnlyList<BridgeBar> ToEva(in CustomerFigures figures, in RiskAdjustedReturn terms, Scheme scheme)
    {
        var bars = new List<BridgeBar>(10);
        Step(bars, BridgeTerm.LoanNii, Measured.OrZero(figures.LoanNii));
        Step(bars, BridgeTerm.DepositNii, Measured.OrZero(figures.DepositNii));
        Step(bars, BridgeTerm.FeeIncome, Measured.OrZero(figures.FeeIncome));
        Total(bars, BridgeTerm.Revenue, terms.Revenue);
        Step(bars, BridgeTerm.Cost, -terms.Cost);
        Step(bars, BridgeTerm.ExpectedLoss, -terms.ExpectedLoss);
        Step(bars, BridgeTerm.Tax, -(terms.Revenue - terms.Cost - terms.ExpectedLoss) * scheme.Tax);
        Total(bars, BridgeTerm.Return, terms.Return);
        if (!double.IsNaN(terms.Ec))
        {
            Step(bars, BridgeTerm.CapitalCharge, -scheme.Hurdle * terms.Ec);
            Total(bars, BridgeTerm.Eva, terms.Eva);
        }

        return bars;
    }

    /// <summary>EC_credit and EC_op to EC; empty when capital is unknown.</summary>
    public static IReadOnlyList<BridgeBar> ToCapital(in RiskAdjustedReturn terms)
    {
        if (double.IsNaN(terms.Ec))
        {
            return [];
        }

        var bars = new List<BridgeBar>(3);
        Step(bars, BridgeTerm.EcCredit, terms.EcCredit);
        Step(bars, BridgeTerm.EcOp, terms.EcOp);
        Total(bars, BridgeTerm.Ec, terms.Ec);
        return bars;
    }

    private static void Step(List<BridgeBar> bars, BridgeTerm term, double amount)
    {
        double from = bars.Count == 0 ? 0 : bars[^1].To;
        // 0 − 0 is −0, which no page should show.
        double step = amount == 0 ? 0 : amount;
        bars.Add(new(term, step, from, from + step, IsTotal: false));
    }

    private static void Total(List<BridgeBar> bars, BridgeTerm term, double amount) =>
        bars.Add(new(term, amount, 0, amount, IsTotal: true));
}
