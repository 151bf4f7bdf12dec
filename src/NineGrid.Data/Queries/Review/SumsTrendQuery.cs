using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Views;

namespace NineGrid.Data.Queries.Review;

/// <summary>What the customers of an institution came to in a period. Money in yuan a year.</summary>
/// <param name="Period">The period.</param>
/// <param name="Sum">All of them.</param>
/// <param name="Placed">Those on the value grid.</param>
/// <param name="High">Those of its High band.</param>
public sealed record PeriodSum(Period Period, Totals Sum, Totals Placed, Totals High)
{
    /// <summary>The part of the placed customers that are in the High band; null when nobody is placed.</summary>
    public double? HighShare => new Proportion(High.Customers, Placed.Customers).Share;
}

/// <summary>An institution over the stored periods.</summary>
/// <param name="IsCovered">Whether every customer of it may be seen; if not, nothing is told.</param>
/// <param name="Periods">The oldest first; those without stored sums are left out.</param>
public sealed record SumsTrend(bool IsCovered, IReadOnlyList<PeriodSum> Periods);

/// <summary>How did an institution come to where it stands?</summary>
public sealed class SumsTrendQuery(NineGridDbContext db)
{
    public async Task<SumsTrend> AskAsync(DataScope scope, Viewpoint at, CancellationToken cancellationToken)
    {
        List<PeriodPart> parts = await Parts(db, scope, at).ToListAsync(cancellationToken);
        return new(
            parts.Exists(part => part.Period == at.Period) || await ReviewTallies.Covered(db, scope, at).AnyAsync(cancellationToken),
            [
                .. from part in parts
                group part by part.Period into period
                orderby period.Key
                select new PeriodSum(
                    period.Key,
                    Sum(period),
                    Sum(period.Where(part => part.Part != InstitutionSums.NotPlaced)),
                    Sum(period.Where(part => part.Part != InstitutionSums.NotPlaced && Cell.FromIndex(part.Part).Band == Band.High))
                ),
            ]
        );
    }

    private static Totals Sum(IEnumerable<PeriodPart> parts) =>
        parts.OrderBy(part => part.Part).Aggregate(Totals.None, (sum, part) => sum + part.Sum);

    /// <summary>The sums of a part of the value grid in a period.</summary>
    public sealed record PeriodPart(Period Period, byte Part, Totals Sum);

    /// <summary>The institution in force in the newest stored periods up to the one in force, as far as every customer of it may be seen.</summary>
    public static IQueryable<PeriodPart> Parts(NineGridDbContext db, DataScope scope, Viewpoint at)
    {
        string code = at.Institution.Code;
        IQueryable<SnapshotInstitutionRow> covered = scope.Covered(db, db.SnapshotInstitutions.Where(row => row.Code == code));
        return from snapshot in StoredPeriods.UpTo(db, at.Period)
            join own in covered on snapshot.Id equals own.SnapshotId
            join row in db.InstitutionSums on new { own.SnapshotId, own.Place } equals new { row.SnapshotId, row.Place }
            select new PeriodPart(snapshot.Period, row.Part, new(row.Customers, row.Revenue, row.Eva, row.Return, row.EconomicCapital));
    }
}
