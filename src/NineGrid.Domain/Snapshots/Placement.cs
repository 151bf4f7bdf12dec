using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Snapshots;

/// <summary>Places customers, or credit groups, on one grid: gathers the placed, finds the cuts of both axes, reads the levels.</summary>
internal sealed class Placement(Book book, AppliedScheme under, Grid grid)
{
    /// <summary>Cuts of the x axis, after <see cref="Place"/>.</summary>
    public IReadOnlyList<PeerCut> X { get; private set; } = [];

    /// <summary>Cuts of the y axis, after <see cref="Place"/>.</summary>
    public IReadOnlyList<PeerCut> Y { get; private set; } = [];

    /// <summary>For each the cuts of the x axis it is measured against; <c>default</c> for those not placed.</summary>
    public CutPoints[] UsedX { get; private set; } = [];

    /// <summary>The same of the y axis.</summary>
    public CutPoints[] UsedY { get; private set; } = [];

    /// <summary>The cell index of each, −1 for those not placed.</summary>
    /// <param name="isPlaced">Whether one is placed.</param>
    /// <param name="x">Its x value.</param>
    /// <param name="y">Its y value.</param>
    /// <param name="hasCredit">Whether it has credit.</param>
    /// <param name="count">How many there are; the customers of the book when left out.</param>
    public sbyte[] Place(Func<int, bool> isPlaced, Func<int, double> x, Func<int, double> y, Func<int, bool> hasCredit, int? count = null)
    {
        int all = count ?? book.Count;
        int[] placed = [.. Enumerable.Range(0, all).Where(isPlaced)];
        var xLevels = new Level[placed.Length];
        var yLevels = new Level[placed.Length];
        var xCuts = new CutPoints[placed.Length];
        var yCuts = new CutPoints[placed.Length];
        X = Cut(isY: false, grid == Grid.Growth ? AxisUnit.Ratio : AxisUnit.Money, placed, x, hasCredit, xLevels, xCuts);
        Y = Cut(isY: true, AxisUnit.Ratio, placed, y, hasCredit, yLevels, yCuts);
        UsedX = new CutPoints[all];
        UsedY = new CutPoints[all];
        var cells = new sbyte[all];
        Array.Fill(cells, (sbyte)-1);
        for (int i = 0; i < placed.Length; i++)
        {
            cells[placed[i]] = (sbyte)new Cell(xLevels[i], yLevels[i]).Index;
            UsedX[placed[i]] = xCuts[i];
            UsedY[placed[i]] = yCuts[i];
        }

        return cells;
    }

    private IReadOnlyList<PeerCut> Cut(
        bool isY,
        AxisUnit unit,
        int[] placed,
        Func<int, double> value,
        Func<int, bool> hasCredit,
        Level[] levels,
        CutPoints[] used
    )
    {
        AxisRule rule = under.Scheme.Axis(grid, isY);
        double[] values = [.. placed.Select(value)];
        PeerParts[] peers = [.. rule.Peers.Select(dimension => PartsOf(dimension, placed, hasCredit))];
        return PeerCuts.Apply(
            rule,
            unit,
            growth: grid == Grid.Growth,
            values,
            peers,
            under.Scheme.SmallestPeerGroup,
            under.Calibration?[grid, isY],
            levels,
            used
        );
    }

    private PeerParts PartsOf(PeerDimension dimension, int[] placed, Func<int, bool> hasCredit) =>
        dimension switch
        {
            PeerDimension.Tier1 => new(
                dimension,
                [.. Enumerable.Range(0, book.Institutions.Count).Select(book.Institutions.Code)],
                [.. placed.Select(customer => book.Institutions.Tier1(book.Customers[customer].Institution))]
            ),
            PeerDimension.SizeClass => new(
                dimension,
                [.. Enum.GetValues<SizeClass>().Select(SizeClassCode.Of)],
                [.. placed.Select(customer => (int)book.Customers[customer].Size - (int)SizeClass.Large)]
            ),
            PeerDimension.Industry => new(
                dimension,
                [.. Industry.All.Select(industry => industry.ToString())],
                [.. placed.Select(customer => book.Customers[customer].Industry.Section - 'A')]
            ),
            PeerDimension.HasCredit => new(dimension, ["false", "true"], [.. placed.Select(customer => hasCredit(customer) ? 1 : 0)]),
            _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "not a peer dimension"),
        };
}
