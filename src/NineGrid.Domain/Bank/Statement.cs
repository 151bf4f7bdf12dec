namespace NineGrid.Domain.Bank;

/// <summary>The figures of a customer's annual statement that NineGrid uses; null where the statement lacks one.</summary>
/// <param name="Customer">The customer's place in the <see cref="Book"/>.</param>
/// <param name="FiscalYear">Fiscal year.</param>
/// <param name="OperatingRevenue">Operating revenue, yuan; may be negative.</param>
/// <param name="NetProfit">Net profit, yuan; may be negative.</param>
/// <param name="Cash">Cash at year end, yuan.</param>
/// <param name="InterestBearingDebt">Interest-bearing debt at year end, yuan.</param>
/// <param name="Employees">Employees at year end.</param>
public readonly record struct Statement(
    int Customer,
    int FiscalYear,
    double? OperatingRevenue,
    double? NetProfit,
    double? Cash,
    double? InterestBearingDebt,
    double? Employees
);
