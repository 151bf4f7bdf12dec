using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Sections 3.0 to 3.8 written a second time, from the specification alone, for obviousness and not for speed.</summary>
internal static class NaiveSnapshot
{
    private static readonly string[] HighBand = ["HH", "HM", "MH"];
    private static readonly string[] MidBand = ["HL", "MM", "LH"];
    private static readonly string[] LowBand = ["LM", "ML", "LL"];

    /// <summary>The snapshot of a period; under a frozen scheme its calibration period is computed first.</summary>
    public static Results Compute(SmallBank bank, Period period)
    {
        Calibration? calibration =
            bank.Scheme.FrozenAt is { } calibrated && calibrated != period
                ? Positions.Of(bank, calibrated, calibration: null).ToCalibration()
                : null;
        return Positions.Of(bank, period, calibration).ToResults();
    }

    /// <summary>low, mid or high.</summary>
    public static string Band(string cell) =>
        HighBand.Contains(cell) ? "high"
        : MidBand.Contains(cell) ? "mid"
        : LowBand.Contains(cell) ? "low"
        : throw new ArgumentOutOfRangeException(nameof(cell));

    /// <summary>Where the customers and groups stand, and on what cuts.</summary>
    private sealed class Positions(SmallBank bank, Period period, List<NaiveCustomer> customers)
    {
        private readonly List<NaiveCustomer> _active = [.. customers.Where(customer => customer.Inactive is null)];
        private readonly Dictionary<(Grid, char), Axis> _axes = [];
        private Dictionary<NaiveCustomer, string> _value = [];
        private Dictionary<NaiveCustomer, string> _growth = [];
        private List<GroupResult> _groups = [];

        public static Positions Of(SmallBank bank, Period period, Calibration? calibration)
        {
            var facts = bank
                .Facts.Where(row => Arithmetic.MonthNumber(row.Month) <= Arithmetic.MonthNumber(period))
                .ToLookup(row => row.Client);
            var statements = bank.Statements.ToLookup(statement => statement.Client);
            List<NaiveCustomer> customers =
            [
                .. bank
                    .Clients.Where(client => facts.Contains(client.No))
                    .OrderBy(client => client.No, StringComparer.Ordinal)
                    .Select(client => new NaiveCustomer(client, [.. facts[client.No]], [.. statements[client.No]], bank, period)),
            ];
            var positions = new Positions(bank, period, customers);
            positions.Place(calibration);
            return positions;
        }

        private void Place(Calibration? calibration)
        {
            List<NaiveCustomer> onValue = [.. _active.Where(customer => customer.Raroc is not null)];
            Axis valueX = Cut(Grid.Value, 'x', onValue, customer => customer.Revenue, calibration);
            Axis valueY = Cut(Grid.Value, 'y', onValue, customer => customer.Raroc!.Value, calibration);
            _value = onValue.ToDictionary(
                customer => customer,
                customer => $"{valueX.LevelOf(customer)}{(customer.InDefault ? 'L' : valueY.LevelOf(customer))}"
            );

            List<NaiveCustomer> onGrowth = [.. _active.Where(customer => customer.GrowthReason == UnplacedReason.None)];
            Axis growthX = Cut(Grid.Growth, 'x', onGrowth, customer => customer.GrowthBank!.Value, calibration);
            Axis growthY = Cut(Grid.Growth, 'y', onGrowth, customer => customer.GrowthOwn!.Value, calibration);
            _growth = onGrowth.ToDictionary(customer => customer, customer => $"{growthX.LevelOf(customer)}{growthY.LevelOf(customer)}");

            List<GroupResult> unplaced =
            [
                .. customers
                    .Where(customer => customer.Client.Group is not null)
                    .GroupBy(customer => customer.Client.Group!)
                    .OrderBy(members => members.Key, StringComparer.Ordinal)
                    .Select(members => Sums(members.Key, [.. members.Where(member => member.Inactive is null)])),
            ];
            List<GroupResult> onGroup = [.. unplaced.Where(group => group.Raroc is not null)];
            Axis groupX = Cut(Grid.Group, 'x', onGroup, group => group.Revenue, calibration);
            Axis groupY = Cut(Grid.Group, 'y', onGroup, group => group.Raroc!.Value, calibration);
            _groups =
            [
                .. unplaced.Select(group =>
                    group.Raroc is null ? group : group with { Cell = $"{groupX.LevelOf(group)}{groupY.LevelOf(group)}" }
                ),
            ];
        }

        private static GroupResult Sums(string code, List<NaiveCustomer> active)
        {
            List<NaiveCustomer> known = [.. active.Where(member => member.Capital is not null)];
            double returns = known.Sum(member => member.Return);
            double capital = known.Sum(member => member.Capital!.Value);
            return new(code, active.Sum(member => member.Revenue), returns, capital, capital == 0 ? null : returns / capital, Cell: null);
        }

        private Axis Cut<T>(Grid grid, char axis, List<T> placed, Func<T, double> value, Calibration? calibration)
            where T : class
        {
            Axis cut = Axis.Of(
                bank.Scheme,
                grid,
                axis,
                [.. placed.Select(one => (Who: (object)one, Peers(one), value(one)))],
                calibration?.Cuts[(grid, axis)]
            );
            _axes.Add((grid, axis), cut);
            return cut;

            List<string> Peers(T one) =>
                one is NaiveCustomer customer
                    ? [.. bank.Scheme.Axis(grid, axis == 'y').Peers.Select(dimension => Peer(dimension, customer))]
                    : [];
        }

