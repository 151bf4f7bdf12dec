using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Queries.Frame;

/// <summary>A stored snapshot and its period.</summary>
public sealed class StoredPeriod
{
    public int Id { get; init; }
    public Period Period { get; init; }
}

/// <summary>The stored periods that a history goes back over.</summary>
public static class StoredPeriods
{
    /// <summary>Periods of a history: more cannot be told apart in a small picture.</summary>
    public const int Most = 12;

    /// <summary>The newest stored snapshots up to a period.</summary>
    public static IQueryable<StoredPeriod> UpTo(NineGridDbContext db, Period last) =>
        (
            from snapshot in db.Snapshots
            join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
            where scheme.Name == StoredSchemes.DefaultName && snapshot.Period <= last
            orderby snapshot.Period descending
            select new StoredPeriod { Id = snapshot.Id, Period = snapshot.Period }
        ).Take(Most);
}
