using NineGrid.Data.Bulk;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Imports;

/// <summary>A row of master data as it stands in the package.</summary>
internal abstract class MasterRow
{
    public required string Key { get; init; }
    public required long Line { get; init; }
    public bool Rejected { get; set; }
}

/// <summary>What an import knows while it runs.</summary>
/// <param name="Db">The context, in the import's transaction.</param>
/// <param name="Bulk">The bulk paths of its provider.</param>
/// <param name="Package">The package.</param>
/// <param name="Findings">What was found so far.</param>
/// <param name="AcceptGoodRows">Whether good rows are stored beside rejected ones.</param>
/// <param name="Batch">The batch of data that it becomes; null when nothing is written, only counted.</param>
internal sealed record ImportRun(NineGridDbContext Db, IBulk Bulk, Package Package, Findings Findings, bool AcceptGoodRows, int? Batch)
{
    /// <summary>Whether what may be stored is written, or only counted.</summary>
    public bool Writes => Batch is not null;

    /// <summary>Whether, after what was found so far, anything may be stored.</summary>
    public bool MayStore => !Findings.Unreadable && (AcceptGoodRows || Findings.ErrorCount == 0);
}

/// <summary>A file of master data, held in memory, beside the keys that the database has.</summary>
/// <remarks>
/// In an import that stores all or nothing, a rejected row still counts as known, so that its one error is not repeated by every row that refers to it.
/// Where good rows are accepted it does not, and those that refer to it are rejected too.
/// </remarks>
internal abstract class MasterFile<TRow>(FileLayout layout, ImportRun run)
    where TRow : MasterRow
{
    private const int KeyColumn = 0;
    private static readonly string[] Identity = ["Id"];

    private readonly Dictionary<string, TRow> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);
    private readonly HashSet<int> _columns = [];
    private bool _unreadable;

    /// <summary>The import.</summary>
    protected ImportRun Run => run;

    /// <summary>Counts its rows.</summary>
    public FileTally Tally { get; } = new(layout.Name);

    /// <summary>The identities of the stored keys.</summary>
    public Dictionary<string, int> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>All rows with a key of their own, in the order of the file.</summary>
    public IEnumerable<TRow> Rows => _rows.Values;

    /// <summary>The rows that may be stored, in the order of the file.</summary>
    public IEnumerable<TRow> Accepted => Rows.Where(row => !row.Rejected);

    /// <summary>The accepted rows whose key is new.</summary>
    protected IEnumerable<TRow> New => Accepted.Where(row => !Ids.ContainsKey(row.Key));

    /// <summary>The accepted rows whose key is stored.</summary>
    protected IEnumerable<TRow> Known => Accepted.Where(row => Ids.ContainsKey(row.Key));

    /// <summary>Overwrites stored rows, which are kept as they were.</summary>
    protected Task OverwriteAsync<TStored>(IEnumerable<TStored> rows, IReadOnlyList<string> properties, CancellationToken cancellationToken)
        where TStored : class, IImported => run.Bulk.UpdateAsync(run.Db, rows, Identity, properties, run.Batch!.Value, cancellationToken);

    /// <summary>Counts the accepted rows as stored, once nothing can reject them any more.</summary>
    public void CountAccepted() => Tally.AddStored(Accepted.Count());

    /// <summary>Whether the package has the file with that column.</summary>
    public bool Has(int column) => _columns.Contains(column);

    /// <summary>The package's row of that key; null when it has none.</summary>
    public TRow? Row(string key) => _rows.GetValueOrDefault(key);

    /// <summary>Loads the stored keys, then reads and checks the file if the package has it.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await LoadIdsAsync(cancellationToken);
        if (run.Package.File(layout) is not { } file)
        {
            return;
        }

        using var reader = new FileReader(file, run.Findings, Tally);
        _columns.UnionWith(Enumerable.Range(0, layout.Columns.Count).Where(reader.Has));
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_rows.Count == run.Package.Limits.MasterRows)
            {
                reader.Stop(
                    FormattableString.Invariant($"it has more than {_rows.Count} rows, which are held in memory; split the package")
                );
                break;
            }

            string? key = Identify(reader);
            TRow row = Parse(reader, key ?? "");
            if (key is not null)
            {
                Add(reader, row);
            }
        }

        _unreadable = !reader.Sound;
    }

    /// <summary>Rejects the row when it refers to nothing.</summary>
    public bool Refers<TOther>(TRow row, int column, MasterFile<TOther> other, string? key)
        where TOther : MasterRow
    {
        if (key is null || other.IsKnown(key))
        {
            return true;
        }

        if (other.Row(key) is { } rejected)
        {
            Reject(row, ImportIssueKind.RejectedReference, column, key, other.Place(rejected));
        }
        else
        {
            Reject(row, ImportIssueKind.UnknownReference, column, key, other.FileName);
        }

        return false;
    }

    /// <summary>Whether a key is there to be referred to.</summary>
    public bool IsKnown(string key) =>
        Ids.ContainsKey(key) || _unreadable || (_rows.TryGetValue(key, out TRow? row) && !(row.Rejected && run.AcceptGoodRows));

    /// <summary>The file's name.</summary>
    public string FileName => layout.Name;

    /// <summary>Where a row stands: <c>groups.csv line 7</c>.</summary>
    public string Place(MasterRow row) => FormattableString.Invariant($"{layout.Name}:{row.Line}");

    /// <summary>Reports an error of a row that shows only beside other rows.</summary>
    public void Reject(TRow row, ImportIssueKind kind, int column, string? value, string? detail = null)
    {
        if (!row.Rejected)
        {
            row.Rejected = true;
            Tally.AddRejected();
        }

        run.Findings.Error(new(kind, layout.Name, row.Line, layout.Columns[column].Name, value, detail));
    }

    /// <summary>Loads the stored keys with their identities into <see cref="Ids"/>, again after new rows were written.</summary>
    public abstract Task LoadIdsAsync(CancellationToken cancellationToken);

    /// <summary>Reads the fields of a row; what is wrong is reported to the reader.</summary>
    protected abstract TRow Parse(FileReader reader, string key);

    /// <summary>Reads the key.</summary>
    protected virtual string? Identify(FileReader reader) => reader.Key(KeyColumn);

    /// <summary>Reads a reference; equal texts share one string, for a million customers name a few hundred institutions.</summary>
    protected string? Reference(FileReader reader, int column)
    {
        if (reader.Key(column) is not { } key)
        {
            return null;
        }

        if (!_shared.TryGetValue(key, out string? shared))
        {
            _shared.Add(key, shared = key);
        }

        return shared;
    }

    /// <summary>The names of those properties whose column the package has, beside the identity.</summary>
    protected IReadOnlyList<string> Present(params ReadOnlySpan<(int Column, string Property)> columns)
    {
        List<string> names = ["Id", nameof(IImported.BatchId)];
        foreach ((int column, string property) in columns)
        {
            if (Has(column))
            {
                names.Add(property);
            }
        }

        return names;
    }

    private void Add(FileReader reader, TRow row)
    {
        if (!_rows.TryAdd(row.Key, row))
        {
            reader.Reject(ImportIssueKind.RepeatedKey, KeyColumn, FormattableString.Invariant($"{_rows[row.Key].Line}"));
        }
        else if (!Ids.ContainsKey(row.Key))
        {
            for (int column = 0; column < layout.RequiredCount; column++)
            {
                if (!reader.Has(column))
                {
                    reader.Reject(ImportIssueKind.NewWithoutColumn, column);
                }
            }
        }

        row.Rejected = reader.Rejected;
    }
}
