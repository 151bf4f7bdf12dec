using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Indicators;

/// <summary>Which way an indicator is better.</summary>
public enum Direction : byte
{
    /// <summary>More is better, ↑.</summary>
    Up,

    /// <summary>Less is better, ↓.</summary>
    Down,
}

/// <summary>What a numerator or denominator is measured in.</summary>
public enum TermUnit : byte
{
    /// <summary>Yuan.</summary>
    Money,

    /// <summary>A count of things or people.</summary>
    Count,
}

/// <summary>A term of an indicator: a figure of the window or of the statement; NaN when not measured.</summary>
/// <param name="figures">The customer's figures.</param>
/// <param name="terms">The terms of its return.</param>
public delegate double IndicatorTerm(in CustomerFigures figures, in RiskAdjustedReturn terms);

/// <summary>One of the 16 indicators: <c>numerator/denominator</c>, not measured when either is not or the denominator is not positive (3.8).</summary>
public sealed record Indicator
{
    private Indicator(int number, string code, Direction direction, TermUnit unit, IndicatorTerm numerator, IndicatorTerm denominator)
    {
        Number = number;
        Code = code;
        Direction = direction;
        Unit = unit;
        Numerator = numerator;
        Denominator = denominator;
    }

    /// <summary>How many there are.</summary>
    public const int Count = 16;

    /// <summary>All in the order of 3.8; the index is <see cref="Number"/>.</summary>
    public static IReadOnlyList<Indicator> All { get; } =
    [
        Of(0, "cross_sell", Direction.Up, TermUnit.Count, (in f, in _) => f.ProductsHeld, (in f, in _) => f.ProductsActive),
        Of(1, "monthly_transactions", Direction.Up, TermUnit.Count, (in f, in _) => f.Transactions, (in _, in _) => 12),
        Of(2, "fee_share", Direction.Up, TermUnit.Money, (in f, in _) => f.FeeIncome, (in f, in _) => f.Revenue),
        Of(3, "deposit_derivation", Direction.Up, TermUnit.Money, (in f, in _) => f.AvgDeposits, (in f, in _) => f.AvgLoans),
        Of(4, "wallet_share", Direction.Up, TermUnit.Money, (in f, in _) => f.AvgDeposits, (in f, in _) => f.Cash),
        Of(5, "cost_income", Direction.Down, TermUnit.Money, (in f, in _) => f.OperatingCost, (in f, in _) => f.Revenue),
        Of(6, "demand_share", Direction.Up, TermUnit.Money, (in f, in _) => f.AvgDemandDeposits, (in f, in _) => f.AvgDeposits),
        Of(7, "settlement_share", Direction.Up, TermUnit.Money, (in f, in _) => f.SettlementInflow, (in f, in _) => f.OperatingRevenue),
        Of(8, "lending_share", Direction.Up, TermUnit.Money, (in f, in _) => f.AvgLoans, (in f, in _) => f.InterestBearingDebt),
        Of(9, "line_utilisation", Direction.Up, TermUnit.Money, (in f, in _) => f.CreditUsed, (in f, in _) => f.CreditLimit),
        Of(10, "loan_spread", Direction.Up, TermUnit.Money, (in f, in _) => f.LoanNii, (in f, in _) => f.AvgLoans),
        Of(11, "deposit_spread", Direction.Up, TermUnit.Money, (in f, in _) => f.DepositNii, (in f, in _) => f.AvgDeposits),
        Of(12, "credit_cost", Direction.Down, TermUnit.Money, CreditLoss, (in f, in _) => f.Ead),
        Of(13, "capital_intensity", Direction.Down, TermUnit.Money, (in _, in r) => r.EcCredit, (in f, in _) => f.Ead),
        Of(14, "e_channel", Direction.Up, TermUnit.Count, (in f, in _) => f.ETransactions, (in f, in _) => f.Transactions),
        Of(15, "payroll_penetration", Direction.Up, TermUnit.Count, (in f, in _) => f.PayrollHeadcount, (in f, in _) => f.Employees),
    ];

    /// <summary>The indicator of a code.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Indicator Named(string code) => All.First(indicator => string.Equals(indicator.Code, code, StringComparison.Ordinal));

    /// <summary>0 to 15, the place in <see cref="All"/>.</summary>
    public int Number { get; }

    /// <summary>Its name in the switches of a scheme.</summary>
    public IndicatorName Name => (IndicatorName)Number;

    /// <summary>The code in exports and resources.</summary>
    public string Code { get; }

    /// <summary>Which way is better.</summary>
    public Direction Direction { get; }

    /// <summary>Unit of numerator and denominator.</summary>
    public TermUnit Unit { get; }

    /// <summary>The numerator of a customer.</summary>
    public IndicatorTerm Numerator { get; }

    /// <summary>The denominator of a customer.</summary>
    public IndicatorTerm Denominator { get; }

    /// <summary>Whether the indicator is a share or rate; otherwise (transactions a month) a number.</summary>
    public bool IsRatio => Number != 1;

    /// <summary>The value of a pair of terms; NaN when one is not measured or the denominator is not positive.</summary>
    public static double Value(double numerator, double denominator) => denominator > 0 ? numerator / denominator : Measured.Not;

    /// <summary>How far a value is from one it is compared with, signed so that positive is room to improve (3.9).</summary>
    /// <param name="value">The customer's value.</param>
    /// <param name="median">The median it is compared with.</param>
    public double Gap(double value, double median) => Direction == Direction.Up ? median - value : value - median;

    private static double CreditLoss(in CustomerFigures figures, in RiskAdjustedReturn terms) =>
        double.IsNaN(figures.ExpectedLoss) ? Measured.Not : terms.ExpectedLoss;

    private static Indicator Of(
        int number,
        string code,
        Direction direction,
        TermUnit unit,
        IndicatorTerm numerator,
        IndicatorTerm denominator
    ) => new(number, code, direction, unit, numerator, denominator);
}
