using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Paths;
using NineGrid.Tests.Data.Access;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Plans;

/// <summary>The list of plans: what is counted is listed and taken away.</summary>
public sealed class PlansQueryTests
{
    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_list_counts_by_state_tells_what_is_overdue_and_gives_every_plan_of_its_filter(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        int draft = await bank.DraftAsync();
        int active = await bank.DraftAsync();
        int other = await bank.DraftAsync("c1");
        await bank.BecomeAsync(DataScope.WholeBank, active, 1, PlanState.Active);
        await bank.BecomeAsync(DataScope.WholeBank, other, 1, PlanState.Dropped);
        await bank.MarkAsync(DataScope.WholeBank, active, LeverKind.FeeIncome, done: true);

        PlanList all = await ListAsync(bank, DataScope.WholeBank, new());
        Assert.Equal((3, 9, 1, 1, 0), (all.Total, all.Steps, all.Page, all.Pages, all.OverdueSteps));
        Assert.Equal(
            [(PlanState.Draft, 1), (PlanState.Active, 1), (PlanState.Dropped, 1)],
            all.States.OrderBy(one => one.Key).Select(one => (one.Key, one.Value))
        );
        Assert.Equal([active], await IdsAsync(bank, new() { State = PlanState.Active }));
        Assert.Equal([draft, active], await IdsAsync(bank, new() { Owner = "M1" }));
        Assert.Equal([other], await IdsAsync(bank, new() { Owner = "M3" }));
        Assert.Empty(await IdsAsync(bank, new() { Owner = "nobody" }));
        Assert.Empty(await IdsAsync(bank, new() { Due = PlanDue.Overdue }));
        Assert.Empty(await IdsAsync(bank, new() { Due = PlanDue.Soon }));

        // All steps are due on 30 June: within 30 days of 1 June, overdue from 1 July on; only the two of the active plan that are not done.
        bank.Clock.Advance(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero) - bank.Clock.GetUtcNow());
        Assert.Equal([active], await IdsAsync(bank, new() { Due = PlanDue.Soon }));
        bank.Clock.Advance(TimeSpan.FromDays(29)); // 30 June
        Assert.Equal(0, (await ListAsync(bank, DataScope.WholeBank, new())).OverdueSteps);
        bank.Clock.Advance(TimeSpan.FromDays(1));
        PlanList late = await ListAsync(bank, DataScope.WholeBank, new() { Due = PlanDue.Overdue });
        Assert.Equal((1, 3, 2), (late.Total, late.Steps, late.OverdueSteps));
        Assert.Equal((active, 2, 1), (late.Plans[0].Id, late.Plans[0].Overdue, late.Plans[0].Done));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_list_holds_the_plans_of_the_selected_customers_within_the_scope(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        int c4 = await bank.DraftAsync();
        int c1 = await bank.DraftAsync("c1");

        Assert.Equal([c4], (await ListAsync(bank, bank.Manager("M1"), new())).Plans.Select(plan => plan.Id));
        Assert.Equal([c1], (await ListAsync(bank, bank.Manager("M3"), new())).Plans.Select(plan => plan.Id));
        Assert.Empty((await ListAsync(bank, bank.Branch("B1"), new())).Plans);
        Assert.Equal([c1], (await ListAsync(bank, DataScope.WholeBank, new(), new() { Manager = "M3" })).Plans.Select(plan => plan.Id));
        Assert.Equal([c4], (await ListAsync(bank, DataScope.WholeBank, new(), new() { Search = "c4" })).Plans.Select(plan => plan.Id));

        Viewpoint at = await bank.AtAsync(PocketBank.Second);
        foreach ((string no, int[] plans) in (IEnumerable<(string, int[])>)[("c4", [c4]), ("c1", []), ("c2", [])])
        {
            IReadOnlyList<PlanListed> own = await bank.AskAsync<PlansQuery, IReadOnlyList<PlanListed>>(query =>
                query.OfCustomerAsync(bank.Manager("M1"), at, no, CancellationToken.None)
            );
            Assert.Equal(plans, own.Select(plan => plan.Id));
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Every_order_gives_every_plan_once_and_turns_round(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        int first = await bank.DraftAsync();
        int second = await bank.DraftAsync("c1");
        EditedPlan edited = await bank.EditAsync(second);
        bank.Clock.Advance(TimeSpan.FromDays(1));
        await bank.SaveAsync(
            DataScope.WholeBank,
            second,
            edited with
            {
                Title = "a title before the other",
                Steps = [edited.Steps[0] with { DueOn = new(2026, 2, 28), Target = 0.0185 }],
            }
        );
        await bank.BecomeAsync(DataScope.WholeBank, second, 2, PlanState.Active);
        var expected = new Dictionary<PlanColumn, int[]>
        {
            [PlanColumn.Title] = [second, first],
            [PlanColumn.Customer] = [second, first], // c1, c4
            [PlanColumn.Institution] = [first, second], // both S21: by number
            [PlanColumn.Owner] = [first, second], // M1, M3
            [PlanColumn.State] = [first, second], // draft, active
            [PlanColumn.Due] = [second, first], // February, June
            [PlanColumn.Worth] = [second, first], // a quarter of one step, three steps
            [PlanColumn.Changed] = [first, second],
        };

        foreach (PlanColumn column in Enum.GetValues<PlanColumn>())
        {
            Assert.Equal(expected[column], await IdsAsync(bank, new(), new(column, Descending: false)));
            Assert.Equal(
                column == PlanColumn.Institution ? expected[column] : expected[column].Reverse(),
                await IdsAsync(bank, new(), new(column, Descending: true))
            );
        }
    }

    private static async Task<PlanList> ListAsync(PlanBank bank, DataScope scope, PlanFilter filter, Selection? selection = null)
    {
        Viewpoint at = await bank.AtAsync(PocketBank.Second);
        PlanList list = await bank.AskAsync<PlansQuery, PlanList>(query =>
            query.AskAsync(scope, at, selection ?? Selection.Everything, filter, PlanOrder.Default, page: 1, CancellationToken.None)
        );
        Assert.Equal(list.Total, list.Plans.Count);
        Assert.Equal(list.Steps, list.Plans.Sum(plan => plan.Steps.Count));
        return list;
    }

    private static async Task<IReadOnlyList<int>> IdsAsync(PlanBank bank, PlanFilter filter, PlanOrder? order = null)
    {
        Viewpoint at = await bank.AtAsync(PocketBank.Second);
        return await bank.AskAsync<PlansQuery, IReadOnlyList<int>>(async query =>
        {
            List<int> ids = [];
            PlanOrder sorted = order ?? new(PlanColumn.Changed, Descending: false);
            await foreach (
                PlanListed plan in query.EveryAsync(DataScope.WholeBank, at, Selection.Everything, filter, sorted, CancellationToken.None)
            )
            {
                ids.Add(plan.Id);
            }

            PlanList page = await query.AskAsync(
                DataScope.WholeBank,
                at,
                Selection.Everything,
                filter,
                sorted,
                page: 1,
                CancellationToken.None
            );
            Assert.Equal(ids, page.Plans.Select(plan => plan.Id));
            return ids;
        });
    }
}
