using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NineGrid.Data;

namespace NineGrid.Tests.Support;

/// <summary>Everything that is stored, to be compared: for each table its rows and a digest of their values in any order.</summary>
internal static class TableContents
{
    /// <summary>One line for each table: name, rows, digest.</summary>
    public static Task<string[]> ReadAsync(TestDatabase database) =>
        database.UseAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            List<string> tables = [];
            foreach (ITable table in db.Model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal))
            {
                tables.Add(await ReadAsync(db, table.Name));
            }

            return tables.ToArray();
        });

    private static async Task<string> ReadAsync(NineGridDbContext db, string table)
    {
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        object[] values = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            rows.Add(string.Join('\u001f', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))));
        }

        rows.Sort(StringComparer.Ordinal);
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001e', rows)));
        return $"{table}: {rows.Count} rows, {Convert.ToHexString(digest)}";
    }
}
