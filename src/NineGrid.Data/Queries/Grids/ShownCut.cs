using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Grids;

/// <summary>The cut points of a peer group as a reader may see them.</summary>
/// <param name="UsedGroup">The group whose cuts apply.</param>
/// <param name="Placed">Placed customers of <paramref name="UsedGroup"/> (groups on the group grid) when the cuts were computed.</param>
/// <param name="Cuts">The cut points; none when they are kept back.</param>
/// <param name="IsKeptBack">Whether they are kept back, because customers outside the reader's scope could be read off them.</param>
public sealed record ShownCut(string UsedGroup, int Placed, CutPoints Cuts, bool IsKeptBack)
{
    /// <summary>What somebody sees of the cut points of an axis. Those that the scheme fixes tell of no customer.</summary>
    internal static ShownCut Of(DataScope scope, AxisRule rule, CutRow cut)
    {
        bool keptBack = rule.Cut is not FixedCut && !scope.Shows(cut.N);
        return new(
            cut.UsedGroup,
            cut.N,
            !keptBack && cut.Lo is double lo && cut.Hi is double hi ? CutPoints.Of(lo, hi) : CutPoints.None,
            keptBack
        );
    }
}
