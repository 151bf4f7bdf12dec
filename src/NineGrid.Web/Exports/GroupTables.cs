using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Groups;
using NineGrid.Domain.Grids;
using NineGrid.Web.Display;

namespace NineGrid.Web.Exports;

/// <summary>The members of a credit group and its trail as tables that can be taken away.</summary>
public sealed class GroupTables(Words say)
{
    public IReadOnlyList<Table> Of(GroupView group) => [Members(group), Trail(group)];

    private Table<GroupMember> Members(GroupView group) =>
        new(
            "members",
            say["export.table.members"],
            [
                new(say["column.no"], one => one.No),
                new(say["column.name"], one => one.Name),
                new(say["column.size"], one => say.Of(one.Size)),
                new(say["column.industry"], one => say.Of(one.Industry)),
                new(say["column.value"], one => one.Value is Cell cell ? say.Of(cell) : say.Briefly(Grid.Value, one.ValueReason)),
                new(say["column.in-yuan", say["column.revenue"]], ColumnKind.Money, one => one.Revenue),
                new(say["column.in-yuan", say["column.return"]], ColumnKind.Money, one => one.Return),
                new(say["column.in-yuan", say["column.ec"]], ColumnKind.Money, one => one.Ec),
                new(say["column.raroc"], ColumnKind.Fraction, one => one.Raroc),
                new(say["column.in-yuan", say["column.eva"]], ColumnKind.Money, one => one.Eva),
                new(say["column.return.share"], ColumnKind.Fraction, one => one.ReturnShare),
                new(say["column.ec.share"], ColumnKind.Fraction, one => one.EcShare),
                new(say["column.bearing"], one => one.IsActive ? say[$"bearing.{one.Bearing}"] : null),
                new(say["column.without"], one => one.CellWithout is Cell cell ? say.Of(cell) : null),
            ],
            group.Members
        )
        {
            Of = (group.Code, group.Name),
        };

    private Table<GroupStep> Trail(GroupView group) =>
        new(
            "trail",
            say["export.table.trail"],
            [
                new(say["frame.period"], one => one.Period.ToString()),
                new(say["grid.Group"], one => one.Cell is Cell cell ? say.Of(cell) : null),
                new(say["column.members"], ColumnKind.Count, one => one.Sum?.Members),
                new(say["column.in-yuan", say["column.revenue"]], ColumnKind.Money, one => one.Sum?.Revenue),
                new(say["column.raroc"], ColumnKind.Fraction, one => one.Sum?.Raroc),
            ],
            [.. group.Trail.Reverse()]
        )
        {
            Of = (group.Code, group.Name),
        };
}
