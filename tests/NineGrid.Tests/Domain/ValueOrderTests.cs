using NineGrid.Domain.Statistics;

namespace NineGrid.Tests.Domain;

/// <summary>Against the sort of the framework.</summary>
public sealed class ValueOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_499)]
    [InlineData(1_500)]
    [InlineData(20_000)]
    public void Values_of_every_kind_come_in_ascending_order_with_their_marks(int count)
    {
        var random = new Random(count);
        Func<double>[] kinds =
        [
            () => random.NextDouble(),
            () => random.Next(-3, 4), // ties, also of zeros
            () => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300)), // any magnitude and sign
            () => 0.3 + (random.Next(1_000_000) * 1e-15), // the upper 33 bits are the same
            () => -0.3 - (random.Next(5) * 1e-14),
            () => random.Next(2) == 0 ? 0.0 : -0.0,
            () => 7,
            () => random.Next(4) == 0 ? double.Epsilon * random.Next(9) : 0.1 + (random.Next(40) * 1e-16),
        ];
        foreach (Func<double> kind in kinds)
        {
            Check([.. Enumerable.Range(0, count).Select(_ => kind())]);
        }

        Check([.. Enumerable.Range(0, count).Select(i => kinds[i % kinds.Length]())]);
    }

    [Fact]
    public void It_serves_again_after_it_was_cleared()
    {
        var order = new ValueOrder(3_000);
        foreach (int count in (int[])[3_000, 10, 2_000])
        {
            order.Clear();
            for (int i = 0; i < count; i++)
            {
                order.Add(-i, i);
            }

            order.Sort();

            Assert.Equal(Enumerable.Range(0, count).Reverse(), order.Entries.ToArray().Select(entry => entry.Mark));
        }
    }

    private static void Check(double[] values)
    {
        var order = new ValueOrder(values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            order.Add(values[i], i);
        }

        order.Sort();

        ValueOrder.Entry[] entries = order.Entries.ToArray();
        Assert.Equal(values.Order(), entries.Select(entry => entry.Value));
        Assert.All(entries, entry => Assert.Equal(values[entry.Mark], entry.Value));
        Assert.Equal(values.Length, entries.Select(entry => entry.Mark).Distinct().Count());
    }
}
