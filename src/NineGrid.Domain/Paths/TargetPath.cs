using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Paths;

/// <summary>路径: the least-effort way of a customer to a cell of the value grid (3.9).</summary>
/// <param name="Target">The cell aimed at; null when none of the default targets can be reached.</param>
/// <param name="Feasible">Whether the levers reach it.</param>
/// <param name="Reached">The cell that is reached: at least the target, or, when that is infeasible, the cell at the point where every lever of non-negative worth is closed.</param>
/// <param name="Effort">Σ effort·fraction; NaN when infeasible.</param>
/// <param name="MissingRevenue">Revenue, yuan a year, that is missing at that point; 0 when feasible.</param>
/// <param name="MissingReturn">Return Π, yuan a year, that is missing there for the target's RAROC; 0 when feasible; NaN when a default stands in the way.</param>
public readonly record struct TargetPath(
    Cell? Target,
    bool Feasible,
    Cell Reached,
    double Effort,
    double MissingRevenue,
    double MissingReturn
);
