using FsCheck;
using FsCheck.Fluent;
using NineGrid.Domain.Grids;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Domain;

public sealed class GrowthTests
{
    private static readonly Gen<(double From, double To)> Pairs =
        from a in Gen.Choose(-1_000_000, 1_000_000)
        from b in Gen.Choose(-1_000_000, 1_000_000)
        select (a / 100.0, b / 100.0);

    [Theory]
    [InlineData(100, 110, 10 / 105.0)]
    [InlineData(-50, 50, 100 / 50.0)]
    [InlineData(50, -150, -200 / 100.0)]
    [InlineData(-150, -50, 100 / 100.0)]
    [InlineData(0, 0, 0)]
    [InlineData(0, -3, -2)]
    public void The_change_over_the_mean_of_the_sizes(double from, double to, double g) =>
        Assert.Equal(g, Growth.Symmetric(from, to), 1e-15);

    [Fact]
    public void It_lies_between_minus_two_and_two() => Checked.ForAll(Pairs, pair => Math.Abs(Growth.Symmetric(pair.From, pair.To)) <= 2);

    [Fact]
    public void The_way_back_is_the_opposite() =>
        Checked.ForAll(Pairs, pair => Growth.Symmetric(pair.To, pair.From) == -Growth.Symmetric(pair.From, pair.To));

    [Fact]
    public void Ordinary_growth_converts_to_it() =>
        Checked.ForAll(
            Gen.Choose(-99, 500).Select(percent => percent / 100.0),
            c => Math.Abs(Growth.SymmetricOf(c) - Growth.Symmetric(100, 100 * (1 + c))) < 1e-14
        );

    [Fact]
    public void Ordinary_growth_exists_from_a_positive_value_only()
    {
        Assert.Equal(-0.5, Growth.Ordinary(10, 5));
        Assert.Equal(-1.5, Growth.Ordinary(10, -5));
        Assert.Null(Growth.Ordinary(0, 5));
        Assert.Null(Growth.Ordinary(-1, 5));
    }
}
