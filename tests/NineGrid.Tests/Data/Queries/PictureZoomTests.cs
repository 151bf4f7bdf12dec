using NineGrid.Data.Queries.Grids;

namespace NineGrid.Tests.Data.Queries;

public sealed class PictureZoomTests
{
    [Theory]
    [InlineData("0,3,0,3")]
    [InlineData("1.25,1.5,0,0.01")]
    public void A_rectangle_is_read_as_it_is_written(string text)
    {
        Assert.True(PictureZoom.TryParse(text, out PictureZoom zoom));
        Assert.Equal(text, zoom.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,2,1")]
    [InlineData("1,2,1,2,3")]
    [InlineData("2,1,0,3")]
    [InlineData("0,3.01,0,3")]
    [InlineData("-0.5,1,0,3")]
    [InlineData("0,1,2,2.001")]
    [InlineData("0,NaN,0,3")]
    [InlineData("0,Infinity,0,3")]
    [InlineData("0, 1,0,3")]
    public void What_is_no_rectangle_of_the_picture_is_refused(string text) => Assert.False(PictureZoom.TryParse(text, out _));
}
