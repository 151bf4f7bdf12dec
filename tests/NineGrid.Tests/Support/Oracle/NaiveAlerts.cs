using NineGrid.Domain.Alerts;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using static NineGrid.Tests.Support.Oracle.Arithmetic;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Section 3.11 written a second time, rule by rule as it stands there, on the naive snapshots.</summary>
internal sealed class NaiveAlerts
{
    private readonly SmallBank _bank;
    private readonly Period _period;
    private readonly Results _now;
    private readonly Dictionary<Period, Dictionary<string, CustomerResult>> _stored;
    private readonly ILookup<string, FactLine> _past;
    private readonly Dictionary<string, Client> _clients;
    private readonly ILookup<string, CustomerResult> _branches;

    private NaiveAlerts(SmallBank bank, Period period, IReadOnlyDictionary<Period, Results> snapshots)
    {
        (_bank, _period, _now) = (bank, period, snapshots[period]);
        _stored = snapshots
            .Where(one => one.Key < period)
            .ToDictionary(one => one.Key, one => one.Value.Customers.ToDictionary(customer => customer.No));
        _past = bank.Facts.Where(row => row.Month <= period).ToLookup(row => row.Client);
        _clients = bank.Clients.ToDictionary(client => client.No);
        _branches = _now.Customers.ToLookup(customer => bank.Tier1(_clients[customer.No].Institution));
    }

    private AlertTerms Terms => _bank.Scheme.AlertTerms;

    /// <summary>What fires, by customer and rule.</summary>
    public static IReadOnlyList<FiringResult> Of(SmallBank bank, Period period, params Period[] stored) =>
        Of(bank, period, stored.Append(period).ToDictionary(one => one, one => NaiveSnapshot.Compute(bank, one)));

    /// <summary>The same on snapshots that are computed already; those before the period are the stored ones.</summary>
    public static IReadOnlyList<FiringResult> Of(SmallBank bank, Period period, IReadOnlyDictionary<Period, Results> snapshots) =>
        [.. new NaiveAlerts(bank, period, snapshots).All().OrderBy(one => one.No, StringComparer.Ordinal).ThenBy(one => one.Rule)];

    private IEnumerable<FiringResult> All() =>
        from customer in _now.Customers
        from found in Rules(customer)
        where Terms.IsOn(found.Rule)
        select new FiringResult(customer.No, found.Rule, found.Severity);

    private IEnumerable<(AlertRule Rule, Severity Severity)> Rules(CustomerResult customer)
    {
        List<FactLine> past = [.. _past[customer.No]];
        if (customer.ValueCell == "LL")
        {
            yield return (AlertRule.LowValue, Severity.Info);
        }

        bool valueDown = ValueDown(customer, Earlier(Terms.MovementMonths, customer), _period);
        bool growthDown = GrowthDown(customer);
        bool both = valueDown && growthDown && Terms.IsOn(AlertRule.DoubleDown);
        if (both)
        {
            yield return (AlertRule.DoubleDown, Severity.Critical);
        }

        if (valueDown && !both)
        {
            string before = Earlier(Terms.MovementMonths, customer)!.ValueCell!;
            int levels = Height(before[0]) - Height(customer.ValueCell![0]) + Height(before[1]) - Height(customer.ValueCell[1]);
            yield return (AlertRule.ValueDown, levels >= 2 ? Severity.Critical : Severity.Warning);
        }

        if (growthDown && !both)
        {
            yield return (AlertRule.GrowthDown, Severity.Warning);
        }

        if (
            ValueDown(customer, Earlier(3, customer), _period)
            && ValueDown(Earlier(3, customer)!, Earlier(6, customer), _period.AddMonths(-3))
        )
        {
            yield return (AlertRule.Slide, Severity.Critical);
        }

        if (customer.Raroc is double raroc && RoundedRatio(raroc) < 0)
        {
            double large = Quantile(
                Branch(customer).Where(one => one.ValueCell is not null).Select(one => (one.EcCredit + one.EcOp)!.Value),
                Terms.LargeCapital
            );
            yield return (
                AlertRule.NegativeReturn,
                RoundedMoney((customer.EcCredit + customer.EcOp)!.Value) >= RoundedMoney(large) ? Severity.Critical : Severity.Warning
            );
        }

        if (customer.ValueReason == UnplacedReason.Lost && Last(customer, past) is string last)
        {
            yield return (AlertRule.Lost, NaiveSnapshot.Band(last) == "high" ? Severity.Critical : Severity.Warning);
        }

        var window = new Window(past, _period);
        if (window.Months > 0)
        {
            foreach ((AlertRule, Severity) found in Months(past, window))
            {
                yield return found;
            }
        }

        if (customer.Consistency == Consistency.BankLeads && customer.GrowthCell![1] == 'L')
        {
            yield return (AlertRule.OutrunsCustomer, Severity.Warning);
        }

        if (
            customer.GrowthReason is UnplacedReason.StaleStatements or UnplacedReason.MissingStatements
            && RoundedMoney(customer.Revenue!.Value)
                >= RoundedMoney(Quantile(Branch(customer).Where(one => one.Span is not null).Select(one => one.Revenue!.Value), 0.5))
        )
        {
            yield return (AlertRule.StaleStatements, Severity.Info);
        }
    }