        private string Peer(PeerDimension dimension, NaiveCustomer customer) =>
            dimension switch
            {
                PeerDimension.Tier1 => $"Tier1={bank.Tier1(customer.Client.Institution)}",
                PeerDimension.SizeClass => $"SizeClass={SizeClassCode.Of(customer.Client.Size)}",
                PeerDimension.Industry => $"Industry={customer.Client.Industry}",
                PeerDimension.HasCredit => $"HasCredit={(customer.HasCredit ? "true" : "false")}",
                _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
            };

        public Calibration ToCalibration() => new(_axes.ToDictionary(axis => axis.Key, axis => axis.Value.ByPeers));

        public Results ToResults() =>
            new(
                period,
                [.. customers.Select(Result)],
                _groups,
                [.. _axes.OrderBy(axis => axis.Key).SelectMany(axis => axis.Value.InUse(axis.Key.Item1, axis.Key.Item2))],
                [.. Portraits()]
            );

        private CustomerResult Result(NaiveCustomer customer)
        {
            string? groupCell = GroupCell(customer);
            if (customer.Inactive is { } reason)
            {
                return new()
                {
                    No = customer.Client.No,
                    Months = customer.Months,
                    ValueReason = reason,
                    GrowthReason = reason,
                    GroupCell = groupCell,
                };
            }

            string? value = _value.GetValueOrDefault(customer);
            string? growth = _growth.GetValueOrDefault(customer);
            return new()
            {
                No = customer.Client.No,
                Months = customer.Months,
                Span = customer.Span,
                Revenue = customer.Revenue,
                Cost = customer.Cost,
                ExpectedLoss = customer.ExpectedLoss,
                EcCredit = customer.EcCredit,
                EcOp = customer.EcOp,
                Return = customer.Return,
                Raroc = customer.Raroc,
                Eva = customer.Eva,
                HasCredit = customer.HasCredit,
                ValueCell = value,
                ValueReason = customer.ValueReason,
                GrowthBank = customer.GrowthBank,
                GrowthOwn = customer.GrowthOwn,
                GrowthCell = growth,
                GrowthReason = customer.GrowthReason,
                Consistency = growth is null ? Consistency.None : Step(growth),
                GroupCell = groupCell,
                Strategy = value is null ? Strategy.None : StrategyOf(value, growth, groupCell),
                RevenueCuts = value is null ? default : _axes[(Grid.Value, 'x')].CutsOf(customer),
                RarocCuts = value is null ? default : _axes[(Grid.Value, 'y')].CutsOf(customer),
                BankGrowthCuts = growth is null ? default : _axes[(Grid.Growth, 'x')].CutsOf(customer),
                OwnGrowthCuts = growth is null ? default : _axes[(Grid.Growth, 'y')].CutsOf(customer),
                Indicators = [.. Enumerable.Range(0, 16).Select(customer.Indicator)],
                Figures = customer.Figures,
            };
        }

        private string? GroupCell(NaiveCustomer customer) => _groups.SingleOrDefault(group => group.Code == customer.Client.Group)?.Cell;

        private static Consistency Step(string growthCell)
        {
            int x = "LMH".IndexOf(growthCell[0], StringComparison.Ordinal);
            int y = "LMH".IndexOf(growthCell[1], StringComparison.Ordinal);
            return x < y ? Consistency.BankLags
                : x > y ? Consistency.BankLeads
                : Consistency.InStep;
        }

        private Strategy StrategyOf(string value, string? growth, string? group)
        {
            int row = Array.IndexOf(["LL", "LM", "LH", "ML", "MM", "MH", "HL", "HM", "HH"], value);
            int column = growth is null ? 1 : Array.IndexOf(["low", "mid", "high"], Band(growth));
            Strategy strategy = bank.Scheme.Strategies.Rows[(row * 3) + column];
            return strategy == Strategy.Exit && bank.Scheme.SparesStrongGroups && group is not null && Band(group) == "high"
                ? Strategy.Adjust
                : strategy;
        }

        private IEnumerable<PortraitResult> Portraits()
        {
            var sets =
                from customer in _active
                from institution in bank.UpToTheRoot(customer.Client.Institution)
                from grid in Enum.GetValues<Grid>()
                let cell = CellOn(grid, customer)
                where cell is not null
                from part in new[] { cell, Band(cell), "all" }
                group customer by (institution.Code, grid, part);
            return from set in sets
                from indicator in Enumerable.Range(0, 16)
                let ratios = set.Select(customer => customer.Indicators[indicator])
                    .OfType<(double Numerator, double Denominator)>()
                    .ToList()
                where ratios.Count > 0
                let values = ratios.ConvertAll(ratio => ratio.Numerator / ratio.Denominator)
                select new PortraitResult(
                    set.Key.Code,
                    set.Key.grid,
                    set.Key.part,
                    indicator,
                    ratios.Count,
                    ratios.Sum(ratio => ratio.Numerator) / ratios.Sum(ratio => ratio.Denominator),
                    Arithmetic.Quantile(values, 0.25),
                    Arithmetic.Quantile(values, 0.5),
                    Arithmetic.Quantile(values, 0.75)
                );
        }

        private string? CellOn(Grid grid, NaiveCustomer customer) =>
            grid switch
            {
                Grid.Value => _value.GetValueOrDefault(customer),
                Grid.Growth => _growth.GetValueOrDefault(customer),
                Grid.Group => GroupCell(customer),
                _ => throw new ArgumentOutOfRangeException(nameof(grid)),
            };
    }
}
