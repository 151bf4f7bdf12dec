using System.Text.Json;
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
    internal async Task<DataBatch> OfAsync(Viewpoint at, Func<Task<List<AuditRow>>> ask)
    {
        var key = (at.SnapshotId, at.ComputedAt);
        if (_kept.TryGetValue(key, out DataBatch? kept) && kept is not null)
        {
            return kept;
        }

        ImportBatch[] imports = [.. (await ask()).Select(Read)];
        var batch = new DataBatch(Array.Find(imports, one => one.Facts > 0), Array.Find(imports, one => one.Statements > 0));
        _kept.Set(key, batch, new MemoryCacheEntryOptions { Size = 1 });
        return batch;
    }

    /// <summary>The newest recorded imports up to a moment, newest first.</summary>
    public static IQueryable<AuditRow> Imports(NineGridDbContext db, DateTime until) =>
        (
            from row in db.Audit
            where row.Action == AuditAction.Imported && row.At <= until
            orderby row.At descending, row.Id descending
            select row
        ).Take(ImportsLookedAt);

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
