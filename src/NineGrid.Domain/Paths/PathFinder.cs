using System.Numerics;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Paths;

/// <summary>Finds the paths of one customer: one linear program with at most three rows each (3.9).</summary>
/// <remarks>
/// Revenue must reach the target's lower cut, and for its RAROC cut h both <c>Π − h·(EC_credit + β·R) ≥ 0</c> and <c>Π − h·EC_credit ≥ 0</c>,
/// which together are Π ≥ h·EC for either sign of R. A row that binds counts as met.
/// Fractions, from 0 to 1, stand beside the levers in their order.
/// </remarks>
public readonly ref struct PathFinder
{
    private static readonly Cell[] ToMid = [new(Level.High, Level.Low), new(Level.Mid, Level.Mid), new(Level.Low, Level.High)];
    private static readonly Cell[] ToHigh = [new(Level.High, Level.High), new(Level.High, Level.Mid), new(Level.Mid, Level.High)];
    private static readonly Cell[] ToCorner = [new(Level.High, Level.High)];

    private readonly StartingPoint _standing;
    private readonly ReadOnlySpan<Lever> _levers;
    private readonly Scheme _scheme;

    /// <summary>A finder for one customer.</summary>
    /// <param name="standing">Where it stands.</param>
    /// <param name="levers">Its levers in the order of their kinds.</param>
    /// <param name="scheme">The parameters.</param>
    public PathFinder(in StartingPoint standing, ReadOnlySpan<Lever> levers, Scheme scheme)
    {
        _standing = standing;
        _levers = levers;
        _scheme = scheme;
    }

    /// <summary>Where the customer stands today.</summary>
    public PathPoint Today => At([]);

    /// <summary>The default targets of a cell, in the order that decides ties; none for HH.</summary>
    public static ReadOnlySpan<Cell> NextOf(Cell cell) =>
        cell.Band switch
        {
            Band.Low => ToMid,
            Band.Mid => ToHigh,
            _ when cell is { X: Level.High, Y: Level.High } => [],
            _ => ToCorner,
        };

    /// <summary>The path to a cell.</summary>
    /// <param name="target">The cell.</param>
    /// <param name="fractions">Receives how far each lever is closed; when infeasible, at the point of <see cref="TargetPath.Reached"/>.</param>
    public TargetPath To(Cell target, Span<double> fractions)
    {
        Span<int> entering = stackalloc int[Lever.Kinds];
        entering = entering[..Enter(entering)];
        int n = entering.Length;
        Span<double> cost = stackalloc double[n];
        Span<double> gain = stackalloc double[n * BoxProgram.MostRows];
        Span<double> need = stackalloc double[BoxProgram.MostRows];
        Span<double> solution = stackalloc double[n];
        for (int i = 0; i < n; i++)
        {
            cost[i] = _levers[entering[i]].Effort;
        }

        need = need[..WriteRows(target, entering, gain, need)];
        gain = gain[..(need.Length * n)];
        fractions.Clear();
        bool barred = (target.X > Level.Low && !_standing.X.Exist) || (target.Y > Level.Low && (_standing.InDefault || !_standing.Y.Exist));
        if (barred || !BoxProgram.Solve(cost, gain, need, solution, out bool unique))
        {
            return FallShort(target, fractions);
        }

        double effort = Dot(cost, solution);
        if (!unique)
        {
            TakeFewest(cost, gain, need, effort, solution);
        }

        for (int i = 0; i < n; i++)
        {
            fractions[entering[i]] = solution[i];
        }

        Cell at = At(fractions).Cell;
        Cell reached = new((Level)Math.Max((int)at.X, (int)target.X), (Level)Math.Max((int)at.Y, (int)target.Y));
        return new(target, Feasible: true, reached, effort, MissingRevenue: 0, MissingReturn: 0);
    }

    /// <summary>The path to the default target: the cheapest cell of the next band, for HM and MH the corner.</summary>
    /// <param name="fractions">Receives its fractions.</param>
    /// <returns>Null for HH, which has none. Where no cell of the next band can be reached there is no target.</returns>
    public TargetPath? ToNext(Span<double> fractions)
    {
        ReadOnlySpan<Cell> targets = NextOf(Today.Cell);
        Span<double> tried = stackalloc double[fractions.Length];
        TargetPath? best = null;
        foreach (Cell target in targets)
        {
            TargetPath path = To(target, tried);
            if (best is not TargetPath known || (path.Feasible && !(known.Effort <= path.Effort + Noise(path.Effort))))
            {
                best = path;
                tried.CopyTo(fractions);
            }
        }

        return best is { Feasible: false } none && targets.Length > 1 ? none with { Target = null } : best;
    }

    /// <summary>The point at which the levers are closed by those fractions; today's for none.</summary>
    public PathPoint At(ReadOnlySpan<double> fractions)
    {
        RiskAdjustedReturn today = _standing.Today;
        double revenue = today.Revenue;
        double cost = today.Cost;
        double loss = today.ExpectedLoss;
        double capital = today.EcCredit;
        for (int i = 0; i < fractions.Length; i++)
        {
            Lever lever = _levers[i];
            revenue += lever.Revenue * fractions[i];
            cost += lever.Cost * fractions[i];
            loss += lever.ExpectedLoss * fractions[i];
            capital += lever.EcCredit * fractions[i];
        }

        return PathPoint.Of(revenue, cost, loss, capital, in _standing, _scheme);
    }

    /// <summary>Closes every lever of non-negative worth that enters a path: how far up the levers lead without destroying value.</summary>
    /// <param name="fractions">Receives 1 or 0 for each lever.</param>
    public PathPoint CloseAll(Span<double> fractions)
    {
        Span<int> entering = stackalloc int[Lever.Kinds];
        fractions.Clear();
        foreach (int lever in entering[..Enter(entering)])
        {
            fractions[lever] = _levers[lever].Worth >= 0 ? 1 : 0;
        }

        return At(fractions);
    }

    private static double Noise(double effort) => 1e-10 * Math.Max(1, Math.Abs(effort));

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>The levers that enter a path: of the two that cut the same cost only the larger, the first when they are equal.</summary>
    private int Enter(Span<int> entering)
    {
        int count = 0;
        int cut = -1;
        for (int i = 0; i < _levers.Length; i++)
        {
            if (!_levers[i].CutsCost)
            {
                entering[count++] = i;
            }
            else if (cut < 0)
            {
                cut = count;
                entering[count++] = i;
            }
            else if (_levers[i].Move > _levers[entering[cut]].Move)
            {
                entering[cut] = i;
            }
        }

        return count;
    }

    private int WriteRows(Cell target, ReadOnlySpan<int> entering, Span<double> gain, Span<double> need)
    {
        RiskAdjustedReturn today = _standing.Today;
        int n = entering.Length;
        int rows = 0;
        if (target.X > Level.Low)
        {
            double cut = _standing.X.Lower(target.X);
            for (int i = 0; i < n; i++)
            {
                gain[i] = _levers[entering[i]].Revenue;
            }

            need[rows++] = Lacking(cut, today.Revenue);
        }

        if (target.Y > Level.Low)
        {
            double hurdle = _standing.Y.Lower(target.Y);
            foreach (double operational in (ReadOnlySpan<double>)[hurdle * _scheme.Beta, 0])
            {
                for (int i = 0; i < n; i++)
                {
                    Lever lever = _levers[entering[i]];
                    double net = (1 - _scheme.Tax) * (lever.Revenue - lever.Cost - lever.ExpectedLoss);
                    gain[(rows * n) + i] = net - (hurdle * lever.EcCredit) - (operational * lever.Revenue);
                }

                need[rows++] = Lacking((hurdle * today.EcCredit) + (operational * today.Revenue), today.Return);
            }
        }

        return rows;
    }

    /// <summary>What there is less than is wanted; 0 where only the last digits differ, as for a customer that is itself the quantile it is cut by.</summary>
    private static double Lacking(double wanted, double there) =>
        Math.Abs(wanted - there) <= 1e-12 * (Math.Abs(wanted) + Math.Abs(there)) ? 0 : wanted - there;

    private TargetPath FallShort(Cell target, Span<double> fractions)
    {
        PathPoint point = CloseAll(fractions);
        double revenue = target.X == Level.Low ? 0 : Math.Max(_standing.X.Lower(target.X) - point.Revenue, 0);
        double net =
            target.Y == Level.Low ? 0
            : _standing.InDefault ? double.NaN
            : Math.Max((_standing.Y.Lower(target.Y) * point.Ec) - point.Return, 0);
        return new(target, Feasible: false, point.Cell, double.NaN, revenue, net);
    }

    /// <summary>Among equal optima takes the one with the fewest levers, then the first in the order of the table.</summary>
    private static void TakeFewest(
        ReadOnlySpan<double> cost,
        ReadOnlySpan<double> gain,
        ReadOnlySpan<double> need,
        double effort,
        Span<double> solution
    )
    {
        int n = cost.Length;
        Span<double> few = stackalloc double[n];
        Span<double> fewCost = stackalloc double[n];
        Span<double> fewGain = stackalloc double[gain.Length];
        for (int size = 1; size <= n; size++)
        {
            // Lever 0 is the highest bit: sets that begin with the first levers come first.
            for (int set = (1 << n) - 1; set > 0; set--)
            {
                if (BitOperations.PopCount((uint)set) != size)
                {
                    continue;
                }

                int m = 0;
                for (int i = 0; i < n; i++)
                {
                    if (Holds(set, i, n))
                    {
                        fewCost[m] = cost[i];
                        for (int row = 0; row < need.Length; row++)
                        {
                            fewGain[(row * size) + m] = gain[(row * n) + i];
                        }

                        m++;
                    }
                }

                if (
                    BoxProgram.Solve(fewCost[..m], fewGain[..(m * need.Length)], need, few[..m], out _)
                    && Dot(fewCost[..m], few[..m]) <= effort + Noise(effort)
                )
                {
                    m = 0;
                    for (int i = 0; i < n; i++)
                    {
                        solution[i] = Holds(set, i, n) ? few[m++] : 0;
                    }

                    return;
                }
            }
        }
    }

    private static bool Holds(int set, int lever, int n) => (set & (1 << (n - 1 - lever))) != 0;
}
