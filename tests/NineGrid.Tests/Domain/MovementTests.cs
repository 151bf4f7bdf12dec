using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;

namespace NineGrid.Tests.Domain;

/// <summary>What a customer did between two snapshots, and whether the line did it.</summary>
public sealed class MovementTests
{
    private static readonly CutPoints Revenue = CutPoints.Of(100, 500);
    private static readonly CutPoints Raroc = CutPoints.Of(0.11, 0.20);

    [Theory]
    [InlineData("LL", "LL", Movement.Stay)]
    [InlineData("LL", "LM", Movement.Up)]
    [InlineData("LM", "LL", Movement.Down)]
    [InlineData("LL", "HH", Movement.Up)]
    [InlineData("HM", "MM", Movement.Down)]
    [InlineData("HL", "LH", Movement.Mixed)]
    [InlineData("LH", "MM", Movement.Mixed)]
    [InlineData("LH", "MH", Movement.Up)]
    [InlineData(null, "HH", Movement.Entered)]
    [InlineData("HH", null, Movement.Left)]
    [InlineData(null, null, Movement.None)]
    public void A_movement_is_named_by_the_axes_that_rise_and_fall(string? from, string? to, Movement movement) =>
        Assert.Equal(movement, Movements.Between(Of(from), Of(to)));

    [Fact]
    public void Of_all_pairs_of_cells_as_many_go_up_as_down()
    {
        var pairs = from a in Cell.All from b in Cell.All select Movements.Between(a, b);
        // On one axis 6 of 9 pairs of levels do not fall: 6·6 − 9 stays = 27.
        Assert.Equal(
            [(Movement.Stay, 9), (Movement.Up, 27), (Movement.Down, 27), (Movement.Mixed, 18)],
            pairs.CountBy(one => one).Select(one => (one.Key, one.Value)).OrderBy(one => one.Key)
        );
    }

    [Fact]
    public void A_customer_whose_values_stayed_and_whose_cell_did_not_was_moved_by_the_line()
    {
        // Revenue 300 was Mid between 100 and 500; now the upper cut is 250.
        var then = new Stand(Of("ML"), 300, 0.05, Revenue, Raroc, InDefault: false);
        var now = new Stand(Of("HL"), 300, 0.05, CutPoints.Of(100, 250), Raroc, InDefault: false);

        Assert.Equal(Movement.Up, now.Since(then));
        Assert.Equal(Of("ML"), now.Under(then, AxisUnit.Money));
        Assert.False(now.Remains(then, AxisUnit.Money));
    }

    [Fact]
    public void A_customer_that_passed_the_earlier_line_moved_itself()
    {
        var then = new Stand(Of("ML"), 300, 0.05, Revenue, Raroc, InDefault: false);
        var now = new Stand(Of("HL"), 500, 0.05, CutPoints.Of(100, 250), Raroc, InDefault: false);

        Assert.True(now.Remains(then, AxisUnit.Money));
    }

    [Fact]
    public void In_default_its_return_is_Low_under_whatever_line()
    {
        // RAROC 15 % is Mid; in default the customer falls to Low all the same, and that is no work of the line.
        var then = new Stand(Of("MM"), 300, 0.15, Revenue, Raroc, InDefault: false);
        var now = new Stand(Of("ML"), 300, 0.15, Revenue, Raroc, InDefault: true);

        Assert.Equal(Of("ML"), now.Under(then, AxisUnit.Money));
        Assert.True(now.Remains(then, AxisUnit.Money));
        Assert.False((now with { InDefault = false }).Remains(then, AxisUnit.Money));
    }

    [Fact]
    public void Who_stays_enters_or_leaves_was_moved_by_no_line()
    {
        var placed = new Stand(Of("MM"), 300, 0.15, Revenue, Raroc, InDefault: false);

        Assert.All([(placed, placed), (placed, default), (default, placed), (default, default(Stand))], AssertRemains);

        static void AssertRemains((Stand Then, Stand Now) one)
        {
            Assert.True(one.Now.Remains(one.Then, AxisUnit.Money));
        }
    }

    private static Cell? Of(string? cell) =>
        cell is null ? null
        : Cell.TryParse(cell, out Cell read) ? read
        : throw new ArgumentException("not a cell", nameof(cell));
}
