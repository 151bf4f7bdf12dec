using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Paths;

/// <summary>A step of a path.</summary>
/// <param name="Lever">The lever.</param>
/// <param name="Fraction">How far it is closed, above 0 and at most 1.</param>
/// <param name="Before">The point before this step.</param>
/// <param name="After">The point after this step and those before it.</param>
public readonly record struct PathStep(Lever Lever, double Fraction, PathPoint Before, PathPoint After)
{
    /// <summary>Its part of the path's effort.</summary>
    public double Effort => Lever.Effort * Fraction;

    /// <summary>What it adds to EVA, yuan a year; the steps of a path add up.</summary>
    public double Gain => After.Eva - Before.Eva;
}

/// <summary>A path with its steps, the best worth for the effort first.</summary>
/// <param name="Path">Target, effort, what is missing.</param>
/// <param name="Steps">The steps; when infeasible, those to the point as far up as the levers lead.</param>
/// <param name="Before">Where the customer stands.</param>
public sealed record StepwisePath(TargetPath Path, IReadOnlyList<PathStep> Steps, PathPoint Before)
{
    /// <summary>Where the path ends.</summary>
    public PathPoint After => Steps.Count == 0 ? Before : Steps[^1].After;

    /// <summary>What its steps add to EVA, yuan a year.</summary>
    public double Gain => After.Eva - Before.Eva;

    /// <summary>The effort of its steps, also of those that do not lead to the target.</summary>
    public double Effort => Steps.Sum(step => step.Effort);
}

/// <summary>What can be said to one customer placed on the value grid: its levers and the paths to any cell (3.9).</summary>
public sealed class CustomerGuidance
{
    private readonly CustomerFigures _figures;
    private readonly StartingPoint _standing;
    private readonly Scheme _scheme;
    private readonly Lever[] _levers;

    /// <summary>The guidance of a customer.</summary>
    /// <param name="figures">Its figures.</param>
    /// <param name="values">Its 16 indicators; NaN where not measured.</param>
    /// <param name="benchmarks">Its 16 benchmarks.</param>
    /// <param name="x">Its cuts of revenue.</param>
    /// <param name="y">Its cuts of RAROC.</param>
    /// <param name="scheme">The parameters.</param>
    public CustomerGuidance(
        CustomerFigures figures,
        ReadOnlySpan<double> values,
        ReadOnlySpan<Benchmark> benchmarks,
        CutPoints x,
        CutPoints y,
        Scheme scheme
    )
    {
        _scheme = scheme;
        _figures = figures;
        _standing = new(RiskAdjustedReturn.Of(in figures, scheme), figures.InDefault, x, y);
        var levers = new Lever[Lever.Kinds];
        _levers = levers[..Paths.Levers.Of(in figures, _standing.Today, values, benchmarks, scheme, levers)];
        Today = Finder.Today;
        WhatIf = new(in _figures, in _standing, _levers, benchmarks.ToArray(), scheme);
    }

    /// <summary>Where it stands.</summary>
    public PathPoint Today { get; }

    /// <summary>What would become of it under other terms.</summary>
    public WhatIf WhatIf { get; }

    /// <summary>Its levers in the order of their kinds.</summary>
    public IReadOnlyList<Lever> Levers => _levers;

    /// <summary>EVA within reach, yuan a year: what closing every lever of non-negative worth would add, of the two cost cuts only the larger.</summary>
    public double Reach => Finder.CloseAll(new double[_levers.Length]).Eva - Today.Eva;

    /// <summary>Its standing on revenue.</summary>
    public AxisStanding Revenue => new(Today.Revenue, _standing.X, Today.Cell.X);

    /// <summary>Its standing on RAROC.</summary>
    public AxisStanding Raroc => new(Today.Raroc, _standing.Y, Today.Cell.Y);

    private PathFinder Finder => new(in _standing, _levers, _scheme);

    /// <summary>The path to a cell.</summary>
    public StepwisePath To(Cell target)
    {
        var fractions = new double[_levers.Length];
        return Steps(Finder.To(target, fractions), fractions);
    }

    /// <summary>The path to the default target; null for HH.</summary>
    public StepwisePath? ToNext()
    {
        var fractions = new double[_levers.Length];
        return Finder.ToNext(fractions) is TargetPath path ? Steps(path, fractions) : null;
    }

    /// <summary>The point at which levers are closed by those fractions.</summary>
    /// <param name="fractions">One for each of <see cref="Levers"/>, 0 to 1.</param>
    public PathPoint At(ReadOnlySpan<double> fractions) => Finder.At(fractions);

    /// <summary>The facts when levers are closed by those fractions.</summary>
    /// <param name="fractions">One for each of <see cref="Levers"/>, 0 to 1.</param>
    public CustomerFigures FiguresAt(ReadOnlySpan<double> fractions) => MovedFigures.Of(in _figures, _levers, fractions, _scheme);

    /// <summary>The facts when one lever alone is closed by a fraction.</summary>
    public CustomerFigures FiguresAfter(in Lever lever, double fraction) => MovedFigures.Of(in _figures, [lever], [fraction], _scheme);

    /// <summary>The measured indicators of a lever before and after it alone is closed by a fraction.</summary>
    public IReadOnlyList<MovedIndicator> MovedBy(in Lever lever, double fraction)
    {
        CustomerFigures after = FiguresAfter(in lever, fraction);
        var terms = RiskAdjustedReturn.Of(in after, _scheme);
        var moved = new List<MovedIndicator>();
        foreach (Indicator indicator in LeverMeasure.Of(lever.Kind).Indicators)
        {
            double before = ValueOf(indicator, in _figures, _standing.Today);
            double then = ValueOf(indicator, in after, in terms);
            if (double.IsFinite(then - before) && Comparable.Ratio(then - before) != 0)
            {
                moved.Add(new(indicator, before, then));
            }
        }

        return moved;
    }

    private static double ValueOf(Indicator indicator, in CustomerFigures figures, in RiskAdjustedReturn terms) =>
        Indicator.Value(indicator.Numerator(in figures, in terms), indicator.Denominator(in figures, in terms));

    private StepwisePath Steps(TargetPath path, double[] fractions)
    {
        int[] order =
        [
            .. Enumerable
                .Range(0, _levers.Length)
                .Where(lever => fractions[lever] > 0)
                .OrderByDescending(lever => _levers[lever].Worth / _levers[lever].Effort)
                .ThenBy(lever => lever),
        ];
        var closed = new double[_levers.Length];
        var steps = new List<PathStep>(order.Length);
        PathPoint before = Today;
        foreach (int lever in order)
        {
            closed[lever] = fractions[lever];
            PathPoint after = At(closed);
            // A row that binds counts as met, whatever the last digits say.
            after = lever == order[^1] ? after with { Cell = path.Reached } : after;
            steps.Add(new(_levers[lever], fractions[lever], before, after));
            before = after;
        }

        return new(path, steps, Today);
    }
}
