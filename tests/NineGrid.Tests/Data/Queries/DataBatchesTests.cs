using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

public sealed class DataBatchesTests
{
    /// <summary>Facts, then facts that were taken back, then statements; a snapshot after the first and one after the last.</summary>
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_snapshot_rests_on_what_held_when_it_was_computed_and_not_on_what_came_later_or_was_taken_back(
        DatabaseProvider provider
    )
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        (DataBatch early, DataBatch late, DataBatch old) = await database.UseAsync(async db =>
        {
            DataBatchRow facts = Batch("january.zip", "facts.csv");
            DataBatchRow undone = Batch("wrong.zip", "facts.csv");
            undone.UndoneAt = DateTime.UtcNow;
            DataBatchRow statements = Batch("reports.xlsx", "statements.csv");
            foreach (DataBatchRow batch in (DataBatchRow[])[facts, undone, statements])
            {
                db.DataBatches.Add(batch);
                await db.SaveChangesAsync();
            }

            var scheme = new SchemeRow
            {
                Name = "default",
                Version = 1,
                Definition = Scheme.Default.ToJson(),
                CreatedAt = DateTime.UtcNow,
            };
            db.Schemes.Add(scheme);
            await db.SaveChangesAsync();
            SnapshotRow first = Snapshot(db, scheme.Id, "2025-01", facts.Id);
            SnapshotRow second = Snapshot(db, scheme.Id, "2025-02", statements.Id);
            SnapshotRow before = Snapshot(db, scheme.Id, "2024-12", batch: null);
            await db.SaveChangesAsync();
            return (await OfAsync(db, first), await OfAsync(db, second), await OfAsync(db, before));
        });

        Assert.Equal(("january.zip", null), (early.Facts?.Package, early.Statements?.Package));
        Assert.Equal(("january.zip", "reports.xlsx"), (late.Facts?.Package, late.Statements?.Package));
        Assert.Equal(DataBatch.None, old);
    }

    private static async Task<DataBatch> OfAsync(NineGridDbContext db, SnapshotRow snapshot) =>
        DataBatches.Of(await DataBatches.Behind(db, snapshot.Id).ToListAsync());

    private static DataBatchRow Batch(string package, string file) =>
        new()
        {
            Package = package,
            ImportedBy = "wang",
            ImportedAt = DateTime.UtcNow,
            Files = $$"""[{"name":"{{file}}","stored":7,"rejected":0}]""",
        };

    private static SnapshotRow Snapshot(NineGridDbContext db, int scheme, string period, int? batch)
    {
        var row = new SnapshotRow
        {
            Period = Period.Parse(period),
            SchemeId = scheme,
            ComputedAt = DateTime.UtcNow,
            ComputedBy = "wang",
            Program = "1",
            BatchId = batch,
        };
        db.Snapshots.Add(row);
        return row;
    }
}
