namespace NineGrid.Domain.Bank;

/// <summary>Some rows of facts as flat arrays: the form in which the snapshot kernel takes them, in any order of rows.</summary>
/// <remarks>
/// A figure is a whole number of its smallest kept unit (1/10,000 yuan, 10⁻¹⁰ of a rate, one of a count), so that sums over months are exact;
/// <see cref="NotReported"/> stands for an empty field. A (customer, period) pair occurs once in all blocks of a snapshot.
/// </remarks>
public sealed class FactBlock
{
    /// <summary>Stands for an empty field.</summary>
    public const long NotReported = long.MinValue;

    /// <summary>Money in a file or database is smaller than this in absolute value, yuan, so that a sum over 24 months fits 64 bits.</summary>
    public const decimal MoneyLimit = 10_000_000_000_000m;

    /// <summary>Counts are at most this, so that a sum over 24 months fits 64 bits.</summary>
    public const long CountLimit = 100_000_000_000_000_000;

    private readonly long[][] _figures;

    /// <summary>An empty block with room for that many rows.</summary>
    public FactBlock(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        Customer = new int[capacity];
        PeriodIndex = new int[capacity];
        ProductSet = new int[capacity];
        _figures = new long[FactColumn.Count][];
        for (int f = 0; f < _figures.Length; f++)
        {
            _figures[f] = new long[capacity];
        }
    }

    /// <summary>Rows that fit.</summary>
    public int Capacity => Customer.Length;

    /// <summary>Rows in use, 0 to <see cref="Capacity"/>; the writer sets it.</summary>
    public int Count { get; set; }

    /// <summary>The customer's place in the <see cref="Book"/>, for each row.</summary>
    public int[] Customer { get; }

    /// <summary><see cref="Period.Index"/> of the row's month.</summary>
    public int[] PeriodIndex { get; }

    /// <summary>The row's place in the <see cref="ProductSets"/> of the book; −1 when not reported.</summary>
    public int[] ProductSet { get; }

    /// <summary>The column of one figure, in its smallest unit or <see cref="NotReported"/>.</summary>
    public long[] this[FactField field] => _figures[(int)field];
}
