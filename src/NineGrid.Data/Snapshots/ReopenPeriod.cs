using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Snapshots;

/// <summary>Opens a closed period again, for a reason that is recorded.</summary>
public sealed class ReopenPeriod(NineGridDbContext db, AuditTrail audit)
{
    /// <summary>Opens it; one that is not closed stays as it is.</summary>
    /// <param name="period">The period.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    /// <returns>Whether it was closed.</returns>
    /// <exception cref="JobRefusedException">No reason is given, or another job is running.</exception>
    public async Task<bool> RunAsync(Period period, string reason, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new JobRefusedException("ReopenWithoutReason", $"{period} is not opened again without a reason.");
        }

        await using IDbContextTransaction transaction = await BankTransaction.BeginAsync(db, cancellationToken);
        bool closed = await db.ClosedPeriods.Where(row => row.Period == period).ExecuteDeleteAsync(cancellationToken) > 0;
        if (closed)
        {
            await audit.WriteAsync(AuditAction.PeriodReopened, period.ToString(), after: new { Reason = reason.Trim() });
        }

        await transaction.CommitAsync(cancellationToken);
        return closed;
    }
}
