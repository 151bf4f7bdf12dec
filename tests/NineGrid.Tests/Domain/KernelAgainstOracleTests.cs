using NineGrid.Domain.Bank;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>The kernel and a naive implementation, written from the specification by another hand, say the same of any bank.</summary>
public sealed class KernelAgainstOracleTests
{
    public static TheoryData<int> Hundreds => [.. Enumerable.Range(0, 4)];

    [Theory]
    [MemberData(nameof(Hundreds))]
    public void Both_give_every_figure_cell_reason_cut_indicator_and_portrait_alike(int hundred)
    {
        for (int seed = hundred * 100; seed < (hundred + 1) * 100; seed++)
        {
            SmallBank bank = RandomBank.Of(seed);
            Period period = RandomBank.PeriodOf(seed);

            IReadOnlyList<string> differences = Difference.Between(NaiveSnapshot.Compute(bank, period), Kernel.Compute(bank, period));

            Assert.True(differences.Count == 0, $"seed {seed}, {period}:\n{string.Join('\n', differences.Take(20))}");
        }
    }
}
