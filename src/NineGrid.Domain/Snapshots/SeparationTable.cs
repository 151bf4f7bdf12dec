using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Snapshots;

/// <summary>How well an indicator tells the High band of the value grid from the Low band inside an institution (3.8).</summary>
/// <param name="High">High-band customers that have the indicator.</param>
/// <param name="Low">Low-band customers that have it.</param>
/// <param name="Probability">
/// That a random one of High is better than a random one of Low, ties half: the area under the ROC curve, the statistic of Mann and Whitney [1947] over n·m;
/// NaN when one side is empty.
/// </param>
public readonly record struct Separation(int High, int Low, double Probability);

/// <summary>The separation of each indicator in every institution with all below it.</summary>
public sealed class SeparationTable
{
    private readonly Separation[] _table;

    private SeparationTable(int institutions) => _table = new Separation[institutions * Indicator.Count];

    /// <summary>The separation of an indicator in the institution at a place.</summary>
    public Separation this[int place, int indicator] => _table[(place * Indicator.Count) + indicator];

    /// <summary>Computes all. Values are compared after rounding (3.0); counts are whole numbers, so the order of adding is of no account.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="threads">How many threads; the result is the same to the bit for any number.</param>
    public static SeparationTable Of(Snapshot snapshot, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var table = new SeparationTable(snapshot.Input.Book.Institutions.Count);
        Parallel.For(
            0,
            Indicator.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new ValueOrder(snapshot.Input.Book.Count),
            (indicator, _, order) =>
            {
                table.Rank(snapshot, Indicator.All[indicator], order);
                return order;
            },
            _ => { }
        );
        return table;
    }

    // One pass over the customers of both bands from worst to best, each counted in its institution and all above it.
    private void Rank(Snapshot snapshot, Indicator indicator, ValueOrder worstFirst)
    {
        ReadOnlySpan<sbyte> cells = snapshot.Cells(Grid.Value);
        worstFirst.Clear();
        for (int customer = 0; customer < cells.Length; customer++)
        {
            double value = cells[customer] < 0 ? Measured.Not : snapshot.IndicatorOf(indicator.Number, customer);
            if (!double.IsNaN(value) && Cell.FromIndex(cells[customer]).Band != Band.Mid)
            {
                double compared = Comparable.Ratio(value);
                worstFirst.Add(indicator.Direction == Direction.Up ? compared : -compared, customer);
            }
        }

        worstFirst.Sort();
        InstitutionTree tree = snapshot.Input.Book.Institutions;
        var tallies = new Tally[tree.Count];
        foreach (ValueOrder.Entry entry in worstFirst.Entries)
        {
            bool high = Cell.FromIndex(cells[entry.Mark]).Band == Band.High;
            for (int place = snapshot.Input.Book.Customers[entry.Mark].Institution; place >= 0; place = tree.Parent(place))
            {
                tallies[place].Add(entry.Value, high);
            }
        }

        for (int place = 0; place < tallies.Length; place++)
        {
            _table[(place * Indicator.Count) + indicator.Number] = tallies[place].Read();
        }
    }

    /// <summary>Counts pairs while values come from worst to best.</summary>
    private struct Tally
    {
        private double _value;
        private int _lowBefore;
        private int _lowHere;
        private int _highHere;
        private int _high;

        // Twice the pairs in which High is better, so that a tie adds one.
        private long _better;

        public void Add(double value, bool high)
        {
            if (value != _value || _lowHere + _highHere == 0)
            {
                Settle();
                _value = value;
            }

            if (high)
            {
                _highHere++;
            }
            else
            {
                _lowHere++;
            }
        }

        public Separation Read()
        {
            Settle();
            return new(_high, _lowBefore, _high == 0 || _lowBefore == 0 ? Measured.Not : _better / (2.0 * _high * _lowBefore));
        }

        private void Settle()
        {
            _better += (2L * _highHere * _lowBefore) + ((long)_highHere * _lowHere);
            _high += _highHere;
            _lowBefore += _lowHere;
            (_lowHere, _highHere) = (0, 0);
        }
    }
}
