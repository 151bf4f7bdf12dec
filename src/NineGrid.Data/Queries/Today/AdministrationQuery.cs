using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Queries.Today;

/// <summary>What an administrator looks at first; no figure of a customer.</summary>
/// <param name="ImportedAt">When data was last imported, UTC; null for never.</param>
/// <param name="ImportedBy">By whom.</param>
/// <param name="Package">What was imported.</param>
/// <param name="NewestSnapshot">The newest period that has a snapshot; null for none.</param>
/// <param name="ComputedAt">When that was computed, UTC.</param>
/// <param name="IsBehind">Whether data was imported after that, or there is data and no snapshot.</param>
/// <param name="Unassigned">Customers that nobody looks after.</param>
/// <param name="Users">Users that can sign in.</param>
/// <param name="InitialPasswords">Those of them whose password somebody else set.</param>
/// <param name="FailedSignIns">Sign-ins that failed within the last day.</param>
public sealed record AdministrationView(
    DateTime? ImportedAt,
    string? ImportedBy,
    string? Package,
    Period? NewestSnapshot,
    DateTime? ComputedAt,
    bool IsBehind,
    int Unassigned,
    int Users,
    int InitialPasswords,
    int FailedSignIns
);

/// <summary>How fresh is the data, and what is left to administer?</summary>
public sealed class AdministrationQuery(NineGridDbContext db, TimeProvider clock)
{
    public async Task<AdministrationView> AskAsync(CancellationToken cancellationToken)
    {
        DataBatchRow? imported = await DataBatches.Holding(db).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        var snapshot = await (
            from id in PlanSight.Newest(db).Take(1)
            join row in db.Snapshots on id equals row.Id
            select new
            {
                row.Id,
                row.Period,
                row.ComputedAt,
            }
        ).FirstOrDefaultAsync(cancellationToken);
        DateTime yesterday = clock.Now().AddDays(-1);
        return new(
            imported?.ImportedAt,
            imported?.ImportedBy,
            imported?.Package,
            snapshot?.Period,
            snapshot?.ComputedAt,
            snapshot is null ? imported is not null : await DataBatches.IsBehindAsync(db, snapshot.Id, cancellationToken),
            await db.Customers.CountAsync(row => row.ManagerId == null, cancellationToken),
            await db.Users.CountAsync(row => !row.Disabled, cancellationToken),
            await db.Users.CountAsync(row => !row.Disabled && row.MustChangePassword, cancellationToken),
            await db.Audit.CountAsync(row => row.Action == AuditAction.SignInFailed && row.At >= yesterday, cancellationToken)
        );
    }
}
