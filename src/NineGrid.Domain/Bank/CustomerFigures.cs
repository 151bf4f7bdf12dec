using System.Globalization;

namespace NineGrid.Domain.Bank;

/// <summary>What is known of one customer for one snapshot: the figures of its window (3.1) and of its newest usable statement.</summary>
/// <remarks>
/// Every <see cref="double"/> is NaN when not measured; NaN never leaves the domain's arrays: stores and pages take <see cref="Measured"/>.
/// Flows are annualised. Money in yuan, rates as fractions. <c>default</c> is no customer.
/// </remarks>
public record struct CustomerFigures
{
    /// <summary>Months of the window with a row, 0 to 12.</summary>
    public byte Months { get; set; }

    /// <summary>Months of the window since the customer's first row ever, to its end; 1 to 12.</summary>
    public byte Span { get; set; }

    /// <summary>R: loan and deposit net interest income and fees, annualised; an empty flow counts 0. Always a number.</summary>
    public double Revenue { get; set; }

    /// <summary>R of the window a year earlier; NaN when that window holds no row or spans less than three months.</summary>
    public double EarlierRevenue { get; set; }

    /// <summary>Loan net interest income.</summary>
    public double LoanNii { get; set; }

    /// <summary>Deposit net interest income.</summary>
    public double DepositNii { get; set; }

    /// <summary>Fee income.</summary>
    public double FeeIncome { get; set; }

    /// <summary>Operating cost.</summary>
    public double OperatingCost { get; set; }

    /// <summary>Expected loss, a month without a report counting its own pd·lgd·ead/12; NaN when in no row reported or computable.</summary>
    public double ExpectedLoss { get; set; }

    /// <summary>Transactions a year.</summary>
    public double Transactions { get; set; }

    /// <summary>Transactions through electronic channels a year.</summary>
    public double ETransactions { get; set; }

    /// <summary>Sales receipts settled through us.</summary>
    public double SettlementInflow { get; set; }

    /// <summary>Average exposure at default.</summary>
    public double Ead { get; set; }

    /// <summary>Average reported credit economic capital.</summary>
    public double EconomicCapital { get; set; }

    /// <summary>Average loans.</summary>
    public double AvgLoans { get; set; }

    /// <summary>Average deposits.</summary>
    public double AvgDeposits { get; set; }

    /// <summary>Average demand deposits.</summary>
    public double AvgDemandDeposits { get; set; }

    /// <summary>Credit limit at the newest month end that has one.</summary>
    public double CreditLimit { get; set; }

    /// <summary>Credit used at that same month end.</summary>
    public double CreditUsed { get; set; }

    /// <summary>Newest overdue balance.</summary>
    public double OverdueBalance { get; set; }

    /// <summary>Newest headcount paid through us.</summary>
    public double PayrollHeadcount { get; set; }

    /// <summary>Newest probability of default.</summary>
    public double Pd { get; set; }

    /// <summary>Newest loss given default.</summary>
    public double Lgd { get; set; }

    /// <summary>Newest effective maturity, years.</summary>
    public double MaturityYears { get; set; }

    /// <summary>Distinct active products in the newest list.</summary>
    public double ProductsHeld { get; set; }

    /// <summary>Active products in the catalogue.</summary>
    public double ProductsActive { get; set; }

    /// <summary>FY0, the newest usable fiscal year with a statement; 0 when there is none.</summary>
    public int FiscalYear { get; set; }

    /// <summary>Whether FY0 is older than the year before the newest usable one.</summary>
    public bool Stale { get; set; }

    /// <summary>Operating revenue of FY0.</summary>
    public double OperatingRevenue { get; set; }

    /// <summary>Cash of FY0.</summary>
    public double Cash { get; set; }

    /// <summary>Interest-bearing debt of FY0.</summary>
    public double InterestBearingDebt { get; set; }

    /// <summary>Employees of FY0.</summary>
    public double Employees { get; set; }

    /// <summary>Whether the newest PD is 1.</summary>
    public readonly bool InDefault => Pd == 1;

    /// <summary>Whether flows are scaled up because the customer is younger than the window.</summary>
    public readonly bool Annualised => Span < 12;
}

/// <summary>The border between arrays, where NaN stands for "not measured", and everything else, where null does.</summary>
public static class Measured
{
    /// <summary>Stands for "not measured" inside kernels.</summary>
    public const double Not = double.NaN;

    /// <summary>The value, or null when not measured.</summary>
    /// <exception cref="ArithmeticException">The value is infinite: a kernel has a fault.</exception>
    public static double? OrNull(double value) =>
        double.IsNaN(value) ? null
        : double.IsFinite(value) ? value
        : throw new ArithmeticException(string.Create(CultureInfo.InvariantCulture, $"a figure came out as {value}"));

    /// <summary>The value inside a kernel: NaN for null.</summary>
    public static double OrNaN(double? value) => value ?? Not;

    /// <summary>The value, or 0 when not measured: where the method says that an empty field counts 0.</summary>
    public static double OrZero(double value) => double.IsNaN(value) ? 0 : value;
}
