using System.Text.Json;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Tests.Support.Oracle;

namespace NineGrid.Tests.Domain;

/// <summary>What holds of every bank. A failing seed is named and can be run alone.</summary>
public sealed class KernelPropertiesTests
{
    private static readonly IReadOnlyList<(int Seed, SmallBank Bank, Period Period)> Banks =
    [
        .. Enumerable.Range(1_000, 100).Select(seed => (seed, RandomBank.Of(seed), RandomBank.PeriodOf(seed))),
    ];

    [Fact]
    public void The_order_of_customers_facts_and_statements_changes_not_a_bit()
    {
        foreach ((int seed, SmallBank bank, Period period) in Banks)
        {
            var random = new Random(seed);
            SmallBank shuffled = bank with
            {
                Institutions = Shuffled(bank.Institutions, random),
                Products = Shuffled(bank.Products, random),
                Clients = Shuffled(bank.Clients, random),
                Facts = Shuffled(bank.Facts, random),
                Statements = Shuffled(bank.Statements, random),
            };

            Same(seed, Kernel.Compute(bank, period), Kernel.Compute(shuffled, period));
        }
    }

    [Fact]
    public void The_number_of_threads_changes_not_a_bit()
    {
        foreach ((int seed, SmallBank bank, Period period) in Banks.Take(40))
        {
            Results one = Kernel.Compute(bank, period, threads: 1);

            Same(seed, one, Kernel.Compute(bank, period, threads: 2));
            Same(seed, one, Kernel.Compute(bank, period, threads: 7));
        }
    }

    [Fact]
    public void Rows_before_the_two_windows_need_not_be_read_when_the_first_and_last_are_known()
    {
        foreach ((int seed, SmallBank bank, Period period) in Banks)
        {
            Same(seed, Kernel.Compute(bank, period), Kernel.Compute(bank, period, onlyTwoWindows: true));
        }
    }

    [Fact]
    public void What_comes_after_the_period_changes_nothing()
    {
        foreach ((int seed, SmallBank bank, Period period) in Banks)
        {
            // A calibration period may lie after the snapshot's.
            SmallBank all = bank with
            {
                Scheme = bank.Scheme with { FrozenAt = null },
            };
            SmallBank known = all with
            {
                Facts = [.. bank.Facts.Where(row => row.Month <= period)],
                Statements = [.. bank.Statements.Where(year => year.FiscalYear < period.Year)],
            };

            Same(seed, Kernel.Compute(all, period), Kernel.Compute(known, period));
        }
    }

    [Fact]
    public void Every_placed_customer_is_in_exactly_one_cell()
    {
        foreach ((int seed, SmallBank bank, Period period) in Banks)
        {
            foreach (CustomerResult customer in Kernel.Compute(bank, period).Customers)
            {
                string who = $"seed {seed}, {customer.No}";
                Assert.True(customer.ValueReason == UnplacedReason.None == customer.ValueCell is not null, who);
                Assert.True(customer.GrowthReason == UnplacedReason.None == customer.GrowthCell is not null, who);
                Assert.True(customer.ValueCell is null == customer.Raroc is null, who);
                Assert.True(customer.ValueCell is null == (customer.Strategy == Strategy.None), who);
                Assert.True(customer.GrowthCell is null == (customer.Consistency == Consistency.None), who);
                Assert.True(customer.Span is null == customer.ValueReason is UnplacedReason.New or UnplacedReason.Lost, who);
            }
        }
    }

    [Fact]
    public void The_terms_of_a_return_add_up()
    {
        foreach ((int seed, SmallBank bank, Period period) in Banks)
        {
            foreach (CustomerResult customer in Kernel.Compute(bank, period).Customers.Where(customer => customer.Raroc is not null))
            {
                double ec = customer.EcCredit!.Value + customer.EcOp!.Value;
                double income = customer.Revenue!.Value - customer.Cost!.Value - customer.ExpectedLoss!.Value;
                Close(seed, income * (1 - bank.Scheme.Tax), customer.Return!.Value);
                Close(seed, customer.Return.Value, customer.Raroc!.Value * ec);
                Close(seed, customer.Return.Value - (bank.Scheme.Hurdle * ec), customer.Eva!.Value);
            }
        }
    }

    [Fact]
    public void A_group_has_the_revenue_of_its_active_members()
    {
        foreach ((int seed, SmallBank bank, Period period) in Banks)
        {
            Results results = Kernel.Compute(bank, period);
            foreach (GroupResult group in results.Groups)
            {
                IEnumerable<CustomerResult> members = bank
                    .Clients.Where(client => client.Group == group.Code)
                    .Select(client => results.Customers.SingleOrDefault(customer => customer.No == client.No))
                    .OfType<CustomerResult>();

                Assert.All(members, member => Assert.Equal(group.Cell, member.GroupCell));
                Close(seed, group.Revenue, members.Sum(member => member.Revenue ?? 0));
            }
        }
    }

