using System.Globalization;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Bench;

/// <summary>A bank in memory whose size is all that matters: 24 months of facts and three statements a customer, spread over all cells.</summary>
/// <remarks>The shape is that of workload B1: 36 tier-1 branches and about 600 institutions at a million customers, a group for every 25th customer.</remarks>
internal sealed class SyntheticBank
{
    private const int Months = 24;
    private const int CustomersPerBlock = 1024;
    private static readonly string[] ProductLists = ["-", "A", "A|B", "A|C|D", "B|C|D|E", "A|B|C|D|E|F"];

    public SyntheticBank(int customers, Period period)
    {
        Period = period;
        var tree = new InstitutionTree(Institutions(customers));
        int[] homes = [.. Enumerable.Range(0, tree.Count).Where(place => tree.End(place) == place + 1)];
        Book = new(
            tree,
            Enumerable
                .Range(0, customers)
                .Select(c => new BookCustomer(
                    "C" + c.ToString("0000000", CultureInfo.InvariantCulture),
                    homes[(int)(Draw(c, 0) % (ulong)homes.Length)],
                    Manager: null,
                    (SizeClass)(1 + (Draw(c, 1) % 4)),
                    Industry.Of((char)('A' + (Draw(c, 2) % 20))),
                    Draw(c, 3) % 25 == 0 ? "G" + (c / 100).ToString("00000", CultureInfo.InvariantCulture) : null
                )),
            new ProductSets(["A", "B", "C", "D", "E", "F"])
        );
        var facts = new FactBlock[(customers + CustomersPerBlock - 1) / CustomersPerBlock];
        foreach (string list in ProductLists)
        {
            Book.Products.NumberOf(list);
        }

        Parallel.For(
            0,
            facts.Length,
            block => facts[block] = Facts(block * CustomersPerBlock, Math.Min(customers, (block + 1) * CustomersPerBlock))
        );
        BlocksOfFacts = facts;
        Statements = [.. Enumerable.Range(0, customers).SelectMany(StatementsOf)];
    }

    public Period Period { get; }

    public Book Book { get; }

    public IReadOnlyList<FactBlock> BlocksOfFacts { get; }

    public IReadOnlyList<Statement> Statements { get; }

    /// <summary>The snapshot of the bank, from its facts on.</summary>
    public Snapshot Snapshot()
    {
        var input = new SnapshotInput(Period, Scheme.Default, Book);
        input.Facts.Add(BlocksOfFacts, Environment.ProcessorCount);
        foreach (Statement statement in Statements)
        {
            input.Statements.Add(in statement);
        }

        return Domain.Snapshots.Snapshot.Compute(input, Environment.ProcessorCount);
    }

    private static IEnumerable<InstitutionNode> Institutions(int customers)
    {
        int branches = Math.Max(2, customers * 36 / 1_000_000);
        int subBranches = Math.Max(2, customers * 564 / 1_000_000 / branches);
        yield return new("00", null, InstitutionLevel.Head);
        for (int b = 0; b < branches; b++)
        {
            string branch = b.ToString("1000", CultureInfo.InvariantCulture);
            yield return new(branch, "00", InstitutionLevel.Tier1);
            for (int s = 0; s < subBranches; s++)
            {
                yield return new(branch + s.ToString("000", CultureInfo.InvariantCulture), branch, InstitutionLevel.Sub);
            }
        }
    }

    private FactBlock Facts(int from, int to)
    {
        var block = new FactBlock((to - from) * Months);
        for (int c = from; c < to; c++)
        {
            double size = Math.Pow(10, 4 + (2.5 * Uniform(c, 4)));
            double quality = Uniform(c, 5);
            double drift = 0.9 + (0.3 * Uniform(c, 6));
            for (int m = 0; m < Months; m++)
            {
                int row = block.Count++;
                double level = size * (1 + ((drift - 1) * m / 12)) * (0.95 + (0.1 * Uniform(c, 100 + m)));
                block.Customer[row] = c;
                block.PeriodIndex[row] = Period.Index - Months + 1 + m;
                block.ProductSet[row] = (int)(Draw(c, 7) % (ulong)ProductLists.Length);
                Set(FactField.LoanNii, level * 0.6 * quality);
                Set(FactField.DepositNii, level * 0.3);
                Set(FactField.FeeIncome, level * 0.1 * Uniform(c, 8));
                Set(FactField.OperatingCost, level * 0.3);
                block[FactField.ExpectedLoss][row] = FactBlock.NotReported;
                block[FactField.EconomicCapital][row] = FactBlock.NotReported;
                Set(FactField.Ead, level * 300 * quality);
                block[FactField.Pd][row] = (long)(1e10 * 0.03 * (1 - quality)) + 1_000_000;
                block[FactField.Lgd][row] = 4_500_000_000;
                block[FactField.MaturityYears][row] = 25_000_000_000;
                Set(FactField.AvgLoans, level * 250 * quality);
                Set(FactField.AvgDeposits, level * 200);
                Set(FactField.AvgDemandDeposits, level * 120 * Uniform(c, 9));
                Set(FactField.CreditLimit, level * 400);
                Set(FactField.CreditUsed, level * 250 * quality);
                Set(FactField.OverdueBalance, 0);
                block[FactField.Transactions][row] = 20 + (int)(Draw(c, 10) % 200);
                block[FactField.ETransactions][row] = 10 + (int)(Draw(c, 11) % 10);
                Set(FactField.SettlementInflow, level * 90);
                block[FactField.PayrollHeadcount][row] = (int)(Draw(c, 12) % 300);

                void Set(FactField field, double yuan) => block[field][row] = (long)(yuan * 1e4);
            }
        }

        return block;
    }

    private IEnumerable<Statement> StatementsOf(int customer)
    {
        double revenue = Math.Pow(10, 6 + (2.5 * Uniform(customer, 4)));
        for (int year = Period.NewestFiscalYear - 2; year <= Period.NewestFiscalYear; year++)
        {
            revenue *= 0.9 + (0.3 * Uniform(customer, 200 + year));
            yield return new(
                customer,
                year,
                revenue,
                revenue * (Uniform(customer, 300 + year) - 0.3) * 0.2,
                revenue * 0.2,
                revenue * 0.5,
                300
            );
        }
    }

    private static double Uniform(int customer, int what) => (Draw(customer, what) >> 11) / 9007199254740992.0;

    /// <summary>A number that depends on nothing but its arguments (splitmix64; Steele, Lea, Flood, 2014).</summary>
    private static ulong Draw(int customer, int what)
    {
        unchecked
        {
            ulong z = ((ulong)customer * 0x9E3779B97F4A7C15) + ((ulong)what * 0xD1B54A32D192ED03);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
