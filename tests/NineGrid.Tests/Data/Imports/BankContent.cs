using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Mapping;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Imports;

/// <summary>Everything an import can write but the number of its batch, as lines of text with row identities, so that two states can be compared.</summary>
internal static class BankContent
{
    public static Task<List<string>> ContentAsync(this TestDatabase database) =>
        database.UseAsync(async db =>
        {
            var lines = new List<string>();
            await AddAsync(db.Institutions.OrderBy(row => row.Id), "institution");
            await AddAsync(db.Managers.OrderBy(row => row.Id), "manager");
            await AddAsync(db.Products.OrderBy(row => row.Id), "product");
            await AddAsync(db.Groups.OrderBy(row => row.Id), "group");
            await AddAsync(db.Customers.OrderBy(row => row.Id), "customer");
            await AddAsync(db.Statements.OrderBy(row => row.CustomerId).ThenBy(row => row.FiscalYear), "statement");
            await AddAsync(db.Facts.OrderBy(row => row.CustomerId).ThenBy(row => row.Period), "fact");
            return lines;

            async Task AddAsync<TRow>(IQueryable<TRow> rows, string kind)
                where TRow : class
            {
                foreach (TRow row in await rows.AsNoTracking().ToListAsync())
                {
                    lines.Add(
                        $"{kind} {string.Join(' ', typeof(TRow).GetProperties().Where(p => p.Name != nameof(FactRow.BatchId)).Select(p => Plain(p.GetValue(row))))}"
                    );
                }
            }
        });

    // servers differ in the trailing zeros of a decimal, which carry no meaning
    private static string? Plain(object? value) =>
        value is decimal number
            ? number.ToString("0.##########", CultureInfo.InvariantCulture)
            : Convert.ToString(value, CultureInfo.InvariantCulture);
}
