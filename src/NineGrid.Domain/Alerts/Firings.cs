using System.Runtime.InteropServices;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Capital;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Moves;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;
using NineGrid.Domain.Statistics;

namespace NineGrid.Domain.Alerts;

/// <summary>A rule whose condition holds for a customer.</summary>
/// <param name="Customer">Its place in the book.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">How grave it is.</param>
public readonly record struct Firing(int Customer, AlertRule Rule, Severity Severity);

/// <summary>Evaluates the fourteen rules of 3.11 for every customer of a snapshot.</summary>
/// <remarks>One pass over the customers, shared by all cores, after two selections a tier-1 branch for the thresholds that depend on others.</remarks>
public sealed class Firings
{
    private static readonly AlertRule[] Rules = Enum.GetValues<AlertRule>();

    private readonly Snapshot _snapshot;
    private readonly AlertHistory _history;
    private readonly AlertTerms _terms;
    private readonly double[] _largeCapital;
    private readonly double[] _medianRevenue;

    private Firings(Snapshot snapshot, AlertHistory history)
    {
        (_snapshot, _history, _terms) = (snapshot, history, snapshot.Input.Scheme.AlertTerms);
        int institutions = snapshot.Input.Book.Institutions.Count;
        var capital = new List<double>?[institutions];
        var revenue = new List<double>?[institutions];
        for (int customer = 0; customer < snapshot.Input.Book.Count; customer++)
        {
            int branch = BranchOf(customer);
            RiskAdjustedReturn terms = snapshot.Returns[customer];
            if (snapshot.Active[customer])
            {
                (revenue[branch] ??= []).Add(terms.Revenue);
            }

            if (snapshot.Cells(Grid.Value)[customer] >= 0)
            {
                (capital[branch] ??= []).Add(terms.Ec);
            }
        }

        _largeCapital = [.. capital.Select(values => QuantileOf(values, _terms.LargeCapital))];
        _medianRevenue = [.. revenue.Select(values => QuantileOf(values, 0.5))];

        static double QuantileOf(List<double>? values, double p) =>
            values is null ? Measured.Not : Quantiles.Of(CollectionsMarshal.AsSpan(values), p);
    }

    /// <summary>The firings in the order of customers and rules, the same for any number of threads.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="history">Earlier snapshots of the same scheme.</param>
    /// <param name="threads">How many threads.</param>
    public static IReadOnlyList<Firing> Of(Snapshot snapshot, AlertHistory history, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var firings = new Firings(snapshot, history);
        long customers = snapshot.Input.Book.Count;
        var parts = new List<Firing>[threads];
        Parallel.For(
            0,
            threads,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            part => parts[part] = firings.Between((int)(customers * part / threads), (int)(customers * (part + 1) / threads))
        );
        return [.. parts.SelectMany(part => part)];
    }

    private List<Firing> Between(int first, int end)
    {
        var firings = new List<Firing>();
        Span<Severity?> found = stackalloc Severity?[Rules.Length];
        for (int customer = first; customer < end; customer++)
        {
            found.Clear();
            if (_snapshot.ValueReason[customer] == UnplacedReason.Lost)
            {
                Found(found, AlertRule.Lost) = Lost(customer);
            }
            else
            {
                JudgeMonths(customer, found);
                JudgeWorth(customer, found);
                JudgeGrowth(customer, found);
                JudgeMovement(customer, found);
            }

            foreach (AlertRule rule in Rules)
            {
                if (Found(found, rule) is Severity severity && _terms.IsOn(rule))
                {
                    firings.Add(new(customer, rule, severity));
                }
            }
        }

        return firings;
    }

    private static ref Severity? Found(Span<Severity?> found, AlertRule rule) => ref found[(int)rule];

    private int BranchOf(int customer) => _snapshot.Input.Book.Institutions.Tier1(_snapshot.Input.Book.Customers[customer].Institution);

    private Severity? Lost(int customer) =>
        _history.LastCell[customer] is Cell last
        && _snapshot.Input.Facts.LastRow(customer) is Period row
        && _snapshot.Input.Period.Index - row.Index <= _terms.LostMonths
            ? last.Band == Band.High
                ? Severity.Critical
                : Severity.Warning
            : null;

