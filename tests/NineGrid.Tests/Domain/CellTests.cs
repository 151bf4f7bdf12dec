using NineGrid.Domain.Grids;

namespace NineGrid.Tests.Domain;

public sealed class CellTests
{
    [Theory]
    [InlineData("HH", Band.High)]
    [InlineData("HM", Band.High)]
    [InlineData("MH", Band.High)]
    [InlineData("HL", Band.Mid)]
    [InlineData("MM", Band.Mid)]
    [InlineData("LH", Band.Mid)]
    [InlineData("LM", Band.Low)]
    [InlineData("ML", Band.Low)]
    [InlineData("LL", Band.Low)]
    public void Every_cell_has_its_band_and_reads_x_first(string text, Band band)
    {
        Assert.True(Cell.TryParse(text, out Cell cell));
        Assert.Equal(band, cell.Band);
        Assert.Equal(text, cell.ToString());
        Assert.Equal("LMH"[(int)cell.X], text[0]);
        Assert.Equal("LMH"[(int)cell.Y], text[1]);
        Assert.Equal(cell, Cell.FromIndex(cell.Index));
    }

    [Fact]
    public void The_nine_cells_are_numbered_from_LL_to_HH()
    {
        Assert.Equal(["LL", "LM", "LH", "ML", "MM", "MH", "HL", "HM", "HH"], Cell.All.Select(cell => cell.ToString()));
        Assert.Equal(Enumerable.Range(0, 9), Cell.All.Select(cell => cell.Index));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cell.FromIndex(9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Cell.FromIndex(-1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("H")]
    [InlineData("hm")]
    [InlineData("HMM")]
    [InlineData("AB")]
    public void Other_text_is_no_cell(string text) => Assert.False(Cell.TryParse(text, out _));
}
