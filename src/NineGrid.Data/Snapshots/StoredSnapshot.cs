using Microsoft.EntityFrameworkCore;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Snapshots;

/// <summary>A stored snapshot of a scheme.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Period">Its period.</param>
/// <param name="Definition">The version of the scheme under which it was computed, as JSON.</param>
internal sealed record StoredSnapshot(int Id, Period Period, string Definition)
{
    /// <summary>The snapshots of a scheme before a period, the newest first.</summary>
    public static Task<List<StoredSnapshot>> BeforeAsync(
        NineGridDbContext db,
        string schemeName,
        Period period,
        CancellationToken cancellationToken
    ) =>
        (
            from snapshot in db.Snapshots
            join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
            where scheme.Name == schemeName && snapshot.Period < period
            orderby snapshot.Period descending
            select new StoredSnapshot(snapshot.Id, snapshot.Period, scheme.Definition)
        ).ToListAsync(cancellationToken);
}
