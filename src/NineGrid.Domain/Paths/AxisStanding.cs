using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Paths;

/// <summary>Where a customer stands on one axis of the value grid, and how far from the levels beside its own.</summary>
/// <param name="Value">Revenue in yuan a year, or RAROC as a fraction; NaN when not measured.</param>
/// <param name="Cuts">The cut points it is measured against.</param>
/// <param name="Level">Its level; Low in default whatever the value.</param>
public readonly record struct AxisStanding(double Value, CutPoints Cuts, Level Level)
{
    /// <summary>The cut point of the next level up; NaN at High, and without cut points.</summary>
    public double NextCut =>
        Level switch
        {
            Level.Low => Cuts.Lo,
            Level.Mid => Cuts.Hi,
            _ => Measured.Not,
        };

    /// <summary>What the value lacks to the next level up; NaN where there is none.</summary>
    public double Missing => NextCut - Value;

    /// <summary>What the value can lose before it falls below the High level; NaN when it does not stand there.</summary>
    public double Margin => Level == Level.High ? Value - Cuts.Hi : Measured.Not;
}
