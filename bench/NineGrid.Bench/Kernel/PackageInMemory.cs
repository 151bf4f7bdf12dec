using System.Runtime.InteropServices;
using NineGrid.Data.Imports;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Domain.Snapshots;

namespace NineGrid.Bench.Kernel;

/// <summary>An import package as the kernel takes it: master data, blocks of facts, statements. Read by the import's own reader.</summary>
internal sealed class PackageInMemory
{
    private const int BlockRows = 8192;

    private readonly InstitutionTree _tree;
    private readonly ProductSets _products;
    private readonly List<BookCustomer> _customers = [];
    private readonly Dictionary<string, int> _rowOf = new(StringComparer.Ordinal);
    private readonly List<FactBlock> _facts = [];

    /// <summary>For each row of each block the row of its customer in the package; the block itself has the place in the book that is asked for last.</summary>
    private readonly List<int[]> _customerRows = [];
    private readonly List<(int CustomerRow, Statement Statement)> _statements = [];
    private readonly int[] _firstMonth;
    private int _statementsInBook;

    /// <summary>Reads a package.</summary>
    /// <exception cref="InvalidDataException">Something is wrong with it.</exception>
    public PackageInMemory(string path)
    {
        using var findings = new Findings(rejected: null);
        using var package = Package.Open(path, new PackageLimits());
        var nodes = new List<InstitutionNode>();
        Read(
            FileLayout.Institutions,
            reader => nodes.Add(new(reader.Key(0)!, reader.Key(3), reader.Word(2, InstitutionFile.Levels)!.Value))
        );
        _tree = new(nodes);
        var active = new List<string>();
        Read(
            FileLayout.Products,
            reader =>
            {
                if (reader.Text(3) is "true")
                {
                    active.Add(reader.Key(0)!);
                }
            }
        );
        _products = new(active);
        Read(FileLayout.Customers, AddCustomer);
        _firstMonth = new int[_customers.Count];
        Array.Fill(_firstMonth, int.MaxValue);
        Read(FileLayout.Statements, AddStatement);
        _statements.TrimExcess();
        Read(FileLayout.Facts, AddFacts);
        if (findings.ErrorCount > 0)
        {
            ImportIssue first = findings.Errors[0];
            throw new InvalidDataException(
                $"{findings.ErrorCount} rows are wrong, the first in {first.File} line {first.Line}: {first.Reason}"
            );
        }

        void Read(FileLayout layout, Action<FileReader> add)
        {
            PackageFile file = package.File(layout) ?? throw new InvalidDataException($"The package lacks {layout.Name}.");
            using var reader = new FileReader(file, findings, new FileTally(layout.Name));
            while (reader.Read())
            {
                add(reader);
            }
        }
    }

    /// <summary>Rows of facts.</summary>
    public long FactRows => _facts.Sum(block => (long)block.Count);

    /// <summary>The book of a period, to whose places the facts are bound until another one is asked for.</summary>
    public Book BookOf(Period period)
    {
        var book = new Book(_tree, _customers.Where((_, row) => _firstMonth[row] <= period.Index), _products);
        var places = new int[_customers.Count];
        Array.Fill(places, -1);
        for (int place = 0; place < book.Count; place++)
        {
            places[_rowOf[book.Customers[place].No]] = place;
        }

        foreach ((FactBlock block, int[] rows) in _facts.Zip(_customerRows))
        {
            for (int i = 0; i < block.Count; i++)
            {
                block.Customer[i] = places[rows[i]];
            }
        }

        BindStatements(places);
        return book;
    }

    /// <summary>The snapshot of a book, from facts in memory on.</summary>
    public Snapshot Snapshot(Book book, Period period, int threads)
    {
        var input = new SnapshotInput(period, Scheme.Default, book);
        input.Facts.Add(_facts, threads);
        foreach (ref readonly (int, Statement Statement) year in CollectionsMarshal.AsSpan(_statements)[.._statementsInBook])
        {
            input.Statements.Add(in year.Statement);
        }

        return Domain.Snapshots.Snapshot.Compute(input, threads);
    }

    /// <summary>Brings the statements of the customers in the book to the front, with their places.</summary>
    private void BindStatements(int[] places)
    {
        Span<(int CustomerRow, Statement Statement)> all = CollectionsMarshal.AsSpan(_statements);
        _statementsInBook = 0;
        for (int i = 0; i < all.Length; i++)
        {
            if (places[all[i].CustomerRow] is >= 0 and int place)
            {
                all[i].Statement = all[i].Statement with { Customer = place };
                (all[_statementsInBook], all[i]) = (all[i], all[_statementsInBook]);
                _statementsInBook++;
            }
        }
    }

    private void AddCustomer(FileReader reader)
    {
        string no = reader.Key(0)!;
        _rowOf.Add(no, _customers.Count);
        _customers.Add(
            new(
                no,
                _tree.PlaceOf(reader.Key(2)!),
                reader.Key(6),
                reader.Word(4, CustomerFile.Sizes) ?? default,
                reader.Word(3, CustomerFile.Industries) ?? default,
                reader.Key(7)
            )
        );
    }

    private void AddStatement(FileReader reader)
    {
        FigureRange money = FigureRange.Money(mayBeNegative: true);
        int row = RowOf(reader);
        _statements.Add(
            (
                row,
                new(
                    row,
                    reader.Year(1)!.Value,
                    (double?)money.Value(reader.Figure(2, money)),
                    (double?)money.Value(reader.Figure(3, money)),
                    (double?)money.Value(reader.Figure(5, money)),
                    (double?)money.Value(reader.Figure(6, money)),
                    reader.Figure(7, FigureRange.Count)
                )
            )
        );
    }

    private void AddFacts(FileReader reader)
    {
        const int firstFigure = 3;
        if (_facts.Count == 0 || _facts[^1].Count == BlockRows)
        {
            _facts.Add(new(BlockRows));
            _customerRows.Add(new int[BlockRows]);
        }

        FactBlock block = _facts[^1];
        int customer = RowOf(reader);
        int month = reader.Month(1)!.Value.Index;
        _firstMonth[customer] = Math.Min(_firstMonth[customer], month);
        _customerRows[^1][block.Count] = customer;
        block.PeriodIndex[block.Count] = month;
        block.ProductSet[block.Count] = _products.NumberOf(reader.Text(2));
        foreach (FactColumn column in FactColumn.All)
        {
            int place = firstFigure + (int)column.Field;
            block[column.Field][block.Count] = reader.Figure(place, Ranges[(int)column.Field]) ?? FactBlock.NotReported;
        }

        block.Count++;
    }

    private int RowOf(FileReader reader) => _rowOf.GetAlternateLookup<ReadOnlySpan<char>>()[reader.Text(0)];

    private static readonly FigureRange[] Ranges = [.. FactColumn.All.Select(FigureRange.Of)];
}
