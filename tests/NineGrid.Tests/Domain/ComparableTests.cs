using NineGrid.Domain.Grids;
using NineGrid.Domain.Statistics;

namespace NineGrid.Tests.Domain;

public sealed class ComparableTests
{
    [Fact]
    public void Binary_noise_is_rounded_away()
    {
        Assert.NotEqual(0.3, 0.1 + 0.2);
        Assert.Equal(0.3, Comparable.Ratio(0.1 + 0.2));
        Assert.Equal(0.3, Comparable.Money(0.1 + 0.2));
    }

    [Theory]
    [InlineData(0.125, 0.13)]
    [InlineData(-0.125, -0.13)]
    [InlineData(0.124, 0.12)]
    [InlineData(2.5e12 + 0.25, 2.5e12 + 0.25)]
    public void Money_is_rounded_to_the_cent_half_away_from_zero(double yuan, double expected) =>
        Assert.Equal(expected, Comparable.Money(yuan));

    [Theory]
    [InlineData(1.00000000004, 1)]
    [InlineData(1.00000000006, 1.0000000001)]
    [InlineData(-1.00000000006, -1.0000000001)]
    public void Ratios_are_rounded_to_ten_decimals(double value, double expected) => Assert.Equal(expected, Comparable.Ratio(value));

    [Theory]
    [InlineData(9.994, Level.Low)]
    [InlineData(9.9951, Level.Mid)]
    [InlineData(10, Level.Mid)]
    [InlineData(19.99, Level.Mid)]
    [InlineData(20, Level.High)]
    [InlineData(19.996, Level.High)]
    public void A_value_on_a_cut_belongs_to_the_upper_level(double yuan, Level expected) =>
        Assert.Equal(expected, CutPoints.Of(10, 20).LevelOf(yuan, AxisUnit.Money));

    [Fact]
    public void The_cut_is_rounded_too() => Assert.Equal(Level.Mid, CutPoints.Of(10.004, 20).LevelOf(10, AxisUnit.Money));

    [Fact]
    public void Equal_cuts_leave_nobody_in_between()
    {
        Assert.Equal(Level.High, CutPoints.Of(10, 10).LevelOf(10, AxisUnit.Ratio));
        Assert.Equal(Level.Low, CutPoints.Of(10, 10).LevelOf(9.9999, AxisUnit.Ratio));
    }

    [Fact]
    public void Under_empty_cuts_everybody_is_low()
    {
        Assert.False(CutPoints.None.Exist);
        Assert.Equal(Level.Low, CutPoints.None.LevelOf(1e9, AxisUnit.Money));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    public void Cuts_are_finite_and_in_order(double lo, double hi) => Assert.Throws<ArgumentException>(() => CutPoints.Of(lo, hi));
}
