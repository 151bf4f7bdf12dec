namespace NineGrid.Domain.Bank;

/// <summary>The reported figures of a customer and month, in the order in which they are kept in a <see cref="FactBlock"/> row.</summary>
/// <remarks>Products held stand beside them. Flows are the month's flow, <c>Avg*</c>, <see cref="Ead"/> and <see cref="EconomicCapital"/> the month's average, the rest month-end values.</remarks>
public enum FactField : byte
{
    /// <summary>Net interest income on loans after funds transfer pricing, yuan; may be negative.</summary>
    LoanNii,

    /// <summary>Net interest income on deposits after funds transfer pricing, yuan; may be negative.</summary>
    DepositNii,

    /// <summary>中间业务收入, yuan; may be negative.</summary>
    FeeIncome,

    /// <summary>Allocated cost of serving the customer, yuan; may be negative.</summary>
    OperatingCost,

    /// <summary>Expected loss, yuan; may be negative.</summary>
    ExpectedLoss,

    /// <summary>Credit economic capital, yuan, average of the month.</summary>
    EconomicCapital,

    /// <summary>Exposure at default, yuan, average of the month.</summary>
    Ead,

    /// <summary>Probability of default, 0 to 1; 1 is default.</summary>
    Pd,

    /// <summary>Loss given default, 0 to 1.</summary>
    Lgd,

    /// <summary>Effective maturity, years.</summary>
    MaturityYears,

    /// <summary>Loans, yuan, daily average of the month.</summary>
    AvgLoans,

    /// <summary>Deposits, yuan, daily average of the month.</summary>
    AvgDeposits,

    /// <summary>Demand deposits, yuan, daily average of the month; at most <see cref="AvgDeposits"/>.</summary>
    AvgDemandDeposits,

    /// <summary>Credit limit, yuan, at month end.</summary>
    CreditLimit,

    /// <summary>Credit used, yuan, at month end.</summary>
    CreditUsed,

    /// <summary>Overdue balance, yuan, at month end.</summary>
    OverdueBalance,

    /// <summary>Transactions in the month, a count.</summary>
    Transactions,

    /// <summary>Transactions through electronic channels in the month, a count; at most <see cref="Transactions"/>.</summary>
    ETransactions,

    /// <summary>Sales receipts settled through us in the month, yuan.</summary>
    SettlementInflow,

    /// <summary>Employees paid through us at month end, a count.</summary>
    PayrollHeadcount,
}

/// <summary>How a figure is measured and so how exactly it is kept.</summary>
public enum FactUnit : byte
{
    /// <summary>Yuan with 4 decimals.</summary>
    Money,

    /// <summary>A fraction or years with 10 decimals.</summary>
    Rate,

    /// <summary>A whole number.</summary>
    Count,
}

/// <summary>What is fixed about each <see cref="FactField"/>: its column name, its unit, whether it may be negative.</summary>
public sealed record FactColumn
{
    private FactColumn(FactField field, string name, FactUnit unit, bool mayBeNegative = false)
    {
        Field = field;
        Name = name;
        Unit = unit;
        MayBeNegative = mayBeNegative;
    }

    /// <summary>The figure.</summary>
    public FactField Field { get; }

    /// <summary>The column in <c>facts.csv</c> and in the database.</summary>
    public string Name { get; }

    /// <summary>Its unit.</summary>
    public FactUnit Unit { get; }

    /// <summary>Whether a value below zero makes sense.</summary>
    public bool MayBeNegative { get; }

    /// <summary>Decimals kept: 4 for money, 10 for rates, 0 for counts.</summary>
    public int Decimals =>
        Unit switch
        {
            FactUnit.Money => 4,
            FactUnit.Rate => 10,
            FactUnit.Count => 0,
            _ => throw new InvalidOperationException($"unit {Unit}"),
        };

    /// <summary>All columns, indexed by <see cref="FactField"/>.</summary>
    public static IReadOnlyList<FactColumn> All { get; } =
    [
        new(FactField.LoanNii, "loan_nii", FactUnit.Money, mayBeNegative: true),
        new(FactField.DepositNii, "deposit_nii", FactUnit.Money, mayBeNegative: true),
        new(FactField.FeeIncome, "fee_income", FactUnit.Money, mayBeNegative: true),
        new(FactField.OperatingCost, "operating_cost", FactUnit.Money, mayBeNegative: true),
        new(FactField.ExpectedLoss, "expected_loss", FactUnit.Money, mayBeNegative: true),
        new(FactField.EconomicCapital, "economic_capital", FactUnit.Money),
        new(FactField.Ead, "ead", FactUnit.Money),
        new(FactField.Pd, "pd", FactUnit.Rate),
        new(FactField.Lgd, "lgd", FactUnit.Rate),
        new(FactField.MaturityYears, "maturity_years", FactUnit.Rate),
        new(FactField.AvgLoans, "avg_loans", FactUnit.Money),
        new(FactField.AvgDeposits, "avg_deposits", FactUnit.Money),
        new(FactField.AvgDemandDeposits, "avg_demand_deposits", FactUnit.Money),
        new(FactField.CreditLimit, "credit_limit", FactUnit.Money),
        new(FactField.CreditUsed, "credit_used", FactUnit.Money),
        new(FactField.OverdueBalance, "overdue_balance", FactUnit.Money),
        new(FactField.Transactions, "transactions", FactUnit.Count),
        new(FactField.ETransactions, "e_transactions", FactUnit.Count),
        new(FactField.SettlementInflow, "settlement_inflow", FactUnit.Money),
        new(FactField.PayrollHeadcount, "payroll_headcount", FactUnit.Count),
    ];

    /// <summary>How many figures a row has.</summary>
    public static int Count => All.Count;
}
