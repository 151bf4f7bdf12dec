using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Grids;
using NineGrid.Domain.Grids;
using NineGrid.Tests.Data.Access;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Queries;

/// <summary>What the grid shows of the periods before: the change of its cells and the trails of customers.</summary>
public sealed class EarlierPeriodsTests
{
    private static readonly Cell HighMid = new(Level.High, Level.Mid);

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Cells_are_counted_with_the_institution_manager_and_scope_of_that_time(DatabaseProvider provider)
    {
        await UseAsync(
            provider,
            async (db, bank, large) =>
            {
                async Task<int?> Count(DataScope scope, string? institution = null, Selection? selection = null)
                {
                    Viewpoint at = (await new ViewpointQuery(db).AskAsync(scope, PocketBank.Second, institution, CancellationToken.None))!;
                    EarlierCells? earlier = await new ChangeQuery(db, large).AskAsync(
                        scope,
                        at,
                        Grid.Value,
                        selection ?? Selection.Everything,
                        CancellationToken.None
                    );
                    Assert.Equal(PocketBank.First, earlier?.Period);
                    Assert.Equal(earlier!.Customers[HighMid.Index], earlier.Customers.Sum());
                    return earlier.Customers[HighMid.Index];
                }

                // c1 was at S11 with M1 then, and is at S21 with M3 now.
                Assert.Equal(6, await Count(DataScope.WholeBank));
                Assert.Equal(4, await Count(DataScope.WholeBank, "B1")); // c1, c2, c3, c5
                Assert.Equal(2, await Count(DataScope.WholeBank, "B2")); // c4, c6
                Assert.Equal(4, await Count(DataScope.Institution(bank["B1"])));
                Assert.Equal(2, await Count(DataScope.Manager(bank["M1"]))); // c1, c4
                Assert.Equal(1, await Count(DataScope.Manager(bank["M3"]))); // c6
                Assert.Equal(1, await Count(DataScope.WholeBank, selection: new() { Manager = "M3" }));
                Assert.Equal(0, await Count(DataScope.WholeBank, selection: new() { Value = GridPart.Of(Band.Low) }));
            }
        );
    }

    [Fact]
    public async Task Without_a_period_before_or_without_the_institution_in_it_there_is_no_change()
    {
        await UseAsync(
            DatabaseProvider.Sqlite,
            async (db, bank, large) =>
            {
                Task<EarlierCells?> Ask(Viewpoint at, DataScope scope) =>
                    new ChangeQuery(db, large).AskAsync(scope, at, Grid.Value, Selection.Everything, CancellationToken.None);
                DataScope own = DataScope.Manager(bank["M3"]);
                Viewpoint first = (await new ViewpointQuery(db).AskAsync(own, PocketBank.First, null, CancellationToken.None))!;
                Viewpoint second = (await new ViewpointQuery(db).AskAsync(own, PocketBank.Second, "S21", CancellationToken.None))!;

                Assert.Null(await Ask(first, own));
                Assert.NotNull(await Ask(second, own));
                Assert.Null(await Ask(second with { Institution = second.Institution with { Code = "S99" } }, own));
                // M3 had nobody at S11 then, so the institution was not hers to look at.
                Assert.Null(await Ask(second with { Institution = second.Institution with { Code = "S11" } }, own));
            }
        );
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_trail_is_drawn_by_the_cut_points_of_the_period_in_force(DatabaseProvider provider)
    {
        await UseAsync(
            provider,
            async (db, bank, large) =>
            {
                int first = db.Snapshots.Single(row => row.Period == PocketBank.First).Id;
                PositionRow then = db.Positions.Single(row => row.SnapshotId == first && row.CustomerId == bank["c1"]);
                (then.Revenue, then.Raroc) = (700, 0.13);
                foreach (CutRow cut in db.Cuts.Where(row => row.SnapshotId == first))
                {
                    (cut.Lo, cut.Hi) = (1, 2); // those of then do not count
                }

                await db.SaveChangesAsync();
                Trail trail = Assert.Single(await TrailsAsync(db, large, DataScope.WholeBank, "c1"));

                Assert.Equal(("c1", "c1"), (trail.No, trail.Name));
                Assert.Equal([PocketBank.First, PocketBank.Second], trail.Steps.Select(step => step.Period));
                // The cuts of the second period are 500 and 900, 11 % and 20 %.
                Assert.Equal(1 + (Math.Log(700.0 / 500) / Math.Log(900.0 / 500)), trail.Steps[0].AtX.Position, 4);
                Assert.Equal(1 + (0.02 / 0.09), trail.Steps[0].AtY.Position, 6);
                Assert.Equal((700, 0.13), (trail.Steps[0].X, trail.Steps[0].Y));
                Assert.InRange(trail.Steps[1].AtX.Position, 2, 3);
            }
        );
    }

    [Theory]
    [MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_trail_shows_a_customer_only_while_it_was_in_the_scope(DatabaseProvider provider)
    {
        await UseAsync(
            provider,
            async (db, bank, large) =>
            {
                Trail own = Assert.Single(await TrailsAsync(db, large, DataScope.Manager(bank["M3"]), "c1", "c2", "nobody"));

                Assert.Equal([PocketBank.Second], own.Steps.Select(step => step.Period));
                // M1 had c1 once, but has it no more.
                Assert.Empty(await TrailsAsync(db, large, DataScope.Manager(bank["M1"]), "c1"));
                Assert.Equal(["c6", "c1"], (await TrailsAsync(db, large, DataScope.Manager(bank["M3"]), "c6", "c1")).Select(one => one.No));
                Assert.Empty(await TrailsAsync(db, large, DataScope.Nothing, "c1"));
            }
        );
    }

    [Fact]
    public async Task A_trail_is_not_drawn_by_cut_points_that_are_kept_back()
    {
        await UseAsync(
            DatabaseProvider.Sqlite,
            async (db, bank, large) =>
            {
                Assert.NotEmpty(Assert.Single(await TrailsAsync(db, large, DataScope.WholeBank, "c4")).Steps);
                Assert.Empty(Assert.Single(await TrailsAsync(db, large, DataScope.Manager(bank["M1"]), "c4")).Steps);
            },
            customersOfCuts: 9
        );
    }

    private static async Task<IReadOnlyList<Trail>> TrailsAsync(
        NineGridDbContext db,
        LargeSelections large,
        DataScope scope,
        params string[] numbers
    )
    {
        Viewpoint at = (await new ViewpointQuery(db).AskAsync(DataScope.WholeBank, PocketBank.Second, null, CancellationToken.None))!;
        return await new TrailsQuery(db, large).AskAsync(scope, at, Grid.Value, numbers, CancellationToken.None);
    }

    private static async Task UseAsync(
        DatabaseProvider provider,
        Func<NineGridDbContext, PocketBank, LargeSelections, Task> use,
        int customersOfCuts = 10
    )
    {
        await using TestDatabase database = await TestDatabases.CreateAsync(provider);
        PocketBank bank = await PocketBank.InAsync(database, customersOfCuts);
        await database.UseAsync(async db =>
        {
            using var large = new LargeSelections();
            await use(db, bank, large);
            return 0;
        });
    }
}
