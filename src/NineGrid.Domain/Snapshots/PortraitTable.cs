using System.Collections.Concurrent;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Snapshots;

/// <summary>A set of placed customers on one grid: a cell, a band, or all.</summary>
/// <remarks><c>default</c> is cell LL.</remarks>
public readonly record struct PortraitPart
{
    private PortraitPart(int number) => Number = (byte)number;

    /// <summary>How many sets a grid has.</summary>
    public const int Count = Cell.Count + 4;

    /// <summary>0 to 8 the cells by <see cref="Cell.Index"/>, 9 to 11 the bands Low, Mid, High, 12 all.</summary>
    public byte Number { get; }

    /// <summary>All placed customers.</summary>
    public static PortraitPart All { get; } = new(Count - 1);

    /// <summary>The customers of a cell.</summary>
    public static PortraitPart Of(Cell cell) => new(cell.Index);

    /// <summary>The customers of a band.</summary>
    public static PortraitPart Of(Band band) => new(Cell.Count + (int)band);

    /// <summary>The set of a stored number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is above 12.</exception>
    public static PortraitPart FromNumber(byte number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Count);
        return new(number);
    }

    /// <summary>The mark in exports: <c>HM</c>, <c>high</c>, <c>mid</c>, <c>low</c> or <c>all</c>.</summary>
    public override string ToString() =>
        Number switch
        {
            < Cell.Count => Cell.FromIndex(Number).ToString(),
            Cell.Count => "low",
            Cell.Count + 1 => "mid",
            Cell.Count + 2 => "high",
            _ => "all",
        };
}

/// <summary>One indicator of a set of customers.</summary>
/// <param name="N">Customers that have it.</param>
/// <param name="Pooled">Σ numerator / Σ denominator over them.</param>
/// <param name="Quartiles">Quartiles of their values.</param>
public readonly record struct Portrait(int N, double Pooled, Quartiles Quartiles);

/// <summary>长相: the portraits of every institution with all below it, each grid, each set, each indicator (3.8).</summary>
/// <remarks>
/// The idea: each indicator is sorted once for the whole bank; then its values go by in ascending order, each is counted in the sets of its
/// customer (cell, band and all, in its institution and every one above), and the value with which a set's count reaches a rank that a quartile
/// needs is that quartile's. Nothing is sorted or selected a second time. Counts and sums are gathered where customers are held and added up the
/// tree. Cost: one sort of n values an indicator, and a count for each of about twelve sets a value and grid; memory: 32 bytes a customer and thread.
/// </remarks>
public sealed class PortraitTable
{
    private const int Grids = 3;

    private static readonly int[] BandParts = [.. Cell.All.Select(cell => (int)PortraitPart.Of(cell.Band).Number)];

    private readonly InstitutionTree _tree;
    private readonly Portrait[] _portraits;

    private PortraitTable(InstitutionTree tree)
    {
        _tree = tree;
        _portraits = new Portrait[tree.Count * Grids * PortraitPart.Count * Indicator.Count];
    }

    /// <summary>The portrait of a set; n is 0 where nobody has the indicator.</summary>
    public Portrait this[int place, Grid grid, PortraitPart part, int indicator] => _portraits[Index(place, grid, part.Number, indicator)];

    private static int Index(int place, Grid grid, int part, int indicator) =>
        (((((place * Grids) + (int)grid) * PortraitPart.Count) + part) * Indicator.Count) + indicator;

