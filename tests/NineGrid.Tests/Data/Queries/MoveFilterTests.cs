using NineGrid.Data.Queries.Moves;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;

namespace NineGrid.Tests.Data.Queries;

/// <summary>Filters by movement as they are written in addresses, and whom they mean.</summary>
public sealed class MoveFilterTests
{
    private static readonly Cell High = new(Level.High, Level.High);
    private static readonly Cell Low = new(Level.Low, Level.Low);

    [Theory]
    [InlineData("value.2025-09.up", false)]
    [InlineData("growth.2025-09.stay", false)]
    [InlineData("group.2025-09.moved.line", false)]
    [InlineData("value.2025-09.down.customer", false)]
    [InlineData("value.2025-09.HL-HM", false)]
    [InlineData("value.2025-09.none-HM", false)]
    [InlineData("value.2025-09.any-HM", false)]
    [InlineData("value.2025-09.left", true)]
    [InlineData("value.2025-09.HL-none", true)]
    [InlineData("value.2025-09.HL-any", true)]
    public void A_filter_is_read_as_it_is_written_and_knows_in_which_period_its_customers_are_found(string text, bool ofEarlier)
    {
        Assert.True(MoveFilter.TryParse(text, out MoveFilter? filter));

        Assert.Equal(text, filter!.ToString());
        Assert.Equal(Period.Of(2025, 9), filter.Other);
        Assert.Equal(ofEarlier, filter.IsOfEarlier);
    }

    [Theory]
    [InlineData("")]
    [InlineData("value")]
    [InlineData("value.2025-09")]
    [InlineData("value.2025-13.up")]
    [InlineData("Value.2025-09.up")]
    [InlineData("0.2025-09.up")]
    [InlineData("profit.2025-09.up")]
    [InlineData("value.2025-09.sideways")]
    [InlineData("value.2025-09.between")]
    [InlineData("value.2025-09.7")]
    [InlineData("value.2025-09.HL")]
    [InlineData("value.2025-09.HX-HM")]
    [InlineData("value.2025-09.any-any")]
    [InlineData("value.2025-09.none-none")]
    [InlineData("value.2025-09.HL-HM-MM")]
    [InlineData("value.2025-09.up.nobody")]
    [InlineData("value.2025-09.up.line.line")]
    public void Anything_else_is_no_filter(string text) => Assert.False(MoveFilter.TryParse(text, out _));

    [Theory]
    [InlineData("up", true, false, false, false)]
    [InlineData("down", false, true, false, false)]
    [InlineData("stay", false, false, false, false)]
    [InlineData("moved", true, true, false, false)]
    [InlineData("both", true, true, false, false)]
    [InlineData("entered", false, false, true, false)]
    [InlineData("left", false, false, false, true)]
    [InlineData("LL-HH", true, false, false, false)]
    [InlineData("any-HH", true, false, true, false)]
    [InlineData("HH-any", false, true, false, true)]
    [InlineData("none-HH", false, false, true, false)]
    [InlineData("HH-none", false, false, false, true)]
    public void It_means_those_whose_movement_it_names(string set, bool rising, bool falling, bool entering, bool leaving)
    {
        Assert.True(MoveFilter.TryParse($"value.2025-09.{set}", out MoveFilter? filter));

        Assert.Equal(
            [rising, falling, entering, leaving],
            [
                filter!.Holds(Low, High, remains: true),
                filter.Holds(High, Low, remains: false),
                filter.Holds(null, High, remains: true),
                filter.Holds(High, null, remains: true),
            ]
        );
        Assert.Equal(rising, (filter with { By = MovedBy.Customer }).Holds(Low, High, remains: true));
        Assert.False((filter with { By = MovedBy.Line }).Holds(Low, High, remains: true));
        Assert.Equal(falling, (filter with { By = MovedBy.Line }).Holds(High, Low, remains: false));
    }
}
