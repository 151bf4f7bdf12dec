using NineGrid.Domain.Statistics;

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

            double? least = CheapestCorner(cost, gain, need);
            double[]? found = Solve(cost, gain, need, out _);

            Assert.Equal(least is null, found is null);
            if (found is not null)
            {
                feasible++;
                Assert.Equal(least!.Value, cost.Zip(found, (c, a) => c * a).Sum(), 1e-7);
                Assert.All(found, a => Assert.InRange(a, 0, 1));
                Assert.True(Meets(gain, need, found), $"trial {trial}");
            }
        }

        Assert.InRange(feasible, 300, 1900);
    }

    private static double[]? Solve(double[] cost, double[] gain, double[] need, out bool unique)
    {
        var solution = new double[cost.Length];
        return BoxProgram.Solve(cost, gain, need, solution, out unique) ? solution : null;
    }

    private static bool Meets(double[] gain, double[] need, double[] a)
    {
        for (int row = 0; row < need.Length; row++)
        {
            double size = Enumerable.Range(0, a.Length).Max(i => Math.Abs(gain[(row * a.Length) + i]));
            double sum = Enumerable.Range(0, a.Length).Sum(i => gain[(row * a.Length) + i] * a[i]);
            if (sum < need[row] - (1e-9 * Math.Max(size, Math.Abs(need[row]))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Tries every corner: n of the bounds and rows hold with equality.</summary>
    private static double? CheapestCorner(double[] cost, double[] gain, double[] need)
    {
        int n = cost.Length;
        List<(double[] Normal, double Value)> planes = [];
        for (int i = 0; i < n; i++)
        {
            double[] unit = new double[n];
            unit[i] = 1;
            planes.Add((unit, 0));
            planes.Add((unit, 1));
        }

        for (int row = 0; row < need.Length; row++)
        {
            planes.Add((gain[(row * n)..((row + 1) * n)], need[row]));
        }

        double? least = null;
        foreach (int[] chosen in Choose(planes.Count, n))
        {
            if (Corner([.. chosen.Select(i => planes[i])]) is double[] a && a.All(x => x is > -1e-9 and < 1 + 1e-9) && Meets(gain, need, a))
            {
                double price = cost.Zip(a, (c, x) => c * x).Sum();
                least = least is double known ? Math.Min(known, price) : price;
            }
        }

        return least;
    }

    private static IEnumerable<int[]> Choose(int from, int count, int first = 0)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }

        for (int i = first; i <= from - count; i++)
        {
            foreach (int[] rest in Choose(from, count - 1, i + 1))
            {
                yield return [i, .. rest];
            }
        }
    }

    /// <summary>The common point of n planes by Gaussian elimination; null when they have none or many.</summary>
    private static double[]? Corner((double[] Normal, double Value)[] planes)
    {
        int n = planes.Length;
        double[][] rows = [.. planes.Select(plane => (double[])[.. plane.Normal, plane.Value])];
        for (int column = 0; column < n; column++)
        {
            int pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(rows[row][column]));
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            if (Math.Abs(rows[column][column]) < 1e-9)
            {
                return null;
            }

            for (int row = 0; row < n; row++)
            {
                double factor = row == column ? 0 : rows[row][column] / rows[column][column];
                for (int k = column; k <= n && factor != 0; k++)
                {
                    rows[row][k] -= factor * rows[column][k];
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => rows[i][n] / rows[i][i])];
    }
}
