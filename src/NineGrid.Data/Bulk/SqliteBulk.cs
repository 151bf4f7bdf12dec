using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace NineGrid.Data.Bulk;

/// <summary>One prepared statement, executed for each row.</summary>
/// <remarks>It binds through SQLitePCL, the layer below Microsoft.Data.Sqlite: named, boxed parameters would cost more than the insert itself.</remarks>
internal sealed class SqliteBulk : IBulk
{
    private const int RowsBetweenLooksAtCancellation = 1024;

    private readonly ConcurrentDictionary<(Type Row, string Sql), Delegate> _binders = new();

    public Task InsertAsync<TRow>(NineGridDbContext db, IEnumerable<TRow> rows, CancellationToken cancellationToken)
        where TRow : class
    {
        var table = BulkTable<TRow>.Whole(db);
        Execute(db, table, Insert(table), rows, cancellationToken);
        return Task.CompletedTask;
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
        if (table.Others.Any())
        {
            Keep(db, rows, key, keepFor, cancellationToken);
            Execute(
                db,
                table,
                $"UPDATE {table.Name} SET {Assign(table, table.Others, ", ")} WHERE {Assign(table, table.Key, " AND ")}",
                rows,
                cancellationToken
            );
        }

        return Task.CompletedTask;
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
        Keep(db, rows, key, keepFor, cancellationToken);
        string then = table.Others.Any() ? $"UPDATE SET {BulkColumn.Equalities(table.Others, "", "excluded.", ", ")}" : "NOTHING";
        Execute(db, table, $"{Insert(table)} ON CONFLICT ({BulkColumn.Names(table.Key)}) DO {then}", rows, cancellationToken);
        return Task.CompletedTask;
    }

    public Task CountAsync(NineGridDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    private void Keep<TRow>(
        NineGridDbContext db,
        IEnumerable<TRow> rows,
        IReadOnlyList<string> key,
        int? keepFor,
        CancellationToken cancellationToken
    )
        where TRow : class
    {
        if (keepFor is { } batch)
        {
            var table = BulkTable<TRow>.Part(db, key, key);
            string where = string.Join(" AND ", table.Key.Select(column => $"target.{column.Name} = {Parameter(table, column)}"));
            Execute(db, table, $"{BulkTable<TRow>.Keep(db, batch)} AND {where}", rows, cancellationToken);
        }
    }

    private static string Insert<TRow>(BulkTable<TRow> table)
        where TRow : class => $"INSERT INTO {table.Name} ({BulkColumn.Names(table.Columns)}) VALUES ({Parameters(table, table.Columns)})";

    private static string Parameters<TRow>(BulkTable<TRow> table, IEnumerable<BulkColumn> columns)
        where TRow : class => string.Join(", ", columns.Select(column => Parameter(table, column)));

    private static string Assign<TRow>(BulkTable<TRow> table, IEnumerable<BulkColumn> columns, string separator)
        where TRow : class => string.Join(separator, columns.Select(column => $"{column.Name} = {Parameter(table, column)}"));

    private static string Parameter<TRow>(BulkTable<TRow> table, BulkColumn column)
        where TRow : class
    {
        int i = 0;
        while (table.Columns[i] != column)
        {
            i++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"?{i + 1}");
    }

    private void Execute<TRow>(
        NineGridDbContext db,
        BulkTable<TRow> table,
        string sql,
        IEnumerable<TRow> rows,
        CancellationToken cancellationToken
    )
        where TRow : class
    {
        sqlite3 connection =
            ((SqliteConnection)db.Database.GetDbConnection()).Handle
            ?? throw new InvalidOperationException("A bulk load needs an open connection in a transaction.");
        var bind = (Action<sqlite3_stmt, TRow>)_binders.GetOrAdd((typeof(TRow), sql), _ => Binder(table));
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection, sql, out sqlite3_stmt statement), connection);
        using (statement)
        {
            int until = RowsBetweenLooksAtCancellation;
            foreach (TRow row in rows)
            {
                if (--until == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    until = RowsBetweenLooksAtCancellation;
                }

                bind(statement, row);
                int result = raw.sqlite3_step(statement);
                if (result != raw.SQLITE_DONE)
                {
                    SqliteException.ThrowExceptionForRC(result, connection);
                }

                raw.sqlite3_reset(statement);
            }
        }
    }

    private static Action<sqlite3_stmt, TRow> Binder<TRow>(BulkTable<TRow> table)
        where TRow : class =>
        table.Compile<sqlite3_stmt>(
            (statement, column, i, value) =>
                Expression.Call(
                    typeof(SqliteBulk),
                    nameof(Bind),
                    typeArguments: null,
                    statement,
                    Expression.Constant(i + 1),
                    Stored(column, value)
                ),
            (statement, i) =>
                Expression.Call(typeof(raw), nameof(raw.sqlite3_bind_null), typeArguments: null, statement, Expression.Constant(i + 1))
        );

    /// <summary>A value as one of SQLite's own: 64-bit integer, double or text.</summary>
    private static Expression Stored(BulkColumn column, Expression value) =>
        Type.GetTypeCode(column.SentType) switch
        {
            TypeCode.Int64 or TypeCode.Double or TypeCode.String => value,
            TypeCode.Byte or TypeCode.Int16 or TypeCode.Int32 => Expression.Convert(value, typeof(long)),
            TypeCode.Boolean => Expression.Condition(value, Expression.Constant(1L), Expression.Constant(0L)),
            _ when column.SentType == typeof(DateOnly) || column.SentType == typeof(DateTime) => Expression.Call(
                typeof(SqliteBulk),
                nameof(Text),
                typeArguments: null,
                value
            ),
            _ => throw new NotSupportedException($"{column.Property.Name}: values of type {column.SentType.Name} have no bulk path."),
        };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // the form in which Microsoft.Data.Sqlite writes and reads it
    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static void Bind(sqlite3_stmt statement, int parameter, long value) => raw.sqlite3_bind_int64(statement, parameter, value);

    private static void Bind(sqlite3_stmt statement, int parameter, double value) => raw.sqlite3_bind_double(statement, parameter, value);

    private static void Bind(sqlite3_stmt statement, int parameter, string value) => raw.sqlite3_bind_text(statement, parameter, value);
}
