using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Domain.Paths;

/// <summary>指路: the levers, their worth and the default path of every customer placed on the value grid of a snapshot (3.9).</summary>
public sealed class Guidance
{
    private readonly Snapshot _snapshot;
    private readonly Lever[] _levers;
    private readonly double[] _fractions;
    private readonly byte[] _counts;
    private readonly TargetPath?[] _paths;
    private readonly double[] _reach;

    private Guidance(Snapshot snapshot, int threads)
    {
        _snapshot = snapshot;
        int n = snapshot.Input.Book.Count;
        _levers = new Lever[n * Lever.Kinds];
        _fractions = new double[n * Lever.Kinds];
        _counts = new byte[n];
        _paths = new TargetPath?[n];
        _reach = new double[n];
        var sets = new HighBandSets(snapshot);
        Benchmarks = BenchmarkTable.Compute(snapshot, sets, threads);
        Products = ProductShareTable.Compute(snapshot, sets);
        if (n > 0)
        {
            Parallel.ForEach(
                System.Collections.Concurrent.Partitioner.Create(0, n),
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                range =>
                {
                    for (int customer = range.Item1; customer < range.Item2; customer++)
                    {
                        Guide(customer);
                    }
                }
            );
        }
    }

    /// <summary>The benchmarks.</summary>
    public BenchmarkTable Benchmarks { get; }

    /// <summary>The products that benchmark customers hold.</summary>
    public ProductShareTable Products { get; }

    /// <summary>Points the way for a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="threads">How many threads; the result is the same to the bit for any number.</param>
    public static Guidance Of(Snapshot snapshot, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        return new(snapshot, threads);
    }

    /// <summary>The levers of a customer in the order of their kinds; none when it is not placed on the value grid.</summary>
    public ReadOnlySpan<Lever> LeversOf(int customer) => _levers.AsSpan(customer * Lever.Kinds, _counts[customer]);

    /// <summary>The path to its default target; null when it has none: in HH, or not placed.</summary>
    public TargetPath? PathOf(int customer) => _paths[customer];

    /// <summary>How far that path closes each lever of <see cref="LeversOf"/>.</summary>
    public ReadOnlySpan<double> FractionsOf(int customer) => _fractions.AsSpan(customer * Lever.Kinds, _counts[customer]);

    /// <summary>EVA within reach, yuan a year: what closing every lever of non-negative worth would add, of the two cost cuts only the larger; 0 when there is none.</summary>
    public double ReachOf(int customer) => _reach[customer];

    private void Guide(int customer)
    {
        if (_snapshot.Cells(Grid.Value)[customer] < 0)
        {
            return;
        }

        ref readonly CustomerFigures figures = ref _snapshot.Figures[customer];
        Span<double> values = stackalloc double[Indicator.Count];
        for (int indicator = 0; indicator < values.Length; indicator++)
        {
            values[indicator] = _snapshot.IndicatorOf(indicator, customer);
        }

        int count = Levers.Of(
            in figures,
            in _snapshot.Returns[customer],
            values,
            Benchmarks[BenchmarkKey.Of(_snapshot, customer)],
            _snapshot.Input.Scheme,
            _levers.AsSpan(customer * Lever.Kinds, Lever.Kinds)
        );
        _counts[customer] = (byte)count;
        (CutPoints x, CutPoints y) = _snapshot.CutsOf(Grid.Value, customer);
        var finder = new PathFinder(new(_snapshot.Returns[customer], figures.InDefault, x, y), LeversOf(customer), _snapshot.Input.Scheme);
        Span<double> fractions = _fractions.AsSpan(customer * Lever.Kinds, count);
        _reach[customer] = finder.CloseAll(fractions).Eva - finder.Today.Eva;
        fractions.Clear();
        _paths[customer] = finder.ToNext(fractions);
        if (_paths[customer] is { Feasible: false })
        {
            fractions.Clear();
        }
    }
}
