using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace NineGrid.Data.Bulk;

/// <summary>Binary <c>COPY</c>: straight into the table, or into a temporary one that is then merged.</summary>
internal sealed class PostgreSqlBulk : IBulk
{
    private const string Incoming = "incoming";
    private const int RowsBetweenLooksAtCancellation = 1024;

    private readonly ConcurrentDictionary<(Type Row, string Columns), Delegate> _writers = new();

    public Task InsertAsync<TRow>(NineGridDbContext db, IEnumerable<TRow> rows, CancellationToken cancellationToken)
        where TRow : class
    {
        var table = BulkTable<TRow>.Whole(db);
        return CopyAsync(db, table, table.Name, rows, cancellationToken);
    }

    public Task UpdateAsync<TRow>(
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
            return Task.CompletedTask;
        }

        return MergeAsync(
            db,
            table,
            rows,
            keepFor,
            $"UPDATE {table.Name} AS target SET {BulkColumn.Equalities(table.Others, "", $"{Incoming}.", ", ")} "
                + $"FROM {Incoming} WHERE {BulkColumn.Equalities(table.Key, "target.", $"{Incoming}.", " AND ")}",
            cancellationToken
        );
    }

    public Task UpsertAsync<TRow>(
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
        string then = table.Others.Any() ? $"UPDATE SET {BulkColumn.Equalities(table.Others, "", "excluded.", ", ")}" : "NOTHING";
        return MergeAsync(
            db,
            table,
            rows,
            keepFor,
            $"INSERT INTO {table.Name} ({BulkColumn.Names(table.Columns)}) SELECT {BulkColumn.Names(table.Columns)} FROM {Incoming} "
                + $"ON CONFLICT ({BulkColumn.Names(table.Key)}) DO {then}",
            cancellationToken
        );
    }

    public Task CountAsync(NineGridDbContext db, CancellationToken cancellationToken) =>
        ExecuteAsync(
            db,
            """
            DO $$
            DECLARE filled regclass;
            BEGIN
                FOR filled IN
                    SELECT relid FROM pg_stat_xact_user_tables JOIN pg_class ON oid = relid
                    WHERE n_tup_ins + n_tup_upd + n_tup_del >= 1000 AND relpersistence = 'p'
                LOOP
                    EXECUTE format('ANALYZE %s', filled);
                END LOOP;
            END $$
            """,
            cancellationToken
        );

    private async Task MergeAsync<TRow>(
        NineGridDbContext db,
        BulkTable<TRow> table,
        IEnumerable<TRow> rows,
        int? keepFor,
        string merge,
        CancellationToken cancellationToken
    )
        where TRow : class
    {
        // WITH NO DATA copies the column types and nothing else
        await ExecuteAsync(
            db,
            $"CREATE TEMPORARY TABLE {Incoming} ON COMMIT DROP AS SELECT {BulkColumn.Names(table.Columns)} FROM {table.Name} WITH NO DATA",
            cancellationToken
        );
        await CopyAsync(db, table, Incoming, rows, cancellationToken);
        if (keepFor is { } batch)
        {
            string join = $"JOIN {Incoming} ON {BulkColumn.Equalities(table.Key, "target.", $"{Incoming}.", " AND ")}";
            await ExecuteAsync(db, BulkTable<TRow>.Keep(db, batch, join), cancellationToken);
        }

        await ExecuteAsync(db, merge, cancellationToken);
        await ExecuteAsync(db, $"DROP TABLE {Incoming}", cancellationToken);
    }

    private async Task CopyAsync<TRow>(
        NineGridDbContext db,
        BulkTable<TRow> table,
        string target,
        IEnumerable<TRow> rows,
        CancellationToken cancellationToken
    )
        where TRow : class
    {
        string columns = BulkColumn.Names(table.Columns);
        var write = (Action<NpgsqlBinaryImporter, TRow>)_writers.GetOrAdd((typeof(TRow), columns), _ => Writer(table));
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using NpgsqlBinaryImporter importer = await connection.BeginBinaryImportAsync(
            $"COPY {target} ({columns}) FROM STDIN (FORMAT BINARY)",
            cancellationToken
        );
        importer.Timeout = Timeout.InfiniteTimeSpan; // rows come as fast as they are read, which may be slower than the default
        int until = RowsBetweenLooksAtCancellation;
        foreach (TRow row in rows)
        {
            if (--until == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                until = RowsBetweenLooksAtCancellation;
            }

            write(importer, row);
        }

        await importer.CompleteAsync(cancellationToken);
    }

    private static Action<NpgsqlBinaryImporter, TRow> Writer<TRow>(BulkTable<TRow> table)
        where TRow : class
    {
        Action<NpgsqlBinaryImporter, TRow> values = table.Compile<NpgsqlBinaryImporter>(
            (importer, column, _, value) =>
                Expression.Call(
                    importer,
                    nameof(NpgsqlBinaryImporter.Write),
                    [column.SentType],
                    value,
                    Expression.Constant(TypeName(column.StoreType))
                ),
            (importer, _) => Expression.Call(importer, nameof(NpgsqlBinaryImporter.WriteNull), typeArguments: null)
        );
        return (importer, row) =>
        {
            importer.StartRow();
            values(importer, row);
        };
    }

    /// <summary><c>numeric(19,4)</c> → <c>numeric</c>.</summary>
    private static string TypeName(string storeType) => storeType.Split('(')[0];

    private static async Task ExecuteAsync(NineGridDbContext db, string sql, CancellationToken cancellationToken)
    {
        await using var command = (NpgsqlCommand)db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
