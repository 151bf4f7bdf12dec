using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Queries;
using NineGrid.Data.Queries.Frame;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>Of a small bank; of a large one see <see cref="Web.Plans.ExecutionPlanTests"/>.</summary>
[Collection(QueryBankUsers.Name)]
public sealed class FirstQuestionsTests(QueryBanks banks)
{
    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_small_bank_is_looked_at_once(DatabaseProvider provider)
    {
        TestDatabase database = await banks.OnAsync(provider);
        int newest = await database.UseAsync(db => db.Snapshots.OrderByDescending(row => row.Period).Select(row => row.Id).FirstAsync());

        Edition? asked = await database.UseAsync<FirstQuestions, Edition?>(questions =>
            questions.AskAsync(DataScope.WholeBank, asked: null, CancellationToken.None)
        );

        Assert.Equal(newest, asked?.SnapshotId);
    }
}
