namespace NineGrid.Tests.Support.Oracle;

/// <summary>Linear programs in the box from 0 to 1, solved from the other side: by what a unit of each row may be worth.</summary>
/// <remarks>
/// Whatever prices y ≥ 0 the rows have, nobody gets away with less than need·y − Σ max(0, gainᵢ·y − costᵢ), and at the best prices it is exactly that (duality).
/// That function bends only where a lever is just worth its cost, so its best point is a corner of those planes, and there are few: as many dimensions as rows.
/// Where it rises for ever, no way meets the rows.
/// </remarks>
internal static class Prices
{
    /// <summary>The least cost; null when no point of the box meets the rows.</summary>
    public static double? Cheapest(double[] cost, double[] gain, double[] need)
    {
        int n = cost.Length;
        int rows = need.Length;
        if (rows == 0)
        {
            return 0;
        }

        double[] size = [.. need.Select((value, row) => gain[(row * n)..((row + 1) * n)].Append(value).Max(Math.Abs))];
        double[] wanted = [.. need.Select((value, row) => size[row] == 0 ? 0 : value / size[row])];
        double[][] brings = [.. Enumerable.Range(0, n).Select(i => Column(i))];

        List<(double[] Normal, double Value)> planes =
        [
            .. Enumerable.Range(0, rows).Select(row => (Unit(row), 0.0)),
            .. brings.Zip(cost).Where(lever => Length(lever.First) > 0).Select(lever => Scaled(lever.First, lever.Second)),
        ];
        List<(double[] Normal, double Value)> directions = [.. planes.Select(plane => (plane.Normal, 0.0))];
        (double[], double) inAll = ([.. Enumerable.Repeat(1.0, rows)], 1);

        bool risesForEver = Corners
            .Choose(directions.Count, rows - 1)
            .Select(chosen => Corners.Corner([.. chosen.Select(i => directions[i]), inAll]))
            .OfType<double[]>()
            .Any(y => y.All(price => price > -1e-12) && Least(y, free: true) > 1e-9);
        return risesForEver
            ? null
            : Corners
                .Choose(planes.Count, rows)
                .Select(chosen => Corners.Corner([.. chosen.Select(i => planes[i])]))
                .OfType<double[]>()
                .Where(y => y.All(price => price > -1e-12))
                .Max(y => Least(y, free: false));

        double Least(double[] y, bool free) => Dot(wanted, y) - brings.Zip(cost, (b, c) => Math.Max(0, Dot(b, y) - (free ? 0 : c))).Sum();

        double[] Column(int i) => [.. Enumerable.Range(0, rows).Select(row => size[row] == 0 ? 0 : gain[(row * n) + i] / size[row])];

        double[] Unit(int row) => [.. Enumerable.Range(0, rows).Select(other => other == row ? 1.0 : 0)];
    }

    private static (double[] Normal, double Value) Scaled(double[] normal, double value) =>
        ([.. normal.Select(part => part / Length(normal))], value / Length(normal));

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Length(double[] vector) => Math.Sqrt(Dot(vector, vector));
}
