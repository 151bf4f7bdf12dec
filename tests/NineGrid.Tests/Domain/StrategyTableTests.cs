using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Domain;

public sealed class StrategyTableTests
{
    /// <summary>The table of 3.7, in the specification's order of columns: growth band High, Mid, Low.</summary>
    [Theory]
    [InlineData("HH", Strategy.Invest, Strategy.Invest, Strategy.Adjust)]
    [InlineData("HM", Strategy.Invest, Strategy.Invest, Strategy.Adjust)]
    [InlineData("MH", Strategy.Invest, Strategy.Invest, Strategy.Adjust)]
    [InlineData("MM", Strategy.Invest, Strategy.Deepen, Strategy.Adjust)]
    [InlineData("LH", Strategy.Deepen, Strategy.Deepen, Strategy.Adjust)]
    [InlineData("HL", Strategy.Adjust, Strategy.Adjust, Strategy.Adjust)]
    [InlineData("LM", Strategy.Deepen, Strategy.Adjust, Strategy.Adjust)]
    [InlineData("ML", Strategy.Adjust, Strategy.Adjust, Strategy.Exit)]
    [InlineData("LL", Strategy.Deepen, Strategy.Adjust, Strategy.Exit)]
    public void The_default_table_is_the_specifications(string cell, Strategy high, Strategy mid, Strategy low)
    {
        Assert.True(Cell.TryParse(cell, out Cell value));

        Assert.Equal(high, Scheme.Default.StrategyFor(value, Band.High, group: null));
        Assert.Equal(mid, Scheme.Default.StrategyFor(value, Band.Mid, group: null));
        Assert.Equal(mid, Scheme.Default.StrategyFor(value, growth: null, group: null));
        Assert.Equal(low, Scheme.Default.StrategyFor(value, Band.Low, group: null));
        Assert.Equal(low, Scheme.Default.StrategyFor(value, Band.Low, Band.Mid));
        Assert.Equal(low, Scheme.Default.StrategyFor(value, Band.Low, Band.Low));
    }

    [Theory]
    [InlineData("ML")]
    [InlineData("LL")]
    public void A_group_of_the_high_band_turns_exit_into_adjust(string cell)
    {
        Assert.True(Cell.TryParse(cell, out Cell value));

        Assert.Equal(Strategy.Adjust, Scheme.Default.StrategyFor(value, Band.Low, Band.High));
    }

    [Fact]
    public void A_group_of_the_high_band_changes_nothing_else()
    {
        foreach (Cell value in Cell.All)
        {
            foreach (Band growth in Enum.GetValues<Band>())
            {
                Strategy alone = Scheme.Default.StrategyFor(value, growth, group: null);

                Assert.Equal(alone == Strategy.Exit ? Strategy.Adjust : alone, Scheme.Default.StrategyFor(value, growth, Band.High));
            }
        }
    }

    [Fact]
    public void A_table_has_27_strategies_and_none_is_empty()
    {
        Assert.Throws<ArgumentException>(() => new StrategyTable([Strategy.Invest]));
        Assert.Throws<ArgumentException>(() => new StrategyTable([.. Enumerable.Repeat(Strategy.None, 27)]));
        Assert.Equal(new StrategyTable([.. StrategyTable.Default.Rows]), StrategyTable.Default);
    }
}
