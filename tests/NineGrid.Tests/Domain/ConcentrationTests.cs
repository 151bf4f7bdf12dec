using NineGrid.Domain.Views;

namespace NineGrid.Tests.Domain;

/// <summary>The worked example of docs/methods/concentration.md, borders, and a naive computing over random customers.</summary>
public sealed class ConcentrationTests
{
    // Ten customers; together they earn 100, the best six of them 110.
    private static readonly double[] Returns = [40, 30, 15, 12, 8, 5, 0, -1, -2, -7];
    private static readonly double[] Revenues = [10, 20, 30, 40, 0, -5];

    private static readonly Concentration Example = Concentration.Of(Returns, Revenues, new(0.1, 0.2, 0.3));

    [Fact]
    public void The_pyramid_takes_the_best_customers_first_and_its_layers_are_everybody()
    {
        Assert.Equal(100, Example.Return);
        Assert.Equal(
            [
                new(PyramidTier.Platinum, 1, 40, 0.40),
                new(PyramidTier.Gold, 2, 30 + 15, 0.45),
                new(PyramidTier.Iron, 3, 12 + 8 + 5, 0.25),
                new(PyramidTier.Lead, 4, 0 - 1 - 2 - 7, -0.10),
            ],
            Example.Pyramid
        );
    }

    [Theory]
    [InlineData(600, 6, 24, 90, 480)] // 1 %, 5 % and 20 % are whole numbers
    [InlineData(50, 1, 2, 7, 40)] // ⌈0.5⌉ = 1, ⌈2.5⌉ = 3, ⌈10⌉ = 10
    [InlineData(3, 1, 0, 0, 2)] // ⌈0.03⌉ = ⌈0.15⌉ = ⌈0.6⌉ = 1
    [InlineData(0, 0, 0, 0, 0)]
    public void Layers_are_rounded_up_from_the_top(int customers, int platinum, int gold, int iron, int lead)
    {
        double[] alike = [.. Enumerable.Repeat(1.0, customers)];

        var concentration = Concentration.Of(alike, alike, PyramidShares.Default);

        Assert.Equal([platinum, gold, iron, lead], concentration.Pyramid.Select(tier => tier.Customers));
    }

    [Fact]
    public void A_share_that_is_a_whole_number_of_customers_is_not_rounded_up_by_the_arithmetic()
    {
        // 0.07 · 100 is 7.000000000000001 in binary.
        var concentration = Concentration.Of([.. Enumerable.Repeat(1.0, 100)], [], new(0.07, 0.1, 0.1));

        Assert.Equal(7, concentration.Pyramid[0].Customers);
    }

    [Fact]
    public void The_whale_curve_rises_to_the_last_customer_that_earns_and_falls_to_what_is_left()
    {
        Assert.Equal(new(6, 40 + 30 + 15 + 12 + 8 + 5), Example.Peak);
        Assert.Equal(110 - 100, Example.Lost);
        Assert.Equal(10.0 / 110, Example.LostShare);
        Assert.Equal(
            [(0, 0), (1, 40), (2, 70), (3, 85), (4, 97), (5, 105), (6, 110), (7, 110), (8, 109), (9, 107), (10, 100)],
            Example.Whale.Select(point => (point.Customers, (int)point.Sum))
        );
    }

    [Fact]
    public void The_best_fifth_and_the_last_three_tenths_are_checked_against_the_rule()
    {
        Assert.Equal((new CurvePoint(2, 70), 0.70), (Example.Top, Example.TopReturnShare));
        Assert.Equal((new CurvePoint(3, -10), -0.10), (Example.Bottom, Example.BottomReturnShare));
    }

    [Fact]
    public void Revenue_is_measured_over_the_customers_that_bring_some()
    {
        Assert.Equal((4, 100.0), (Example.Paying, Example.PayingRevenue));
        Assert.Equal([0, 10, 30, 60, 100], Example.Lorenz.Select(point => point.Sum));
        Assert.Equal(0.01 + 0.04 + 0.09 + 0.16, Example.Herfindahl!.Value, 12);
        // Half the mean difference over the mean: 2·(1·10 + 2·20 + 3·30 + 4·40)/(4·100) − 5/4.
        Assert.Equal((2 * 300.0 / 400) - 1.25, Example.Gini!.Value, 12);
    }

