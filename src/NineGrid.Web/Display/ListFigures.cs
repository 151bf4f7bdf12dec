using NineGrid.Data.Queries.Customers;

namespace NineGrid.Web.Display;

/// <summary>Writes the figures of a customer in a list.</summary>
public sealed class ListFigures(Numbers show)
{
    /// <summary>The figure of a column.</summary>
    public string Of(CustomerListed one, CustomerColumn column) =>
        column switch
        {
            CustomerColumn.Months => Numbers.Count(one.Months),
            CustomerColumn.Raroc => Numbers.Percent(one.Raroc),
            CustomerColumn.BankGrowth => Growth(one.BankGrowth, one.OrdinaryBankGrowth),
            CustomerColumn.OwnGrowth => Growth(one.OwnGrowth, one.OrdinaryOwnGrowth),
            _ when column.Indicator is { } indicator => Numbers.Of(indicator, one.Of(indicator)),
            _ => Numbers.Amount(ValueOf(one, column)),
        };

    /// <summary>The figure of a column as it compares; null where not measured.</summary>
    public static double? ValueOf(CustomerListed one, CustomerColumn column) =>
        column switch
        {
            CustomerColumn.Months => one.Months,
            CustomerColumn.Revenue => one.Revenue,
            CustomerColumn.Cost => one.Cost,
            CustomerColumn.Loss => one.ExpectedLoss,
            CustomerColumn.Return => one.Return,
            CustomerColumn.Capital => one.EconomicCapital,
            CustomerColumn.Raroc => one.Raroc,
            CustomerColumn.Eva => one.Eva,
            CustomerColumn.BankGrowth => one.BankGrowth,
            CustomerColumn.OwnGrowth => one.OwnGrowth,
            _ when column.Indicator is { } indicator => one.Of(indicator),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "not a figure"),
        };

    private string Growth(double? symmetric, double? ordinary) => symmetric is null ? Numbers.NotMeasured : show.Growth(ordinary);
}
