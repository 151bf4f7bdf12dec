using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>The alert rules on made-up banks, against a second implementation of 3.11.</summary>
public sealed class FiringsAgainstOracleTests
{
    private const int Banks = 150;

    [Fact]
    public void Both_find_the_same_and_every_rule_fires_somewhere()
    {
        var met = new HashSet<(AlertRule Rule, Severity Severity)>();
        for (int seed = 0; seed < Banks; seed++)
        {
            SmallBank bank = RandomBank.Of(seed);
            Period period = RandomBank.PeriodOf(seed);
            Period[] stored = [.. Stored(seed, bank).Select(months => period.AddMonths(-months))];

            IReadOnlyList<FiringResult> kernel = AlertingKernel.Of(bank, period, 1 + (seed % 3), stored);

            IReadOnlyList<FiringResult> naive = NaiveAlerts.Of(bank, period, stored);
            Assert.True(
                kernel.SequenceEqual(naive),
                $"bank {seed}: {string.Join("; ", kernel.Except(naive))} against {string.Join("; ", naive.Except(kernel))}"
            );
            met.UnionWith(kernel.Select(one => (one.Rule, one.Severity)));
        }

        Assert.Equal(Enum.GetValues<AlertRule>(), met.Select(one => one.Rule).Distinct().Order());
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        SmallBank bank = RandomBank.Of(3);

        IReadOnlyList<FiringResult> one = AlertingKernel.Of(bank, RandomBank.Middle, 1, RandomBank.Middle.AddMonths(-3));

        Assert.NotEmpty(one);
        Assert.Equal(one, AlertingKernel.Of(bank, RandomBank.Middle, 2, RandomBank.Middle.AddMonths(-3)));
        Assert.Equal(one, AlertingKernel.Of(bank, RandomBank.Middle, 7, RandomBank.Middle.AddMonths(-3)));
    }

    // Mostly a quarter apart; some banks miss one, some have none.
    private static IEnumerable<int> Stored(int seed, SmallBank bank) =>
        bank.Scheme.FrozenAt is not null && seed % 2 == 0
            ? [3, 6]
            : (seed % 8) switch
            {
                0 => [],
                1 => [3],
                2 => [6, 12],
                _ => [3, 6, 9, 12, 15],
            };
}
