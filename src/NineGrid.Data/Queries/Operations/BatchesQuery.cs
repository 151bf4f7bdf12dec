using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Queries.Operations;

/// <summary>Rows of one file of a batch.</summary>
/// <param name="Name">The file, such as <c>facts.csv</c>.</param>
/// <param name="Stored">Rows stored.</param>
/// <param name="Rejected">Rows rejected.</param>
public sealed record BatchFile(string Name, long Stored, long Rejected)
{
    /// <summary>The files of a batch as they are kept with it.</summary>
    internal static IReadOnlyList<BatchFile> Read(string json) =>
        JsonSerializer.Deserialize<IReadOnlyList<BatchFile>>(json, JobJson.Options)!;
}

/// <summary>A batch of data.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Package">Name of the package.</param>
/// <param name="ImportedBy">Who imported it.</param>
/// <param name="ImportedAt">When.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Stored">Rows stored, of all files.</param>
/// <param name="Rejected">Rows rejected, of all files.</param>
/// <param name="Files">The files with their counts.</param>
/// <param name="UndoneAt">When it was taken back; null while it holds.</param>
/// <param name="MayBeUndone">Whether it is the newest and no snapshot was computed from it.</param>
public sealed record BatchListed(
    int Id,
    string Package,
    string ImportedBy,
    DateTime ImportedAt,
    TimeSpan Duration,
    long Stored,
    long Rejected,
    IReadOnlyList<BatchFile> Files,
    DateTime? UndoneAt,
    bool MayBeUndone
);

/// <summary>Which data was imported?</summary>
public sealed class BatchesQuery(NineGridDbContext db)
{
    private const int Most = 100;

    /// <summary>The newest hundred batches, newest first.</summary>
    public async Task<IReadOnlyList<BatchListed>> AskAsync(CancellationToken cancellationToken)
    {
        List<DataBatchRow> rows = await db
            .DataBatches.AsNoTracking()
            .OrderByDescending(row => row.Id)
            .Take(Most)
            .ToListAsync(cancellationToken);
        int used = await db.Snapshots.MaxAsync(row => row.BatchId, cancellationToken) ?? 0;
        return
        [
            .. rows.Select(
                (row, i) =>
                    new BatchListed(
                        row.Id,
                        row.Package,
                        row.ImportedBy,
                        row.ImportedAt,
                        TimeSpan.FromMilliseconds(row.Milliseconds),
                        row.Stored,
                        row.Rejected,
                        BatchFile.Read(row.Files),
                        row.UndoneAt,
                        i == 0 && row.UndoneAt is null && row.Id > used
                    )
            ),
        ];
    }
}
