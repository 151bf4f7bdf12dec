using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Paths;

/// <summary>A customer as a path sees it: today's return and its cuts on the value grid, on which it is placed.</summary>
/// <param name="Today">The terms of its return.</param>
/// <param name="InDefault">Whether its RAROC level is Low whatever its RAROC.</param>
/// <param name="X">Its cuts of revenue.</param>
/// <param name="Y">Its cuts of RAROC.</param>
public readonly record struct StartingPoint(RiskAdjustedReturn Today, bool InDefault, CutPoints X, CutPoints Y);

/// <summary>A point on the value grid where a customer stands or could stand. Yuan a year.</summary>
/// <param name="Revenue">R.</param>
/// <param name="EcCredit">EC_credit.</param>
/// <param name="Return">Π.</param>
/// <param name="Ec">EC.</param>
/// <param name="Raroc">Π/EC; NaN when EC is 0.</param>
/// <param name="Eva">Π − hurdle·EC.</param>
/// <param name="Cell">The cell; without capital its RAROC level is Low.</param>
public readonly record struct PathPoint(double Revenue, double EcCredit, double Return, double Ec, double Raroc, double Eva, Cell Cell)
{
    internal static PathPoint Of(double revenue, double cost, double loss, double ecCredit, in StartingPoint standing, Scheme scheme)
    {
        double net = (revenue - cost - loss) * (1 - scheme.Tax);
        double capital = ecCredit + (scheme.Beta * Math.Max(revenue, 0));
        double raroc = capital == 0 ? Measured.Not : net / capital;
        Level y = standing.InDefault || double.IsNaN(raroc) ? Level.Low : standing.Y.LevelOf(raroc, AxisUnit.Ratio);
        return new(
            revenue,
            ecCredit,
            net,
            capital,
            raroc,
            net - (scheme.Hurdle * capital),
            new(standing.X.LevelOf(revenue, AxisUnit.Money), y)
        );
    }
}
