using System.Collections.Concurrent;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Samples;

/// <summary>A made-up bank, written as an import package. The same customers, months, seed and end give the same bytes on every machine and any number of threads.</summary>
/// <remarks>
/// Every customer is made from its own number alone (<see cref="Dice"/>): <see cref="Company"/> says what it is, <see cref="Fortune"/> how it and our business
/// with it develop year by year, <see cref="Months"/> what the bank books. So blocks of customers are made in parallel, written in order, and forgotten.
/// </remarks>
public sealed class SampleBank
{
    /// <summary>Most customers a bank can have.</summary>
    public const int MostCustomers = 10_000_000;

    /// <summary>Most months of history.</summary>
    public const int MostMonths = 240;

    private const int BlockSize = 250;

    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many customers or months, or the history starts before the year 1000.</exception>
    public SampleBank(int customers, int months, long seed, Period end)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(customers);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(customers, MostCustomers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(months);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(months, MostMonths);
        ArgumentOutOfRangeException.ThrowIfLessThan(end.Year - (months / 12), 1000, nameof(end));
        Customers = customers;
        Months = months;
        Seed = seed;
        End = end;
        First = end.AddMonths(1 - months);
        Network = new Network(customers, seed);
        Catalogue = new Catalogue(seed);
    }

    public int Customers { get; }

    /// <summary>Months of facts.</summary>
    public int Months { get; }

    public long Seed { get; }

    /// <summary>The newest month of facts.</summary>
    public Period End { get; }

    /// <summary>The oldest month of facts.</summary>
    public Period First { get; }

    /// <summary>How many blocks of customers are in the making at a time; it changes speed and memory, not the bytes.</summary>
    public int BlocksAhead { get; init; } = 2 * Environment.ProcessorCount;

    internal Network Network { get; }

    internal Catalogue Catalogue { get; }

    /// <summary>Writes the seven files into the directory, which is created when missing; files of the same names are replaced when all are complete.</summary>
    public void WriteTo(string directory, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        using var package = new Package(directory);
        var csv = new CsvBytes();
        WriteSmallFile("institutions.csv", Network.WriteInstitutions);
        WriteSmallFile("managers.csv", managers => Network.WriteManagers(Seed, managers));
        WriteSmallFile("groups.csv", groups => Groups.Write(this, groups));
        WriteSmallFile("products.csv", Catalogue.WriteProducts);
        WriteCustomers(package, progress, cancellationToken);
        package.Complete();

        void WriteSmallFile(string name, Action<CsvBytes> write)
        {
            csv.Clear();
            write(csv);
            package.Open(name).Write(csv.Written);
        }
    }

    private void WriteCustomers(Package package, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        FileStream customers = package.Open("customers.csv");
        FileStream statements = package.Open("statements.csv");
        FileStream facts = package.Open("facts.csv");
        var header = new CsvBytes();
        customers.Write(header.Line("customer_no,name,credit_code,institution_code,manager_no,group_code,industry,size,opened_on").Written);
        header.Clear();
        statements.Write(
            header.Line("customer_no,fiscal_year,operating_revenue,net_profit,total_assets,cash,interest_bearing_debt,employees").Written
        );
        header.Clear();
        facts.Write(header.Line($"customer_no,period,{string.Join(',', FactColumn.All.Select(column => column.Name))},products").Written);

        // A short queue of blocks in the making: its head is written while the others are made, so order and memory are bounded.
        var spare = new ConcurrentBag<Block>();
        var making = new Queue<Task<Block>>();
        int next = 0;
        long written = 0;
        while (next < Customers || making.Count > 0)
        {
            while (next < Customers && making.Count < BlocksAhead)
            {
                int first = next;
                next = Math.Min(next + BlockSize, Customers);
                int end = next;
                making.Enqueue(Task.Run(() => Make(spare.TryTake(out Block? used) ? used : new Block(), first, end), cancellationToken));
            }

            Block block = making.Dequeue().GetAwaiter().GetResult();
            customers.Write(block.Customers.Written);
            statements.Write(block.Statements.Written);
            facts.Write(block.Facts.Written);
            written += block.Count;
            spare.Add(block);
            progress?.Report(new JobProgress("customers", written, Customers));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Block Make(Block block, int first, int end)
    {
        block.Clear(end - first);
        for (int customer = first; customer < end; customer++)
        {
            var company = new Company(this, customer);
            var fortune = new Fortune(this, company);
            company.WriteMasterData(block.Customers);
            fortune.WriteStatements(this, block.Statements);
            new Months(this, company, fortune).Write(block.Facts);
        }

        return block;
    }

    /// <summary>The rows of some customers that follow one another.</summary>
    private sealed class Block
    {
        public CsvBytes Customers { get; } = new();
        public CsvBytes Statements { get; } = new();
        public CsvBytes Facts { get; } = new();
        public int Count { get; private set; }

        public void Clear(int count)
        {
            Customers.Clear();
            Statements.Clear();
            Facts.Clear();
            Count = count;
        }
    }

    /// <summary>Files that get their names only when all of them are complete, so that nobody imports half a bank.</summary>
    private sealed class Package(string directory) : IDisposable
    {
        private readonly List<(FileStream Stream, string Name)> _files = [];

        public FileStream Open(string name)
        {
            var stream = new FileStream(Partial(name), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
            _files.Add((stream, name));
            return stream;
        }

        public void Complete()
        {
            foreach ((FileStream stream, _) in _files)
            {
                stream.Dispose();
            }

            foreach ((_, string name) in _files)
            {
                File.Move(Partial(name), Path.Combine(directory, name), overwrite: true);
            }

            _files.Clear();
        }

        public void Dispose()
        {
            foreach ((FileStream stream, string name) in _files)
            {
                stream.Dispose();
                File.Delete(Partial(name));
            }
        }

        private string Partial(string name) => Path.Combine(directory, name + ".partial");
    }
}
