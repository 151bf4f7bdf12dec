using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Indicators;

namespace NineGrid.Web.Display;

/// <summary>The columns of a list of customers: which there are, how they are called in addresses and on pages.</summary>
public static class CustomerColumns
{
    /// <summary>Those that every list begins with.</summary>
    public static IReadOnlyList<CustomerColumn> Always { get; } = [CustomerColumn.No, CustomerColumn.Name];

    /// <summary>Those that follow unless others are chosen.</summary>
    public static IReadOnlyList<CustomerColumn> Usual { get; } =
    [
        CustomerColumn.Institution,
        CustomerColumn.Manager,
        CustomerColumn.Size,
        CustomerColumn.Industry,
        CustomerColumn.Revenue,
        CustomerColumn.Raroc,
        CustomerColumn.Eva,
        CustomerColumn.Value,
        CustomerColumn.Growth,
        CustomerColumn.Group,
        CustomerColumn.Strategy,
    ];

    /// <summary>All that can be chosen, by subject.</summary>
    public static IReadOnlyList<(string Subject, IReadOnlyList<CustomerColumn> Columns)> Choice { get; } =
    [
        (
            "about",
            [
                CustomerColumn.CreditCode,
                CustomerColumn.Institution,
                CustomerColumn.Manager,
                CustomerColumn.GroupCode,
                CustomerColumn.GroupName,
                CustomerColumn.Size,
                CustomerColumn.Industry,
                CustomerColumn.Months,
            ]
        ),
        (
            "return",
            [
                CustomerColumn.Revenue,
                CustomerColumn.Cost,
                CustomerColumn.Loss,
                CustomerColumn.Return,
                CustomerColumn.Capital,
                CustomerColumn.Raroc,
                CustomerColumn.Eva,
            ]
        ),
        (
            "position",
            [
                CustomerColumn.Value,
                CustomerColumn.BankGrowth,
                CustomerColumn.OwnGrowth,
                CustomerColumn.Growth,
                CustomerColumn.Consistency,
                CustomerColumn.Group,
                CustomerColumn.Strategy,
            ]
        ),
        ("indicators", [.. Enum.GetValues<CustomerColumn>().Where(column => column.Indicator is not null)]),
    ];

    /// <summary>The name of a column in addresses.</summary>
    public static string InAddress(this CustomerColumn column) => column.ToString().ToLowerInvariant();

    /// <summary>The column of a name in an address; null when there is none.</summary>
    public static CustomerColumn? Read(string name)
    {
        foreach (CustomerColumn known in Enum.GetValues<CustomerColumn>())
        {
            if (string.Equals(known.ToString(), name.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>Whether its cells are figures, which stand at the right.</summary>
    public static bool IsFigure(this CustomerColumn column) =>
        column
            is CustomerColumn.Months
                or (>= CustomerColumn.Revenue and <= CustomerColumn.Eva)
                or CustomerColumn.BankGrowth
                or CustomerColumn.OwnGrowth
        || column.Indicator is not null;

    /// <summary>Whether its cells are money.</summary>
    public static bool IsMoney(this CustomerColumn column) =>
        column is >= CustomerColumn.Revenue and <= CustomerColumn.Eva and not CustomerColumn.Raroc;

    /// <summary>The title of a column.</summary>
    public static string Of(this Words say, CustomerColumn column) =>
        column.Indicator is Indicator indicator ? say.Of(indicator) : say[$"column.{column.InAddress()}"];
}
