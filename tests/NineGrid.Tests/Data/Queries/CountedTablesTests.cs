using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>What PostgreSQL's planner knows after imports and snapshots.</summary>
/// <remarks>Everything at once: without a count by the job it is luck whether, and late when, the server has counted by itself.</remarks>
[Collection(QueryBankUsers.Name)]
public sealed class CountedTablesTests(QueryBanks banks)
{
    [Fact]
    public async Task The_planner_knows_the_periods_of_the_facts_imported()
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.PostgreSql);

        int[] stored = await database.UseAsync(db =>
            db.Database.SqlQuery<int>($"""SELECT DISTINCT period AS "Value" FROM facts""").ToArrayAsync()
        );
        Assert.Equal(stored.Order(), await KnownAsync(database, "facts", "period"));
    }

    [Fact]
    public async Task The_planner_knows_the_snapshots_computed()
    {
        TestDatabase database = await banks.OnAsync(DatabaseProvider.PostgreSql);

        int[] stored = await database.UseAsync(db => db.Snapshots.Select(row => row.Id).ToArrayAsync());
        Assert.Equal(stored.Order(), await KnownAsync(database, "portraits", "snapshot_id"));
    }

    private static Task<int[]> KnownAsync(TestDatabase database, string table, string column) =>
        database.UseAsync(db =>
            db.Database.SqlQuery<int>(
                    $"""SELECT unnest(most_common_vals::text::int[]) AS "Value" FROM pg_stats WHERE tablename = {table} AND attname = {column} ORDER BY 1"""
                )
                .ToArrayAsync()
        );
}
