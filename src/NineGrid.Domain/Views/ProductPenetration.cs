using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Views;

/// <summary>产品渗透率: which part of the customers of each cell of the value grid holds a product, of those whose products are reported.</summary>
public sealed record ProductPenetration
{
    private readonly Proportion[] _cells;

    /// <summary>The penetration of a product.</summary>
    /// <param name="product">Its code.</param>
    /// <param name="cells">Holders among the customers whose products are reported, for each of the nine cells by <see cref="Cell.Index"/>.</param>
    /// <exception cref="ArgumentException">There are not nine cells.</exception>
    public ProductPenetration(string product, IEnumerable<Proportion> cells)
    {
        Product = product;
        _cells = [.. cells];
        if (_cells.Length != Cell.Count)
        {
            throw new ArgumentException($"{_cells.Length} cells, not {Cell.Count}.", nameof(cells));
        }
    }

    /// <summary>The code of the product.</summary>
    public string Product { get; }

    /// <summary>All that have a place.</summary>
    public Proportion Placed => Sum(_ => true);

    /// <summary>The customers with a place below the High band.</summary>
    public Proportion Others => Sum(band => band != Band.High);

    /// <summary>The share in the High band over that of <see cref="Others"/>; null when either is not known or no other holds it.</summary>
    /// <remarks>1 says that value has nothing to do with it, 2 that it is twice as frequent in the High band.</remarks>
    public double? Lift => Of(Band.High).Share is double high && Others is { Part: > 0, Share: double others } ? high / others : null;

    /// <summary>The customers of a cell.</summary>
    public Proportion Of(Cell cell) => _cells[cell.Index];

    /// <summary>The customers of a band.</summary>
    public Proportion Of(Band band) => Sum(one => one == band);

    private Proportion Sum(Func<Band, bool> counts) =>
        Cell.All.Where(cell => counts(cell.Band)).Aggregate(default(Proportion), (sum, cell) => sum + _cells[cell.Index]);
}
