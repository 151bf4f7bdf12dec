using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Moves;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;

namespace NineGrid.Web.Display;

/// <summary>Says in words what migration shows.</summary>
public sealed class MigrationText(Words say, Numbers show)
{
    /// <summary>The cells from the highest band to the lowest, so that whoever rises in sum stands higher.</summary>
    public static IReadOnlyList<Cell> Order { get; } =
    [.. Cell.All.OrderByDescending(cell => (int)cell.X + (int)cell.Y).ThenByDescending(cell => cell.X)];

    /// <summary>The movements as they stand in tables.</summary>
    public static IReadOnlyList<Movement> Movements { get; } =
    [Movement.Up, Movement.Down, Movement.Mixed, Movement.Stay, Movement.Entered, Movement.Left];

    /// <summary>What the earlier period is called.</summary>
    public string Since => say["migration.from"];

    /// <summary>What the choice of a grid is called.</summary>
    public string OnGrid => say["migration.grid"];

    public string Month(Period period) => show.Month(period);

    public string Name(Grid grid) => say.Of(grid);

    /// <summary>The title: who rose and fell.</summary>
    public string Title(Viewpoint at, MigrationView? view)
    {
        if (view is null)
        {
            return say["migration.title.none", at.Institution.Name];
        }

        MovementBalance balance = view.Matrix.Balance;
        return balance.Moved.Customers == 0
            ? say["migration.title.still", at.Institution.Name, Month(view.Earlier), Month(view.Later), say.Of(view.Grid)]
            : say[
                "migration.title",
                at.Institution.Name,
                Month(view.Earlier),
                Month(view.Later),
                Numbers.Count(balance[Movement.Up].Customers),
                Numbers.Count(balance[Movement.Down].Customers),
                Numbers.SignedPercent(balance.NetUpgradeRate)
            ];
    }

    /// <summary>A flow in words: how many went where, with what revenue, and whose work it was.</summary>
    public string Flow(Cell? from, Cell? to, Flow flow)
    {
        string told = say.Counted(
            flow.Customers,
            "migration.flow",
            say.Of(MoveEnd.Of(from)),
            say.Of(MoveEnd.Of(to)),
            say.Of(Domain.Moves.Movements.Between(from, to)),
            Numbers.Count(flow.Customers),
            show.AmountInWords(flow.Revenue)
        );
        return flow.LineMoved == 0 ? told : told + say["migration.flow.line", Numbers.Count(flow.LineMoved)];
    }

    /// <summary>What a row of a table is called.</summary>
    public string Name(MigrationBy by, MigrationRow row) =>
        by switch
        {
            MigrationBy.Size when SizeClassCode.TryParse(row.Code, out SizeClass size) => say.Of(size),
            MigrationBy.Industry when Industry.TryParse(row.Code, out Industry industry) => say.Of(industry),
            _ => row.Name,
        };

    /// <summary>The mark of a movement, which does not need colour.</summary>
    public static string Mark(Movement movement) =>
        movement switch
        {
            Movement.Up => "▲",
            Movement.Down => "▼",
            Movement.Mixed => "◆",
            Movement.Entered => "→",
            Movement.Left => "←",
            _ => "＝",
        };

    /// <summary>The class of a movement: <c>is-up</c>.</summary>
    public static string Class(Movement movement) => $"is-{movement.ToString().ToLowerInvariant()}";
}
