using NineGrid.Domain.Bank;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>What the kernel says of a worked bank, once the naive implementation has said the same.</summary>
internal static class Agreed
{
    public static Results On(SmallBank bank, Period period)
    {
        Results kernel = Kernel.Compute(bank, period);
        Assert.Empty(Difference.Between(NaiveSnapshot.Compute(bank, period), kernel));
        return kernel;
    }
}
