using NineGrid.Domain.Indicators;

namespace NineGrid.Data.Queries.Customers;

/// <summary>What a list of customers can show of each, and be sorted by; the last 16 are the indicators, named as they are stored.</summary>
public enum CustomerColumn
{
    No,
    Name,
    CreditCode,
    Institution,
    Manager,
    GroupCode,
    GroupName,
    Size,
    Industry,
    Months,
    Revenue,
    Cost,
    Loss,
    Return,
    Capital,
    Raroc,
    Eva,
    Value,
    BankGrowth,
    OwnGrowth,
    Growth,
    Consistency,
    Group,
    Strategy,
    CrossSell,
    MonthlyTransactions,
    FeeShare,
    DepositDerivation,
    WalletShare,
    CostIncome,
    DemandShare,
    SettlementShare,
    LendingShare,
    LineUtilisation,
    LoanSpread,
    DepositSpread,
    CreditCost,
    CapitalIntensity,
    EChannel,
    PayrollPenetration,
}

/// <summary>What the columns are.</summary>
public static class CustomerColumnMeaning
{
    extension(CustomerColumn column)
    {
        /// <summary>The indicator that a column shows; null when it shows something else.</summary>
        public Indicator? Indicator =>
            column < CustomerColumn.CrossSell ? null : Domain.Indicators.Indicator.All[column - CustomerColumn.CrossSell];

        /// <summary>Which way its figures are better; null where neither more nor less is.</summary>
        public Direction? Better =>
            column
                is CustomerColumn.Revenue
                    or CustomerColumn.Return
                    or CustomerColumn.Raroc
                    or CustomerColumn.Eva
                    or CustomerColumn.BankGrowth
                    or CustomerColumn.OwnGrowth
                ? Direction.Up
                : column.Indicator?.Direction;
    }

    /// <summary>The column that shows an indicator.</summary>
    public static CustomerColumn Column(this Indicator indicator) => CustomerColumn.CrossSell + indicator.Number;
}

/// <summary>An order of the list. Customers without a value come last either way.</summary>
public sealed record CustomerOrder(CustomerColumn Column, bool Descending)
{
    /// <summary>The largest by revenue first.</summary>
    public static CustomerOrder Default { get; } = new(CustomerColumn.Revenue, Descending: true);
}
