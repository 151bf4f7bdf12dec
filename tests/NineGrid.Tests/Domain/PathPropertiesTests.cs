using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Indicators;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Statistics;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>What must hold of the levers and paths of any customer, on random ones.</summary>
public sealed class PathPropertiesTests
{
    private const int Cases = 10_000;

    [Fact]
    public void A_path_is_the_cheapest_corner_and_is_refused_exactly_when_there_is_none()
    {
        int feasible = 0;
        int infeasible = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            Some some = Some.Customer(seed, mostBenchmarks: 3);
            Lever[] levers = [.. Entering(some.Levers)];
            var fractions = new double[some.Levers.Length];
            TargetPath path = new PathFinder(some.Standing, some.Levers, Scheme.Default).To(some.Target, fractions);

            (double[] gain, double[] need) = Rows(some, levers);
            double? least = Corners.Cheapest([.. levers.Select(lever => lever.Effort)], gain, need);

            Assert.True(path.Feasible == least is not null, $"seed {seed}: {path} against {least}");
            if (least is double effort)
            {
                feasible++;
                Assert.True(Math.Abs(effort - path.Effort) <= 1e-7 * Math.Max(1, effort), $"seed {seed}: {path} against {effort}");
            }
            else
            {
                infeasible++;
            }
        }

