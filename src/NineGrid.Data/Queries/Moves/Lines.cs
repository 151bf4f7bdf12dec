using NineGrid.Data.Access;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;

namespace NineGrid.Data.Queries.Moves;

/// <summary>The cut points of the earlier snapshot, under which movements are judged.</summary>
internal sealed class Lines
{
    private readonly Grid _grid;
    private readonly AxisCuts _x;
    private readonly AxisCuts _y;

    private Lines(Grid grid, AxisCuts x, AxisCuts y) => (_grid, _x, _y) = (grid, x, y);

    private AxisUnit Unit => _grid == Grid.Growth ? AxisUnit.Ratio : AxisUnit.Money;

    /// <summary>Those of a snapshot as they are, not as somebody may see them.</summary>
    public static async Task<Lines> LoadAsync(
        NineGridDbContext db,
        int snapshot,
        Scheme scheme,
        Grid grid,
        CancellationToken cancellationToken
    )
    {
        (AxisCuts x, AxisCuts y) = await AxisCuts.LoadAsync(db, DataScope.WholeBank, snapshot, scheme, grid, cancellationToken);
        return new(grid, x, y);
    }

    /// <summary>Whether a movement remains under the customer's own cut points of the earlier snapshot.</summary>
    public bool Remains(PlacedCustomer? then, PlacedCustomer? now, bool inDefault) =>
        then is null
        || now is null
        || then.Cell == now.Cell
        || new Stand(now.Cell, now.X, now.Y, CutPoints.None, CutPoints.None, inDefault).Remains(Of(then), Unit);

    /// <summary>Whether that depends on whether the customer is in default in the later snapshot, which is not read of everybody.</summary>
    public bool DependsOnDefault(PlacedCustomer? then, PlacedCustomer? now) =>
        _grid == Grid.Value && Remains(then, now, inDefault: true) != Remains(then, now, inDefault: false);

    private Stand Of(PlacedCustomer then)
    {
        var peers = new PeerKey(then.Place, then.Size, then.Industry, then.HasCredit);
        return new(then.Cell, then.X, then.Y, _x.For(peers).Cuts, _y.For(peers).Cuts, InDefault: false);
    }
}
