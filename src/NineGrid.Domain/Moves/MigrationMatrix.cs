using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Moves;

/// <summary>The flows of customers between the nine cells of one grid in an earlier and a later snapshot, with those that entered and left (3.10).</summary>
public sealed class MigrationMatrix
{
    /// <summary>Stands in the arrays of <see cref="Of"/> for a customer that is not placed.</summary>
    public const sbyte NotPlaced = -1;

    // The nine cells, then not placed.
    private const int Ends = Cell.Count + 1;

    private readonly Flow[] _flows = new Flow[Ends * Ends];

    private MigrationMatrix() { }

    /// <summary>The customers by movement.</summary>
    public MovementBalance Balance { get; } = new();

    /// <summary>Counts customers in the order in which they are given.</summary>
    /// <param name="from">The cell of each in the earlier snapshot by <see cref="Cell.Index"/>, or <see cref="NotPlaced"/>.</param>
    /// <param name="to">That in the later.</param>
    /// <param name="revenue">R in yuan: of the later snapshot, for a customer that left of the earlier.</param>
    /// <param name="remains">Whether the movement remains under the earlier snapshot's cut points.</param>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    public static MigrationMatrix Of(
        ReadOnlySpan<sbyte> from,
        ReadOnlySpan<sbyte> to,
        ReadOnlySpan<double> revenue,
        ReadOnlySpan<bool> remains
    )
    {
        if (to.Length != from.Length || revenue.Length != from.Length || remains.Length != from.Length)
        {
            throw new ArgumentException("Every customer has a cell in each snapshot, a revenue and a mark.", nameof(to));
        }

        var matrix = new MigrationMatrix();
        for (int i = 0; i < from.Length; i++)
        {
            Movement movement = Movements.Between(CellOf(from[i]), CellOf(to[i]));
            if (movement != Movement.None)
            {
                matrix._flows[(Place(from[i]) * Ends) + Place(to[i])] += new Flow(1, revenue[i], remains[i] ? 0 : 1);
                matrix.Balance.Add(movement, revenue[i], remains[i]);
            }
        }

        return matrix;
    }

    /// <summary>The cell of an element of the arrays; null for <see cref="NotPlaced"/>.</summary>
    public static Cell? CellOf(sbyte index) => index == NotPlaced ? null : Cell.FromIndex(index);

    /// <summary>The element of the arrays for a cell.</summary>
    public static sbyte IndexOf(Cell? cell) => cell is Cell placed ? (sbyte)placed.Index : NotPlaced;

    /// <summary>The customers that went from one cell to another; null for not placed.</summary>
    public Flow this[Cell? from, Cell? to] => _flows[(Place(IndexOf(from)) * Ends) + Place(IndexOf(to))];

    /// <summary>The customers of a cell in the earlier snapshot, wherever they went; for null those that entered.</summary>
    public Flow From(Cell? from) => Sum(to => this[from, to]);

    /// <summary>The customers of a cell in the later snapshot, wherever they came from; for null those that left.</summary>
    public Flow To(Cell? to) => Sum(from => this[from, to]);

    /// <summary>The flows that have customers, by the indices of their cells, not placed last.</summary>
    public IEnumerable<(Cell? From, Cell? To, Flow Flow)> Flows =>
        from earlier in All
        from later in All
        let flow = this[earlier, later]
        where flow.Customers > 0
        select (earlier, later, flow);

    private static IEnumerable<Cell?> All => Cell.All.Select(cell => (Cell?)cell).Append(null);

    private static Flow Sum(Func<Cell?, Flow> part) => All.Aggregate(default(Flow), (sum, cell) => sum + part(cell));

    private static int Place(sbyte index) => index == NotPlaced ? Cell.Count : index;
}
