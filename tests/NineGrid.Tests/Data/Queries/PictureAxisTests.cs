using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Grids;

namespace NineGrid.Tests.Data.Queries;

public sealed class PictureAxisTests
{
    private static readonly CutPoints Hundred = CutPoints.Of(100, 10_000);

    [Theory]
    [InlineData(AxisScale.Money, AxisUnit.Money)]
    [InlineData(AxisScale.Rate, AxisUnit.Ratio)]
    [InlineData(AxisScale.Growth, AxisUnit.Ratio)]
    public void Every_value_lies_inside_the_level_in_which_it_is_counted(AxisScale scale, AxisUnit unit)
    {
        var dice = new Random(20250131);
        for (int round = 0; round < 200; round++)
        {
            CutPoints[] cuts = [.. Enumerable.Range(0, 1 + (round % 4)).Select(_ => AnyCuts(dice, scale))];
            List<(double Value, CutPoints Cuts, Level Level)> values =
            [
                .. Enumerable
                    .Range(0, 60)
                    .Select(i => (Value: AnyValue(dice, scale), Cuts: cuts[i % cuts.Length]))
                    .Concat(cuts.Select(own => (Value: own.Lo, Cuts: own))) // exactly on a line
                    .Concat(cuts.Select(own => (Value: own.Hi, Cuts: own)))
                    .Select(one => (one.Value, one.Cuts, one.Cuts.LevelOf(one.Value, unit))),
            ];
            var axis = new PictureAxis(scale, values);

            Assert.All(
                values,
                one =>
                {
                    double position = axis.Place(one.Value, one.Cuts, one.Level).Position;
                    Assert.InRange(position, (int)one.Level + 1e-9, (int)one.Level + 1 - 1e-9);
                }
            );
        }
    }

    [Fact]
    public void Money_in_the_middle_is_spaced_by_its_logarithm()
    {
        var axis = new PictureAxis(AxisScale.Money, [(1_000, Hundred, Level.Mid)]);

        // log(1,000/100) / log(10,000/100) = 1/2
        Assert.Equal(1.5, axis.Place(1_000, Hundred, Level.Mid).Position, 4);
    }

    [Fact]
    public void Customers_of_different_peer_groups_at_the_same_multiple_of_their_cut_stand_at_the_same_place()
    {
        var thousand = CutPoints.Of(1_000, 100_000);
        var axis = new PictureAxis(
            AxisScale.Money,
            [(50_000, Hundred, Level.High), (500_000, thousand, Level.High), (20_000, Hundred, Level.High), (50, Hundred, Level.Low)]
        );

        // Both are five times their upper cut.
        Assert.Equal(axis.Place(50_000, Hundred, Level.High).Position, axis.Place(500_000, thousand, Level.High).Position, 6);
        Assert.All(axis.Ticks, tick => Assert.True(tick.IsMultiple));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(-5_000_000)]
    public void Revenue_of_zero_or_less_lies_in_the_gutter_and_positive_revenue_does_not(double revenue)
    {
        var axis = new PictureAxis(AxisScale.Money, [(revenue, Hundred, Level.Low), (1, Hundred, Level.Low)]);

        Assert.InRange(axis.Place(revenue, Hundred, Level.Low).Position, 0, PictureAxis.GutterEnd);
        Assert.InRange(axis.Place(1, Hundred, Level.Low).Position, PictureAxis.GutterEnd, 1);
    }

    [Fact]
    public void A_rate_beyond_the_99th_percentile_is_drawn_on_the_edge_and_marked()
    {
        var cuts = CutPoints.Of(0.11, 0.20);
        List<(double, CutPoints, Level)> values = [.. Enumerable.Range(1, 200).Select(i => (0.2 + (i / 1000.0), cuts, Level.High))];
        var axis = new PictureAxis(AxisScale.Rate, values);

        Assert.Equal(1, axis.Place(5, cuts, Level.High).Clipped);
        Assert.Equal(0, axis.Place(0.3, cuts, Level.High).Clipped);
        Assert.InRange(axis.Place(5, cuts, Level.High).Position, 2.97, 3);
    }

    [Fact]
    public void Rates_end_at_the_1st_and_99th_percentile_of_all()
    {
        // Of 0, 0.001 … 1 the 1st percentile is 0.01 and the 99th 0.99, wherever the cuts lie.
        var cuts = CutPoints.Of(0.4, 0.5);
        List<(double Value, CutPoints, Level)> values =
        [
            .. Enumerable.Range(0, 1001).Select(i => i / 1000.0).Select(value => (value, cuts, cuts.LevelOf(value, AxisUnit.Ratio))),
        ];
        var axis = new PictureAxis(AxisScale.Rate, values);

        Assert.Equal(10, values.Count(one => axis.Place(one.Value, cuts, Level.Low).Clipped < 0 && one.Value < 0.4));
        Assert.Equal(10, values.Count(one => axis.Place(one.Value, cuts, Level.High).Clipped > 0 && one.Value > 0.5));
        Assert.Equal(0, axis.Place(0.01, cuts, Level.Low).Clipped);
        Assert.Equal(-1, axis.Place(0.009, cuts, Level.Low).Clipped);
        Assert.Equal(0, axis.Place(0.99, cuts, Level.High).Clipped);
        Assert.Equal(1, axis.Place(0.991, cuts, Level.High).Clipped);
    }

