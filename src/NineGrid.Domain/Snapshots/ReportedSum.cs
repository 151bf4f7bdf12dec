using System.Numerics;
using System.Runtime.InteropServices;
using NineGrid.Domain.Bank;

namespace NineGrid.Domain.Snapshots;

/// <summary>The sum of the reported figures of a column.</summary>
/// <param name="Sum">In the column's smallest unit; 0 when none is reported.</param>
/// <param name="Count">How many are reported.</param>
internal readonly record struct ReportedSum(long Sum, int Count)
{
    /// <summary>Adds up a column, several figures at a time; exact, so the order is of no account.</summary>
    /// <param name="column">Figures or <see cref="FactBlock.NotReported"/>; at most 24 months of them fit 64 bits.</param>
    public static ReportedSum Of(ReadOnlySpan<long> column)
    {
        long sum = 0;
        long empty = 0;
        ReadOnlySpan<Vector<long>> vectors = MemoryMarshal.Cast<long, Vector<long>>(column);
        if (vectors.Length > 0)
        {
            var notReported = new Vector<long>(FactBlock.NotReported);
            Vector<long> sums = Vector<long>.Zero;
            Vector<long> empties = Vector<long>.Zero;
            foreach (Vector<long> figures in vectors)
            {
                Vector<long> isEmpty = Vector.Equals(figures, notReported);
                sums += Vector.AndNot(figures, isEmpty);
                empties -= isEmpty;
            }

            sum = Vector.Sum(sums);
            empty = Vector.Sum(empties);
        }

        foreach (long figure in column[(vectors.Length * Vector<long>.Count)..])
        {
            if (figure == FactBlock.NotReported)
            {
                empty++;
            }
            else
            {
                sum += figure;
            }
        }

        return new(sum, column.Length - (int)empty);
    }
}
