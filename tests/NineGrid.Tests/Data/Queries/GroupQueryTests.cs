using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Groups;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Schemes;
using NineGrid.Tests.Data.Access;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>What the page of a credit group shows against the stored positions, and to whom.</summary>
[Collection(QueryBankUsers.Name)]
public sealed class GroupQueryTests(QueryBanks banks)
{
    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_group_without_a_member_is_what_its_other_members_add_up_to(DatabaseProvider provider) =>
        await (await banks.OnAsync(provider)).UseAsync(async db =>
        {
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, null, null, CancellationToken.None))!;
            List<PositionRow> all = await db
                .Positions.AsNoTracking()
                .Where(row => row.SnapshotId == at.SnapshotId && row.GroupId != null)
                .ToListAsync();
            Dictionary<int, string> numbers = await db.Customers.ToDictionaryAsync(row => row.Id, row => row.No);
            List<CutRow> cuts = await db
                .Cuts.AsNoTracking()
                .Where(row => row.SnapshotId == at.SnapshotId && row.Grid == Grid.Group)
                .ToListAsync();
            Assert.True(all.Count > 20);
            foreach (GroupRow own in await db.Groups.AsNoTracking().ToListAsync())
            {
                PositionRow[] members = [.. all.Where(row => row.GroupId == own.Id)];
                GroupView? group = await new GroupQuery(db).AskAsync(DataScope.WholeBank, at, own.Code, CancellationToken.None);
                if (members.Length == 0)
                {
                    Assert.Null(group);
                    continue;
                }

                Assert.Equal(members.Select(row => numbers[row.CustomerId]).Order(), group!.Members.Select(member => member.No).Order());
                Assert.Null(group.Others);
                Assert.Equal(members[0].GroupCell, group.Cell);
                foreach (GroupMember member in group.Members)
                {
                    PositionRow[] others = [.. members.Where(row => row.Span != null && numbers[row.CustomerId] != member.No)];
                    PositionRow[] known = [.. others.Where(row => row.EcCredit is not null)];
                    double ec = known.Sum(row => row.EcCredit!.Value + row.EcOp!.Value);
                    double raroc = known.Sum(row => row.Return!.Value) / ec;
                    string? cell =
                        ec == 0 || !member.IsActive
                            ? null
                            : $"{Level(others.Sum(row => row.Revenue!.Value), y: false)}{Level(raroc, y: true)}";

                    Assert.Equal(cell, member.CellWithout?.ToString());
                    if (member.Eva is double eva)
                    {
                        Assert.Equal(
                            eva > 0.005 ? Bearing.Carries
                                : eva < -0.005 ? Bearing.Drags
                                : Bearing.Neither,
                            member.Bearing
                        );
                    }
                }

                Assert.Equal(1, group.Members.Sum(member => member.EcShare ?? 0), 1e-9);
            }

            return 0;

