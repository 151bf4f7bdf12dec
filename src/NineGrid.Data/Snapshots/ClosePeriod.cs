using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Snapshots;

/// <summary>Closes a period: its facts and its snapshots no longer change.</summary>
public sealed class ClosePeriod(NineGridDbContext db, Actor actor, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Closes; closing a closed period does nothing.</summary>
    /// <exception cref="JobRefusedException">The period has no snapshot, or another job is running.</exception>
    public async Task RunAsync(Period period, CancellationToken cancellationToken = default)
    {
        await using IDbContextTransaction transaction = await BankTransaction.BeginAsync(db, cancellationToken);
        if (!await db.Snapshots.AnyAsync(row => row.Period == period, cancellationToken))
        {
            throw new JobRefusedException("CloseWithoutSnapshot", $"{period} has no snapshot; compute it before closing it.");
        }

        if (!await db.ClosedPeriods.AnyAsync(row => row.Period == period, cancellationToken))
        {
            db.ClosedPeriods.Add(
                new()
                {
                    Period = period,
                    ClosedAt = clock.Now(),
                    ClosedBy = actor.Name,
                }
            );
            audit.Add(AuditAction.PeriodClosed, period.ToString());
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
