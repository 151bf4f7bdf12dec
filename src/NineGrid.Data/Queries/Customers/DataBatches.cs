using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Imports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Operations;

namespace NineGrid.Data.Queries.Customers;

/// <summary>Which imports a snapshot was computed from, kept in memory: the answer never changes.</summary>
public sealed class DataBatches : IDisposable
{
    private const int ImportsLookedAt = 50;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 200 });

    /// <summary>The data behind a snapshot.</summary>
    /// <param name="at">Whose snapshot it is.</param>
    /// <param name="ask">Asks the database for the batches behind it.</param>
    internal Task<DataBatch> OfAsync(Viewpoint at, Func<Task<List<DataBatchRow>>> ask) =>
        _kept.AnswerAsync(at.Edition, async () => Of(await ask()), _ => 1);

    /// <summary>The batches that hold, newest first.</summary>
    public static IQueryable<DataBatchRow> Holding(NineGridDbContext db) =>
        db.DataBatches.Where(row => row.UndoneAt == null).OrderByDescending(row => row.Id);

    /// <summary>The newest batches that a snapshot was computed from, newest first.</summary>
    public static IQueryable<DataBatchRow> Behind(NineGridDbContext db, int snapshot) =>
        Holding(db)
            .Where(row => db.Snapshots.Any(own => own.Id == snapshot && own.BatchId >= row.Id))
            .OrderByDescending(row => row.Id)
            .Take(ImportsLookedAt);

    /// <summary>Whether data was imported after a snapshot was computed.</summary>
    internal static Task<bool> IsBehindAsync(NineGridDbContext db, int snapshot, CancellationToken cancellationToken) =>
        (
            from own in db.Snapshots
            where own.Id == snapshot
            from batch in db.DataBatches
            where batch.UndoneAt == null && batch.Id > (own.BatchId ?? 0)
            select batch.Id
        ).AnyAsync(cancellationToken);

    internal static DataBatch Of(IEnumerable<DataBatchRow> rows)
    {
        ImportBatch[] imports = [.. rows.Select(Read)];
        return new(Array.Find(imports, one => one.Facts > 0), Array.Find(imports, one => one.Statements > 0));
    }

    private static ImportBatch Read(DataBatchRow row)
    {
        IReadOnlyList<BatchFile> files = BatchFile.Read(row.Files);
        return new(row.Id, row.Package, row.ImportedAt, Stored(files, FileLayout.Facts), Stored(files, FileLayout.Statements));
    }

    private static long Stored(IReadOnlyList<BatchFile> files, FileLayout layout) =>
        files.Where(file => string.Equals(file.Name, layout.Name, StringComparison.Ordinal)).Sum(file => file.Stored);

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
