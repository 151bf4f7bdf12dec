using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Bulk;
using NineGrid.Data.Mapping;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Bulk;

public sealed class BulkTests
{
    public static TheoryData<DatabaseProvider> Providers => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Values_of_every_mapped_kind_come_back_as_they_went_in(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        var computed = new DateTime(2024, 3, 15, 8, 30, 15, DateTimeKind.Utc);

        await InBulkAsync(
            database,
            async (db, bulk) =>
            {
                await bulk.InsertAsync(
                    db,
                    [
                        new InstitutionRow
                        {
                            Code = "00",
                            Name = "总行",
                            Level = InstitutionLevel.Head,
                        },
                    ],
                    default
                );
                await bulk.InsertAsync(
                    db,
                    [
                        Customer("C1", row => row.OpenedOn = new DateOnly(1999, 12, 31)),
                        Customer("C2", row => row.CreditCode = "91350100M000100Y43"),
                    ],
                    default
                );
                await bulk.InsertAsync(
                    db,
                    [
                        new SchemeRow
                        {
                            Name = "s",
                            Version = 1,
                            Definition = "{}",
                            CreatedAt = computed,
                        },
                    ],
                    default
                );
                await bulk.InsertAsync(
                    db,
                    [
                        new SnapshotRow
                        {
                            Period = Period.Of(2024, 2),
                            SchemeId = 1,
                            ComputedAt = computed,
                            Program = "p",
                            Customers = 2,
                        },
                    ],
                    default
                );
                await bulk.InsertAsync(
                    db,
                    [
                        new PositionRow
                        {
                            SnapshotId = 1,
                            CustomerId = 1,
                            Size = SizeClass.Micro,
                            Industry = Industry.Of('T'),
                            Months = 12,
                            Revenue = -0.1,
                            HasCredit = true,
                            ValueCell = Cell.FromIndex(5),
                            Strategy = (Strategy)2,
                        },
                        new PositionRow
                        {
                            SnapshotId = 1,
                            CustomerId = 2,
                            Size = SizeClass.Large,
                            Industry = Industry.Of('A'),
                            Span = 3,
                            HasCredit = false,
                        },
                    ],
                    default
                );
                await bulk.InsertAsync(
                    db,
                    [
                        new FactRow
                        {
                            CustomerId = 1,
                            Period = Period.Of(2024, 1),
                            LoanNii = -9_999_999_999_999.9999m,
                            Pd = 0.0000000001m,
                            Transactions = FactBlock.CountLimit,
                            Products = "A|B",
                        },
                    ],
                    default
                );
            }
        );

        await database.UseAsync(async db =>
        {
            List<CustomerRow> customers = await db.Customers.OrderBy(row => row.No).ToListAsync();
            Assert.Equal([(DateOnly?)new DateOnly(1999, 12, 31), null], customers.Select(row => row.OpenedOn));
            Assert.Equal([null, "91350100M000100Y43"], customers.Select(row => row.CreditCode));
            SnapshotRow snapshot = await db.Snapshots.SingleAsync();
            Assert.Equal(
                (Period.Of(2024, 2), computed, DateTimeKind.Utc),
                (snapshot.Period, snapshot.ComputedAt, snapshot.ComputedAt.Kind)
            );
            List<PositionRow> positions = await db.Positions.OrderBy(row => row.CustomerId).ToListAsync();
            Assert.Equal(
                [(-0.1, true, (Cell?)Cell.FromIndex(5), 12, null), (null, false, null, 0, (byte?)3)],
                positions.Select(row => (row.Revenue, row.HasCredit!.Value, row.ValueCell, (int)row.Months, row.Span))
            );
            Assert.Equal(
                [(SizeClass.Micro, 'T', (Strategy)2), (SizeClass.Large, 'A', default)],
                positions.Select(row => (row.Size, row.Industry.Section, row.Strategy))
            );
            FactRow fact = await db.Facts.SingleAsync();
            Assert.Equal(
                (-9_999_999_999_999.9999m, 0.0000000001m, FactBlock.CountLimit, "A|B", null),
                (fact.LoanNii!.Value, fact.Pd!.Value, fact.Transactions!.Value, fact.Products, fact.Ead)
            );
            return true;
        });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Upserting_overwrites_the_named_properties_of_known_keys_and_adds_new_ones(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await AddBankAsync(database);

        for (int time = 0; time < 2; time++)
        {
            await InBulkAsync(
                database,
                (db, bulk) =>
                    bulk.UpsertAsync(
                        db,
                        [Fact(month: 1, ead: null), Fact(month: 2, ead: 7)],
                        ["CustomerId", "Period"],
                        ["CustomerId", "Period", "Ead"],
                        keepFor: null,
                        default
                    )
            );
        }

        Assert.Equal(
            [(1, null, 5m), (2, 7m, null)],
            await database.UseAsync(async db =>
                (await db.Facts.OrderBy(row => row.Period).ToListAsync()).Select(row => (row.Period.Month, row.Ead, row.LoanNii)).ToList()
            )
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Updating_passes_over_keys_that_are_not_there(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        await AddBankAsync(database);

        await InBulkAsync(
            database,
            (db, bulk) =>
                bulk.UpdateAsync(
                    db,
                    [Fact(month: 1, ead: 9), Fact(month: 2, ead: 7)],
                    ["CustomerId", "Period"],
                    ["CustomerId", "Period", "Ead"],
                    keepFor: null,
                    default
                )
        );
        // nothing but the key: nothing to write
        await InBulkAsync(
            database,
            (db, bulk) =>
                bulk.UpdateAsync(db, [Fact(month: 1, ead: 1)], ["CustomerId", "Period"], ["CustomerId", "Period"], keepFor: null, default)
        );

        Assert.Equal(
            [(1, 9m, 5m)],
            await database.UseAsync(async db =>
                (await db.Facts.ToListAsync()).Select(row => (row.Period.Month, row.Ead!.Value, row.LoanNii!.Value)).ToList()
            )
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_is_not_committed_is_not_there(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);

        await database.UseAsync<IBulk, bool>(async bulk =>
            await database.UseAsync(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await bulk.InsertAsync(
                    db,
                    [
                        new ProductRow
                        {
                            Code = "P",
                            Name = "p",
                            Line = ProductLine.Cash,
                        },
                    ],
                    default
                );
                await transaction.RollbackAsync();
                return true;
            })
        );

        Assert.Equal(0, await database.UseAsync(db => db.Products.CountAsync()));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_row_that_the_database_refuses_is_an_error(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        var twice = new ProductRow
        {
            Code = "P",
            Name = "p",
            Line = ProductLine.Cash,
        };

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            InBulkAsync(database, (db, bulk) => bulk.InsertAsync(db, [twice, twice], default))
        );
    }

    [Fact]
    public void Rows_for_sql_server_are_read_in_the_types_that_it_stores()
    {
        using var db = new SqlServerNineGridDbContext(
            new DbContextOptionsBuilder<SqlServerNineGridDbContext>().UseSqlServer("Server=none").Options
        );
        var table = BulkTable<CustomerRow>.Whole(db);

        using var reader = new RowReader<CustomerRow>(table, [Customer("C1", row => row.OpenedOn = new DateOnly(1999, 12, 31))]);

        Assert.True(reader.Read());
        var values = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue);
        Assert.Equal("C1", values["no"]);
        Assert.Equal(1, values["institution_id"]);
        Assert.Equal("A", values["industry"]);
        Assert.Equal((byte)SizeClass.Small, values["size"]);
        Assert.Equal(new DateTime(1999, 12, 31, 0, 0, 0, DateTimeKind.Unspecified), values["opened_on"]);
        Assert.Equal(DBNull.Value, values["manager_id"]);
        Assert.DoesNotContain("id", values.Keys); // the server gives it
        Assert.False(reader.Read());
    }

    private static CustomerRow Customer(string no, Action<CustomerRow> change)
    {
        var row = new CustomerRow
        {
            No = no,
            Name = "公司",
            InstitutionId = 1,
            Industry = Industry.Of('A'),
            Size = SizeClass.Small,
        };
        change(row);
        return row;
    }

    private static FactRow Fact(int month, decimal? ead) =>
        new()
        {
            CustomerId = 1,
            Period = Period.Of(2024, month),
            Ead = ead,
            LoanNii = 99,
        };

    /// <summary>A customer with the facts of January: ead 3, loan_nii 5.</summary>
    private static async Task AddBankAsync(TestDatabase database) =>
        await InBulkAsync(
            database,
            async (db, bulk) =>
            {
                await bulk.InsertAsync(
                    db,
                    [
                        new InstitutionRow
                        {
                            Code = "00",
                            Name = "总行",
                            Level = InstitutionLevel.Head,
                        },
                    ],
                    default
                );
                await bulk.InsertAsync(db, [Customer("C1", _ => { })], default);
                FactRow fact = Fact(month: 1, ead: 3);
                fact.LoanNii = 5;
                await bulk.InsertAsync(db, [fact], default);
            }
        );

    private static Task<bool> InBulkAsync(TestDatabase database, Func<NineGridDbContext, IBulk, Task> write) =>
        database.UseAsync<IBulk, bool>(async bulk =>
            await database.UseAsync(async db =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await write(db, bulk);
                await transaction.CommitAsync();
                return true;
            })
        );
}
