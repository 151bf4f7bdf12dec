using Microsoft.AspNetCore.Mvc;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Domain.Indicators;
using NineGrid.Web.Display;
using NineGrid.Web.Exports;

namespace NineGrid.Web.Pages;

/// <summary>A few customers side by side.</summary>
public sealed class ComparePage(ViewpointQuery viewpoints, ComparisonQuery comparison, CustomerTables tables, Words say)
    : TabledPage(viewpoints)
{
    /// <summary>The customers in the order of the address.</summary>
    public IReadOnlyList<CustomerListed> Customers { get; private set; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<Table> Tables => [tables.Comparison(Customers)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? Page();

    /// <summary>The standing of each customer in a column; nobody stands out where neither more nor less is better.</summary>
    public IReadOnlyList<Standing> StandingsIn(CustomerColumn column) =>
        column.Better is Direction direction
            ? Standings.Of([.. Customers.Select(one => ListFigures.ValueOf(one, column))], direction)
            : [.. Customers.Select(_ => Standing.None)];

    /// <summary>The same comparison without one of the customers.</summary>
    public Address Without(CustomerListed customer) =>
        Here.WithAll("no", Customers.Where(one => one != customer).Select(one => one.No).ToArray());

    /// <inheritdoc/>
    protected override async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        string[] numbers = [.. Here.All("no").Distinct(StringComparer.Ordinal)];
        if (numbers.Length > ComparisonQuery.Most)
        {
            string most = say["compare.at-most", Numbers.Count(ComparisonQuery.Most)];
            return ErrorPage.BadAddress(HttpContext, new("no", string.Join(", ", numbers), most));
        }

        if (await comparison.AskAsync(Scope, At, numbers, cancellationToken) is not IReadOnlyList<CustomerListed> found)
        {
            return NotFound();
        }

        Customers = found;
        return null;
    }
}