    private IEnumerable<(AlertRule Rule, Severity Severity)> Months(List<FactLine> past, Window window)
    {
        if (window.Newest(row => row.Pd) == 1)
        {
            yield return (AlertRule.Default, Severity.Critical);
        }

        FactLine newest = past.MaxBy(row => MonthNumber(row.Month))!;
        decimal? yearBefore = past.SingleOrDefault(row => MonthNumber(row.Month) == MonthNumber(newest.Month) - 12)?.AvgDeposits;
        if (window.Average(row => row.AvgDeposits) is decimal average && newest.AvgDeposits is decimal deposits)
        {
            double usual = Nearest(average);
            if (yearBefore is decimal then && RoundedMoney(Nearest(then)) > 0)
            {
                usual = Math.Min(usual, Nearest(then));
            }

            if (usual > 0 && RoundedMoney(Nearest(deposits)) <= RoundedMoney(Terms.DepositShare * usual))
            {
                yield return (AlertRule.DepositFlight, Severity.Warning);
            }
        }

        if (window.Flow(row => row.Transactions) is decimal annual && annual > 0 && newest.Transactions is decimal transactions)
        {
            if (RoundedRatio(Nearest(transactions)) <= RoundedRatio(Terms.DormantShare * Nearest(annual / 12)))
            {
                yield return (AlertRule.Dormant, Severity.Warning);
            }
        }

        if (RoundedMoney(Nearest(window.Newest(row => row.OverdueBalance) ?? 0)) > 0)
        {
            yield return (AlertRule.Overdue, Severity.Critical);
        }

        List<FactLine> lastThree = [.. past.Where(row => MonthNumber(row.Month) > MonthNumber(_period) - 3)];
        if (lastThree.Count == 3 && lastThree.All(UsedUp))
        {
            yield return (AlertRule.LineExhausted, Severity.Warning);
        }
    }

    private bool UsedUp(FactLine row) =>
        row is { CreditUsed: decimal used, CreditLimit: decimal limit }
        && RoundedMoney(Terms.LineShare * Nearest(limit)) > 0
        && RoundedMoney(Nearest(used)) >= RoundedMoney(Terms.LineShare * Nearest(limit));

    private static int Height(char level) => "LMH".IndexOf(level, StringComparison.Ordinal);

    private IEnumerable<CustomerResult> Branch(CustomerResult customer) => _branches[_bank.Tier1(_clients[customer.No].Institution)];

    private CustomerResult? Earlier(int months, CustomerResult customer) =>
        _stored.GetValueOrDefault(_period.AddMonths(-months))?.GetValueOrDefault(customer.No);

    /// <summary>The cell in the newest earlier snapshot in which the customer was active, while its last row is not too old.</summary>
    private string? Last(CustomerResult customer, List<FactLine> past) =>
        MonthNumber(_period) - past.Max(row => MonthNumber(row.Month)) > Terms.LostMonths
            ? null
            : _stored
                .OrderByDescending(one => MonthNumber(one.Key))
                .Select(one => one.Value.GetValueOrDefault(customer.No))
                .FirstOrDefault(one => one?.Span is not null)
                ?.ValueCell;

    private static bool IsDown(string from, string to) =>
        Height(to[0]) <= Height(from[0]) && Height(to[1]) <= Height(from[1]) && !string.Equals(from, to, StringComparison.Ordinal);

    private static char Level(double value, (double? Lo, double? Hi) cuts, Func<double, double> rounded) =>
        cuts.Lo is not double lo ? 'L'
        : rounded(value) < rounded(lo) ? 'L'
        : rounded(value) < rounded(cuts.Hi!.Value) ? 'M'
        : 'H';

    private bool ValueDown(CustomerResult later, CustomerResult? earlier, Period when)
    {
        if (later.ValueCell is null || earlier?.ValueCell is null)
        {
            return false;
        }

        bool inDefault = new Window([.. _past[later.No].Where(row => row.Month <= when)], when).Newest(row => row.Pd) == 1;
        char x = Level(later.Revenue!.Value, earlier.RevenueCuts, RoundedMoney);
        char y = inDefault ? 'L' : Level(later.Raroc!.Value, earlier.RarocCuts, RoundedRatio);
        return IsDown(earlier.ValueCell, later.ValueCell) && IsDown(earlier.ValueCell, $"{x}{y}");
    }

    private bool GrowthDown(CustomerResult customer)
    {
        if (customer.GrowthCell is null || Earlier(Terms.MovementMonths, customer) is not { GrowthCell: string from } earlier)
        {
            return false;
        }

        string read =
            $"{Level(customer.GrowthBank!.Value, earlier.BankGrowthCuts, RoundedRatio)}{Level(customer.GrowthOwn!.Value, earlier.OwnGrowthCuts, RoundedRatio)}";
        return IsDown(from, Counted(customer.GrowthCell)) && IsDown(from, Counted(read));

        string Counted(string to) =>
            Height(to[1]) < Height(from[1]) && NewestYear(_period) != NewestYear(_period.AddMonths(-Terms.MovementMonths)) && !Fell()
                ? $"{to[0]}{from[1]}"
                : to;

        bool Fell()
        {
            List<StatementLine> years =
            [
                .. _bank
                    .Statements.Where(year => year.Client == customer.No && year.FiscalYear <= NewestYear(_period))
                    .OrderByDescending(year => year.FiscalYear)
                    .Take(2),
            ];
            return RoundedRatio(G(years, year => year.OperatingRevenue)) < 0 && RoundedRatio(G(years, year => year.NetProfit)) < 0;
        }

        static double G(List<StatementLine> years, Func<StatementLine, decimal?> figure)
        {
            (double a, double b) = (Nearest(figure(years[1])!.Value), Nearest(figure(years[0])!.Value));
            return a == 0 && b == 0 ? 0 : (b - a) / ((Math.Abs(a) + Math.Abs(b)) / 2);
        }

        static int NewestYear(Period period) => period.Month >= 4 ? period.Year - 1 : period.Year - 2;
    }
}
