using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using NineGrid.Data.Access;
using NineGrid.Data.Imports;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;

namespace NineGrid.Data.Queries.Customers;

/// <summary>Which imports a snapshot was computed from, kept in memory: the answer never changes, and finding it walks the audit trail backwards.</summary>
public sealed class DataBatches : IDisposable
{
    private const int ImportsLookedAt = 50;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = 200 });

    /// <summary>The data behind a snapshot.</summary>
    /// <param name="at">Whose snapshot it is.</param>
    /// <param name="ask">Asks the database for the imports before it.</param>
    internal Task<DataBatch> OfAsync(Viewpoint at, Func<Task<List<AuditRow>>> ask) =>
        _kept.AnswerAsync(at.Edition, async () => Of(await ask()), _ => 1);

    /// <summary>The newest recorded imports up to a moment, newest first.</summary>
    public static IQueryable<AuditRow> Imports(NineGridDbContext db, DateTime until) =>
        (
            from row in db.Audit
            where row.Action == AuditAction.Imported && row.At <= until
            orderby row.At descending, row.Id descending
            select row
        ).Take(ImportsLookedAt);

    /// <summary>Whether data was imported after a snapshot was computed.</summary>
    internal static Task<bool> IsBehindAsync(NineGridDbContext db, int snapshot, CancellationToken cancellationToken) =>
        (
            from own in db.Snapshots
            where own.Id == snapshot
            from batch in db.DataBatches
            where batch.UndoneAt == null && batch.Id > (own.BatchId ?? 0)
            select batch.Id
        ).AnyAsync(cancellationToken);

    private static DataBatch Of(List<AuditRow> rows)
    {
        ImportBatch[] imports = [.. rows.Select(Read)];
        return new(Array.Find(imports, one => one.Facts > 0), Array.Find(imports, one => one.Statements > 0));
    }

    private static ImportBatch Read(AuditRow row)
    {
        using var files = JsonDocument.Parse(row.After ?? "[]");
        return new(row.Id, row.Subject, row.At, Stored(files, FileLayout.Facts), Stored(files, FileLayout.Statements));
    }

    private static long Stored(JsonDocument files, FileLayout layout) =>
        files
            .RootElement.EnumerateArray()
            .Where(file => file.GetProperty("name").ValueEquals(layout.Name))
            .Sum(file => file.GetProperty("stored").GetInt64());

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
