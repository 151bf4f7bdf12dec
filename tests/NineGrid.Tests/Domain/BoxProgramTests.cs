using NineGrid.Domain.Statistics;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

public sealed class BoxProgramTests
{
    [Fact]
    public void The_cheapest_gain_is_taken_first()
    {
        // 3 of gain for 1 of cost comes before 1 for 1; together 4 are needed.
        double[] a = Solve([1, 1], [3, 2], [4], out bool unique)!;

        Assert.Equal(1, a[0]);
        Assert.Equal(0.5, a[1], 1e-12);
        Assert.True(unique);
    }

    [Fact]
    public void What_is_met_already_costs_nothing()
    {
        Assert.Equal([0, 0], Solve([1, 1], [3, -2], [-1], out bool unique)!);
        Assert.True(unique);
    }

    [Fact]
    public void A_lever_that_hurts_one_row_is_paid_for_by_another()
    {
        // a gains 2 in the first row and loses 1 in the second, which b makes good: a = 1/2, b = 1/4.
        double[] a = Solve([1, 1], [2, 0, -1, 2], [1, 0], out _)!;

        Assert.Equal(0.5, a[0], 1e-12);
        Assert.Equal(0.25, a[1], 1e-12);
    }

    [Fact]
    public void More_than_everything_is_out_of_reach()
    {
        Assert.Null(Solve([1, 1], [3, 2], [5.001], out _));
        Assert.Null(Solve([], [], [1], out _));
        Assert.NotNull(Solve([1, 1], [3, 2], [5], out _));
    }

    [Fact]
    public void Equal_prices_leave_a_choice()
    {
        Assert.NotNull(Solve([1, 2], [1, 2], [1], out bool unique));
        Assert.False(unique);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_corner_of_the_feasible_region_is_cheaper(int rows)
    {
        var random = new Random(20_251_231 + rows);
        int feasible = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            int n = random.Next(1, 6);
            double[] cost = [.. Enumerable.Range(0, n).Select(_ => random.Next(0, 20) / 4.0)];
            double[] gain = [.. Enumerable.Range(0, n * rows).Select(_ => random.Next(-6, 10) * Math.Pow(10, random.Next(0, 4)))];
            double[] need = [.. Enumerable.Range(0, rows).Select(_ => random.Next(-10, 15) * Math.Pow(10, random.Next(0, 4)))];

            double? least = Corners.Cheapest(cost, gain, need);
            double[]? found = Solve(cost, gain, need, out _);

            Assert.Equal(least is null, found is null);
            if (found is not null)
            {
                feasible++;
                Assert.Equal(least!.Value, cost.Zip(found, (c, a) => c * a).Sum(), 1e-7);
                Assert.All(found, a => Assert.InRange(a, 0, 1));
                Assert.True(Corners.Meets(gain, need, found), $"trial {trial}");
            }
        }

        Assert.InRange(feasible, 300, 1900);
    }

    private static double[]? Solve(double[] cost, double[] gain, double[] need, out bool unique)
    {
        var solution = new double[cost.Length];
        return BoxProgram.Solve(cost, gain, need, solution, out unique) ? solution : null;
    }
}
