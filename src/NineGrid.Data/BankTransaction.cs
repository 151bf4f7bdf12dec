using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace NineGrid.Data;

/// <summary>The transaction of a job that changes master data, facts or snapshots, or closes a period: one at a time on each database.</summary>
/// <remarks>Reading goes on meanwhile. The lock goes with the transaction, also when its owner is killed.</remarks>
internal static class BankTransaction
{
    private const int SqliteBusy = 5;

    /// <summary>Begins the transaction.</summary>
    /// <exception cref="BankBusyException">Another such job is running.</exception>
    public static async Task<IDbContextTransaction> BeginAsync(NineGridDbContext db, CancellationToken cancellationToken)
    {
        IDbContextTransaction transaction;
        try
        {
            transaction = await db.Database.BeginTransactionAsync(cancellationToken); // on SQLite this is the lock already
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == SqliteBusy)
        {
            throw new BankBusyException();
        }

        try
        {
            bool alone = db switch
            {
                PostgreSqlNineGridDbContext => await TryAsync(db, "SELECT pg_try_advisory_xact_lock(90210001)", cancellationToken),
                SqlServerNineGridDbContext => await TryAsync(
                    db,
                    """
                    DECLARE @result int;
                    EXEC @result = sp_getapplock @Resource = 'ninegrid.bank', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 0;
                    SELECT CAST(CASE WHEN @result >= 0 THEN 1 ELSE 0 END AS bit);
                    """,
                    cancellationToken
                ),
                _ => true,
            };
            return alone ? transaction : throw new BankBusyException();
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> TryAsync(NineGridDbContext db, string sql, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandType = CommandType.Text;
        command.CommandText = sql;
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