    /// <summary>Computes all portraits.</summary>
    /// <param name="book">Customers and tree.</param>
    /// <param name="cells">For each grid, each customer's cell index; −1 where it does not count.</param>
    /// <param name="indicators">Terms of the indicators.</param>
    /// <param name="threads">How many threads.</param>
    /// <exception cref="NotSupportedException">The bank has more institutions than any.</exception>
    internal static PortraitTable Compute(Book book, IReadOnlyList<sbyte[]> cells, IndicatorTerms indicators, int threads)
    {
        if (book.Institutions.Count > CountedStand.MostPlaces)
        {
            throw new NotSupportedException(
                $"A bank of {book.Institutions.Count} institutions; portraits can tell {CountedStand.MostPlaces} apart."
            );
        }

        var table = new PortraitTable(book.Institutions);
        var stands = new CountedStand[book.Count];
        Customers.Each(
            book.Count,
            threads,
            customer =>
                stands[customer] = new(
                    book.Customers[customer].Institution,
                    cells[(int)Grid.Value][customer],
                    cells[(int)Grid.Growth][customer],
                    cells[(int)Grid.Group][customer]
                )
        );
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, Indicator.Count), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new ValueOrder(book.Count),
            (indicator, _, order) =>
            {
                table.Draw(indicator, stands, indicators.Numerators[indicator], indicators.Denominators[indicator], order);
                return order;
            },
            _ => { }
        );
        return table;
    }

    private void Draw(int indicator, CountedStand[] stands, double[] numerators, double[] denominators, ValueOrder order)
    {
        var tallies = new Tally[_tree.Count * Grids * PortraitPart.Count];
        order.Clear();
        for (int customer = 0; customer < stands.Length; customer++)
        {
            double value = Indicator.Value(numerators[customer], denominators[customer]);
            CountedStand stand = stands[customer];
            if (!double.IsNaN(value) && stand.CountsAnywhere)
            {
                order.Add(value, stand.Packed);
                for (int grid = 0; grid < Grids; grid++)
                {
                    if (stand.Counts(grid))
                    {
                        tallies[SetOf(stand.Place, grid, stand.Cell(grid))].Add(numerators[customer], denominators[customer]);
                    }
                }
            }
        }

        AddUp(tallies);
        order.Sort();
        for (int grid = 0; grid < Grids; grid++)
        {
            Walk(indicator, (Grid)grid, order.Entries, tallies);
        }
    }

    /// <summary>The place of a set in the arrays over all sets.</summary>
    private static int SetOf(int place, int grid, int part) => (((place * Grids) + grid) * PortraitPart.Count) + part;

    /// <summary>From the cells of each institution alone to all sets of institutions with all below them.</summary>
    private void AddUp(Tally[] tallies)
    {
        for (int place = _tree.Count - 1; place >= 0; place--)
        {
            for (int grid = 0; grid < Grids; grid++)
            {
                Span<Tally> own = tallies.AsSpan(SetOf(place, grid, 0), PortraitPart.Count);
                for (int cell = 0; cell < Cell.Count; cell++)
                {
                    own[BandParts[cell]].Add(own[cell]);
                    own[PortraitPart.All.Number].Add(own[cell]);
                    if (_tree.Parent(place) >= 0)
                    {
                        tallies[SetOf(_tree.Parent(place), grid, cell)].Add(own[cell]);
                    }
                }
            }
        }
    }

    /// <summary>Counts the values of an indicator, smallest first, in the sets of one grid and takes the quartiles as they go by.</summary>
    private void Walk(int indicator, Grid grid, ReadOnlySpan<ValueOrder.Entry> ascending, Tally[] tallies)
    {
        // How many values of each set are still to come up to the next that a quartile needs.
        var toGo = new int[_tree.Count * PortraitPart.Count];
        var quartiles = new QuartilesInPassing[toGo.Length];
        for (int set = 0; set < toGo.Length; set++)
        {
            int n = tallies[SetOf(set / PortraitPart.Count, (int)grid, set % PortraitPart.Count)].Count;
            if (n > 0)
            {
                quartiles[set] = new(n);
                toGo[set] = quartiles[set].Next + 1;
            }
        }

        foreach (ValueOrder.Entry entry in ascending)
        {
            var stand = CountedStand.Unpack(entry.Mark);
            if (!stand.Counts((int)grid))
            {
                continue;
            }

            int cell = stand.Cell((int)grid);
            int band = BandParts[cell];
            for (int place = stand.Place; place >= 0; place = _tree.Parent(place))
            {
                int sets = place * PortraitPart.Count;
                Count(sets + cell);
                Count(sets + band);
                Count(sets + PortraitPart.All.Number);
            }

            void Count(int set)
            {
                if (--toGo[set] == 0)
                {
                    quartiles[set] = quartiles[set].Take(entry.Value, out toGo[set]);
                }
            }
        }

        for (int set = 0; set < toGo.Length; set++)
        {
            (int place, int part) = Math.DivRem(set, PortraitPart.Count);
            Tally tally = tallies[SetOf(place, (int)grid, part)];
            if (tally.Count > 0)
            {
                _portraits[Index(place, grid, part, indicator)] = new(
                    tally.Count,
                    tally.Numerator / tally.Denominator,
                    quartiles[set].Quartiles
                );
            }
        }
    }

    /// <summary>Where a customer counts: its institution and its cell on each grid, in 32 bits.</summary>
    private readonly record struct CountedStand
    {
        private const int CellBits = 4;
        private const int Nowhere = (1 << CellBits) - 1;
        private const int PlaceShift = Grids * CellBits;

        public const int MostPlaces = int.MaxValue >> PlaceShift;

        private CountedStand(int packed) => Packed = packed;

        public CountedStand(int place, sbyte value, sbyte growth, sbyte group) =>
            Packed = (place << PlaceShift) | (value & Nowhere) | ((growth & Nowhere) << CellBits) | ((group & Nowhere) << (2 * CellBits));

        public int Packed { get; }

        public int Place => Packed >> PlaceShift;

        public bool CountsAnywhere => (Packed & ((1 << PlaceShift) - 1)) != (1 << PlaceShift) - 1;

        public static CountedStand Unpack(int packed) => new(packed);

        public int Cell(int grid) => (Packed >> (grid * CellBits)) & Nowhere;

        public bool Counts(int grid) => Cell(grid) != Nowhere;
    }

    private struct Tally
    {
        public int Count;
        public double Numerator;
        public double Denominator;

        public void Add(double numerator, double denominator)
        {
            Count++;
            Numerator += numerator;
            Denominator += denominator;
        }

        public void Add(in Tally other)
        {
            Count += other.Count;
            Numerator += other.Numerator;
            Denominator += other.Denominator;
        }
    }
}

/// <summary>Numerators and denominators of the 16 indicators, an array over the customers for each; NaN where not measured.</summary>
internal sealed class IndicatorTerms
{
    /// <summary>Terms of so many customers, each of which is to be written once.</summary>
    public IndicatorTerms(int customers)
    {
        Numerators = Unwritten();
        Denominators = Unwritten();

        double[][] Unwritten() => [.. Indicator.All.Select(_ => GC.AllocateUninitializedArray<double>(customers))];
    }

    /// <summary>By indicator number and customer.</summary>
    public double[][] Numerators { get; }

    /// <summary>By indicator number and customer.</summary>
    public double[][] Denominators { get; }
}
