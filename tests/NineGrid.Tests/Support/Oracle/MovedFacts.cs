using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Changes the rows of a customer so that its window (3.1) comes to other figures: flows grow evenly in all months, averages by the same amount in each.</summary>
internal static class MovedFacts
{
    /// <summary>The rows with those of the window changed. Money is kept to 4 decimals, counts are whole.</summary>
    /// <param name="rows">The customer's rows at or before the period.</param>
    /// <param name="period">The end of the window.</param>
    /// <param name="from">Its figures.</param>
    /// <param name="to">The figures to come to; those of the statement are of no account.</param>
    public static IEnumerable<FactLine> Of(IReadOnlyList<FactLine> rows, Period period, CustomerFigures from, CustomerFigures to)
    {
        FactLine[] window = [.. rows.Where(row => row.Month > period.AddMonths(-12)).OrderByDescending(row => row.Month)];
        int span = new Window(rows, period).Span;

        // A month that only computes its loss would compute another one from a moved exposure.
        window =
        [
            .. window.Select(row => row with { ExpectedLoss = Window.ExpectedLoss(row) is decimal loss ? Math.Round(loss, 4) : null }),
        ];

        Flow(from.LoanNii, to.LoanNii, row => row.LoanNii, (row, value) => row with { LoanNii = value });
        Flow(from.DepositNii, to.DepositNii, row => row.DepositNii, (row, value) => row with { DepositNii = value });
        Flow(from.FeeIncome, to.FeeIncome, row => row.FeeIncome, (row, value) => row with { FeeIncome = value });
        Flow(from.OperatingCost, to.OperatingCost, row => row.OperatingCost, (row, value) => row with { OperatingCost = value });
        Flow(from.ExpectedLoss, to.ExpectedLoss, row => row.ExpectedLoss, (row, value) => row with { ExpectedLoss = value });
        Flow(
            from.SettlementInflow,
            to.SettlementInflow,
            row => row.SettlementInflow,
            (row, value) => row with { SettlementInflow = value }
        );
        Flow(
            from.ETransactions,
            to.ETransactions,
            row => row.ETransactions,
            (row, value) => row with { ETransactions = Math.Round(value) }
        );
        Average(from.Ead, to.Ead, row => row.Ead, (row, value) => row with { Ead = value });
        Average(from.EconomicCapital, to.EconomicCapital, row => row.EconomicCapital, (row, value) => row with { EconomicCapital = value });
        Average(from.AvgLoans, to.AvgLoans, row => row.AvgLoans, (row, value) => row with { AvgLoans = value });
        Average(from.AvgDeposits, to.AvgDeposits, row => row.AvgDeposits, (row, value) => row with { AvgDeposits = value });
        Average(
            from.AvgDemandDeposits,
            to.AvgDemandDeposits,
            row => row.AvgDemandDeposits,
            (row, value) => row with { AvgDemandDeposits = value }
        );
        Newest(to.CreditUsed, row => row.CreditLimit, (row, value) => row with { CreditUsed = value });
        Newest(to.PayrollHeadcount, row => row.PayrollHeadcount, (row, value) => row with { PayrollHeadcount = Math.Round(value) });
        return [.. rows.Where(row => row.Month <= period.AddMonths(-12)), .. window];

        void Flow(double before, double after, Func<FactLine, decimal?> field, Func<FactLine, decimal, FactLine> set)
        {
            if (Change(before, after) is not decimal yearly)
            {
                return;
            }

            decimal left = Math.Round(yearly * span / 12, 4);
            for (int i = 0; i < window.Length; i++)
            {
                decimal share = Math.Round(left / (window.Length - i), 4);
                window[i] = set(window[i], (field(window[i]) ?? 0) + share);
                left -= share;
            }
        }

        void Average(double before, double after, Func<FactLine, decimal?> field, Func<FactLine, decimal, FactLine> set)
        {
            if (Change(before, after) is not decimal shift)
            {
                return;
            }

            int[] reporting = [.. Enumerable.Range(0, window.Length).Where(i => field(window[i]) is not null)];
            bool first = reporting.Length == 0;
            reporting = first ? [.. Enumerable.Range(0, window.Length)] : reporting;
            int months = span - (window.Length - reporting.Length);
            decimal left = Math.Round(shift * months, 4);
            for (int i = 0; i < reporting.Length; i++)
            {
                decimal share = Math.Round(left / (reporting.Length - i), 4);
                window[reporting[i]] = set(window[reporting[i]], (field(window[reporting[i]]) ?? 0) + share);
                left -= share;
            }
        }

        void Newest(double after, Func<FactLine, decimal?> reports, Func<FactLine, decimal, FactLine> set)
        {
            int newest = Array.FindIndex(window, row => reports(row) is not null);
            if (newest >= 0 && !double.IsNaN(after))
            {
                window[newest] = set(window[newest], Math.Round((decimal)after, 4));
            }
        }
    }

    /// <summary>Null when nothing changes; a figure that was not reported starts from 0.</summary>
    private static decimal? Change(double before, double after) =>
        after.Equals(before) || double.IsNaN(after) ? null : (decimal)after - (decimal)Measured.OrZero(before);
}
