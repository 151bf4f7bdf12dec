using FsCheck;
using FsCheck.Fluent;
using NineGrid.Domain.Statistics;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Domain;

public sealed class QuantilesTests
{
    /// <summary>Sizes around and above the length at which selection takes over from sorting, with many ties.</summary>
    private static readonly Gen<double[]> Samples =
        from size in Gen.Choose(1, 400)
        from distinct in Gen.Elements(2, 10, 100_000)
        from values in Gen.Choose(-distinct, distinct).Select(value => value / 7.0).ArrayOf(size)
        select values;

    /// <summary>R: <c>quantile(c(1, 3, 4, 10), c(0, 0.25, 0.5, 0.75, 1))</c> gives 1.0, 2.5, 3.5, 5.5, 10.0 (type 7 is R's default).</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1 + (0.75 * (3 - 1)))]
    [InlineData(0.5, 3 + (0.5 * (4 - 3)))]
    [InlineData(0.75, 4 + (0.25 * (10 - 4)))]
    [InlineData(1, 10)]
    public void Type_7_interpolates_at_n_minus_one_times_p(double p, double expected) =>
        Assert.Equal(expected, Quantiles.Of([10, 1, 4, 3], p), 1e-15);

    /// <summary>R: <c>quantile(1:9, c(0.1, 0.33, 0.9))</c> gives 1.80, 3.64, 8.20.</summary>
    [Theory]
    [InlineData(0.1, 1.8)]
    [InlineData(0.33, 3.64)]
    [InlineData(0.9, 8.2)]
    public void The_integers_to_nine_are_a_straight_line(double p, double expected) =>
        Assert.Equal(expected, Quantiles.Of([9, 2, 7, 4, 5, 6, 3, 8, 1], p), 1e-14);

    /// <summary>R: <c>quantile(mtcars$mpg)</c> gives 10.400, 15.425, 19.200, 22.800, 33.900 (Henderson and Velleman, 1981, 32 cars).</summary>
    [Fact]
    public void Quartiles_of_the_32_cars_are_those_that_R_prints()
    {
        double[] mpg =
        [
            21.0,
            21.0,
            22.8,
            21.4,
            18.7,
            18.1,
            14.3,
            24.4,
            22.8,
            19.2,
            17.8,
            16.4,
            17.3,
            15.2,
            10.4,
            10.4,
            14.7,
            32.4,
            30.4,
            33.9,
            21.5,
            15.5,
            15.2,
            13.3,
            19.2,
            27.3,
            26.0,
            30.4,
            15.8,
            19.7,
            15.0,
            21.4,
        ];

        Quartiles quartiles = Quantiles.QuartilesOf(mpg);

        Assert.Equal(15.425, quartiles.P25, 1e-12);
        Assert.Equal(19.2, quartiles.Median, 1e-12);
        Assert.Equal(22.8, quartiles.P75, 1e-12);
    }

    [Fact]
    public void A_single_value_is_every_quantile()
    {
        Assert.Equal(5, Quantiles.Of([5], 0.8));
        Assert.Equal(new Quartiles(5, 5, 5), Quantiles.QuartilesOf([5]));
    }

    [Fact]
    public void Selection_finds_what_sorting_finds() =>
        Checked.ForAll(
            Samples,
            values =>
            {
                double[] sorted = [.. values.Order()];
                Quartiles quartiles = Quantiles.QuartilesOf([.. values]);
                return quartiles == new Quartiles(Type7(sorted, 0.25), Type7(sorted, 0.5), Type7(sorted, 0.75))
                    && new[] { 0, 0.01, 0.3, 0.8, 0.99, 1 }.All(p => Quantiles.Of([.. values], p) == Type7(sorted, p));
            }
        );

    [Fact]
    public void The_order_of_the_values_does_not_matter() =>
        Checked.ForAll(
            Samples,
            values =>
                Quantiles.QuartilesOf([.. values]) == Quantiles.QuartilesOf([.. values.Reverse()])
                && Quantiles.Of([.. values], 0.8) == Quantiles.Of([.. values.Order()], 0.8)
        );

    [Fact]
    public void Of_values_in_order_it_is_the_same() =>
        Checked.ForAll(
            Samples,
            values =>
                ((double[])[0, 0.01, 0.5, 0.8, 1]).All(p => Quantiles.OfSorted([.. values.Order()], p) == Quantiles.Of([.. values], p))
        );

    [Fact]
    public void Quartiles_are_the_same_when_values_go_by_in_order_and_few_of_them_are_looked_at() =>
        Checked.ForAll(
            Samples,
            values =>
            {
                double[] sorted = [.. values.Order()];
                var passing = new QuartilesInPassing(sorted.Length);
                int looked = 0;
                int further;
                do
                {
                    passing = passing.Take(sorted[passing.Next], out further);
                    looked++;
                } while (further > 0);

                return passing.Quartiles == new Quartiles(Type7(sorted, 0.25), Type7(sorted, 0.5), Type7(sorted, 0.75)) && looked <= 6;
            }
        );

    [Fact]
    public void Nothing_has_no_quantile_and_probabilities_lie_between_0_and_1()
    {
        Assert.Throws<ArgumentException>(() => Quantiles.Of([], 0.5));
        Assert.Throws<ArgumentException>(() => Quantiles.OfSorted([], 0.5));
        Assert.Throws<ArgumentException>(() => Quantiles.OfSorted([1, 2], 1.1));
        Assert.Throws<ArgumentException>(() => Quantiles.QuartilesOf([]));
        Assert.Throws<ArgumentException>(() => Quantiles.Of([1, 2], -0.1));
        Assert.Throws<ArgumentException>(() => Quantiles.Of([1, 2], 1.1));
        Assert.Throws<ArgumentException>(() => Quantiles.Of([1, 2], double.NaN));
    }

    private static double Type7(double[] sorted, double p)
    {
        double h = (sorted.Length - 1) * p;
        int i = (int)Math.Floor(h);
        return h == i ? sorted[i] : sorted[i] + ((h - i) * (sorted[i + 1] - sorted[i]));
    }
}
