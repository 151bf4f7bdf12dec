using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Moves;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Web.Display;
using NineGrid.Web.Pages;

namespace NineGrid.Web.Exports;

/// <summary>The movements between two periods as tables that can be taken away.</summary>
public sealed class MigrationTables(Words say, MigrationText texts)
{
    /// <summary>All tables of the page.</summary>
    /// <param name="view">The movements.</param>
    /// <param name="rows">What is told apart by something, in the order of the page.</param>
    public IReadOnlyList<Table> Of(MigrationView view, Func<MigrationBy, IReadOnlyList<MigrationRow>> rows) =>
        [Flows(view), Movements(view), .. Enum.GetValues<MigrationBy>().Select(by => By(by, rows(by))), Outlook(view)];

    private Table<(Cell? From, Cell? To, Flow Flow)> Flows(MigrationView view) =>
        new(
            "flows",
            say["migration.flows"],
            [
                new(say["migration.column.from"], one => End(view, one.From)),
                new(say["migration.column.to"], one => End(view, one.To)),
                new(say["migration.column.movement"], one => say.Of(Domain.Moves.Movements.Between(one.From, one.To))),
                .. Figures<(Cell? From, Cell? To, Flow Flow)>(one => one.Flow),
            ],
            [
                .. from earlier in MigrationText.Order.Select(cell => (Cell?)cell).Append(null)
                from later in MigrationText.Order.Select(cell => (Cell?)cell).Append(null)
                let flow = view.Matrix[earlier, later]
                where flow.Customers > 0
                select (earlier, later, flow),
            ]
        );

    private Table<Movement> Movements(MigrationView view) =>
        new(
            "movements",
            say["migration.movements"],
            [
                new(say["migration.column.movement"], movement => say.Of(movement)),
                .. Figures<Movement>(movement => view.Matrix.Balance[movement]),
            ],
            view.Matrix.Balance.Customers == 0 ? [] : MigrationText.Movements
        );

    private Table<MigrationRow> By(MigrationBy by, IReadOnlyList<MigrationRow> rows) =>
        new(
            $"by-{MigrationPage.Parameter(by)}",
            say[$"migration.by.{by}"],
            [
                new(say["gaps.column.code"], row => row.Code),
                new(say[$"migration.column.{by}"], row => texts.Name(by, row)),
                new(say["migration.column.both"], ColumnKind.Count, row => row.Balance.Both.Customers),
                .. MigrationText.Movements.Select(movement => new TableColumn<MigrationRow>(
                    say.Of(movement),
                    ColumnKind.Count,
                    row => row.Balance[movement].Customers
                )),
                new(say["migration.column.line"], ColumnKind.Count, row => row.Balance.Moved.LineMoved),
                new(say["migration.net"], ColumnKind.Fraction, row => row.Balance.NetUpgradeRate),
            ],
            rows
        );

    private Table<int> Outlook(MigrationView view) =>
        new(
            "outlook",
            say["migration.outlook"],
            [
                new(say["frame.period"], step => texts.Month(After(view, step))),
                .. MigrationText.Order.Select(cell => new TableColumn<int>(
                    say.Of(view.Grid, cell),
                    ColumnKind.Number,
                    step => view.Outlook.After(step)[cell.Index]
                )),
                new(say["migration.outlook.left"], ColumnKind.Number, step => view.Outlook.After(step)[Cell.Count]),
            ],
            view.Outlook.SampleSize == 0 ? [] : [.. Enumerable.Range(0, MigrationPage.Steps + 1)]
        );

    private IEnumerable<TableColumn<T>> Figures<T>(Func<T, Flow> flow) =>
        [
            new(say["column.customers"], ColumnKind.Count, one => flow(one).Customers),
            new(say["column.in-yuan", say["column.revenue"]], ColumnKind.Money, one => flow(one).Revenue),
            new(say["migration.column.line"], ColumnKind.Count, one => flow(one).LineMoved),
        ];

    private string End(MigrationView view, Cell? cell) => cell is Cell placed ? say.Of(view.Grid, placed) : say["move.end.none"];

    /// <summary>The period that a step of the outlook reaches.</summary>
    public static Domain.Bank.Period After(MigrationView view, int step) =>
        view.Later.AddMonths(step * (view.Later.Index - view.Earlier.Index));
}
