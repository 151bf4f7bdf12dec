using NineGrid.Domain.Grids;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Domain.Moves;

/// <summary>Reads stands off a computed snapshot.</summary>
public static class SnapshotStands
{
    /// <summary>Where a customer of the book stands on a grid; on the group grid its group's values, and only active members are placed (3.6).</summary>
    public static Stand StandOn(this Snapshot snapshot, Grid grid, int customer)
    {
        sbyte cell = snapshot.Cells(grid)[customer];
        if (cell < 0 || !snapshot.Active[customer])
        {
            return default;
        }

        (double x, double y) = grid switch
        {
            Grid.Value => (snapshot.Returns[customer].Revenue, snapshot.Returns[customer].Raroc),
            Grid.Growth => (snapshot.GrowthBank[customer], snapshot.GrowthOwn[customer]),
            Grid.Group => GroupValues(snapshot.Groups[snapshot.Input.Book.GroupOf[customer]]),
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };
        (CutPoints xCuts, CutPoints yCuts) = snapshot.CutsOf(grid, customer);
        return new(Cell.FromIndex(cell), x, y, xCuts, yCuts, InDefault: grid == Grid.Value && snapshot.Figures[customer].InDefault);

        static (double X, double Y) GroupValues(GroupPosition group) => (group.Revenue, group.Raroc);
    }
}
