using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Mapping;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Snapshots;

public sealed class FactStreamTests
{
    private static readonly Period Month = Period.Of(2024, 1);

    public static TheoryData<DatabaseProvider> Providers => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Figures_come_in_units_of_their_last_decimal_and_what_is_not_reported_is_not_nought(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await StoreAsync(
            database,
            row =>
            {
                row.LoanNii = -12.5m;
                row.DepositNii = 0;
                row.FeeIncome = 9_999_999_999_999.9999m;
                row.OperatingCost = -9_999_999_999_999.9999m;
                row.ExpectedLoss = 0.0001m;
                row.Pd = 0.0000000001m;
                row.Lgd = 0;
                row.MaturityYears = 1000;
                row.Transactions = 0;
                row.ETransactions = 100_000_000_000_000_000;
                row.Products = "DP01";
            }
        );

        Dictionary<FactField, long> read = await ReadAsync(database);

        Assert.Equal(-125_000, read[FactField.LoanNii]); // -12.5 · 10^4
        Assert.Equal(0, read[FactField.DepositNii]);
        Assert.Equal(99_999_999_999_999_999, read[FactField.FeeIncome]); // the greatest money there is
        Assert.Equal(-99_999_999_999_999_999, read[FactField.OperatingCost]);
        Assert.Equal(1, read[FactField.ExpectedLoss]);
        Assert.Equal(1, read[FactField.Pd]); // 10^-10 · 10^10
        Assert.Equal(0, read[FactField.Lgd]);
        Assert.Equal(10_000_000_000_000, read[FactField.MaturityYears]); // 1000 · 10^10
        Assert.Equal(0, read[FactField.Transactions]);
        Assert.Equal(100_000_000_000_000_000, read[FactField.ETransactions]);
        Assert.Equal(FactBlock.NotReported, read[FactField.Ead]);
        Assert.Equal(FactBlock.NotReported, read[FactField.EconomicCapital]);
        Assert.Equal(FactBlock.NotReported, read[FactField.PayrollHeadcount]);
    }

    private static Task<bool> StoreAsync(TestDatabase database, Action<FactRow> fill) =>
        database.UseAsync(async db =>
        {
            var institution = new InstitutionRow
            {
                Code = "00",
                Name = "总行",
                Level = InstitutionLevel.Head,
            };
            db.Institutions.Add(institution);
            await db.SaveChangesAsync();
            var customer = new CustomerRow
            {
                No = "C1",
                Name = "公司",
                InstitutionId = institution.Id,
                Industry = Industry.Of('A'),
                Size = SizeClass.Small,
            };
            db.Customers.Add(customer);
            await db.SaveChangesAsync();
            var fact = new FactRow { CustomerId = customer.Id, Period = Month };
            fill(fact);
            db.Facts.Add(fact);
            await db.SaveChangesAsync();
            return true;
        });

    private static Task<Dictionary<FactField, long>> ReadAsync(TestDatabase database) =>
        database.UseAsync(async db =>
        {
            var places = db.Customers.ToDictionary(row => row.Id, _ => 0);
            var read = new Dictionary<FactField, long>();
            await db.Database.OpenConnectionAsync();
            await foreach (FactBlock block in FactStream.ReadAsync(db, Month, Month, customers: null, places, new ProductSets([]), default))
            {
                Assert.Equal(1, block.Count);
                foreach (FactColumn column in FactColumn.All)
                {
                    read.Add(column.Field, block[column.Field][0]);
                }
            }

            return read;
        });
}