    /// <summary>What single months show; these need no placement, so that a new customer is watched too.</summary>
    private void JudgeMonths(int customer, Span<Severity?> found)
    {
        RecentFigures recent = _snapshot.Input.Facts.Recent(customer);
        if (recent.Pd == 1)
        {
            Found(found, AlertRule.Default) = Severity.Critical;
        }

        double usual =
            Comparable.Money(recent.DepositsAYearBefore) > 0
                ? Math.Min(recent.AverageDeposits, recent.DepositsAYearBefore)
                : recent.AverageDeposits;
        if (usual > 0 && Comparable.Money(recent.Deposits) <= Comparable.Money(_terms.DepositShare * usual))
        {
            Found(found, AlertRule.DepositFlight) = Severity.Warning;
        }

        if (
            recent.MonthlyTransactions > 0
            && Comparable.Ratio(recent.Transactions) <= Comparable.Ratio(_terms.DormantShare * recent.MonthlyTransactions)
        )
        {
            Found(found, AlertRule.Dormant) = Severity.Warning;
        }

        if (Comparable.Money(recent.Overdue) > 0)
        {
            Found(found, AlertRule.Overdue) = Severity.Critical;
        }

        if (_snapshot.Input.Facts.IsLineUsedUp(customer, _terms.LineShare))
        {
            Found(found, AlertRule.LineExhausted) = Severity.Warning;
        }
    }

    private void JudgeWorth(int customer, Span<Severity?> found)
    {
        if (_snapshot.Cells(Grid.Value)[customer] == new Cell(Level.Low, Level.Low).Index)
        {
            Found(found, AlertRule.LowValue) = Severity.Info;
        }

        RiskAdjustedReturn terms = _snapshot.Returns[customer];
        if (_snapshot.Active[customer] && Comparable.Ratio(terms.Raroc) < 0)
        {
            Found(found, AlertRule.NegativeReturn) =
                Comparable.Money(terms.Ec) >= Comparable.Money(_largeCapital[BranchOf(customer)]) ? Severity.Critical : Severity.Warning;
        }
    }

    private void JudgeGrowth(int customer, Span<Severity?> found)
    {
        if (
            _snapshot.Consistency[customer] == Consistency.BankLeads
            && Cell.FromIndex(_snapshot.Cells(Grid.Growth)[customer]).Y == Level.Low
        )
        {
            Found(found, AlertRule.OutrunsCustomer) = Severity.Warning;
        }

        if (
            _snapshot.GrowthReason[customer] is UnplacedReason.StaleStatements or UnplacedReason.MissingStatements
            && Comparable.Money(_snapshot.Returns[customer].Revenue) >= Comparable.Money(_medianRevenue[BranchOf(customer)])
        )
        {
            Found(found, AlertRule.StaleStatements) = Severity.Info;
        }
    }

    private void JudgeMovement(int customer, Span<Severity?> found)
    {
        Stand value = _snapshot.StandOn(Grid.Value, customer);
        if (_history.Before is EarlierStands before)
        {
            bool valueDown = IsDown(in value, in before.Value[customer]);
            bool growthDown = IsGrowthDown(customer, before);
            if (valueDown && growthDown && _terms.IsOn(AlertRule.DoubleDown))
            {
                Found(found, AlertRule.DoubleDown) = Severity.Critical;
            }
            else
            {
                if (valueDown)
                {
                    Found(found, AlertRule.ValueDown) =
                        LevelsLost(before.Value[customer].Cell!.Value, value.Cell!.Value) >= 2 ? Severity.Critical : Severity.Warning;
                }

                if (growthDown)
                {
                    Found(found, AlertRule.GrowthDown) = Severity.Warning;
                }
            }
        }

        if (
            _history is { SlideMiddle: EarlierStands middle, SlideStart: EarlierStands start }
            && IsDown(in value, in middle.Value[customer])
            && IsDown(in middle.Value[customer], in start.Value[customer])
        )
        {
            Found(found, AlertRule.Slide) = Severity.Critical;
        }
    }

    private static int LevelsLost(Cell from, Cell to) => (int)from.X + (int)from.Y - (int)to.X - (int)to.Y;

    /// <summary>Whether a customer itself moved down on the value grid; false when a line did.</summary>
    private static bool IsDown(in Stand now, in Stand earlier) =>
        now.Since(in earlier) == Movement.Down && now.Remains(in earlier, AxisUnit.Money);

    /// <summary>The same on the growth grid, where a year of statements that has gone by since lowers y only when the newest year itself fell.</summary>
    private bool IsGrowthDown(int customer, EarlierStands before)
    {
        Stand now = _snapshot.StandOn(Grid.Growth, customer);
        ref readonly Stand earlier = ref before.Growth[customer];
        if (now.Cell is not Cell cell || earlier.Cell is not Cell from)
        {
            return false;
        }

        (double revenue, double profit) = _snapshot.Input.Statements.NewestGrowth(customer);
        bool fallCounts =
            _snapshot.Input.Period.NewestFiscalYear == before.Period.NewestFiscalYear
            || (Comparable.Ratio(revenue) < 0 && Comparable.Ratio(profit) < 0);
        return Movements.Between(from, Read(cell)) == Movement.Down
            && Movements.Between(from, Read(now.Under(in earlier, AxisUnit.Ratio)!.Value)) == Movement.Down;

        Cell Read(Cell to) => !fallCounts && to.Y < from.Y ? to with { Y = from.Y } : to;
    }
}
