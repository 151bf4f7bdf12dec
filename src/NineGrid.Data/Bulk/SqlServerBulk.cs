using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace NineGrid.Data.Bulk;

/// <summary><see cref="SqlBulkCopy"/>: straight into the table, or into a temporary one that is then merged.</summary>
/// <remarks>The merge is an UPDATE and an INSERT: servers that speak SQL Server's protocol may lack MERGE.</remarks>
internal sealed class SqlServerBulk : IBulk
{
    private const string Incoming = "#incoming";

    public Task InsertAsync<TRow>(NineGridDbContext db, IEnumerable<TRow> rows, CancellationToken cancellationToken)
        where TRow : class
    {
        var table = BulkTable<TRow>.Whole(db);
        return CopyAsync(db, table, table.Name, rows, cancellationToken);
    }

    public async Task UpdateAsync<TRow>(
        NineGridDbContext db,
        IEnumerable<TRow> rows,
        IReadOnlyList<string> key,
        IReadOnlyList<string> properties,
        int? keepFor,
        CancellationToken cancellationToken
    )
        where TRow : class
    {
        var table = BulkTable<TRow>.Part(db, key, properties);
        if (!table.Others.Any())
        {
            return;
        }

        await FillAsync(db, table, rows, keepFor, cancellationToken);
        await ExecuteAsync(db, Update(table), cancellationToken);
        await ExecuteAsync(db, $"DROP TABLE {Incoming}", cancellationToken);
    }

    public async Task UpsertAsync<TRow>(
        NineGridDbContext db,
        IEnumerable<TRow> rows,
        IReadOnlyList<string> key,
        IReadOnlyList<string> properties,
        int? keepFor,
        CancellationToken cancellationToken
    )
        where TRow : class
    {
        var table = BulkTable<TRow>.Part(db, key, properties);
        await FillAsync(db, table, rows, keepFor, cancellationToken);
        if (table.Others.Any())
        {
            await ExecuteAsync(db, Update(table), cancellationToken);
        }

        await ExecuteAsync(
            db,
            $"INSERT INTO {table.Name} ({BulkColumn.Names(table.Columns)}) SELECT {BulkColumn.Names(table.Columns, "incoming.")} "
                + $"FROM {Incoming} AS incoming WHERE NOT EXISTS (SELECT 1 FROM {table.Name} AS target WHERE {Match(table)})",
            cancellationToken
        );
        await ExecuteAsync(db, $"DROP TABLE {Incoming}", cancellationToken);
    }

    public Task CountAsync(NineGridDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Update<TRow>(BulkTable<TRow> table)
        where TRow : class =>
        $"UPDATE target SET {BulkColumn.Equalities(table.Others, "target.", "incoming.", ", ")} "
        + $"FROM {table.Name} AS target JOIN {Incoming} AS incoming ON {Match(table)}";

    private static string Match<TRow>(BulkTable<TRow> table)
        where TRow : class => BulkColumn.Equalities(table.Key, "target.", "incoming.", " AND ");

    private static async Task FillAsync<TRow>(
        NineGridDbContext db,
        BulkTable<TRow> table,
        IEnumerable<TRow> rows,
        int? keepFor,
        CancellationToken cancellationToken
    )
        where TRow : class
    {
        string columns = string.Join(
            ", ",
            table.Columns.Select(column => $"{column.Name} {column.StoreType}{Collate(column)} {(IsKey(column) ? "NOT NULL" : "NULL")}")
        );
        string key = $"PRIMARY KEY ({BulkColumn.Names(table.Key)})"; // lets the merge join in key order
        await ExecuteAsync(db, $"CREATE TABLE {Incoming} ({columns}, {key})", cancellationToken);
        await CopyAsync(db, table, Incoming, rows, cancellationToken);
        if (keepFor is { } batch)
        {
            string join = $"JOIN {Incoming} AS incoming ON {Match(table)}";
            await ExecuteAsync(db, BulkTable<TRow>.Keep(db, batch, join), cancellationToken);
        }

        bool IsKey(BulkColumn column) => table.Key.Contains(column);
        static string Collate(BulkColumn column) => column.Property.GetCollation() is { } collation ? $" COLLATE {collation}" : "";
    }

    private static async Task CopyAsync<TRow>(
        NineGridDbContext db,
        BulkTable<TRow> table,
        string target,
        IEnumerable<TRow> rows,
        CancellationToken cancellationToken
    )
        where TRow : class
    {
        using var copy = new SqlBulkCopy(
            (SqlConnection)db.Database.GetDbConnection(),
            SqlBulkCopyOptions.CheckConstraints,
            (SqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction()
        )
        {
            DestinationTableName = target,
            BulkCopyTimeout = 0,
            BatchSize = 0,
            EnableStreaming = true,
        };
        foreach (BulkColumn column in table.Columns)
        {
            copy.ColumnMappings.Add(column.Property.GetColumnName(), column.Property.GetColumnName());
        }

        await using var reader = new RowReader<TRow>(table, rows);
        await copy.WriteToServerAsync(reader, cancellationToken);
    }

    private static async Task ExecuteAsync(NineGridDbContext db, string sql, CancellationToken cancellationToken)
    {
        await using var command = (SqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.Transaction = (SqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandType = CommandType.Text;
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
