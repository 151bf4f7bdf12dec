using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Domain;

public sealed class LikenessTests
{
    [Fact]
    public void The_nearest_go_by_size_then_industry_then_ratio_of_revenue_then_number()
    {
        Industry c = Industry.Of('C');
        Industry f = Industry.Of('F');
        var own = new Likeness(1, SizeClass.Small, c, 1_000);
        Likeness[] others =
        [
            own,
            new(2, SizeClass.Large, c, 1_000), // another size: last
            new(3, SizeClass.Small, f, 1_000), // another industry: after its own
            new(4, SizeClass.Small, c, 3_000), // three times as much
            new(5, SizeClass.Small, c, 500), // half
            new(6, SizeClass.Small, c, 2_000), // twice: as near as half, and after it by number
            new(7, SizeClass.Small, c, 0), // no ratio to nothing
        ];

        Assert.Equal([5, 6, 4, 7, 3, 2], own.Nearest(others, 10));
        Assert.Equal([5, 6], own.Nearest(others, 2));
        // Without a positive revenue of its own there is no ratio: by number.
        Assert.Equal([4, 5, 6, 7, 3, 2], (own with { Revenue = null }).Nearest(others, 10));
    }
}
