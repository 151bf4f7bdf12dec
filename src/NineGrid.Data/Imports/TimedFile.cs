using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Imports;

/// <summary>A column that holds a figure.</summary>
/// <param name="Column">Its place in the layout.</param>
/// <param name="Property">The property that keeps it.</param>
/// <param name="Range">The figures it takes.</param>
/// <param name="Set">Puts it into a row.</param>
internal sealed record FigureColumn<TRow>(int Column, string Property, FigureRange Range, Action<TRow, long?> Set);

/// <summary>A file with a row for each customer and time, of any length: rows are checked and written in blocks, checked ahead on one thread while the database writes on another.</summary>
/// <typeparam name="TRow">The stored row.</typeparam>
internal abstract class TimedFile<TRow>(FileLayout layout, IReadOnlyList<FigureColumn<TRow>> figures, ImportRun run, CustomerFile customers)
    where TRow : class, IImported, new()
{
    // large enough that a merge is worth its fixed cost, small enough that some of them are little memory
    private const int RowsInBlock = 16_384;
    private const int BlocksAhead = 3;

    private const int Customer = 0;
    private const int Time = 1;

    private readonly RowKeys _keys = new();
    private readonly List<(long Line, string Key, string Time)> _repeated = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _customers = customers.Ids.GetAlternateLookup<
        ReadOnlySpan<char>
    >();
    private readonly Dictionary<string, int> _unstored = new(StringComparer.Ordinal);
    private readonly long?[] _figures = new long?[layout.Columns.Count];

    /// <summary>The import.</summary>
    protected ImportRun Run => run;

    /// <summary>Counts its rows.</summary>
    public FileTally Tally { get; } = new(layout.Name);

    /// <summary>Reads, checks and, as long as nothing forbids it, writes the file if the package has it.</summary>
    public async Task ReadAsync(IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        if (run.Package.File(layout) is not { } file)
        {
            return;
        }

        using var reader = new FileReader(file, run.Findings, Tally);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<Block> empty = Channel.CreateUnbounded<Block>();
        Channel<Block> full = Channel.CreateUnbounded<Block>();
        for (int i = 0; i < BlocksAhead; i++)
        {
            empty.Writer.TryWrite(new Block());
        }

        Task checking = Task.Run(() => FillAsync(reader, empty.Reader, full.Writer, stop.Token), stop.Token);
        try
        {
            IReadOnlyList<string> properties = Properties(reader);
            bool first = !await run.Db.Set<TRow>().AnyAsync(cancellationToken);
            await foreach (Block block in full.Reader.ReadAllAsync(cancellationToken))
            {
                await CheckAgainstStoredAsync(reader, block, cancellationToken);
                if (run.MayStore)
                {
                    if (run.Writes)
                    {
                        await StoreAsync(block, first, properties, cancellationToken);
                    }

                    Tally.AddStored(block.Count);
                }

                progress?.Report(new(layout.Name, block.Position, file.Size));
                empty.Writer.TryWrite(block);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(checking); // the reader must outlive it
        }

        await checking;
        ReportRepeated(file);
    }

    /// <summary>Reads the time of the row; what is wrong is reported to the reader.</summary>
    /// <returns>A number that tells times apart; null when there is no right one.</returns>
    protected abstract int? ReadTime(FileReader reader, int column, TRow row);

    /// <summary>Reads what is neither key nor figure, and holds figures against each other.</summary>
    protected virtual void ReadRest(FileReader reader, TRow row, ReadOnlySpan<long?> figures) { }

    /// <summary>The names of the key's properties, customer and time.</summary>
    protected abstract IReadOnlyList<string> Key { get; }

    /// <summary>Gives a row its customer.</summary>
    protected abstract void SetCustomer(TRow row, int id);

    /// <summary>The names of properties to write beside key and figures.</summary>
    protected virtual IEnumerable<string> RestOfProperties(FileReader reader) => [];

    /// <summary>Rejects rows of a block that do not fit what the database keeps of them.</summary>
    protected virtual Task CheckAgainstStoredAsync(FileReader reader, Block block, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Reports an error of a row that is already in a block, and takes the row out.</summary>
    protected void Reject(Block block, int place, ImportIssueKind kind, int column, string value, string detail)
    {
        Tally.AddRejected();
        run.Findings.Error(new(kind, layout.Name, block.Lines[place], layout.Columns[column].Name, value, detail));
        block.Remove(place);
    }

    /// <param name="block">Rows with keys that differ from all before.</param>
    /// <param name="first">Whether nothing was stored when the file began; appending is cheaper than merging.</param>
    /// <param name="properties">What the file tells of a row.</param>
    /// <param name="cancellationToken">Stops the write.</param>
    private async Task StoreAsync(Block block, bool first, IReadOnlyList<string> properties, CancellationToken cancellationToken)
    {
        IEnumerable<TRow> rows = block.Rows.Take(block.Count);
        if (first)
        {
            await run.Bulk.InsertAsync(run.Db, rows, cancellationToken);
            return;
        }

        await run.Bulk.UpsertAsync(run.Db, rows, Key, properties, run.Batch!.Value, cancellationToken);
    }

    private List<string> Properties(FileReader reader) =>
        [
            .. Key,
            nameof(IImported.BatchId),
            .. figures.Where(figure => reader.Has(figure.Column)).Select(figure => figure.Property),
            .. RestOfProperties(reader),
        ];

    private async Task FillAsync(
        FileReader reader,
        ChannelReader<Block> empty,
        ChannelWriter<Block> full,
        CancellationToken cancellationToken
    )
    {
        try
        {
            bool more = true;
            while (more)
            {
                Block block = await empty.ReadAsync(cancellationToken);
                more = Fill(reader, block);
                await full.WriteAsync(block, cancellationToken);
            }

            full.Complete();
        }
        catch (Exception failure)
        {
            full.Complete(failure);
            throw;
        }
    }

    private bool Fill(FileReader reader, Block block)
    {
        block.Clear();
        while (block.Count < RowsInBlock)
        {
            if (!reader.Read())
            {
                return false;
            }

            TRow row = block.Next;
            if (ReadRow(reader, row))
            {
                block.Add(reader.Line);
            }

            block.Position = reader.Position;
        }

        return true;
    }

    private bool ReadRow(FileReader reader, TRow row)
    {
        int? customer = FindCustomer(reader);
        int? time = ReadTime(reader, Time, row);
        foreach (FigureColumn<TRow> figure in figures)
        {
            long? value = reader.Figure(figure.Column, figure.Range);
            _figures[figure.Column] = value;
            figure.Set(row, value);
        }

        ReadRest(reader, row, _figures);
        if (customer is { } id && time is { } number)
        {
            SetCustomer(row, id);
            row.BatchId = run.Batch;
            if (!_keys.Add(id, number))
            {
                Repeated(reader);
            }
        }

        return !reader.Rejected;
    }

    private int? FindCustomer(FileReader reader)
    {
        ReadOnlySpan<char> no = reader.Text(Customer);
        if (no.IsEmpty)
        {
            return null;
        }

        if (_customers.TryGetValue(no, out int id))
        {
            return id;
        }

        string text = no.ToString();
        if (customers.IsKnown(text))
        {
            // known but not stored, so nothing will be; a number of its own lets repeated keys be found all the same
            if (!_unstored.TryGetValue(text, out int number))
            {
                _unstored.Add(text, number = -1 - _unstored.Count);
            }

            return number;
        }

        if (customers.Row(text) is { } rejected)
        {
            reader.Reject(ImportIssueKind.RejectedReference, Customer, customers.Place(rejected));
        }
        else
        {
            reader.Reject(ImportIssueKind.UnknownReference, Customer, customers.FileName);
        }

        return null;
    }

    /// <summary>Rejects a row whose key came before. The line of the first is not kept for every row; it is looked up at the end.</summary>
    private void Repeated(FileReader reader)
    {
        if (_repeated.Count < Findings.Kept)
        {
            reader.RejectLater();
            _repeated.Add((reader.Line, KeyText(reader), reader.Text(Time).ToString()));
        }
        else
        {
            reader.Reject(ImportIssueKind.RepeatedKey, Time);
        }
    }

    private void ReportRepeated(PackageFile file)
    {
        if (_repeated.Count == 0)
        {
            return;
        }

        var first = _repeated
            .Select(row => row.Key)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(key => key, _ => 0L, StringComparer.Ordinal);
        int found = 0;
        using var unheard = new Findings(rejected: null);
        using var reader = new FileReader(file, unheard, new FileTally(layout.Name));
        while (found < first.Count && reader.Read())
        {
            if (first.TryGetValue(KeyText(reader), out long line) && line == 0)
            {
                first[KeyText(reader)] = reader.Line;
                found++;
            }
        }

        foreach ((long line, string key, string time) in _repeated)
        {
            run.Findings.Error(
                new(
                    ImportIssueKind.RepeatedKey,
                    layout.Name,
                    line,
                    layout.Columns[Time].Name,
                    time,
                    FormattableString.Invariant($"{first[key]}")
                )
            );
        }
    }

    private static string KeyText(FileReader reader) => $"{reader.Text(Customer)}\n{reader.Text(Time)}";

    /// <summary>Some rows on their way to the database; used again and again.</summary>
    protected sealed class Block
    {
        public TRow[] Rows { get; } = new TRow[RowsInBlock];
        public long[] Lines { get; } = new long[RowsInBlock];
        public int Count { get; private set; }
        public long Position { get; set; }

        /// <summary>The row to fill next.</summary>
        public TRow Next => Rows[Count] ??= new TRow();

        public void Add(long line) => Lines[Count++] = line;

        public void Clear() => Count = 0;

        /// <summary>Takes a row out; the last one takes its place.</summary>
        public void Remove(int place)
        {
            Count--;
            (Rows[place], Rows[Count]) = (Rows[Count], Rows[place]);
            Lines[place] = Lines[Count];
        }
    }
}
