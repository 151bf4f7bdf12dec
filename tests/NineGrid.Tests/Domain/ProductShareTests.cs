using NineGrid.Domain.Paths;

namespace NineGrid.Tests.Domain;

public sealed class ProductShareTests
{
    private static readonly ProductShare[] Shares =
    [
        new("CASH", 4, 10, BenchmarkWidth.Tier1),
        new("FX", 3, 10, BenchmarkWidth.Tier1),
        new("LOAN", 10, 10, BenchmarkWidth.Tier1),
        new("PAY", 7, 10, BenchmarkWidth.Tier1),
        new("TRADE", 7, 10, BenchmarkWidth.Tier1),
    ];

    [Fact]
    public void The_next_products_are_those_that_enough_hold_and_the_customer_does_not_most_common_first()
    {
        IReadOnlyList<ProductShare> next = ProductShare.NextOf(Shares, ["LOAN", "OLD"], least: 0.4);

        Assert.Equal(["PAY", "TRADE", "CASH"], next.Select(share => share.Product));
        Assert.Equal([0.7, 0.7, 0.4], next.Select(share => share.Penetration));
    }

    [Fact]
    public void Of_a_customer_whose_products_are_not_reported_nothing_can_be_said()
    {
        Assert.Empty(ProductShare.NextOf(Shares, held: null, least: 0.4));
        Assert.Equal(4, ProductShare.NextOf(Shares, [], least: 0.4).Count);
    }
}