    [Fact]
    public void Cells_add_up_to_bands_bands_to_all_and_institutions_to_their_parent()
    {
        foreach ((int seed, SmallBank bank, Period period) in Banks)
        {
            Results results = Kernel.Compute(bank, period);
            ILookup<(string, Grid, int, string), int> n = results.Portraits.ToLookup(
                p => (p.Institution, p.Grid, p.Indicator, p.Part),
                p => p.N
            );
            foreach (
                (string institution, Grid grid, int indicator) in results
                    .Portraits.Select(p => (p.Institution, p.Grid, p.Indicator))
                    .Distinct()
            )
            {
                int Of(params string[] parts) => parts.Sum(part => n[(institution, grid, indicator, part)].Sum());

                Assert.True(Of("HH", "HM", "MH") == Of("high"), $"seed {seed}");
                Assert.True(Of("HL", "MM", "LH") == Of("mid"), $"seed {seed}");
                Assert.True(Of("LM", "ML", "LL") == Of("low"), $"seed {seed}");
                Assert.True(Of("high", "mid", "low") == Of("all"), $"seed {seed}");
            }

            foreach (int indicator in Enumerable.Range(0, 16))
            {
                Assert.Equal(
                    results.Customers.Count(customer => customer.ValueCell is not null && customer.Indicators[indicator] is not null),
                    n[("HO", Grid.Value, indicator, "all")].Sum()
                );
            }
        }
    }

    /// <summary>Money of the scheme (the bounds of the SME relief) is scaled with the rest; levels of fixed revenue cuts are not compared.</summary>
    [Fact]
    public void Ten_times_the_money_is_ten_times_the_revenue_and_eva_and_the_same_raroc_growth_and_ratios()
    {
        const int K = 10;
        foreach ((int seed, SmallBank bank, Period period) in Banks)
        {
            Results small = Kernel.Compute(bank, period);
            Results large = Kernel.Compute(TimesTen(bank), period);

            foreach ((CustomerResult a, CustomerResult b) in small.Customers.Zip(large.Customers))
            {
                Close(seed, a.Revenue * K, b.Revenue);
                Close(seed, a.ExpectedLoss * K, b.ExpectedLoss);
                Close(seed, a.EcCredit * K, b.EcCredit);
                Close(seed, a.Return * K, b.Return);
                Close(seed, a.Eva * K, b.Eva);
                Close(seed, a.Raroc, b.Raroc);
                Close(seed, a.GrowthBank, b.GrowthBank);
                Close(seed, a.GrowthOwn, b.GrowthOwn);
                Assert.Equal((seed, a.GrowthCell, a.Consistency), (seed, b.GrowthCell, b.Consistency));
                Assert.Equal((seed, a.ValueReason, a.GrowthReason), (seed, b.ValueReason, b.GrowthReason));
                foreach ((double? before, double? after) in a.Indicators.Zip(b.Indicators))
                {
                    Close(seed, before, after);
                }
            }
        }

        static SmallBank TimesTen(SmallBank bank) =>
            bank with
            {
                Scheme = bank.Scheme with { SmeLower = bank.Scheme.SmeLower * K, SmeUpper = bank.Scheme.SmeUpper * K },
                Facts =
                [
                    .. bank.Facts.Select(row =>
                        row with
                        {
                            LoanNii = row.LoanNii * K,
                            DepositNii = row.DepositNii * K,
                            FeeIncome = row.FeeIncome * K,
                            OperatingCost = row.OperatingCost * K,
                            ExpectedLoss = row.ExpectedLoss * K,
                            EconomicCapital = row.EconomicCapital * K,
                            Ead = row.Ead * K,
                            AvgLoans = row.AvgLoans * K,
                            AvgDeposits = row.AvgDeposits * K,
                            AvgDemandDeposits = row.AvgDemandDeposits * K,
                            CreditLimit = row.CreditLimit * K,
                            CreditUsed = row.CreditUsed * K,
                            OverdueBalance = row.OverdueBalance * K,
                            SettlementInflow = row.SettlementInflow * K,
                        }
                    ),
                ],
                Statements =
                [
                    .. bank.Statements.Select(year =>
                        year with
                        {
                            OperatingRevenue = year.OperatingRevenue * K,
                            NetProfit = year.NetProfit * K,
                            Cash = year.Cash * K,
                            InterestBearingDebt = year.InterestBearingDebt * K,
                        }
                    ),
                ],
            };
    }

    private static T[] Shuffled<T>(IEnumerable<T> items, Random random)
    {
        T[] all = [.. items];
        random.Shuffle(all);
        return all;
    }

    /// <summary>Equal to the last bit: text of a double here reads back as the same double.</summary>
    private static void Same(int seed, Results expected, Results actual) =>
        Assert.Equal($"seed {seed}: {JsonSerializer.Serialize(expected)}", $"seed {seed}: {JsonSerializer.Serialize(actual)}");

    private static void Close(int seed, double? expected, double? actual)
    {
        Assert.Equal((seed, expected is null), (seed, actual is null));
        if (expected is not null)
        {
            double size = Math.Max(1, Math.Max(Math.Abs(expected.Value), Math.Abs(actual!.Value)));
            Assert.True(Math.Abs(expected.Value - actual.Value) <= 1e-9 * size, $"seed {seed}: expected {expected:R}, not {actual:R}");
        }
    }
}
