using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>A path keeps its promise when it is walked in the monthly facts and everything is computed anew from them.</summary>
public sealed class PathsInFactsTests
{
    private const int Banks = 60;

    [Fact]
    public void Facts_moved_along_a_path_and_computed_anew_stand_in_the_promised_cell()
    {
        var walked = new Dictionary<string, int>();
        var used = new int[Lever.Kinds];
        int atTheEndOfAllLevers = 0;
        for (int seed = 0; seed < Banks; seed++)
        {
            Period period = RandomBank.PeriodOf(seed);
            SmallBank bank = RandomBank.Of(seed) with
            {
                Scheme = Scheme.Default with { ValueRevenue = new(new FixedCut(100_000, 400_000)), SmallestBenchmark = 3 },
            };
            Snapshot before = Kernel.SnapshotOf(bank, period);
            List<Walk> walks = [.. Walks(before)];
            atTheEndOfAllLevers += walks.Count(walk => !walk.Feasible);
            walks.RemoveAll(walk => !walk.Feasible);

            Snapshot after = Kernel.SnapshotOf(bank with { Facts = Moved(bank, period, walks) }, period);

            foreach (Walk walk in walks)
            {
                string case_ = $"seed {seed}, {walk.No} to {walk.Target}";
                RiskAdjustedReturn anew = after.Returns[walk.Place];
                var cell = Cell.FromIndex(after.Cells(Grid.Value)[walk.Place]);
                Assert.True(GuidanceDifference.AtLeast(cell.ToString(), walk.Reached.ToString()), $"{case_}: {cell}, not {walk.Reached}");
                Assert.True(GuidanceDifference.AtLeast(cell.ToString(), walk.Target.ToString()), $"{case_}: {cell}");
                Near(walk.Promised.Revenue, anew.Revenue, $"{case_}: revenue");
                if (!walk.From.InDefault)
                {
                    Near(walk.Promised.Return, anew.Return, $"{case_}: return");
                    Near(walk.Promised.Ec, anew.Ec, $"{case_}: capital");
                }

                walked[walk.Target.ToString()] = walked.GetValueOrDefault(walk.Target.ToString()) + 1;
                foreach ((Lever lever, double fraction) in walk.Levers.Zip(walk.Fractions))
                {
                    used[(int)lever.Kind] += fraction > 0 ? 1 : 0;
                }
            }
        }

        Assert.Equal(0, atTheEndOfAllLevers);
        Assert.Equal(["HH", "HL", "HM", "LH", "MH", "MM"], walked.Keys.Order());
        Assert.All(walked.Values, paths => Assert.InRange(paths, 20, int.MaxValue));
        Assert.True(used.Min() >= 2 && used.Sum() > 1_000, string.Join(' ', used));
    }

    /// <summary>A row that binds would be missed by what rounding to whole units in the facts takes away, so the walk aims a hair's breadth further.</summary>
    private static IEnumerable<Walk> Walks(Snapshot snapshot)
    {
        var guidance = Guidance.Of(snapshot, threads: 1);
        for (int customer = 0; customer < snapshot.Input.Book.Count; customer++)
        {
            if (guidance.PathOf(customer) is not { Feasible: true, Target: { } target })
            {
                continue;
            }

            CustomerFigures figures = snapshot.Figures[customer];
            RiskAdjustedReturn today = snapshot.Returns[customer];
            (CutPoints x, CutPoints y) = snapshot.CutsOf(Grid.Value, customer);
            double hair = 1e-7 + (0.1 / today.Ec);
            var further = new StartingPoint(
                today,
                figures.InDefault,
                CutPoints.Of(x.Lo + 0.05, x.Hi + 0.05),
                CutPoints.Of(y.Lo + hair, y.Hi + hair)
            );
            Lever[] levers = guidance.LeversOf(customer).ToArray();
            var fractions = new double[levers.Length];
            var finder = new PathFinder(further, levers, snapshot.Input.Scheme);
            TargetPath path = finder.To(target, fractions);
            yield return new(
                customer,
                snapshot.Input.Book.Customers[customer].No,
                target,
                path.Feasible,
                path.Reached,
                levers,
                fractions,
                finder.At(fractions),
                figures,
                MovedFigures.Of(figures, levers, fractions, snapshot.Input.Scheme)
            );
        }
    }

    private static List<FactLine> Moved(SmallBank bank, Period period, List<Walk> walks)
    {
        Dictionary<string, Walk> byNo = walks.ToDictionary(walk => walk.No);
        return
        [
            .. from rows in bank.Facts.Where(row => row.Month <= period).GroupBy(row => row.Client)
            from row in byNo.TryGetValue(rows.Key, out Walk? walk) ? MovedFacts.Of([.. rows], period, walk.From, walk.To) : rows
            select row,
        ];
    }

    private static void Near(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 0.01 + (1e-9 * Math.Abs(expected)), $"{what}: {actual:R}, not {expected:R}");

    /// <summary>A customer on its way: the levers, how far each is closed, what was promised for that, its figures here and there.</summary>
    private sealed record Walk(
        int Place,
        string No,
        Cell Target,
        bool Feasible,
        Cell Reached,
        Lever[] Levers,
        double[] Fractions,
        PathPoint Promised,
        CustomerFigures From,
        CustomerFigures To
    );
}
