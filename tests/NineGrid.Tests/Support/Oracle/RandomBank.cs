using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;

namespace NineGrid.Tests.Support.Oracle;

/// <summary>Small banks full of awkward customers. The same seed gives the same bank, so a failing seed can be run again.</summary>
internal sealed class RandomBank
{
    /// <summary>The period around which the facts lie; they go on for two months after it.</summary>
    public static readonly Period Middle = Period.Of(2025, 3);

    private static readonly string[] Catalogue = ["LOAN", "DEP", "PAY", "FX", "票据", "OLD1", "OLD2"];
    private static readonly char[] Sections = ['A', 'C', 'F', 'T'];

    private readonly Random _random;

    private RandomBank(int seed) => _random = new(seed);

    /// <summary>The bank of that seed.</summary>
    public static SmallBank Of(int seed) => new RandomBank(seed).Bank();

    /// <summary>A period from a year before to a few months after <see cref="Middle"/>, in or after the month in which a new fiscal year begins to count.</summary>
    public static Period PeriodOf(int seed) => Middle.AddMonths(new Random(seed).Next(-12, 3));

    private SmallBank Bank()
    {
        List<InstitutionNode> tree = Tree();
        string?[] groups = [null, null, null, "G1", "G2", "G3", "集团四"];
        List<Client> clients =
        [
            .. Enumerable
                .Range(0, _random.Next(4, 90))
                .Select(i => new Client($"C{i:000}")
                {
                    Institution = Pick(tree).Code,
                    Size = (SizeClass)_random.Next(1, 5),
                    Industry = Pick(Sections),
                    Group = Pick(groups),
                }),
        ];
        return new()
        {
            Scheme = Scheme(),
            Institutions = tree,
            Products = [.. Catalogue.Select(code => new CatalogueProduct(code, !code.StartsWith("OLD", StringComparison.Ordinal)))],
            Clients = clients,
            Facts = [.. clients.SelectMany(Facts)],
            Statements = [.. clients.SelectMany(Statements)],
        };
    }

    private List<InstitutionNode> Tree()
    {
        List<InstitutionNode> tree = [new("HO", null, InstitutionLevel.Head)];
        for (int i = 1; i <= _random.Next(1, 8); i++)
        {
            InstitutionNode parent = Pick(tree);
            if (parent.Level < InstitutionLevel.Sub)
            {
                tree.Add(new($"I{i}", parent.Code, (InstitutionLevel)_random.Next((int)parent.Level + 1, 5)));
            }
        }

        return tree;
    }

    private Scheme Scheme()
    {
        Scheme scheme = NineGrid.Domain.Schemes.Scheme.Default with { SmallestPeerGroup = Pick([1, 2, 3, 5, 10, 30]) };
        if (Chance(0.2))
        {
            return scheme;
        }

        return scheme with
        {
            FrozenAt = Chance(0.3) ? Middle.AddMonths(-_random.Next(0, 13)) : null,
            CapitalMultiplier = Chance(0.3) ? 1.06 : 1,
            ValueRevenue = Rule(new FixedCut(100_000, 400_000), money: true),
            ValueRaroc = Rule(new FixedCut(0.11, 0.20), money: false),
            GrowthBank = Rule(new FixedCut(-0.05, 0.10), money: false),
            GrowthOwn = Rule(new FixedCut(0, 0.25), money: false),
            GroupRevenue = new(Rule(new FixedCut(1_000_000, 2_000_000), money: true).Cut),
            GroupRaroc = new(Rule(new FixedCut(0.05, 0.10), money: false).Cut),
            Strategies = new([.. Enumerable.Range(0, 27).Select(_ => (Strategy)_random.Next(1, 5))]),
        };
    }

    private AxisRule Rule(FixedCut usual, bool money)
    {
        double p = _random.Next(0, 11) / 10.0;
        double q = _random.Next(0, 11) / 10.0;
        CutRule cut = _random.Next(3) switch
        {
            0 => usual,
            1 when money => new ContributionCut(Math.Min(0.8, (p / 2) + 0.1), 0.5 + (q / 2) > 0.8 ? 0.5 + (q / 2) : 1),
            _ => new QuantileCut(Math.Min(p, q), Math.Max(p, q)),
        };
        PeerDimension[] dimensions = Enum.GetValues<PeerDimension>();
        _random.Shuffle(dimensions);
        return new(cut, [.. dimensions.Take(_random.Next(0, 4))]);
    }

