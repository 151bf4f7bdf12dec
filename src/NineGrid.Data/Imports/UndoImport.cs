using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Schema;

namespace NineGrid.Data.Imports;

/// <summary>Takes the newest batch of data back: rows that it brought go, rows that it overwrote are as they were.</summary>
public sealed class UndoImport(NineGridDbContext db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Takes a batch back.</summary>
    /// <param name="batch">Its number.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    /// <exception cref="JobRefusedException">It is not the newest, was taken back already, a snapshot used it, somebody works with what it brought, or another job is running.</exception>
    public async Task RunAsync(int batch, CancellationToken cancellationToken)
    {
        await using IDbContextTransaction transaction = await BankTransaction.BeginAsync(db, cancellationToken);
        DataBatchRow row =
            await db.DataBatches.OrderByDescending(one => one.Id).FirstOrDefaultAsync(cancellationToken) is { } newest
            && newest.Id == batch
            && newest.UndoneAt is null
                ? newest
                : throw new JobRefusedException(
                    "UndoNotNewest",
                    $"Batch {batch} is not the newest one that holds; only that one can be taken back."
                );
        if (await db.Snapshots.AnyAsync(one => one.BatchId >= batch, cancellationToken))
        {
            throw new JobRefusedException("UndoUsed", $"A snapshot was computed from batch {batch}; it can no longer be taken back.");
        }

        if (await db.Assignments.AnyAsync(one => one.At > row.ImportedAt, cancellationToken))
        {
            throw new JobRefusedException(
                "UndoAssigned",
                $"Customers were given to managers after batch {batch}; it can no longer be taken back."
            );
        }

        db.ChangeTracker.Clear();
        foreach (Type type in BeforeImages.Kept)
        {
            await ExecuteAsync(Restore(Entity(type)), cancellationToken);
        }

        // Rows that go may refer to each other: institutions to those above, groups to the customers that lead them.
        await db
            .Institutions.Where(one => one.BatchId == batch)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.ParentId, (int?)null), cancellationToken);
        await db
            .Groups.Where(one => one.BatchId == batch)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.ParentCustomerId, (int?)null), cancellationToken);
        foreach (Type type in BeforeImages.Kept.Reverse())
        {
            await DeleteAsync(Entity(type), batch, cancellationToken);
        }

        await ForgetAsync(db, cancellationToken);
        DateTime now = clock.Now();
        await db
            .DataBatches.Where(one => one.Id == batch)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.UndoneAt, now), cancellationToken);
        await audit.WriteAsync(AuditAction.ImportUndone, row.Package, after: new { Batch = batch, row.Stored });
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Forgets what the batch before overwrote.</summary>
    internal static async Task ForgetAsync(NineGridDbContext db, CancellationToken cancellationToken)
    {
        foreach (Type type in BeforeImages.Kept)
        {
            IEntityType entity = db.Model.FindEntityType(type)!;
            await ExecuteAsync(db, $"DELETE FROM {Named(db, BeforeImages.TableBeside(entity.GetTableName()!))}", cancellationToken);
        }
    }

    private string Restore(IEntityType entity)
    {
        string table = Named(db, entity.GetTableName()!);
        string beside = Named(db, BeforeImages.TableBeside(entity.GetTableName()!));
        string[] key = [.. entity.FindPrimaryKey()!.Properties.Select(Column)];
        string where = string.Join(" AND ", key.Select(column => $"{table}.{column} = kept.{column}"));
        string set = string.Join(
            ", ",
            entity.GetProperties().Select(Column).Except(key, StringComparer.Ordinal).Select(column => $"{column} = kept.{column}")
        );
        return db is SqlServerNineGridDbContext
            ? $"UPDATE {table} SET {set} FROM {table} JOIN {beside} AS kept ON {where}"
            : $"UPDATE {table} SET {set} FROM {beside} AS kept WHERE {where}";
    }

    private async Task DeleteAsync(IEntityType entity, int batch, CancellationToken cancellationToken)
    {
        string table = entity.GetTableName()!;
        try
        {
            await ExecuteAsync(FormattableString.Invariant($"DELETE FROM {Named(db, table)} WHERE batch_id = {batch}"), cancellationToken);
        }
        catch (DbException used) when (!DatabaseReach.IsLost(used) && !DiskSpace.IsUsedUp(used))
        {
            throw new JobRefusedException(
                "UndoReferred",
                $"Rows that batch {batch} brought into {table} are in use, such as by a user or a plan; it can no longer be taken back. ({used.Message})"
            );
        }
    }

    private IEntityType Entity(Type type) => db.Model.FindEntityType(type)!;

    private string Column(IProperty property) => Named(db, property.GetColumnName());

    private static string Named(NineGridDbContext db, string name) => db.GetService<ISqlGenerationHelper>().DelimitIdentifier(name);

    private Task ExecuteAsync(string sql, CancellationToken cancellationToken) => ExecuteAsync(db, sql, cancellationToken);

    // Names come from the model and numbers from the database: nothing that somebody typed.
    private static async Task ExecuteAsync(NineGridDbContext db, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
