namespace NineGrid.Domain.Statistics;

/// <summary>
/// A linear program over a box: minimise <c>Σ cost·a</c> subject to <c>0 ≤ a ≤ 1</c> and at most three rows <c>Σ gain·a ≥ need</c>,
/// with costs that are not negative. Solved exactly by the bounded dual simplex method with bound flipping [Lemke, 1954; Wagner, 1958; Maros, 2003].
/// </summary>
/// <remarks>With such costs the empty plan is dual feasible, so that no first phase is needed; ties go to the lower index, so the same input gives the same bits.</remarks>
public static class BoxProgram
{
    /// <summary>The most rows.</summary>
    public const int MostRows = 3;

    /// <summary>The most variables.</summary>
    public const int MostVariables = 12;

    // Relative to rows scaled to a largest gain of 1.
    private const double Tolerance = 1e-12;

    /// <summary>Solves it.</summary>
    /// <param name="cost">Cost of each variable, 0 or more.</param>
    /// <param name="gain">Gains row by row, as many a row as there are variables.</param>
    /// <param name="need">What each row has to reach.</param>
    /// <param name="solution">Receives the optimum, one value in [0, 1] a variable; undefined when there is none.</param>
    /// <param name="unique">Whether no other solution costs as little.</param>
    /// <returns>Whether the rows can be reached at all.</returns>
    /// <exception cref="ArgumentException">There are too many rows or variables, lengths do not fit, or a cost is negative or not a number.</exception>
    public static bool Solve(
        ReadOnlySpan<double> cost,
        ReadOnlySpan<double> gain,
        ReadOnlySpan<double> need,
        Span<double> solution,
        out bool unique
    )
    {
        int n = cost.Length;
        int m = need.Length;
        if (n > MostVariables || m > MostRows || gain.Length != n * m || solution.Length != n)
        {
            throw new ArgumentException($"{n} variables and {m} rows with {gain.Length} gains do not make a program.", nameof(gain));
        }

        foreach (double one in cost)
        {
            if (!(one >= 0))
            {
                throw new ArgumentException($"A cost must be 0 or more, not {one:R}.", nameof(cost));
            }
        }

        Span<double> tableau = stackalloc double[MostRows * (MostVariables + MostRows)];
        Span<double> reduced = stackalloc double[MostVariables + MostRows];
        Span<double> value = stackalloc double[MostRows];
        Span<int> basis = stackalloc int[MostRows];
        Span<bool> atUpper = stackalloc bool[MostVariables + MostRows];
        var simplex = new Simplex(n, m, tableau, reduced, value, basis, atUpper);
        simplex.Start(cost, gain, need);
        unique = false;
        if (!simplex.Run())
        {
            return false;
        }

        simplex.Read(solution);
        unique = simplex.IsUnique(cost);
        return true;
    }

