using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Gaps;
using NineGrid.Data.Queries.Opportunities;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>The list of opportunities against the stored guidance.</summary>
[Collection(QueryBankUsers.Name)]
public sealed class OpportunitiesQueryTests(QueryBanks banks)
{
    private static readonly Selection[] Selections = [Selection.Everything, new() { Value = GridPart.Of(Band.Low) }];

    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Every_customer_with_something_within_reach_is_listed_once_the_most_first(DatabaseProvider provider) =>
        await (await banks.OnAsync(provider)).UseAsync(async db =>
        {
            StoredBank bank = await StoredBank.OfAsync(db);
            IReadOnlyList<PositionRow> positions = bank.Positions;
            int manager = bank.NarrowedManager;
            foreach (
                (DataScope scope, Func<PositionRow, bool> sees) in (IEnumerable<(DataScope, Func<PositionRow, bool>)>)
                    [(DataScope.WholeBank, _ => true), (DataScope.Manager(manager), row => row.ManagerId == manager)]
            )
            {
                Viewpoint at = (await new ViewpointQuery(db).AskAsync(scope, null, null, default))!;
                Dictionary<int, GuidanceRow> guidance = positions
                    .Where(row => sees(row) && row.ValueCell is not null)
                    .ToDictionary(
                        row => row.CustomerId,
                        row => scope == DataScope.WholeBank ? bank.Guidance[row.CustomerId] : Shown(bank, row, sees)
                    );
                Assert.Equal(
                    scope != DataScope.WholeBank,
                    guidance.Values.Any(row => Math.Abs(row.Reach - bank.Guidance[row.CustomerId].Reach) > 1)
                );
                foreach (Selection selection in Selections)
                {
                    GuidanceRow[] own =
                    [
                        .. positions
                            .Where(row => sees(row) && row.ValueCell is Cell cell && (selection.Value is null || cell.Band == Band.Low))
                            .Select(row => guidance[row.CustomerId]),
                    ];
                    foreach (LeverKind? lever in (LeverKind?[])[null, LeverKind.Payroll, LeverKind.LendingVolume])
                    {
                        GuidanceRow[] expected = lever is LeverKind one
                            ?
                            [
                                .. own.Where(row => StoredGuidance.WorthOf(row, one) is not null)
                                    .OrderByDescending(row => StoredGuidance.WorthOf(row, one))
                                    .ThenBy(row => row.CustomerId),
                            ]
                            : [.. own.Where(row => row.Reach > 0).OrderByDescending(row => row.Reach).ThenBy(row => row.CustomerId)];
                        await ListsAsync(db, scope, at, selection, lever, expected);
                    }
                }
            }

            return 0;
        });

    [Fact]
    public void Levers_of_a_customer_come_by_worth_and_those_that_do_not_exist_are_left_out()
    {
        var row = new GuidanceRow
        {
            DepositMix = 5,
            Payroll = 7,
            LendingVolume = -3,
            Channel = 5,
        };

        Assert.Equal(
            [(LeverKind.Payroll, 7), (LeverKind.DepositMix, 5), (LeverKind.Channel, 5), (LeverKind.LendingVolume, -3)],
            new Opportunity(
                new()
                {
                    Id = 1,
                    No = "C1",
                    Name = "C1",
                    InstitutionCode = "B",
                    Institution = "B",
                },
                row
            ).Levers
        );
    }

    /// <summary>What a reader is shown of a customer: found by the benchmarks that she may see.</summary>
    private static GuidanceRow Shown(StoredBank bank, PositionRow row, Func<PositionRow, bool> mine)
    {
        CustomerGuidance guidance = bank.GuidanceOf(row, CutPoints.Of(1, 2), CutPoints.Of(0.1, 0.2), mine);
        return StoredGuidance.RowOf(row.SnapshotId, row.CustomerId, guidance.Reach, path: null, [.. guidance.Levers]);
    }

    private static async Task ListsAsync(
        NineGridDbContext db,
        DataScope scope,
        Viewpoint at,
        Selection selection,
        LeverKind? lever,
        GuidanceRow[] expected
    )
    {
        using var large = new LargeSets();
        using var high = new HighBands();
        var query = new OpportunitiesQuery(db, large, high);
        List<int> listed = [];
        OpportunityList page;
        int number = 1;
        do
        {
            page = await query.AskAsync(scope, at, selection, lever, number++, default);
            listed.AddRange(page.Opportunities.Select(one => one.Guidance.CustomerId));
            Assert.All(page.Opportunities, one => Assert.Equal(one.Customer.Id, one.Guidance.CustomerId));
            Assert.Equal(
                expected
                    .Skip(listed.Count - page.Opportunities.Count)
                    .Take(page.Opportunities.Count)
                    .Select(row => Math.Round(row.Reach, 2)),
                page.Opportunities.Select(one => Math.Round(one.Guidance.Reach, 2))
            );
        } while (page.Page < page.Pages);

        List<int> exported = [];
        await foreach (Opportunity one in query.EveryAsync(scope, at, selection, lever, default))
        {
            exported.Add(one.Customer.Id);
        }

        Assert.Equal(expected.Select(row => row.CustomerId), listed);
        Assert.Equal(listed, exported);
        Assert.Equal(listed.Count, page.Total);
        if (lever is LeverKind kind)
        {
            double[] worth = [.. expected.Select(row => StoredGuidance.WorthOf(row, kind)!.Value)];
            LeverSum sum = page.Sums.Levers[(int)kind];
            Assert.Equal((worth.Length, worth.Count(one => one < 0)), (sum.Customers, sum.Losing));
            Assert.Equal(worth.Sum(), sum.Worth, 1e-6);
            Assert.Equal(worth.Where(one => one > 0).Sum(), sum.Gain, 1e-6);
        }
        else
        {
            Assert.Equal(expected.Sum(row => row.Reach), page.Sums.Reach, 1e-6);
        }
    }
}
