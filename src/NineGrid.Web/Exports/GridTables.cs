using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Grids;
using NineGrid.Web.Display;

namespace NineGrid.Web.Exports;

/// <summary>The nine cells of a selection and their cut points as tables that can be taken away.</summary>
public sealed class GridTables(Words say)
{
    public IReadOnlyList<Table> Of(GridView view, EarlierCells? earlier) => [Cells(view, earlier), Cuts(view)];

    private Table<CellTotals> Cells(GridView view, EarlierCells? earlier) =>
        new(
            "cells",
            say["export.table.cells", say.Of(view.Grid)],
            [
                new(say["column.cell"], one => say.Of(view.Grid, one.Cell)),
                new(say["column.band"], one => say.Of(view.Grid, one.Cell.Band)),
                new(say["column.customers"], ColumnKind.Count, one => one.Sum.Customers),
                new(say["column.in-yuan", say["column.revenue"]], ColumnKind.Money, one => one.Sum.Revenue),
                new(say["column.revenue.share"], ColumnKind.Fraction, one => view.RevenueShare(one.Sum)),
                new(say["column.in-yuan", say["column.eva"]], ColumnKind.Money, one => one.Sum.Eva),
                new(say["column.eva.share"], ColumnKind.Fraction, one => view.EvaShare(one.Sum)),
                new(say["column.raroc.sum"], ColumnKind.Fraction, one => one.Sum.Raroc),
                new(say["column.change"], ColumnKind.Count, one => one.Sum.Customers - earlier?.Customers[one.Cell.Index]),
            ],
            [.. view.Cells.Reverse()]
        );

    private Table<(string Axis, ShownCut Cut)> Cuts(GridView view) =>
        new(
            "cuts",
            say["export.table.cuts", say.Of(view.Grid)],
            [
                new(say["column.axis"], one => say[$"axis.{view.Grid}.{one.Axis}.short"]),
                new(say["column.peers"], one => say.PeerGroup(one.Cut.UsedGroup)),
                new(say["column.n"], ColumnKind.Count, one => one.Cut.IsKeptBack ? null : one.Cut.Placed),
                new(say["column.lower"], ColumnKind.Number, one => Shown(view.Grid, one.Cut.Cuts.Lo)),
                new(say["column.upper"], ColumnKind.Number, one => Shown(view.Grid, one.Cut.Cuts.Hi)),
                new(say["column.remark"], one => one.Cut.IsKeptBack ? say.KeptBack : null),
            ],
            [.. view.XCuts.Select(cut => ("x", cut)), .. view.YCuts.Select(cut => ("y", cut))]
        );

    // Growth is cut in symmetric form and told in ordinary form, as on the page.
    private static double? Shown(Grid grid, double cut) =>
        double.IsNaN(cut) ? null
        : grid == Grid.Growth ? Growth.OrdinaryOf(cut)
        : cut;
}
