using NineGrid.Domain.Bank;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Tests.Domain;

public sealed class WindowPackingTests
{
    private static readonly Period December = Period.Of(2025, 12);

    [Fact]
    public void Packed_customers_are_known_elsewhere_by_their_keys_with_their_months_and_products()
    {
        var products = new ProductSets(["A", "B"]);
        var branch = new WindowAccumulation(customers: 2, December, products);
        branch.Add(Rows(products, (0, Period.Of(2025, 11), "A|B"), (1, Period.Of(2025, 12), "B"), (0, Period.Of(2024, 3), "A")));
        var all = new ProductSets(["A", "B"]);
        int other = all.NumberOf("A");
        var bank = new WindowAccumulation(customers: 4, December, all);

        byte[] packed = branch.Pack([71, 35]);
        bank.Add(
            packed,
            new Dictionary<int, int>
            {
                [71] = 3,
                [35] = 1,
                [50] = 0,
            }
        );

        Assert.Equal([71, 35], WindowAccumulation.KeysOf(packed, December)!);
        Assert.Equal(
            [null, Period.Of(2025, 12), null, Period.Of(2025, 11)],
            Enumerable.Range(0, 4).Select(customer => bank.LastRow(customer))
        );
        Assert.Equal([null, "B", null, "A|B"], Enumerable.Range(0, 4).Select(customer => all.TextOf(bank.ProductListOf(customer))));
        Assert.Equal(0, other);
    }

    [Fact]
    public void What_is_of_another_period_or_another_build_is_not_taken_over()
    {
        byte[] packed = new WindowAccumulation(customers: 1, December, new([])).Pack([71]);
        byte[] foreign = [.. packed];
        foreign[0] ^= 1;
        var bank = new WindowAccumulation(customers: 1, December, new([]));

        Assert.Null(WindowAccumulation.KeysOf(packed, December.AddMonths(1)));
        Assert.Null(WindowAccumulation.KeysOf(foreign, December));
        Assert.Null(WindowAccumulation.KeysOf([], December));
        Assert.Throws<ArgumentException>(() => bank.Add(foreign, new Dictionary<int, int> { [71] = 0 }));
    }

    [Fact]
    public void Each_customer_needs_a_key()
    {
        var branch = new WindowAccumulation(customers: 2, December, new([]));

        Assert.Throws<ArgumentException>(() => branch.Pack([71]));
    }

    private static FactBlock Rows(ProductSets products, params (int Customer, Period Period, string Products)[] rows)
    {
        var block = new FactBlock(rows.Length) { Count = rows.Length };
        for (int row = 0; row < rows.Length; row++)
        {
            block.Customer[row] = rows[row].Customer;
            block.PeriodIndex[row] = rows[row].Period.Index;
            block.ProductSet[row] = products.NumberOf(rows[row].Products);
            foreach (FactField field in Enum.GetValues<FactField>())
            {
                block[field][row] = FactBlock.NotReported;
            }
        }

        return block;
    }
}
