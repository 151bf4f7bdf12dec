using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Grids;
using NineGrid.Web.Display;

namespace NineGrid.Web.Exports;

/// <summary>The columns of the list of customers as a file, in the words of the page.</summary>
public sealed class CustomerColumns(Words say)
{
    public IReadOnlyList<TableColumn<CustomerListed>> All =>
        [
            new(say["column.no"], one => one.No),
            new(say["column.name"], one => one.Name),
            new(say["column.institution"], one => one.Institution),
            new(say["column.manager.no"], one => one.ManagerNo),
            new(say["column.manager"], one => one.Manager),
            new(say["column.size"], one => say.Of(one.Size)),
            new(say["column.industry"], one => say.Of(one.Industry)),
            new(say["column.revenue.yuan"], ColumnKind.Money, one => one.Revenue),
            new(say["column.raroc"], ColumnKind.Fraction, one => one.Raroc),
            new(say["column.eva.yuan"], ColumnKind.Money, one => one.Eva),
            new(say["column.value"], one => Placed(Grid.Value, one.Value, one.ValueReason)),
            new(say["column.growth"], one => Placed(Grid.Growth, one.Growth, one.GrowthReason)),
            new(say["column.group"], one => one.Group is Cell cell ? say.Of(cell) : null),
            new(say["column.strategy"], one => one.Strategy == Strategy.None ? null : say.Of(one.Strategy)),
        ];

    private string Placed(Grid grid, Cell? cell, UnplacedReason reason) => cell is Cell own ? say.Of(own) : say.Briefly(grid, reason);
}