    private IEnumerable<FactLine> Facts(Client client)
    {
        Period end = Middle.AddMonths(2);
        Period first = end.AddMonths(-(Chance(0.5) ? 38 : _random.Next(0, 40)));
        Period last = Chance(0.8) ? end : end.AddMonths(-_random.Next(0, 20));
        double gaps = Pick([0, 0, 0.15, 0.6]);
        double blanks = Pick([0, 0.05, 0.3]);
        HashSet<int> never = [.. Enumerable.Range(0, 21).Where(_ => Chance(Pick([0.02, 0.1, 0.3])))];
        bool lends = Chance(0.6);
        bool reportsCapital = Chance(0.3);
        bool loses = Chance(0.15);
        bool idle = Chance(0.05);
        decimal pd = Pick([0.0001m, 0.0005m, 0.012m, 0.0345678901m, 0.2m]);
        decimal size = Pick([0.01m, 1, 30]);
        for (Period month = first; month <= last; month = month.AddMonths(1))
        {
            if (month > first && Chance(gaps))
            {
                continue;
            }

            decimal deposits = Money(500_000);
            decimal transactions = _random.Next(0, 400);
            decimal limit = Pick([0, Money(900_000)]);
            yield return new(client.No, month)
            {
                LoanNii = Reported(
                    0,
                    idle ? 0
                        : lends ? Signed(20_000)
                        : 0
                ),
                DepositNii = Reported(1, idle ? 0 : Signed(9_000)),
                FeeIncome = Reported(2, idle ? 0 : Signed(3_000)),
                OperatingCost = Reported(3, Money(8_000)),
                ExpectedLoss = Chance(0.5) ? null : Reported(4, lends ? Signed(1_000) : 0),
                EconomicCapital = reportsCapital ? Reported(5, Pick([0, Money(60_000)])) : null,
                Ead = Reported(6, lends ? Money(700_000) : 0),
                Pd = Reported(7, Chance(0.03) ? 1 : pd),
                Lgd = Reported(8, Pick([0, 0.25m, 0.45m, 0.4m])),
                MaturityYears = Reported(9, Pick([0.5m, 1, 2.75m, 4, 7])),
                AvgLoans = Reported(10, lends ? Money(650_000) : 0),
                AvgDeposits = Reported(11, deposits),
                AvgDemandDeposits = Reported(12, Math.Round(deposits * Pick([0, 0.3m, 1]), 4)),
                CreditLimit = Reported(13, limit),
                CreditUsed = Reported(14, Math.Round(limit * Pick([0, 0.5m, 1.1m]), 4)),
                OverdueBalance = Reported(15, Pick([0, 0, Money(1_000)])),
                Transactions = Reported(16, transactions),
                ETransactions = Reported(17, Math.Floor(transactions * Pick([0, 0.4m, 1]))),
                SettlementInflow = Reported(18, Money(2_000_000)),
                PayrollHeadcount = Reported(19, _random.Next(0, 300)),
                Products = never.Contains(20) || Chance(blanks) ? null : Held(),
            };
        }

        decimal? Reported(int field, decimal value) => never.Contains(field) || Chance(blanks) ? null : value;

        // A coarse lattice makes ties between customers common; a fine one makes rounding matter.
        decimal Money(int most) =>
            size * (Chance(0.5) ? _random.Next(0, 11) * (most / 10) : _random.Next(0, most) + (_random.Next(0, 10_000) / 10_000m))
                is var yuan
                ? Math.Round(yuan, 4)
                : 0;

        decimal Signed(int most) =>
            (
                loses ? -1
                : Chance(0.1) ? -1
                : 1
            ) * Money(most);
    }

    private string Held()
    {
        List<string> codes = [.. Catalogue.Where(_ => Chance(0.4))];
        return codes.Count == 0 ? "-" : string.Join('|', codes);
    }

    private IEnumerable<StatementLine> Statements(Client client)
    {
        int newest = Pick([2021, 2022, 2023, 2024, 2024, 2025]);
        int years = Pick([0, 1, 2, 3, 4, 4]);
        double blanks = Pick([0, 0, 0, 0.1]);
        bool same = Chance(0.1);
        for (int year = newest; year > newest - years; year--)
        {
            if (Chance(0.05))
            {
                continue;
            }

            yield return new(client.No, year)
            {
                OperatingRevenue = Reported(same ? 50_000_000 : _random.Next(-5, 400) * 1_000_000m),
                NetProfit = Reported(same ? 0 : _random.Next(-20, 40) * 100_000m),
                Cash = Reported(_random.Next(0, 90) * 100_000m),
                InterestBearingDebt = Reported(_random.Next(0, 9) * 1_000_000m),
                Employees = Reported(_random.Next(0, 800)),
            };
        }

        decimal? Reported(decimal value) => Chance(blanks) ? null : value;
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
