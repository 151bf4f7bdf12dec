using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Moves;

/// <summary>Where a customer stands on one grid in one snapshot, and the lines it is measured against there.</summary>
/// <remarks><c>default</c> is not placed.</remarks>
/// <param name="Cell">Its cell; null when it is not placed.</param>
/// <param name="X">Its value on x: yuan on the value and group grids, symmetric growth on the growth grid; NaN when not measured.</param>
/// <param name="Y">Its value on y, a ratio; NaN when not measured.</param>
/// <param name="XCuts">The cut points on x that it is measured against.</param>
/// <param name="YCuts">Those on y.</param>
/// <param name="InDefault">Whether its RAROC level is Low whatever its RAROC (3.2); always false off the value grid.</param>
public readonly record struct Stand(Cell? Cell, double X, double Y, CutPoints XCuts, CutPoints YCuts, bool InDefault)
{
    /// <summary>The movement since an earlier snapshot, as it stands in the two.</summary>
    public Movement Since(in Stand earlier) => Movements.Between(earlier.Cell, Cell);

    /// <summary>The cell in which this snapshot's values lie under the cut points that the customer was measured against in another; null when it is placed in one of the two only.</summary>
    /// <param name="lines">The customer in the other snapshot.</param>
    /// <param name="unit">What the values on x are.</param>
    /// <remarks>The lines are the customer's own of that snapshot, so that one whose values stay the same stays, whatever became of its peer group.</remarks>
    public Cell? Under(in Stand lines, AxisUnit unit) =>
        Cell is null || lines.Cell is null
            ? null
            : new(lines.XCuts.LevelOf(X, unit), InDefault ? Level.Low : lines.YCuts.LevelOf(Y, AxisUnit.Ratio));

    /// <summary>Whether the movement since an earlier snapshot remains under that snapshot's cut points (the customer moved) or not (the line moved).</summary>
    /// <remarks>True for a customer that stays and for one that entered or left: no line has anything to do with it.</remarks>
    public bool Remains(in Stand earlier, AxisUnit unit)
    {
        Movement movement = Since(in earlier);
        return movement is Movement.None or Movement.Stay or Movement.Entered or Movement.Left
            || Movements.Between(earlier.Cell, Under(in earlier, unit)) == movement;
    }
}
