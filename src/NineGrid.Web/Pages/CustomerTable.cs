using NineGrid.Data.Queries.Customers;
using NineGrid.Web.Display;

namespace NineGrid.Web.Pages;

/// <summary>What a table of customers shows.</summary>
/// <param name="Customers">Its rows.</param>
/// <param name="Order">Their order; null when they cannot be sorted.</param>
/// <param name="List">The address of the list that its links narrow.</param>
/// <param name="Frame">Period and institution in force.</param>
public sealed record CustomerTable(IReadOnlyList<CustomerListed> Customers, CustomerOrder? Order, Address List, Address Frame)
{
    /// <summary>The columns that follow number and name.</summary>
    public IReadOnlyList<CustomerColumn> Columns { get; init; } = CustomerColumns.Usual;

    /// <summary>The form that takes the rows which are ticked; null when none can be.</summary>
    public string? Form { get; init; }
}
