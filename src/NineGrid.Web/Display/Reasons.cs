using NineGrid.Domain.Grids;

namespace NineGrid.Web.Display;

/// <summary>Which reasons can keep a customer off a grid.</summary>
public static class Reasons
{
    /// <summary>The reasons of a grid, in the order in which they are offered; None on the group grid is a customer of no group.</summary>
    public static IReadOnlyList<UnplacedReason> On(Grid grid) =>
        grid switch
        {
            Grid.Value => [UnplacedReason.New, UnplacedReason.Lost, UnplacedReason.NoRisk, UnplacedReason.NoCapital],
            Grid.Growth =>
            [
                UnplacedReason.New,
                UnplacedReason.Lost,
                UnplacedReason.NoHistory,
                UnplacedReason.MissingStatements,
                UnplacedReason.StaleStatements,
            ],
            Grid.Group => [UnplacedReason.None, UnplacedReason.New, UnplacedReason.Lost, UnplacedReason.NoCapital],
            _ => throw new ArgumentOutOfRangeException(nameof(grid), grid, "not a grid"),
        };
}
