using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Tests.Domain;

public sealed class SnapshotTests
{
    private static readonly Period December = Period.Of(2025, 12);

    private static readonly Book Nobody = new(new([new("HO", null, InstitutionLevel.Head)]), [], new ProductSets([]));

    [Fact]
    public void A_bank_without_customers_has_a_snapshot_without_cuts_in_use()
    {
        var snapshot = Snapshot.Compute(new(December, Scheme.Default, Nobody), threads: 2);

        Assert.True(snapshot.Active.IsEmpty);
        foreach (Grid grid in Enum.GetValues<Grid>())
        {
            Assert.All(
                snapshot.Cuts[grid, y: false].Concat(snapshot.Cuts[grid, y: true]),
                cut => Assert.Equal((false, 0), (cut.InUse, cut.Placed))
            );
        }
    }

    [Fact]
    public void Calibration_cuts_hold_every_axis_and_the_bank_on_each()
    {
        CutTable cuts = Snapshot.Compute(new(December, Scheme.Default, Nobody), threads: 1).Cuts;
        List<(Grid, bool, IReadOnlyList<PeerCut>)> axes =
        [
            .. from grid in Enum.GetValues<Grid>() from y in new List<bool> { false, true } select (grid, y, cuts[grid, y]),
        ];

        Assert.Equal(6, axes.Count);
        Assert.Throws<ArgumentException>(() => new CutTable(axes.Skip(1)));
        Assert.Throws<ArgumentException>(() => new CutTable(axes.Select(axis => axis with { Item3 = [] })));
        Assert.NotNull(new CutTable(axes));
    }

    [Fact]
    public void Parts_of_a_portrait_are_named_as_in_exports() =>
        Assert.Equal(
            ["LL", "LM", "LH", "ML", "MM", "MH", "HL", "HM", "HH", "low", "mid", "high", "all"],
            Enumerable.Range(0, PortraitPart.Count).Select(number => PortraitPart.FromNumber((byte)number).ToString())
        );

    [Fact]
    public void Parts_of_a_portrait_are_numbered_by_cell_and_band()
    {
        Assert.All(Cell.All, cell => Assert.Equal(cell.ToString(), PortraitPart.Of(cell).ToString()));
        Assert.Equal(["low", "mid", "high"], Enum.GetValues<Band>().Select(band => PortraitPart.Of(band).ToString()));
        Assert.Equal("all", PortraitPart.All.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => PortraitPart.FromNumber(13));
    }

    [Fact]
    public void What_is_not_measured_leaves_the_kernel_as_null_and_an_infinite_figure_not_at_all()
    {
        Assert.Null(Measured.OrNull(double.NaN));
        Assert.Equal(0, Measured.OrNull(0));
        Assert.True(double.IsNaN(Measured.OrNaN(null)));
        Assert.Equal(0, Measured.OrZero(double.NaN));
        Assert.Throws<ArithmeticException>(() => Measured.OrNull(double.PositiveInfinity));
    }
}
