using BenchmarkDotNet.Attributes;
using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Bench;

/// <summary>A snapshot in memory and where its customers stood three and six months before → which of the fourteen rules fire for whom.</summary>
[Config(typeof(LongRuns))]
public class AlertKernel
{
    private Snapshot _snapshot = null!;
    private AlertHistory _history = null!;

    [Params(10_000, 100_000, 1_000_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Compute()
    {
        _snapshot = new SyntheticBank(Customers, Period.Of(2025, 12)).Snapshot();
        EarlierStands quarter = Stood(months: 3);
        _history = new(Customers)
        {
            Before = quarter,
            SlideMiddle = quarter,
            SlideStart = Stood(months: 6),
        };
    }

    [Benchmark]
    public IReadOnlyList<Firing> Alerts() => Firings.Of(_snapshot, _history, Environment.ProcessorCount);

    // Where somebody else stands now, so that many move.
    private EarlierStands Stood(int months)
    {
        var stands = new EarlierStands(_snapshot.Input.Period.AddMonths(-months), Customers);
        for (int customer = 0; customer < Customers; customer++)
        {
            int other = (customer + months) % Customers;
            stands.Value[customer] = _snapshot.StandOn(Grid.Value, other);
            stands.Growth[customer] = _snapshot.StandOn(Grid.Growth, other);
        }

        return stands;
    }
}
