using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;

namespace NineGrid.Data.Snapshots;

/// <summary>Reads the facts of some months as blocks of whole numbers, in the order in which the database gives them.</summary>
internal static class FactStream
{
    private const int BlockRows = 8192;

    /// <summary>Every fact row from one month to another, in blocks that are reused: a block is valid until the next one is asked for.</summary>
    /// <param name="db">The context; its current transaction, if any, is used.</param>
    /// <param name="from">First month.</param>
    /// <param name="to">Last month.</param>
    /// <param name="institutions">The institutions whose customers are meant; null for all.</param>
    /// <param name="places">The place in the book of each customer id.</param>
    /// <param name="products">Numbers the product lists.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async IAsyncEnumerable<FactBlock> ReadAsync(
        NineGridDbContext db,
        Period from,
        Period to,
        IReadOnlyCollection<int>? institutions,
        IReadOnlyDictionary<int, int> places,
        ProductSets products,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandTimeout = 0;
        command.CommandText = Query(db, from, to, institutions);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var block = new FactBlock(BlockRows);
        Func<DbDataReader, int, long>[] readers = [.. FactColumn.All.Select(column => ReaderOf(db, column))];
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
                block[(FactField)field][row] = reader.IsDBNull(field + 3) ? FactBlock.NotReported : readers[field](reader, field + 3);
            }
        }

        if (block.Count > 0)
        {
            yield return block;
        }
    }

    // Numbers and names of the model only: nothing that somebody typed.
    private static string Query(NineGridDbContext db, Period from, Period to, IReadOnlyCollection<int>? institutions)
    {
        (string facts, Func<string, string> fact) = Named(db, typeof(FactRow));
        string fields = string.Join(", ", FactColumn.All.Select(column => fact(column.Field.ToString())));
        string period = fact(nameof(FactRow.Period));
        string query =
            $"SELECT {fact(nameof(FactRow.CustomerId))}, {period}, {fact(nameof(FactRow.Products))}, {fields} "
            + FormattableString.Invariant($"FROM {facts} WHERE {period} BETWEEN {from.Number} AND {to.Number}");
        if (institutions is null)
        {
            return query;
        }

        (string customers, Func<string, string> customer) = Named(db, typeof(CustomerRow));
        return $"{query} AND {fact(nameof(FactRow.CustomerId))} IN (SELECT {customer(nameof(CustomerRow.Id))} FROM {customers} "
            + $"WHERE {customer(nameof(CustomerRow.InstitutionId))} IN ({string.Join(", ", institutions.Select(id => id.ToString(CultureInfo.InvariantCulture)))}))";
    }

    private static (string Table, Func<string, string> Column) Named(NineGridDbContext db, Type row)
    {
        IEntityType type = db.Model.FindEntityType(row)!;
        var table = StoreObjectIdentifier.Table(type.GetTableName()!);
        return (table.Name, property => type.FindProperty(property)!.GetColumnName(table)!);
    }

    /// <summary>SQLite keeps decimals as whole numbers of their smallest unit already.</summary>
    private static Func<DbDataReader, int, long> ReaderOf(NineGridDbContext db, FactColumn column) =>
        (column.Unit, db.Database.IsSqlite()) switch
        {
            (FactUnit.Count, _) or (_, true) => (reader, ordinal) => reader.GetInt64(ordinal),
            (FactUnit.Money, false) => (reader, ordinal) => (long)(reader.GetDecimal(ordinal) * 10_000m),
            (FactUnit.Rate, false) => (reader, ordinal) => (long)(reader.GetDecimal(ordinal) * 10_000_000_000m),
            _ => throw new InvalidOperationException($"unit {column.Unit}"),
        };
}
