using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Views;

namespace NineGrid.Tests.Domain;

/// <summary>The worked example of docs/methods/product-penetration.md and its borders.</summary>
public sealed class ProductPenetrationTests
{
    [Fact]
    public void A_product_is_compared_between_the_high_band_and_the_customers_placed_below_it()
    {
        ProductPenetration trade = Of(("HH", 6, 8), ("HM", 3, 4), ("MM", 4, 20), ("LL", 2, 40));

        Assert.Equal(new Proportion(9, 12), trade.Of(Band.High));
        Assert.Equal(new Proportion(4, 20), trade.Of(Band.Mid));
        Assert.Equal(new Proportion(6, 60), trade.Others);
        Assert.Equal(new Proportion(15, 72), trade.Placed);
        Assert.Equal(0.75 / 0.10, trade.Lift!.Value, 12);
        Assert.Equal(6.0 / 8, trade.Of(new Cell(Level.High, Level.High)).Share);
        Assert.Null(trade.Of(new Cell(Level.Low, Level.High)).Share);
    }

    [Fact]
    public void There_is_no_lift_over_nobody()
    {
        Assert.Null(Of(("HH", 6, 8)).Lift); // nobody else reports
        Assert.Null(Of(("HH", 6, 8), ("LL", 0, 5)).Lift); // nobody else holds it
        Assert.Null(Of(("LL", 2, 5)).Lift); // nobody is of high value
        Assert.Equal(0, Of(("HH", 0, 8), ("LL", 1, 5)).Lift);
    }

    [Fact]
    public void A_share_of_nothing_is_no_share()
    {
        Assert.Null(default(Proportion).Share);
        Assert.Equal(0.25, (new Proportion(1, 3) + new Proportion(0, 1)).Share);
    }

    [Fact]
    public void Of_those_placed_twice_the_net_upgrade_rate_counts_ups_less_downs()
    {
        Upgrades sum = Moved("LL", "LM", 5) + Moved("HH", "MH", 2) + Moved("LH", "HL", 4) + Moved("MM", "MM", 9);

        Assert.Equal(new Upgrades(Up: 5, Down: 2, Both: 20), sum);
        Assert.Equal(3.0 / 20, sum.NetRate);
        Assert.Null(default(Upgrades).NetRate);
    }

    [Fact]
    public void Nine_cells_are_needed()
    {
        Assert.Throws<ArgumentException>(() => new ProductPenetration("FX", [new(1, 2)]));
    }

    private static Upgrades Moved(string from, string to, int customers) => Upgrades.Of(CellOf(from), CellOf(to), customers);

    private static Cell CellOf(string text) => Cell.TryParse(text, out Cell cell) ? cell : throw new ArgumentException(text, nameof(text));

    private static ProductPenetration Of(params (string Cell, int Holders, int Reporting)[] cells) =>
        new(
            "TRADE",
            Cell.All.Select(cell =>
                cells.Where(one => CellOf(one.Cell) == cell).Select(one => new Proportion(one.Holders, one.Reporting)).FirstOrDefault()
            )
        );
}
