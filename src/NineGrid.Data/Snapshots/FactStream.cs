using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;
using Npgsql;
using SQLitePCL;

namespace NineGrid.Data.Snapshots;

/// <summary>Reads the facts of some months as blocks of whole numbers, in the order in which the database gives them.</summary>
internal static class FactStream
{
    private const int BlockRows = 8192;

    /// <summary>Every fact row from one month to another, in blocks that are reused: a block is valid until the next one is asked for.</summary>
    /// <param name="db">The context; its current transaction, if any, is used.</param>
    /// <param name="from">First month.</param>
    /// <param name="to">Last month.</param>
    /// <param name="customers">The customers that are meant; null for all.</param>
    /// <param name="places">The place in the book of each customer id.</param>
    /// <param name="products">Numbers the product lists.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<FactBlock> ReadAsync(
        NineGridDbContext db,
        Period from,
        Period to,
        IReadOnlyCollection<int>? customers,
        IReadOnlyDictionary<int, int> places,
        ProductSets products,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var block = new FactBlock(BlockRows);
        string query = Query(db, from, to, customers);
        if (db.Database.GetDbConnection() is NpgsqlConnection connection)
        {
            await foreach (FactBlock full in PostgreSqlFacts.ReadAsync(connection, query, block, places, products, cancellationToken))
            {
                yield return full;
                full.Count = 0;
            }

            yield break;
        }

        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandTimeout = 0;
        command.CommandText = query;
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        Func<DbDataReader, int, long>[] readers = [.. FactColumn.All.Select(column => ReaderOf(reader, column))];
        while (await reader.ReadAsync(cancellationToken))
        {
            if (block.Count == block.Capacity)
            {
                yield return block;
                block.Count = 0;
            }

            int row = block.Count++;
            block.Customer[row] = places[reader.GetInt32(0)];
            block.PeriodIndex[row] = Period.FromNumber(reader.GetInt32(1)).Index;
            block.ProductSet[row] = reader.IsDBNull(2) ? -1 : products.NumberOf(reader.GetString(2));
            for (int field = 0; field < readers.Length; field++)
            {
                block[(FactField)field][row] = readers[field](reader, field + 3);
            }
        }

        if (block.Count > 0)
        {
            yield return block;
        }
    }

    // Numbers and names of the model only: nothing that somebody typed.
    private static string Query(NineGridDbContext db, Period from, Period to, IReadOnlyCollection<int>? customers)
    {
        IEntityType type = db.Model.FindEntityType(typeof(FactRow))!;
        var table = StoreObjectIdentifier.Table(type.GetTableName()!);
        string Column(string property) => type.FindProperty(property)!.GetColumnName(table)!;
        string fields = string.Join(", ", FactColumn.All.Select(column => Column(column.Field.ToString())));
        string period = Column(nameof(FactRow.Period));
        string customer = Column(nameof(FactRow.CustomerId));
        string query =
            $"SELECT {customer}, {period}, {Column(nameof(FactRow.Products))}, {fields} "
            + FormattableString.Invariant($"FROM {table.Name} WHERE {period} BETWEEN {from.Number} AND {to.Number}");
        return customers is null
            ? query
            : $"{query} AND {customer} IN ({string.Join(", ", customers.Select(id => id.ToString(CultureInfo.InvariantCulture)))})";
    }

    private static Func<DbDataReader, int, long> ReaderOf(DbDataReader reader, FactColumn column) =>
        (reader, column.Unit) switch
        {
            (SqliteDataReader sqlite, _) => ReaderOf(sqlite.Handle!),
            (_, FactUnit.Count) => (row, ordinal) => row.IsDBNull(ordinal) ? FactBlock.NotReported : row.GetInt64(ordinal),
            (_, FactUnit.Money) => (row, ordinal) =>
                row.IsDBNull(ordinal) ? FactBlock.NotReported : (long)(row.GetDecimal(ordinal) * 10_000m),
            (_, FactUnit.Rate) => (row, ordinal) =>
                row.IsDBNull(ordinal) ? FactBlock.NotReported : (long)(row.GetDecimal(ordinal) * 10_000_000_000m),
            _ => throw new InvalidOperationException($"unit {column.Unit}"),
        };

    /// <summary>SQLite keeps decimals as whole numbers of their smallest unit already; null reads as 0, so only a 0 is asked whether it is null.</summary>
    /// <remarks>By SQLitePCL, the layer below: a check of the type and a conversion of each figure would cost more than to fetch the row.</remarks>
    private static Func<DbDataReader, int, long> ReaderOf(sqlite3_stmt row) =>
        (_, ordinal) =>
        {
            long units = raw.sqlite3_column_int64(row, ordinal);
            return units == 0 && raw.sqlite3_column_type(row, ordinal) == raw.SQLITE_NULL ? FactBlock.NotReported : units;
        };
}
