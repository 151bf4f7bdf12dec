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
public sealed class PortraitTable
{
    private const int Grids = 3;

    /// <summary>Cells in the order Low, Mid, High band, so that cells, bands and all are runs of one array.</summary>
    private static readonly int[] CellsByBand = [.. Cell.All.OrderBy(cell => cell.Band).Select(cell => cell.Index)];

    private readonly Portrait[] _portraits;

    private PortraitTable(int institutions) => _portraits = new Portrait[institutions * Grids * PortraitPart.Count * Indicator.Count];

    /// <summary>The portrait of a set; n is 0 where nobody has the indicator.</summary>
    public Portrait this[int place, Grid grid, PortraitPart part, int indicator] => _portraits[Index(place, grid, part.Number, indicator)];

    private static int Index(int place, Grid grid, int part, int indicator) =>
        (((((place * Grids) + (int)grid) * PortraitPart.Count) + part) * Indicator.Count) + indicator;

    /// <summary>Computes all portraits.</summary>
    /// <param name="book">Customers and tree.</param>
    /// <param name="cells">For each grid, each customer's cell index; −1 where it does not count.</param>
    /// <param name="indicators">Terms of the indicators.</param>
    /// <param name="threads">How many threads.</param>
    internal static PortraitTable Compute(Book book, IReadOnlyList<sbyte[]> cells, IndicatorTerms indicators, int threads)
    {
        int[] starts = StartsByPlace(book, out int[] order);
        var table = new PortraitTable(book.Institutions.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var members = new Members[book.Institutions.Count * Grids];
        Parallel.For(
            0,
            members.Length,
            options,
            unit =>
            {
                int place = unit / Grids;
                ReadOnlySpan<int> customers = order.AsSpan(starts[place]..starts[book.Institutions.End(place)]);
                members[unit] = Members.Of(customers, cells[unit % Grids]);
            }
        );

        // Largest first, so that no thread is left with a long one at the end.
        int[] units =
        [
            .. Enumerable
                .Range(0, members.Length * Indicator.Count)
                .OrderByDescending(unit => members[unit / Indicator.Count].Customers.Length),
        ];
        Parallel.ForEach(
            System.Collections.Concurrent.Partitioner.Create(units, loadBalance: true),
            options,
            () => new double[members.Length == 0 ? 0 : members.Max(member => member.Customers.Length)],
            (unit, _, buffer) =>
            {
                int set = unit / Indicator.Count;
                table.Draw(set / Grids, (Grid)(set % Grids), unit % Indicator.Count, in members[set], indicators, buffer);
                return buffer;
            },
            _ => { }
        );
        return table;
    }

    private void Draw(int place, Grid grid, int indicator, in Members members, IndicatorTerms terms, double[] buffer)
    {
        double[] numerators = terms.Numerators[indicator];
        double[] denominators = terms.Denominators[indicator];
        Sums all = default;
        for (int band = 0; band < 3; band++)
        {
            Sums bandSums = new(all.End);
            for (int c = 3 * band; c < 3 * (band + 1); c++)
            {
                Sums cellSums = new(all.End + bandSums.Count);
                foreach (int customer in members.Customers.AsSpan(members.Starts[c]..members.Starts[c + 1]))
                {
                    double value = Indicator.Value(numerators[customer], denominators[customer]);
                    if (!double.IsNaN(value))
                    {
                        buffer[cellSums.End] = value;
                        cellSums.Add(numerators[customer], denominators[customer]);
                    }
                }

                Keep(place, grid, CellsByBand[c], indicator, cellSums, buffer);
                bandSums.Add(cellSums);
            }

            Keep(place, grid, PortraitPart.Of((Band)band).Number, indicator, bandSums, buffer);
            all.Add(bandSums);
        }

        Keep(place, grid, PortraitPart.All.Number, indicator, all, buffer);
    }

    private void Keep(int place, Grid grid, int part, int indicator, in Sums sums, double[] buffer)
    {
        if (sums.Count > 0)
        {
            _portraits[Index(place, grid, part, indicator)] = new(
                sums.Count,
                sums.Numerator / sums.Denominator,
                Quantiles.QuartilesOf(buffer.AsSpan(sums.Start, sums.Count))
            );
        }
    }

    /// <summary>Customers sorted by place; those of a place and below it are <c>order[starts[place] … starts[End(place)] − 1]</c>.</summary>
    private static int[] StartsByPlace(Book book, out int[] order)
    {
        var starts = new int[book.Institutions.Count + 1];
        foreach (BookCustomer customer in book.Customers)
        {
            starts[customer.Institution + 1]++;
        }

        for (int place = 0; place < book.Institutions.Count; place++)
        {
            starts[place + 1] += starts[place];
        }

        order = new int[book.Count];
        int[] next = [.. starts];
        for (int customer = 0; customer < book.Count; customer++)
        {
            order[next[book.Customers[customer].Institution]++] = customer;
        }

        return starts;
    }

    /// <summary>The customers of an institution that count on a grid, by cell in the order of <see cref="CellsByBand"/>.</summary>
    private readonly record struct Members(int[] Customers, int[] Starts)
    {
        public static Members Of(ReadOnlySpan<int> customers, sbyte[] cells)
        {
            var starts = new int[Cell.Count + 1];
            Span<int> slot = stackalloc int[Cell.Count];
            for (int i = 0; i < Cell.Count; i++)
            {
                slot[CellsByBand[i]] = i;
            }

            foreach (int customer in customers)
            {
                if (cells[customer] >= 0)
                {
                    starts[slot[cells[customer]] + 1]++;
                }
            }

            for (int i = 0; i < Cell.Count; i++)
            {
                starts[i + 1] += starts[i];
            }

            var placed = new int[starts[^1]];
            Span<int> next = stackalloc int[Cell.Count];
            starts.AsSpan(0, Cell.Count).CopyTo(next);
            foreach (int customer in customers)
            {
                if (cells[customer] >= 0)
                {
                    placed[next[slot[cells[customer]]]++] = customer;
                }
            }

            return new(placed, starts);
        }
    }

    private struct Sums(int start)
    {
        public readonly int Start => start;
        public int Count;
        public double Numerator;
        public double Denominator;

        public readonly int End => start + Count;

        public void Add(double numerator, double denominator)
        {
            Count++;
            Numerator += numerator;
            Denominator += denominator;
        }

        public void Add(in Sums other)
        {
            Count += other.Count;
            Numerator += other.Numerator;
            Denominator += other.Denominator;
        }
    }
}

/// <summary>Numerators and denominators of the 16 indicators, an array over the customers for each.</summary>
/// <param name="Numerators">NaN where not measured.</param>
/// <param name="Denominators">NaN where not measured.</param>
internal sealed record IndicatorTerms(double[][] Numerators, double[][] Denominators);