    [Fact]
    public void Customers_that_are_all_alike_are_not_concentrated()
    {
        var alike = Concentration.Of([5, 5, 5, 5], [3, 3, 3, 3], PyramidShares.Default);

        Assert.Equal((0.0, 0.25), (alike.Gini!.Value, alike.Herfindahl!.Value));
        Assert.Equal((0.0, 0.25), (alike.LostShare, alike.TopReturnShare)); // ⌈0.8⌉ = 1 of 4
    }

    [Fact]
    public void Where_everybody_loses_there_are_sums_but_no_shares()
    {
        var losing = Concentration.Of([-1, -2], [-3, 0], PyramidShares.Default);

        Assert.Equal((new CurvePoint(0, 0), 3.0), (losing.Peak, losing.Lost));
        Assert.Equal((null, null, null), (losing.LostShare, losing.TopReturnShare, losing.Pyramid[0].Share));
        Assert.Equal((0, null, null), (losing.Paying, losing.Gini, losing.Herfindahl));
    }

    [Fact]
    public void Of_nobody_everything_is_empty()
    {
        var nobody = Concentration.Of([], [], PyramidShares.Default);

        Assert.Equal((0, 0.0, 0.0), (nobody.Customers, nobody.Return, nobody.Lost));
        Assert.Equal([new CurvePoint(0, 0)], nobody.Whale);
    }

    [Fact]
    public void A_curve_of_many_customers_has_few_points_and_the_peak_among_them()
    {
        double[] returns = [.. Enumerable.Range(0, 10_007).Select(i => (double)(i - 3_333))];

        var many = Concentration.Of(returns, returns, PyramidShares.Default, points: 21);

        Assert.InRange(many.Whale.Count, 21, 22);
        Assert.Contains(many.Peak, many.Whale);
        Assert.Equal((0, 10_007), (many.Whale[0].Customers, many.Whale[^1].Customers));
        Assert.Equal(10_007 - 3_334, many.Peak.Customers);
    }

    [Fact]
    public void The_order_of_customers_changes_no_bit_and_a_naive_computing_says_the_same()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            int n = random.Next(1, 60);
            double[] returns = [.. Enumerable.Range(0, n).Select(_ => (random.NextDouble() - 0.3) * random.Next(1, 1_000_000))];
            double[] revenues = [.. Enumerable.Range(0, n).Select(_ => Math.Round((random.NextDouble() - 0.2) * 1_000, 1))];

            Concentration own = Concentration.Of(returns, revenues, PyramidShares.Default);
            random.Shuffle(returns);
            random.Shuffle(revenues);
            Concentration shuffled = Concentration.Of(returns, revenues, PyramidShares.Default);

            Assert.Equal(own.Pyramid, shuffled.Pyramid);
            Assert.Equal(own.Whale, shuffled.Whale);
            Assert.Equal((own.Gini, own.Herfindahl), (shuffled.Gini, shuffled.Herfindahl));

            double[] best = [.. returns.OrderDescending()];
            Assert.All(own.Whale, point => Assert.Equal(best.Take(point.Customers).Sum(), point.Sum, 6));
            Assert.Equal(best.TakeLast((int)Math.Ceiling(Math.Round(n * 0.3, 9))).Sum(), own.Bottom.Sum, 6);
            double[] paying = [.. revenues.Where(revenue => revenue > 0)];
            Assert.Equal(paying.Length == 0 ? null : MeanDifference(paying) / (2 * paying.Average()), own.Gini, Close);
        }
    }

    [Fact]
    public void A_customer_without_a_figure_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Concentration.Of([double.NaN], [1], PyramidShares.Default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PyramidShares(0.5, 0.5, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PyramidShares(0, 0.5, 0.1));
    }

    private static double MeanDifference(double[] values) => values.Average(one => values.Average(other => Math.Abs(one - other)));

    private static bool Close(double? left, double? right) =>
        left is double a && right is double b ? Math.Abs(a - b) < 1e-9 : left is null && right is null;
}