        Assert.InRange(feasible, 2_000, Cases - 2_000);
        Assert.InRange(infeasible, 2_000, Cases - 2_000);
    }

    [Fact]
    public void The_figures_moved_by_a_path_and_computed_anew_stand_in_the_promised_cell()
    {
        int moved = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            Some some = Some.Customer(seed, mostBenchmarks: Indicator.Count);
            var fractions = new double[some.Levers.Length];
            var finder = new PathFinder(some.Standing, some.Levers, Scheme.Default);
            TargetPath path = finder.To(some.Target, fractions);
            if (!path.Feasible)
            {
                continue;
            }

            moved++;
            RiskAdjustedReturn anew = some.Move(fractions);
            // A row that binds counts as met: a hair's breadth is forgiven.
            Level x = some.Standing.X.LevelOf(anew.Revenue + 0.01, AxisUnit.Money);
            Level y = some.Standing.Y.LevelOf(anew.Raroc + 1e-9, AxisUnit.Ratio);
            Assert.True(x >= some.Target.X && (y >= some.Target.Y || some.Target.Y == Level.Low), $"seed {seed}: {path} but {x}{y}");
            Assert.True(x >= path.Reached.X && y >= path.Reached.Y, $"seed {seed}: reached {path.Reached} but {x}{y}");
            Assert.Equal(anew.Eva, finder.At(fractions).Eva, 1e-6 * Math.Max(1, Math.Abs(anew.Eva)));
        }

        Assert.InRange(moved, 2_000, Cases);
    }

    [Fact]
    public void The_worth_of_a_lever_is_the_difference_of_two_computations_of_eva()
    {
        int seen = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            Some some = Some.Customer(seed, mostBenchmarks: Indicator.Count);
            for (int i = 0; i < some.Levers.Length; i++)
            {
                seen++;
                var alone = new double[some.Levers.Length];
                alone[i] = 1;
                double difference = some.Move(alone).Eva - some.Standing.Today.Eva;

                Assert.True(
                    Math.Abs(difference - some.Levers[i].Worth) <= 1e-9 * Math.Max(1e4, Math.Abs(some.Standing.Today.Eva)),
                    $"seed {seed}: {some.Levers[i]} but {difference:R}"
                );
            }
        }

        Assert.InRange(seen, 20_000, int.MaxValue);
    }

    [Fact]
    public void Facts_moved_by_levers_add_up_and_give_the_promised_point()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            Some some = Some.Customer(seed, mostBenchmarks: Indicator.Count);
            var random = new Random(seed);
            Lever[] levers = [.. Entering(some.Levers)];
            double[] fractions = [.. levers.Select(_ => random.NextDouble())];

            CustomerFigures moved = MovedFigures.Of(some.Figures, levers, fractions, Scheme.Default);
            RiskAdjustedReturn anew = RiskAdjustedReturn.Of(moved, Scheme.Default);
            PathPoint promised = new PathFinder(some.Standing, levers, Scheme.Default).At(fractions);

            double hair = 1e-9 * Math.Max(1e4, Math.Abs(anew.Revenue) + Math.Abs(anew.Eva));
            Assert.Equal(moved.LoanNii + moved.DepositNii + moved.FeeIncome, moved.Revenue, hair);
            Assert.Equal(promised.Revenue, anew.Revenue, hair);
            Assert.Equal(promised.EcCredit, anew.EcCredit, hair);
            Assert.Equal(promised.Eva, anew.Eva, hair);
        }
    }

    [Fact]
    public void A_lever_closed_in_full_brings_its_indicators_to_the_benchmark_unless_a_cap_holds_it_back()
    {
        var seen = new int[Lever.Kinds];
        for (int seed = 0; seed < Cases; seed++)
        {
            Some some = Some.Customer(seed, mostBenchmarks: Indicator.Count);
            foreach (Lever lever in some.Levers)
            {
                CustomerFigures moved = MovedFigures.Of(some.Figures, [lever], [1], Scheme.Default);
                RiskAdjustedReturn anew = RiskAdjustedReturn.Of(moved, Scheme.Default);
                LeverMeasure measure = LeverMeasure.Of(lever.Kind);
                double before = measure.Value(some.Figures, some.Standing.Today, Scheme.Default);
                double after = measure.Value(moved, anew, Scheme.Default);
                Assert.True(measure.Direction == Direction.Up ? after > before : after < before, $"seed {seed}: {lever} {before} {after}");

                double[] left =
                [
                    .. measure
                        .Indicators.Where(one => some.Gap(one, some.Figures, some.Standing.Today) > 0)
                        .Select(one => some.Gap(one, moved, anew)),
                ];
                Assert.All(left, gap => Assert.True(gap > -1e-9 || lever.Kind == LeverKind.DepositVolume, $"seed {seed}: {lever} {gap}"));
                bool full = lever.Kind == LeverKind.DepositVolume ? left.Min() < 1e-9 : left.Max() < 1e-9;
                bool capped = lever.Kind switch
                {
                    LeverKind.DepositVolume => Math.Abs(moved.AvgDeposits - some.Figures.Cash) < 1,
                    LeverKind.LendingVolume => Math.Abs(moved.CreditUsed - some.Figures.CreditLimit) < 1,
                    LeverKind.Channel or LeverKind.CostToServe => moved.OperatingCost < 1e-6,
                    _ => false,
                };
                Assert.True(full || capped, $"seed {seed}: {lever} leaves {string.Join(' ', left)}");
                seen[(int)lever.Kind] += full ? 1 : 0;
            }
        }

        Assert.All(seen, count => Assert.True(count > 100, string.Join(' ', seen)));
    }

    [Fact]
    public void A_target_exactly_at_the_end_of_all_levers_is_reached()
    {
        for (int seed = 0; seed < 2_000; seed++)
        {
            Some some = Some.Customer(seed, mostBenchmarks: 6);
            double most = some.Standing.Today.Revenue + Entering(some.Levers).Sum(lever => Math.Max(lever.Revenue, 0));
            if (most <= some.Standing.Today.Revenue + 1)
            {
                continue;
            }

            var fractions = new double[some.Levers.Length];
            StartingPoint at = some.Standing with { X = CutPoints.Of(most, most) };
            StartingPoint beyond = some.Standing with { X = CutPoints.Of(most + 0.01, most + 1) };

            Assert.True(new PathFinder(at, some.Levers, Scheme.Default).To(new(Level.High, Level.Low), fractions).Feasible, $"seed {seed}");
            Assert.False(
                new PathFinder(beyond, some.Levers, Scheme.Default).To(new(Level.Mid, Level.Low), fractions).Feasible,
                $"seed {seed}"
            );
        }
    }

    [Fact]
    public void The_default_path_is_the_cheapest_of_the_next_band()
    {
        for (int seed = 0; seed < 3_000; seed++)
        {
            Some some = Some.Customer(seed, mostBenchmarks: Indicator.Count);
            var finder = new PathFinder(some.Standing, some.Levers, Scheme.Default);
            var fractions = new double[some.Levers.Length];
            double[] efforts = new double[PathFinder.NextOf(finder.Today.Cell).Length];
            for (int i = 0; i < efforts.Length; i++)
            {
                TargetPath one = finder.To(PathFinder.NextOf(finder.Today.Cell)[i], fractions);
                efforts[i] = one.Feasible ? one.Effort : double.PositiveInfinity;
            }

            TargetPath? next = finder.ToNext(fractions);
            if (efforts.Length == 0)
            {
                Assert.Null(next);
            }
            else if (efforts.Min() is double least && double.IsFinite(least))
            {
                Assert.Equal(least, next!.Value.Effort, 1e-9 * Math.Max(1, least));
            }
            else
            {
                Assert.False(next!.Value.Feasible);
                Assert.Equal(efforts.Length == 1, next.Value.Target is not null);
            }
        }
    }

    /// <summary>The rows of 3.9 for all nine targets, written out once more.</summary>
    private static (double[] Gain, double[] Need) Rows(Some some, Lever[] levers)
    {
        Scheme scheme = Scheme.Default;
        RiskAdjustedReturn today = some.Standing.Today;
        List<double> gain = [];
        List<double> need = [];
        if (some.Target.X != Level.Low)
        {
            gain.AddRange(levers.Select(lever => lever.Revenue));
            need.Add((some.Target.X == Level.Mid ? some.Standing.X.Lo : some.Standing.X.Hi) - today.Revenue);
        }

        if (some.Target.Y != Level.Low)
        {
            double h = some.Target.Y == Level.Mid ? some.Standing.Y.Lo : some.Standing.Y.Hi;
            gain.AddRange(levers.Select(lever => Net(lever) - (h * (lever.EcCredit + (scheme.Beta * lever.Revenue)))));
            need.Add((h * (today.EcCredit + (scheme.Beta * today.Revenue))) - today.Return);
            gain.AddRange(levers.Select(lever => Net(lever) - (h * lever.EcCredit)));
            need.Add((h * today.EcCredit) - today.Return);
        }

        return ([.. gain], [.. need]);

        double Net(Lever lever) => (lever.Revenue - lever.Cost - lever.ExpectedLoss) * (1 - scheme.Tax);
    }

    private static IEnumerable<Lever> Entering(Lever[] levers)
    {
        double largestCut = levers.Where(lever => lever.CutsCost).Select(lever => lever.Move).DefaultIfEmpty().Max();
        bool taken = false;
        foreach (Lever lever in levers)
        {
            if (lever.CutsCost && (taken || lever.Move < largestCut))
            {
                continue;
            }

            taken |= lever.CutsCost;
            yield return lever;
        }
    }

    /// <summary>A random customer that is not in default, with random benchmarks and cuts near where it stands.</summary>
    private sealed record Some(CustomerFigures Figures, StartingPoint Standing, Lever[] Levers, Cell Target, Benchmark[] Benchmarks)
    {
        /// <summary>What those figures lack of the benchmark.</summary>
        public double Gap(Indicator indicator, CustomerFigures figures, RiskAdjustedReturn terms) =>
            indicator.Gap(
                Indicator.Value(indicator.Numerator(figures, terms), indicator.Denominator(figures, terms)),
                Benchmarks[indicator.Number].Exists ? Benchmarks[indicator.Number].Quartiles.Median : double.NaN
            );

        public static Some Customer(int seed, int mostBenchmarks)
        {
            var random = new Random(seed);
            double Between(double low, double high) => low + ((high - low) * random.NextDouble());
            double OrNot(double value) => random.NextDouble() < 0.12 ? double.NaN : value;

            bool credit = random.NextDouble() < 0.7;
            double loans = credit ? Between(1e6, 5e7) : double.NaN;
            double deposits = OrNot(Between(1e5, 3e7));
            double loanNii = credit ? loans * Between(-0.005, 0.03) : 0;
            double depositNii = double.IsNaN(deposits) ? 0 : deposits * Between(-0.004, 0.02);
            double fee = Between(-1e4, 2e5);
            var figures = new CustomerFigures
            {
                Months = 12,
                Span = 12,
                Revenue = loanNii + depositNii + fee,
                EarlierRevenue = double.NaN,
                LoanNii = loanNii,
                DepositNii = depositNii,
                FeeIncome = fee,
                OperatingCost = Between(0, 2e5),
                ExpectedLoss = credit ? loans * Between(0, 0.02) : double.NaN,
                Transactions = OrNot(Between(0, 20_000)),
                ETransactions = Between(0, 10_000),
                SettlementInflow = OrNot(Between(0, 1e8)),
                Ead = credit ? loans * Between(0.9, 1.3) : double.NaN,
                EconomicCapital = credit ? loans * Between(0.01, 0.1) : double.NaN,
                AvgLoans = loans,
                AvgDeposits = deposits,
                AvgDemandDeposits = deposits * Between(0, 1),
                CreditLimit = OrNot(Between(1e6, 8e7)),
                CreditUsed = OrNot(Between(0, 6e7)),
                OverdueBalance = double.NaN,
                PayrollHeadcount = OrNot(Between(0, 400)),
                Pd = 0.01,
                Lgd = 0.45,
                MaturityYears = double.NaN,
                ProductsHeld = 3,
                ProductsActive = 20,
                OperatingRevenue = OrNot(Between(1e6, 5e8)),
                Cash = OrNot(Between(1e5, 5e7)),
                InterestBearingDebt = OrNot(Between(1e6, 2e8)),
                Employees = OrNot(Between(10, 1_000)),
            };
            RiskAdjustedReturn today = RiskAdjustedReturn.Of(figures, Scheme.Default);
            double[] values =
            [
                .. Indicator.All.Select(one => Indicator.Value(one.Numerator(figures, today), one.Denominator(figures, today))),
            ];
            var benchmarks = new Benchmark[Indicator.Count];
            int[] chosen = [.. Enumerable.Range(0, Indicator.Count).OrderBy(_ => random.Next()).Take(mostBenchmarks)];
            foreach (int indicator in chosen)
            {
                double middle = double.IsNaN(values[indicator]) ? 0.3 : values[indicator] * Between(0.3, 2);
                double below = Math.Abs(middle) * Between(0, 0.5);
                double above = Math.Abs(middle) * Between(0, 0.5);
                benchmarks[indicator] = new(20, new Quartiles(middle - below, middle, middle + above), BenchmarkWidth.Bank, credit);
            }

            var levers = new Lever[Lever.Kinds];
            int count = NineGrid.Domain.Paths.Levers.Of(figures, today, values, benchmarks, Scheme.Default, levers);
            double low = today.Revenue + Between(-1e5, 1.5e5);
            double rate = double.IsNaN(today.Raroc) ? 0.1 : today.Raroc + Between(-0.05, 0.06);
            rate = Math.Max(rate, 0.001);
            var standing = new StartingPoint(
                today,
                InDefault: false,
                CutPoints.Of(low, low + Between(0, 2e5)),
                CutPoints.Of(rate, rate + Between(0, 0.1))
            );
            return new(figures, standing, levers[..count], Cell.FromIndex(random.Next(Cell.Count)), benchmarks);
        }

        /// <summary>The return of figures in which each lever is closed by its fraction.</summary>
        public RiskAdjustedReturn Move(double[] fractions)
        {
            double Sum(Func<Lever, double> change) => Levers.Select((lever, i) => change(lever) * fractions[i]).Sum();
            CustomerFigures moved = Figures with
            {
                Revenue = Figures.Revenue + Sum(lever => lever.Revenue),
                OperatingCost = Figures.OperatingCost + Sum(lever => lever.Cost),
                ExpectedLoss = Standing.Today.ExpectedLoss + Sum(lever => lever.ExpectedLoss),
                EconomicCapital = Standing.Today.EcCredit + Sum(lever => lever.EcCredit),
            };
            return RiskAdjustedReturn.Of(moved, Scheme.Default);
        }
    }
}
