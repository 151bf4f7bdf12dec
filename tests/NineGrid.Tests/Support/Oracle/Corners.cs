namespace NineGrid.Tests.Support.Oracle;

/// <summary>Linear programs in a box, solved by looking at every corner.</summary>
internal static class Corners
{
    /// <summary>Whether a point meets every row, but for rounding.</summary>
    public static bool Meets(double[] gain, double[] need, double[] a)
    {
        for (int row = 0; row < need.Length; row++)
        {
            double size = Enumerable.Range(0, a.Length).Select(i => Math.Abs(gain[(row * a.Length) + i])).DefaultIfEmpty().Max();
            double sum = Enumerable.Range(0, a.Length).Sum(i => gain[(row * a.Length) + i] * a[i]);
            if (sum < need[row] - (1e-9 * Math.Max(size, Math.Abs(need[row]))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Tries every corner: n of the bounds and rows hold with equality.</summary>
    public static double? Cheapest(double[] cost, double[] gain, double[] need)
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

    /// <summary>Every choice of some of the numbers from 0 on.</summary>
    public static IEnumerable<int[]> Choose(int from, int count, int first = 0)
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
    public static double[]? Corner((double[] Normal, double Value)[] planes)
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
