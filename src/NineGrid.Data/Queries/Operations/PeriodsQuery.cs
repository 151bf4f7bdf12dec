using Microsoft.EntityFrameworkCore;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Queries.Operations;

/// <summary>A computed period and where its figures come from.</summary>
/// <param name="Period">The period.</param>
/// <param name="Scheme">Name of the scheme.</param>
/// <param name="Version">Version of the scheme.</param>
/// <param name="ComputedAt">When it was computed last.</param>
/// <param name="ComputedBy">Who had it computed; null before that was kept.</param>
/// <param name="Program">Version of the program that computed it.</param>
/// <param name="Batch">Number of the newest batch of data in it; null before batches were kept.</param>
/// <param name="Package">Name of that batch's package.</param>
/// <param name="Customers">Customers in it.</param>
/// <param name="ClosedAt">When the period was closed; null while it is open.</param>
/// <param name="ClosedBy">Who closed it; null before that was kept.</param>
/// <param name="IsBehind">Whether data was imported after it was computed.</param>
public sealed record PeriodListed(
    Period Period,
    string Scheme,
    int Version,
    DateTime ComputedAt,
    string? ComputedBy,
    string Program,
    int? Batch,
    string? Package,
    int Customers,
    DateTime? ClosedAt,
    string? ClosedBy,
    bool IsBehind
);

/// <summary>Which periods are computed, from what, and which are closed?</summary>
public sealed class PeriodsQuery(NineGridDbContext db)
{
    /// <summary>The snapshots, newest period first.</summary>
    public async Task<IReadOnlyList<PeriodListed>> AskAsync(CancellationToken cancellationToken)
    {
        int newest = await db.DataBatches.Where(row => row.UndoneAt == null).MaxAsync(row => (int?)row.Id, cancellationToken) ?? 0;
        var rows = await (
            from snapshot in db.Snapshots
            join scheme in db.Schemes on snapshot.SchemeId equals scheme.Id
            from batch in db.DataBatches.Where(row => row.Id == snapshot.BatchId).DefaultIfEmpty()
            from closed in db.ClosedPeriods.Where(row => row.Period == snapshot.Period).DefaultIfEmpty()
            orderby snapshot.Period descending, scheme.Name
            select new
            {
                snapshot.Period,
                scheme.Name,
                scheme.Version,
                snapshot.ComputedAt,
                snapshot.ComputedBy,
                snapshot.Program,
                snapshot.BatchId,
                Package = (string?)batch!.Package,
                snapshot.Customers,
                ClosedAt = (DateTime?)closed!.ClosedAt,
                closed.ClosedBy,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new PeriodListed(
                row.Period,
                row.Name,
                row.Version,
                row.ComputedAt,
                row.ComputedBy,
                row.Program,
                row.BatchId,
                row.Package,
                row.Customers,
                row.ClosedAt,
                row.ClosedBy,
                row.ClosedAt is null && (row.BatchId ?? 0) < newest
            )),
        ];
    }
}
