using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Coverage;
using NineGrid.Data.Queries.Plans;

namespace NineGrid.Data.Commands.Coverage;

/// <summary>What became of an assignment.</summary>
public enum AssignAnswer
{
    /// <summary>It is stored; who has the customers already is left alone.</summary>
    Stored,

    /// <summary>No customer was named.</summary>
    Nobody,

    /// <summary>One of the customers does not exist, or not for this reader: the two cannot be told apart.</summary>
    UnknownCustomer,

    /// <summary>There is no such manager, or not in an institution of this reader.</summary>
    UnknownManager,

    /// <summary>The note is too long or holds characters that nobody types.</summary>
    Note,

    /// <summary>An import, a snapshot or a closing is running; nothing is stored.</summary>
    Busy,
}

/// <summary>Gives customers to a relationship manager, or takes them away.</summary>
/// <remarks>
/// Changes the master data, and the newest snapshot with it while its period is open: computed again it would say the same, as no figure depends on who looks after a customer.
/// A closed period stays as it is. The next import of customers has the last word.
/// </remarks>
public sealed class AssignCustomers(NineGridDbContext db, Actor actor, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Customers that can be given at once.</summary>
    public const int Most = 500;

    /// <summary>Stores an assignment, whole or not at all.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="numbers">Numbers of the customers.</param>
    /// <param name="manager">Number of the manager; null to take them away from theirs.</param>
    /// <param name="note">Why; null when not said.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    /// <returns>What became of it, and how many customers changed hands.</returns>
    public async Task<(AssignAnswer Answer, int Changed)> RunAsync(
        DataScope scope,
        IReadOnlyCollection<string> numbers,
        string? manager,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (!NoteText.TryRead(note, AlertRow.LongestNote, out string? why))
        {
            return (AssignAnswer.Note, 0);
        }

        string[] named = [.. numbers.Distinct(StringComparer.Ordinal)];
        if (named.Length is 0 or > Most)
        {
            return (AssignAnswer.Nobody, 0);
        }

        ManagerRow? to = manager is null
            ? null
            : await AssignableQuery.Managers(db, scope).FirstOrDefaultAsync(row => row.EmployeeNo == manager, cancellationToken);
        if (manager is not null && to is null)
        {
            return (AssignAnswer.UnknownManager, 0);
        }

        try
        {
            await using IDbContextTransaction transaction = await BankTransaction.BeginAsync(db, cancellationToken);
            List<CustomerRow> customers = await AssignableQuery
                .Customers(db, scope)
                .Where(row => named.Contains(row.No))
                .ToListAsync(cancellationToken);
            if (customers.Count < named.Length)
            {
                return (AssignAnswer.UnknownCustomer, 0);
            }

            List<CustomerRow> changing = [.. customers.Where(row => row.ManagerId != to?.Id)];
            await StoreAsync(changing, to, why, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return (AssignAnswer.Stored, changing.Count);
        }
        catch (JobRefusedException)
        {
            return (AssignAnswer.Busy, 0);
        }
    }

    private async Task StoreAsync(List<CustomerRow> customers, ManagerRow? to, string? note, CancellationToken cancellationToken)
    {
        int[] from = [.. customers.Select(row => row.ManagerId).OfType<int>().Distinct()];
        Dictionary<int, string> givers = await db
            .Managers.Where(row => from.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => row.EmployeeNo, cancellationToken);
        foreach (CustomerRow customer in customers)
        {
            db.Assignments.Add(
                new()
                {
                    CustomerId = customer.Id,
                    FromManagerId = customer.ManagerId,
                    ToManagerId = to?.Id,
                    At = clock.Now(),
                    By = actor.Name,
                    Note = note,
                }
            );
            audit.Add(
                AuditAction.CustomerAssigned,
                customer.No,
                new { Manager = customer.ManagerId is int id ? givers[id] : null },
                new { Manager = to?.EmployeeNo, Note = note }
            );
            customer.ManagerId = to?.Id;
        }

        await db.SaveChangesAsync(cancellationToken);
        int[] ids = [.. customers.Select(row => row.Id)];
        int snapshot = await PlanSight.Newest(db).FirstOrDefaultAsync(cancellationToken);
        bool open = await db.Snapshots.AnyAsync(
            row => row.Id == snapshot && !db.ClosedPeriods.Any(closed => closed.Period == row.Period),
            cancellationToken
        );
        if (open && ids.Length > 0)
        {
            int? taker = to?.Id;
            await db
                .Positions.Where(row => row.SnapshotId == snapshot && ids.Contains(row.CustomerId))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.ManagerId, taker), cancellationToken);
            await db
                .Snapshots.Where(row => row.Id == snapshot)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1), cancellationToken);
        }
    }
}
