using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Paths;

/// <summary>The facts of a customer after its levers are moved: from them return, indicators and cell follow as from any others.</summary>
public static class MovedFigures
{
    /// <summary>Moves each lever by its fraction; moves add up.</summary>
    /// <remarks>
    /// New deposits come at today's share of demand deposits, new loans add as much exposure and use as much of the limit. What settlement and payroll earn is counted with the fees.
    /// Capital stands as a reported figure afterwards, so that it moves by exactly ΔEC_credit; for a customer in default the loss given default carries ΔEL.
    /// </remarks>
    /// <param name="figures">Today's figures of a customer that is placed on the value grid.</param>
    /// <param name="levers">Its levers.</param>
    /// <param name="fractions">How far each is closed, 0 to 1.</param>
    /// <param name="scheme">The parameters.</param>
    public static CustomerFigures Of(in CustomerFigures figures, ReadOnlySpan<Lever> levers, ReadOnlySpan<double> fractions, Scheme scheme)
    {
        CustomerFigures moved = figures;
        var today = RiskAdjustedReturn.Of(in figures, scheme);
        double loss = 0;
        double capital = 0;
        for (int i = 0; i < levers.Length; i++)
        {
            if (fractions[i] != 0)
            {
                Move(ref moved, in figures, levers[i], fractions[i], scheme);
                loss += levers[i].ExpectedLoss * fractions[i];
                capital += levers[i].EcCredit * fractions[i];
            }
        }

        // Two levers cut the same cost; together they cut no more than all of it.
        moved.OperatingCost = moved.OperatingCost < 0 ? Math.Min(figures.OperatingCost, 0) : moved.OperatingCost;
        if (capital != 0 || !Same(moved.Ead, figures.Ead))
        {
            moved.EconomicCapital = today.EcCredit + capital;
        }

        if (loss != 0 || !Same(moved.Ead, figures.Ead))
        {
            moved.ExpectedLoss = today.ExpectedLoss + loss;
            moved.Lgd = figures.InDefault ? moved.ExpectedLoss / moved.Ead : figures.Lgd;
        }

        return moved;
    }

    private static void Move(ref CustomerFigures moved, in CustomerFigures today, in Lever lever, double fraction, Scheme scheme)
    {
        double move = lever.Move * fraction;
        double revenue = lever.Revenue * fraction;
        moved.Revenue += revenue;
        if (lever.Cost != 0)
        {
            moved.OperatingCost = Measured.OrZero(moved.OperatingCost) + (lever.Cost * fraction);
        }

        switch (lever.Kind)
        {
            case LeverKind.DepositVolume:
                moved.AvgDemandDeposits += today.AvgDeposits > 0 ? today.AvgDemandDeposits / today.AvgDeposits * move : 0;
                moved.AvgDeposits += move;
                moved.DepositNii = Measured.OrZero(moved.DepositNii) + revenue;
                break;
            case LeverKind.DepositMix:
                moved.AvgDemandDeposits += move * today.AvgDeposits;
                moved.DepositNii = Measured.OrZero(moved.DepositNii) + revenue;
                break;
            case LeverKind.DepositPricing:
                moved.DepositNii = Measured.OrZero(moved.DepositNii) + revenue;
                break;
            case LeverKind.LendingVolume:
                moved.AvgLoans = Measured.OrZero(moved.AvgLoans) + move;
                moved.Ead = Measured.OrZero(moved.Ead) + move;
                moved.CreditUsed += move;
                moved.LoanNii = Measured.OrZero(moved.LoanNii) + revenue;
                break;
            case LeverKind.LoanPricing:
                moved.LoanNii = Measured.OrZero(moved.LoanNii) + revenue;
                break;
            case LeverKind.FeeIncome:
                moved.FeeIncome += move;
                break;
            case LeverKind.Settlement:
                moved.SettlementInflow += move;
                moved.FeeIncome = Measured.OrZero(moved.FeeIncome) + revenue;
                break;
            case LeverKind.Payroll:
                moved.PayrollHeadcount += move;
                moved.FeeIncome = Measured.OrZero(moved.FeeIncome) + revenue;
                break;
            case LeverKind.Channel:
                moved.ETransactions += move / scheme.ChannelSaving;
                break;
            case LeverKind.CostToServe:
            case LeverKind.RiskMitigation:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(lever), lever.Kind, "not a lever");
        }
    }

    private static bool Same(double a, double b) => a.Equals(b);
}