            char Level(double value, bool y)
            {
                CutRow cut = cuts.Single(row => row.Y == y);
                return value >= cut.Hi ? 'H'
                    : value >= cut.Lo ? 'M'
                    : 'L';
            }
        });

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_trail_of_a_group_is_what_the_stored_snapshots_hold(DatabaseProvider provider) =>
        await (await banks.OnAsync(provider)).UseAsync(async db =>
        {
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, null, null, CancellationToken.None))!;
            foreach (GroupRow own in db.Groups.AsNoTracking().OrderBy(row => row.Code).Take(5).ToList())
            {
                GroupView group = (await new GroupQuery(db).AskAsync(DataScope.WholeBank, at, own.Code, CancellationToken.None))!;
                var stored = (
                    from standing in db.GroupPositions
                    join snapshot in db.Snapshots on standing.SnapshotId equals snapshot.Id
                    where standing.GroupId == own.Id
                    select new
                    {
                        snapshot.Period,
                        standing.Cell,
                        standing.Revenue,
                    }
                ).ToList();

                Assert.Equal(
                    stored.OrderBy(one => one.Period).Select(one => (one.Period, one.Cell, (double?)one.Revenue)),
                    group.Trail.Select(step => (step.Period, step.Cell, step.Sum?.Revenue))
                );
            }

            return 0;
        });

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_manager_sees_her_own_members_and_no_sum_that_tells_of_a_few_others(DatabaseProvider provider)
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            var query = new GroupQuery(db);
            DataScope m1 = DataScope.Manager(bank["M1"]);
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(m1, PocketBank.First, null, CancellationToken.None))!;
            GroupView partly = (await query.AskAsync(m1, at, "G2", CancellationToken.None))!;
            GroupView wholly = (await query.AskAsync(m1, at, "G1", CancellationToken.None))!;

            Assert.True(partly.IsKeptBack);
            Assert.Equal((null, null, null), (partly.Sum, partly.Eva, partly.Others));
            GroupMember own = Assert.Single(partly.Members);
            Assert.Equal(("c1", 1000.0, 20.0), (own.No, own.Revenue, own.Return));
            Assert.Equal((null, null, null, null), (own.ReturnShare, own.EcShare, own.Without, own.CellWithout));
            Assert.All(partly.Trail, step => Assert.Null(step.Sum));
            Assert.False(wholly.IsKeptBack);
            Assert.Equal(7777, wholly.Sum?.Revenue);
            // Both members of G2 are customers of the branch.
            Assert.Equal(7777, (await query.AskAsync(DataScope.Institution(bank["B1"]), at, "G2", CancellationToken.None))!.Sum?.Revenue);
            return 0;
        });
    }

    [Fact]
    public async Task A_group_without_a_member_in_scope_is_answered_like_one_that_does_not_exist()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            var query = new GroupQuery(db);
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, PocketBank.First, null, CancellationToken.None))!;

            Assert.Null(await query.AskAsync(DataScope.Manager(bank["M2"]), at, "G1", CancellationToken.None));
            Assert.Null(await query.AskAsync(DataScope.Manager(bank["M2"]), at, "nobody", CancellationToken.None));
            Assert.Null(await query.AskAsync(DataScope.Nothing, at, "G1", CancellationToken.None));
            // After c1 has gone to M3, its old manager sees nobody of the group any more.
            Viewpoint later = at with
            {
                SnapshotId = bank[PocketBank.Second.ToString()],
                Period = PocketBank.Second,
            };
            Assert.Null(await query.AskAsync(DataScope.Manager(bank["M1"]), later, "G2", CancellationToken.None));
            Assert.NotNull(await query.AskAsync(DataScope.Manager(bank["M3"]), later, "G2", CancellationToken.None));
            return 0;
        });
    }

    [Fact]
    public async Task The_other_members_are_shown_together_where_the_sums_may_be_shown()
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite);
        PocketBank bank = await PocketBank.InAsync(database);
        await database.UseAsync(async db =>
        {
            // Eleven members stand behind the sums, of which one is M1's: ten others cannot be told apart.
            await db
                .GroupPositions.Where(row => row.GroupId == bank["G2"])
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Members, 11));
            DataScope m1 = DataScope.Manager(bank["M1"]);
            Viewpoint at = (await new ViewpointQuery(db).AskAsync(m1, PocketBank.First, null, CancellationToken.None))!;
            GroupView group = (await new GroupQuery(db).AskAsync(m1, at, "G2", CancellationToken.None))!;
            GroupMember own = Assert.Single(group.Members);

            Assert.False(group.IsKeptBack);
            Assert.Equal(new GroupSum(10, 7777 - 1000, 55 - 20, 333 - 110), group.Others);
            Assert.Equal((20 / 55.0, 110 / 333.0), (own.ReturnShare, own.EcShare));
            // 6,777 of revenue lies above 900; 35 on 223 is 15.7 %.
            Assert.Equal("HM", own.CellWithout.ToString());
            Assert.Equal(55 - (Scheme.Default.Hurdle * 333), group.Eva);
            return 0;
        });
    }
}