    [Fact]
    public void No_amount_is_clipped_and_one_beyond_the_reach_stands_on_the_edge()
    {
        var axis = new PictureAxis(AxisScale.Money, [(1, Hundred, Level.Low), (1_000_000, Hundred, Level.High)]);

        Assert.Equal(0, axis.Place(1, Hundred, Level.Low).Clipped);
        Assert.Equal(0, axis.Place(1_000_000, Hundred, Level.High).Clipped);
        Assert.Equal(1, axis.Place(2_000_000, Hundred, Level.High).Clipped);
        Assert.InRange(axis.Place(0.1, Hundred, Level.Low).Position, PictureAxis.GutterEnd, 1);
    }

    [Fact]
    public void The_median_of_one_peer_group_is_a_value_and_of_several_a_place()
    {
        var cuts = CutPoints.Of(0.11, 0.20);
        var other = CutPoints.Of(1, 2);
        var axis = new PictureAxis(AxisScale.Rate, [(0.05, cuts, Level.Low), (0.15, cuts, Level.Mid), (0.9, cuts, Level.High)]);
        AxisMedian one = axis.MedianOf([(0.05, cuts, Level.Low), (0.15, cuts, Level.Mid), (0.9, cuts, Level.High)], AxisUnit.Ratio)!;
        var mixed = new PictureAxis(AxisScale.Rate, [(0.15, cuts, Level.Mid), (1.5, other, Level.Mid)]);
        AxisMedian both = mixed.MedianOf([(0.128, cuts, Level.Mid), (1.5, other, Level.Mid)], AxisUnit.Ratio)!;

        Assert.Equal(0.15, one.Value);
        Assert.Equal(1 + ((0.15 - 0.11) / (0.20 - 0.11)), one.Position, 9);
        Assert.Null(both.Value);
        // Places 1 + 0.018/0.09 = 1.2 and 1 + 0.5/1 = 1.5.
        Assert.Equal((1.2 + 1.5) / 2, both.Position, 9);
        Assert.Null(axis.MedianOf([], AxisUnit.Ratio));
    }

    [Fact]
    public void Finer_marks_keep_the_coarse_ones_and_their_distance()
    {
        var axis = new PictureAxis(AxisScale.Money, [(1, Hundred, Level.Low), (1_000_000, Hundred, Level.High)]);
        double[] Marks(int depth) =>
            [.. axis.Ticks.Where(tick => tick.Depth <= depth).Select(tick => tick.Position).Concat([1, 2]).Order()];

        Assert.Contains(axis.Ticks, tick => tick is { Depth: 0, Value: 1_000 });
        foreach ((int depth, double gap) in (IEnumerable<(int, double)>)[(0, 0.21), (1, 0.07), (2, 0.026)])
        {
            double[] marks = Marks(depth);

            Assert.All(marks.Zip(marks.Skip(1)), pair => Assert.True(pair.Second - pair.First > gap));
        }

        Assert.True(Marks(2).Length > Marks(1).Length && Marks(1).Length > Marks(0).Length);
    }

    [Fact]
    public void Without_cut_points_everybody_stands_in_the_gutter()
    {
        var axis = new PictureAxis(AxisScale.Money, [(-3, CutPoints.None, Level.Low)]);

        Assert.InRange(axis.Place(-3, CutPoints.None, Level.Low).Position, 0, PictureAxis.GutterEnd);
        Assert.Empty(axis.Cuts);
    }

    [Fact]
    public void Marks_of_a_growth_axis_are_ordinary_growth_at_its_symmetric_place()
    {
        // Cuts of 0 and 10 %: 2·0.1/2.1 as compared; 5 % is 2·0.05/2.05.
        var cuts = CutPoints.Of(0, 0.2 / 2.1);
        var axis = new PictureAxis(AxisScale.Growth, [(0.05, cuts, Level.Mid)]);

        AxisTick five = Assert.Single(axis.Ticks, tick => tick.Value == 0.05);
        Assert.Equal(1 + (0.1 / 2.05 / (0.2 / 2.1)), five.Position, 6);
    }

    private static CutPoints AnyCuts(Random dice, AxisScale scale)
    {
        (double a, double b) = (AnyValue(dice, scale), AnyValue(dice, scale));
        return CutPoints.Of(Math.Min(a, b), Math.Max(a, b));
    }

    private static double AnyValue(Random dice, AxisScale scale) =>
        scale switch
        {
            AxisScale.Money => dice.Next(5) == 0 ? -Math.Pow(10, dice.NextDouble() * 8) : Math.Pow(10, dice.NextDouble() * 10),
            AxisScale.Rate => (dice.NextDouble() * 4) - 1,
            _ => (dice.NextDouble() * 4) - 2,
        };
}
