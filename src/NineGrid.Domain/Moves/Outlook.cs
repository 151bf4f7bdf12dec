using NineGrid.Domain.Grids;

namespace NineGrid.Domain.Moves;

/// <summary>How many customers each cell would hold if what happened between two snapshots went on happening (3.10). An extrapolation, not a forecast.</summary>
/// <remarks>A step is the time between the snapshots. The share of a cell's customers that went to each cell or left is taken for a probability; as many as entered enter again; whoever has left stays away.</remarks>
public sealed class Outlook
{
    private readonly double[,] _shares = new double[Cell.Count, Cell.Count + 1];
    private readonly double[] _today = new double[Cell.Count];
    private readonly double[] _entering = new double[Cell.Count];

    private Outlook(MigrationMatrix matrix)
    {
        foreach (Cell from in Cell.All)
        {
            int customers = matrix.From(from).Customers;
            SampleSize += customers;
            foreach (Cell to in Cell.All)
            {
                _shares[from.Index, to.Index] = customers > 0 ? matrix[from, to].Customers / (double)customers : Stays(from, to);
            }

            _shares[from.Index, Cell.Count] = customers > 0 ? matrix[from, null].Customers / (double)customers : 0;
            _today[from.Index] = matrix.To(from).Customers;
            _entering[from.Index] = matrix[null, from].Customers;
        }
    }

    /// <summary>Customers placed in the earlier snapshot: those that the shares are taken from.</summary>
    public int SampleSize { get; }

    /// <summary>The outlook that a matrix gives.</summary>
    public static Outlook Of(MigrationMatrix matrix) => new(matrix);

    /// <summary>The customers of each cell by <see cref="Cell.Index"/> after some steps, then those that have left since the later snapshot; for no steps, the later snapshot itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    public IReadOnlyList<double> After(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        double[] now = [.. _today, 0];
        for (int step = 0; step < steps; step++)
        {
            double[] next = [.. _entering, now[Cell.Count]];
            for (int from = 0; from < Cell.Count; from++)
            {
                for (int to = 0; to <= Cell.Count; to++)
                {
                    next[to] += now[from] * _shares[from, to];
                }
            }

            now = next;
        }

        return now;
    }

    private static double Stays(Cell from, Cell to) => from == to ? 1 : 0;
}
