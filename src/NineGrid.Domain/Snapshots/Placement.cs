using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Domain.Snapshots;

/// <summary>The cells of customers, or of credit groups, on one grid: gathers the placed, finds the cuts of both axes, reads the levels.</summary>
internal sealed class Placement
{
    private const int NotPlaced = -1;

    private readonly Book _book;
    private readonly AppliedScheme _under;
    private readonly Grid _grid;
    private readonly AxisPlacement _x;
    private readonly AxisPlacement _y;

    /// <summary>For each its place among the placed.</summary>
    private readonly int[] _rankOf;

    /// <summary>Places all that are measured on both axes.</summary>
    /// <param name="book">The book.</param>
    /// <param name="under">The scheme.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="isPlaced">Whether one is placed.</param>
    /// <param name="x">Its x value.</param>
    /// <param name="y">Its y value.</param>
    /// <param name="hasCredit">Whether it has credit.</param>
    /// <param name="threads">How many threads.</param>
    public Placement(
        Book book,
        AppliedScheme under,
        Grid grid,
        int count,
        Func<int, bool> isPlaced,
        Func<int, double> x,
        Func<int, double> y,
        Func<int, bool> hasCredit,
        int threads
    )
    {
        (_book, _under, _grid) = (book, under, grid);
        _rankOf = new int[count];
        var all = new List<int>(count);
        for (int one = 0; one < count; one++)
        {
            bool counts = isPlaced(one);
            _rankOf[one] = counts ? all.Count : NotPlaced;
            if (counts)
            {
                all.Add(one);
            }
        }

        int[] placed = [.. all];
        var axes = new AxisPlacement[2];
        Parallel.Invoke(
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => axes[0] = Cut(isY: false, grid == Grid.Growth ? AxisUnit.Ratio : AxisUnit.Money, placed, x, hasCredit),
            () => axes[1] = Cut(isY: true, AxisUnit.Ratio, placed, y, hasCredit)
        );
        (_x, _y) = (axes[0], axes[1]);
        Cells = new sbyte[count];
        for (int one = 0; one < count; one++)
        {
            int rank = _rankOf[one];
            Cells[one] = rank == NotPlaced ? (sbyte)-1 : (sbyte)new Cell(_x.Levels[rank], _y.Levels[rank]).Index;
        }
    }

    /// <summary>The cell index of each, −1 for those not placed.</summary>
    public sbyte[] Cells { get; }

    /// <summary>Cuts of the x axis.</summary>
    public IReadOnlyList<PeerCut> X => _x.Cuts;

    /// <summary>Cuts of the y axis.</summary>
    public IReadOnlyList<PeerCut> Y => _y.Cuts;

    /// <summary>The cuts that one is measured against; <c>default</c> when it is not placed.</summary>
    public (CutPoints X, CutPoints Y) UsedBy(int one)
    {
        int rank = _rankOf[one];
        return rank == NotPlaced ? default : (_x.Used[_x.GroupOf[rank]], _y.Used[_y.GroupOf[rank]]);
    }

    private AxisPlacement Cut(bool isY, AxisUnit unit, int[] placed, Func<int, double> value, Func<int, bool> hasCredit)
    {
        AxisRule rule = _under.Scheme.Axis(_grid, isY);
        return PeerCuts.Apply(
            rule,
            unit,
            growth: _grid == Grid.Growth,
            Array.ConvertAll(placed, one => value(one)),
            [.. rule.Peers.Select(dimension => PartsOf(dimension, placed, hasCredit))],
            _under.Scheme.SmallestPeerGroup,
            _under.Calibration?[_grid, isY]
        );
    }

    private PeerParts PartsOf(PeerDimension dimension, int[] placed, Func<int, bool> hasCredit) =>
        dimension switch
        {
            PeerDimension.Tier1 => new(
                dimension,
                [.. Enumerable.Range(0, _book.Institutions.Count).Select(_book.Institutions.Code)],
                Array.ConvertAll(placed, customer => _book.Institutions.Tier1(_book.Customers[customer].Institution))
            ),
            PeerDimension.SizeClass => new(
                dimension,
                [.. Enum.GetValues<SizeClass>().Select(SizeClassCode.Of)],
                Array.ConvertAll(placed, customer => (int)_book.Customers[customer].Size - (int)SizeClass.Large)
            ),
            PeerDimension.Industry => new(
                dimension,
                [.. Industry.All.Select(industry => industry.ToString())],
                Array.ConvertAll(placed, customer => _book.Customers[customer].Industry.Section - 'A')
            ),
            PeerDimension.HasCredit => new(dimension, ["false", "true"], Array.ConvertAll(placed, customer => hasCredit(customer) ? 1 : 0)),
            _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "not a peer dimension"),
        };
}
