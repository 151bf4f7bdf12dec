using Microsoft.EntityFrameworkCore;

namespace NineGrid.Data.Snapshots;

/// <summary>How the bank's data stands. As long as it is the same, no import and no undoing of one has changed facts or customers' institutions.</summary>
/// <param name="Newest">The newest batch, taken back or not; null before the first.</param>
/// <param name="Held">The newest batch that holds. Only the newest can be taken back, so this one says which batches the data is made of.</param>
internal sealed record DataStand(int? Newest, int? Held)
{
    public static async Task<DataStand> ReadAsync(NineGridDbContext db, CancellationToken cancellationToken)
    {
        var newest = await db
            .DataBatches.OrderByDescending(row => row.Id)
            .Select(row => new { row.Id, row.UndoneAt })
            .FirstOrDefaultAsync(cancellationToken);
        return newest switch
        {
            null => new(null, null),
            { UndoneAt: null } => new(newest.Id, newest.Id),
            _ => new(newest.Id, await db.DataBatches.Where(row => row.UndoneAt == null).MaxAsync(row => (int?)row.Id, cancellationToken)),
        };
    }
}