    // Columns 0 … n−1 are the variables in [0, 1], n … n+m−1 the surpluses of the rows, 0 or more.
    private readonly ref struct Simplex(
        int n,
        int m,
        Span<double> tableau,
        Span<double> reduced,
        Span<double> value,
        Span<int> basis,
        Span<bool> atUpper
    )
    {
        private readonly int _n = n;
        private readonly int _m = m;
        private readonly int _columns = n + m;
        private readonly Span<double> _tableau = tableau;
        private readonly Span<double> _reduced = reduced;
        private readonly Span<double> _value = value;
        private readonly Span<int> _basis = basis;
        private readonly Span<bool> _atUpper = atUpper;

        /// <summary>Everything at 0, the surpluses basic: surplus = Σ gain·a − need, each row scaled by its largest gain.</summary>
        public void Start(ReadOnlySpan<double> cost, ReadOnlySpan<double> gain, ReadOnlySpan<double> need)
        {
            cost.CopyTo(_reduced);
            for (int row = 0; row < _m; row++)
            {
                ReadOnlySpan<double> gains = gain.Slice(row * _n, _n);
                double scale = 0;
                foreach (double one in gains)
                {
                    scale = Math.Max(scale, Math.Abs(one));
                }

                scale = scale == 0 ? 1 : scale;
                for (int column = 0; column < _n; column++)
                {
                    At(row, column) = -gains[column] / scale;
                }

                At(row, _n + row) = 1;
                _basis[row] = _n + row;
                _value[row] = -need[row] / scale;
            }
        }

        /// <summary>Repairs one violated bound after the other; the costs stay optimal on the way.</summary>
        public bool Run()
        {
            // Each turn raises the cost, or leaves it at a tie that the order of indices breaks; the bound is far above what small programs take.
            for (int turn = 0; turn < 1000; turn++)
            {
                int row = MostViolated(out bool below);
                if (row < 0)
                {
                    return true;
                }

                if (!Repair(row, below))
                {
                    return false;
                }
            }

            throw new ArithmeticException("the program did not end");
        }

        public void Read(Span<double> solution)
        {
            for (int column = 0; column < _n; column++)
            {
                solution[column] = _atUpper[column] ? 1 : 0;
            }

            for (int row = 0; row < _m; row++)
            {
                if (_basis[row] < _n)
                {
                    solution[_basis[row]] = Math.Clamp(_value[row], 0, 1);
                }
            }
        }

        /// <summary>Whether every variable outside the basis would cost something to move.</summary>
        public bool IsUnique(ReadOnlySpan<double> cost)
        {
            double scale = 1e-9;
            foreach (double one in cost)
            {
                scale = Math.Max(scale, one * 1e-9);
            }

            for (int column = 0; column < _columns; column++)
            {
                if (!IsBasic(column) && Math.Abs(_reduced[column]) <= scale)
                {
                    return false;
                }
            }

            return true;
        }

        private ref double At(int row, int column) => ref _tableau[(row * _columns) + column];

        private double Upper(int column) => column < _n ? 1 : double.PositiveInfinity;

        private int MostViolated(out bool below)
        {
            int worst = -1;
            double most = Tolerance;
            below = false;
            for (int row = 0; row < _m; row++)
            {
                double tolerated = Math.Max(1, Math.Abs(_value[row]));
                double under = -_value[row] / tolerated;
                double over = (_value[row] - Upper(_basis[row])) / tolerated;
                if (under > most)
                {
                    (worst, most, below) = (row, under, true);
                }

                if (over > most)
                {
                    (worst, most, below) = (row, over, false);
                }
            }

            return worst;
        }

        /// <summary>Moves the basic variable of a row to the bound it violates: flips what can be flipped in passing, then exchanges it.</summary>
        private bool Repair(int row, bool below)
        {
            double missing = below ? -_value[row] : _value[row] - Upper(_basis[row]);
            double direction = below ? 1 : -1;
            while (true)
            {
                int entering = Next(row, direction);
                if (entering < 0)
                {
                    return false;
                }

                double range = Math.Abs(At(row, entering)) * Upper(entering);
                if (range < missing - (Tolerance * Math.Max(1, missing)))
                {
                    Flip(entering);
                    missing -= range;
                    continue;
                }

                Exchange(row, entering, below ? 0 : Upper(_basis[row]), leavesAtUpper: !below);
                return true;
            }
        }

        /// <summary>The column that can move the row's variable the right way at the least cost; −1 when none can.</summary>
        private int Next(int row, double direction)
        {
            int best = -1;
            double least = double.PositiveInfinity;
            for (int column = 0; column < _columns; column++)
            {
                if (IsBasic(column))
                {
                    continue;
                }

                double slope = At(row, column) * direction * (_atUpper[column] ? -1 : 1);
                if (slope >= -Tolerance)
                {
                    continue;
                }

                double ratio = Math.Abs(_reduced[column] / slope);
                if (ratio < least)
                {
                    (best, least) = (column, ratio);
                }
            }

            return best;
        }

        private bool IsBasic(int column)
        {
            for (int row = 0; row < _m; row++)
            {
                if (_basis[row] == column)
                {
                    return true;
                }
            }

            return false;
        }

        private void Flip(int column)
        {
            double step = _atUpper[column] ? -1 : 1;
            _atUpper[column] = !_atUpper[column];
            for (int row = 0; row < _m; row++)
            {
                _value[row] -= At(row, column) * step;
            }
        }

        private void Exchange(int row, int entering, double bound, bool leavesAtUpper)
        {
            int leaving = _basis[row];
            double pivot = At(row, entering);
            double step = (_value[row] - bound) / pivot;
            double entered = (_atUpper[entering] ? 1 : 0) + step;
            for (int other = 0; other < _m; other++)
            {
                if (other != row)
                {
                    _value[other] -= At(other, entering) * step;
                }
            }

            _value[row] = entered;
            _basis[row] = entering;
            _atUpper[entering] = false;
            _atUpper[leaving] = leavesAtUpper;

            for (int column = 0; column < _columns; column++)
            {
                At(row, column) /= pivot;
            }

            for (int other = 0; other < _m; other++)
            {
                double factor = other == row ? 0 : At(other, entering);
                if (factor != 0)
                {
                    for (int column = 0; column < _columns; column++)
                    {
                        At(other, column) -= factor * At(row, column);
                    }

                    At(other, entering) = 0;
                }
            }

            double price = _reduced[entering];
            for (int column = 0; column < _columns; column++)
            {
                _reduced[column] -= price * At(row, column);
            }

            _reduced[entering] = 0;
        }
    }
}
