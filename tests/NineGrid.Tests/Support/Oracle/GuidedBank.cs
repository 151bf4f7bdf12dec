using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Made-up banks of which the parameters of guidance are made up too.</summary>
internal static class GuidedBank
{
    /// <summary>The bank of that seed: the one of <see cref="RandomBank"/>, asking for smaller benchmarks and, three times in four, other yields and rates.</summary>
    public static SmallBank Of(int seed)
    {
        SmallBank bank = RandomBank.Of(seed);
        var random = new Random(-1 - seed);
        Scheme scheme = bank.Scheme with { SmallestBenchmark = Pick([1, 2, 3, 5, 10]) };
        return bank with
        {
            // Refunds: with a benchmark below zero there is more to save than there is cost.
            Facts =
                seed % 6 == 5
                    ? [.. bank.Facts.Select(row => row.Client[^1] % 2 == 0 ? row with { OperatingCost = -row.OperatingCost } : row)]
                    : bank.Facts,
            Scheme =
                seed % 4 == 0
                    ? scheme
                    : scheme with
                    {
                        Tax = Pick([0, 0.15, 0.25]),
                        Beta = Pick([0, 0.12, 0.18]),
                        Hurdle = Pick([0.08, 0.11, 0.15]),
                        ProductPenetration = Pick([0.1, 0.4, 0.5, 1]),
                        DemandPremium = Pick([0, 0.010, 0.02]),
                        FeeCost = Pick([0, 0.2, 1.1]),
                        SettlementYield = Pick([0, 0.0008, 0.002]),
                        PayrollYield = Pick([0, 120, 300]),
                        ChannelSaving = Pick([0, 6, 25]),
                    },
        };

        T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
    }
}
