using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Tests.Data.Access;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Data.Plans;

public sealed class PlanCommandsTests
{
    // MH needs Π ≥ 0.20·EC: 0.20·(500,000 + 0.12·240,000) − 0.75·(240,000 − 84,000 − 47,250) = 105,760 − 81,562.5 = 24,197.5 are missing.
    // Per unit of effort most comes from loan pricing (20,000·0.726 = 14,520), then from cost (0.75·12,000 = 9,000), the rest from fees (17,280 in full).
    private const double FeeFraction = (24_197.5 - 14_520 - 9_000) / 17_280;

    public static TheoryData<DatabaseProvider> Databases => TestDatabases.All;

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_plan_takes_the_steps_of_the_path_and_freezes_where_the_customer_stands(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);

        (PlanAnswer answer, int? id) = await bank.MakeAsync(bank.Manager("M1"), "c4", new(Level.Mid, Level.High));
        PlanListed plan = (await bank.FindAsync(bank.Manager("M1"), id!.Value))!.Plan;

        Assert.Equal(PlanAnswer.Stored, answer);
        Assert.Equal(
            ("to MH", PlanState.Draft, "c4", "M1", 1, PocketBank.First, 1),
            (plan.Title, plan.State, plan.CustomerNo, plan.OwnerNo, plan.Version, plan.BaselinePeriod, plan.BaselineSchemeVersion)
        );
        Assert.Equal((new Cell(Level.Mid, Level.Mid), new Cell(Level.Mid, Level.High)), (plan.BaselineCell, plan.Target));
        Assert.Equal(240_000, plan.BaselineRevenue);
        Assert.Equal(81_562.5 - (0.11 * 528_800), plan.BaselineEva!.Value, 1e-6);
        Assert.Equal(81_562.5 / 528_800, plan.BaselineRaroc!.Value, 1e-12);
        Assert.Equal([LeverKind.LoanPricing, LeverKind.FeeIncome, LeverKind.CostToServe], plan.Steps.Select(step => step.Lever));
        // 0.018 → 0.020; 24,000 and the fraction of 30,000 more; 84,000 less 12,000 of 240,000.
        AssertStep(plan.Steps[0], 0.018, 0.020, 20_000 * (0.75 - (0.11 * 0.12)));
        AssertStep(plan.Steps[1], 24_000, 24_000 + (30_000 * FeeFraction), FeeFraction * (18_000 - (0.11 * 0.12 * 30_000)));
        AssertStep(plan.Steps[2], 0.35, 0.30, 9_000);
        Assert.All(plan.Steps, step => Assert.Equal(("M1", new DateOnly(2026, 6, 30)), (step.OwnerNo, step.DueOn!.Value)));
        AuditRow line = Assert.Single(await bank.AuditAsync(id.Value));
        Assert.Null(line.Before);
        Assert.Contains("\"LoanPricing.due\":\"2026-06-30\"", line.After);

        static void AssertStep(PlanStep step, double baseline, double target, double worth)
        {
            Assert.Equal(baseline, step.Baseline!.Value, 1e-9);
            Assert.Equal(target, step.Target, 1e-6);
            Assert.Equal(worth, step.Worth!.Value, 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Progress_is_measured_in_every_later_snapshot_from_the_frozen_baseline(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        int id = await bank.DraftAsync();
        // The first period is computed again and comes out differently; the plan does not care.
        await bank.UseAsync(db =>
            db.Figures.Where(row => row.LoanNii == 180_000).ExecuteUpdateAsync(set => set.SetProperty(row => row.LoanNii, 1))
        );

        PlanView later = (await bank.FindAsync(DataScope.WholeBank, id))!;
        PlanView before = (await bank.FindAsync(DataScope.WholeBank, id, PocketBank.First))!;

        PlanReading reading = Assert.Single(later.Readings);
        Assert.Equal(PocketBank.Second, reading.Period);
        // 190,000/10,000,000 is half of the way from 0.018 to 0.020; fees stand still; 78,000/250,000 = 0.312 on the way from 0.35 to 0.30.
        Assert.Equal([0.5, 0, 0.76], later.Plan.Steps.Select(step => Math.Round(step.Attained!.Value, 9)));
        Assert.Equal([0.019, 24_000, 0.312], later.Plan.Steps.Select(step => Math.Round(step.Value!.Value, 9)));
        // Π = 0.75·(250,000 − 78,000 − 47,250) = 93,562.5 less 11 % of 530,000, against 81,562.5 less 11 % of 528,800.
        Assert.Equal(93_562.5 - 58_300 - (81_562.5 - 58_168), later.Plan.Gained!.Value, 1e-6);
        Assert.Empty(before.Readings);
        Assert.Null(before.Plan.Now);
        Assert.All(before.Plan.Steps, step => Assert.Null(step.Attained));
        Assert.All(later.Plan.Steps.Zip(before.Plan.Steps), both => Assert.Equal(both.First.Baseline, both.Second.Baseline));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Plans_outlive_the_snapshots_they_were_made_from(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        int id = await bank.DraftAsync();

        await bank.UseAsync(db => db.Snapshots.Where(row => row.Period == PocketBank.First).ExecuteDeleteAsync());

        PlanView plan = (await bank.FindAsync(DataScope.WholeBank, id))!;
        Assert.Equal(3, plan.Plan.Steps.Count);
        Assert.Single(plan.Readings);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_plan_is_edited_whole_and_the_trail_tells_what_changed_and_nothing_else(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        int id = await bank.DraftAsync();
        EditedPlan now = await bank.EditAsync(id);

        (PlanAnswer answer, IReadOnlyList<PlanFault> faults) = await bank.SaveAsync(
            bank.Manager("M1"),
            id,
            now with
            {
                Title = " More from loans ",
                Steps =
                [
                    now.Steps[0] with
                    {
                        Target = 0.019,
                        DueOn = new(2026, 3, 31),
                        Note = "talk to Li",
                    },
                    now.Steps[2],
                    new(LeverKind.DepositVolume, 4_240_000, "M1", null, null),
                ],
            }
        );
        PlanListed plan = (await bank.FindAsync(DataScope.WholeBank, id))!.Plan;

        Assert.Equal(PlanAnswer.Stored, answer);
        Assert.Empty(faults);
        Assert.Equal(("More from loans", 2, "talk to Li"), (plan.Title, plan.Version, plan.Steps[1].Note));
        Assert.Equal([LeverKind.DepositVolume, LeverKind.LoanPricing, LeverKind.CostToServe], plan.Steps.Select(step => step.Lever));
        // Half of the way is worth half; a step that is no lever of the customer has a baseline all the same, but no worth.
        Assert.Equal(10_000 * (0.75 - (0.11 * 0.12)), plan.Steps[1].Worth!.Value, 1e-6);
        Assert.Equal((3_000_000, (double?)null), (plan.Steps[0].Baseline!.Value, plan.Steps[0].Worth));
        AuditRow line = (await bank.AuditAsync(id))[^1];
        Assert.Equal(
            [
                "FeeIncome.done",
                "FeeIncome.due",
                "FeeIncome.owner",
                "FeeIncome.target",
                "LoanPricing.due",
                "LoanPricing.note",
                "LoanPricing.target",
                "title",
            ],
            Names(line.Before!)
        );
        Assert.Contains("\"LoanPricing.due\":\"2026-06-30\"", line.Before);
        Assert.Contains("\"LoanPricing.due\":\"2026-03-31\"", line.After);
        Assert.Contains("\"LoanPricing.target\":0.019", line.After);
        Assert.Contains("\"DepositVolume.target\":4240000", line.After);

        // Nothing changed, nothing told.
        Assert.Equal(PlanAnswer.Stored, (await bank.SaveAsync(DataScope.WholeBank, id, await bank.EditAsync(id))).Answer);
        Assert.Equal(2, (await bank.AuditAsync(id)).Count);

        static IEnumerable<string> Names(string json)
        {
            using JsonDocument read = JsonDocument.Parse(json);
            return [.. read.RootElement.EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal)];
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Of_two_who_edit_one_plan_the_second_is_told_and_nothing_of_hers_is_stored(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        int id = await bank.DraftAsync();
        EditedPlan both = await bank.EditAsync(id);

        Assert.Equal(PlanAnswer.Stored, (await bank.SaveAsync(bank.Manager("M1"), id, both with { Title = "first" })).Answer);
        Assert.Equal(PlanAnswer.Conflict, (await bank.SaveAsync(bank.Branch("B2"), id, both with { Title = "second" })).Answer);
        Assert.Equal(PlanAnswer.Conflict, await bank.BecomeAsync(bank.Branch("B2"), id, both.Version, PlanState.Active));

        PlanListed plan = (await bank.FindAsync(DataScope.WholeBank, id))!.Plan;
        Assert.Equal(("first", PlanState.Draft, 2), (plan.Title, plan.State, plan.Version));
        Assert.Equal(2, (await bank.AuditAsync(id)).Count);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Also_when_both_read_the_plan_before_either_stores_it(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        int id = await bank.DraftAsync();

        (PlanAnswer first, PlanAnswer second) = await bank.UseAsync(async one =>
            (
                await bank.UseAsync(async other =>
                {
                    PlanRow mine = await one.Plans.SingleAsync(row => row.Id == id);
                    PlanRow hers = await other.Plans.SingleAsync(row => row.Id == id);
                    (mine.Title, hers.Title) = ("mine", "hers");
                    one.PlanSteps.Add(
                        new()
                        {
                            PlanId = id,
                            Lever = LeverKind.Payroll,
                            Target = 1,
                        }
                    );
                    return (
                        await PlanChange.StoreAsync(other, hers, Actor.Operator, bank.Clock, CancellationToken.None),
                        await PlanChange.StoreAsync(one, mine, Actor.Operator, bank.Clock, CancellationToken.None)
                    );
                })
            )
        );

        Assert.Equal((PlanAnswer.Stored, PlanAnswer.Conflict), (first, second));
        PlanListed plan = (await bank.FindAsync(DataScope.WholeBank, id))!.Plan;
        Assert.Equal(("hers", 3), (plan.Title, plan.Steps.Count));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_plan_is_activated_done_and_then_stays_as_it_is(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        DataScope m1 = bank.Manager("M1");
        int id = await bank.DraftAsync();

        Assert.Equal(PlanAnswer.NotNow, await bank.MarkAsync(m1, id, LeverKind.LoanPricing, done: true)); // nothing is done of a draft
        Assert.Equal(PlanAnswer.NotNow, await bank.BecomeAsync(m1, id, 1, PlanState.Done));
        Assert.Equal(PlanAnswer.Stored, await bank.BecomeAsync(m1, id, 1, PlanState.Active));
        Assert.Equal(PlanAnswer.NotNow, await bank.BecomeAsync(m1, id, 2, PlanState.Draft));
        EditedPlan edited = await bank.EditAsync(id);
        Assert.Equal(PlanAnswer.Stored, await bank.MarkAsync(m1, id, LeverKind.LoanPricing, done: true));
        Assert.Equal(PlanAnswer.Stored, await bank.MarkAsync(m1, id, LeverKind.LoanPricing, done: true));
        Assert.Equal(PlanAnswer.Unknown, await bank.MarkAsync(m1, id, LeverKind.Payroll, done: true));
        // A mark stands in nobody's way.
        Assert.Equal(PlanAnswer.Stored, (await bank.SaveAsync(m1, id, edited with { Note = "noted" })).Answer);
        Assert.Equal(PlanAnswer.Stored, await bank.BecomeAsync(m1, id, 3, PlanState.Done));
        Assert.Equal(PlanAnswer.NotNow, await bank.BecomeAsync(m1, id, 4, PlanState.Active));
        Assert.Equal(PlanAnswer.Ended, (await bank.SaveAsync(m1, id, edited)).Answer);
        Assert.Equal(PlanAnswer.NotNow, await bank.MarkAsync(m1, id, LeverKind.LoanPricing, done: false));
        Assert.Equal(PlanAnswer.Stored, await bank.SayAsync(m1, id, " well done\n "));

        PlanView plan = (await bank.FindAsync(m1, id))!;
        Assert.Equal((PlanState.Done, 1, "noted"), (plan.Plan.State, plan.Plan.Done, plan.Plan.Note));
        Assert.Equal([(Actor.Operator.Name, "well done")], plan.Comments.Select(one => (one.Author, one.Text)));
        Assert.Equal(
            ["made", "\"active\"", "LoanPricing.done", "note", "\"done\"", "comment"],
            (await bank.AuditAsync(id)).Select(line =>
                line.Before is null && line.After!.Contains("comment", StringComparison.Ordinal) ? "comment"
                : line.Before is null ? "made"
                : line.After!.Contains("state", StringComparison.Ordinal) ? line.After[9..^1].ToLowerInvariant()
                : line.After[2..line.After.IndexOf('"', 2)]
            )
        );
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_empty_plan_needs_a_step_before_it_is_activated(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        var at = await bank.AtAsync(PocketBank.First);
        (_, int? id) = await bank.AskAsync<MakePlan, (PlanAnswer, int?)>(make =>
            make.EmptyAsync(bank.Manager("M1"), at, "c4", "by hand", CancellationToken.None)
        );

        Assert.Equal(PlanAnswer.WithoutSteps, await bank.BecomeAsync(DataScope.WholeBank, id!.Value, 1, PlanState.Active));
        EditedPlan edited = await bank.EditAsync(id.Value);
        Assert.Equal(
            PlanAnswer.Stored,
            (
                await bank.SaveAsync(
                    DataScope.WholeBank,
                    id.Value,
                    edited with
                    {
                        Steps = [new(LeverKind.FeeIncome, 30_000, null, null, null)],
                    }
                )
            ).Answer
        );
        Assert.Equal(PlanAnswer.Stored, await bank.BecomeAsync(DataScope.WholeBank, id.Value, 2, PlanState.Active));
    }

    [Fact]
    public async Task What_cannot_be_stored_is_told_field_by_field()
    {
        await using PlanBank bank = await PlanBank.OnAsync(DatabaseProvider.Sqlite);
        int id = await bank.DraftAsync();
        EditedPlan now = await bank.EditAsync(id);

        Assert.Equal(["Title PlanText"], await Faults(now with { Title = " " }));
        Assert.Equal(["Title PlanText"], await Faults(now with { Title = new('x', 101) }));
        Assert.Equal(["Note PlanText"], await Faults(now with { Note = new('x', 2001) }));
        Assert.Equal(["Owner PlanOwner"], await Faults(now with { Owner = "M2" }));
        Assert.Equal(["LoanPricing.Target PlanRange"], await FaultsOf(step => step with { Target = -0.01 }));
        Assert.Equal(["LoanPricing.Target PlanRange"], await FaultsOf(step => step with { Target = double.NaN }));
        Assert.Equal(["LoanPricing.Target PlanNoBetter"], await FaultsOf(step => step with { Target = 0.018 }));
        Assert.Equal(["LoanPricing.DueOn PlanDue"], await FaultsOf(step => step with { DueOn = new(2026, 1, 14) }));
        Assert.Equal(["LoanPricing.DueOn PlanDue"], await FaultsOf(step => step with { DueOn = new(2036, 1, 16) }));
        Assert.Equal(["LoanPricing.Owner PlanOwner"], await FaultsOf(step => step with { Owner = "nobody" }));
        Assert.Equal(["LoanPricing.Note PlanText"], await FaultsOf(step => step with { Note = "a\u0007" }));
        Assert.Contains("LoanPricing.Lever PlanTwice", await Faults(now with { Steps = [.. now.Steps, now.Steps[0]] }));
        Assert.Empty(await FaultsOf(step => step with { DueOn = new(2026, 1, 15), Owner = null }));
        Assert.Equal(2, (await bank.AuditAsync(id)).Count);

        Task<IReadOnlyList<string>> FaultsOf(Func<EditedStep, EditedStep> change) =>
            Faults(now with { Steps = [change(now.Steps[0]), .. now.Steps.Skip(1)] });

        async Task<IReadOnlyList<string>> Faults(EditedPlan edited) =>
            [.. (await bank.SaveAsync(bank.Manager("M1"), id, edited)).Faults.Select(fault => $"{fault.Field} {fault.Code}")];
    }

    [Fact]
    public async Task A_head_assigns_to_a_manager_of_the_institution_and_a_manager_to_herself()
    {
        await using PlanBank bank = await PlanBank.OnAsync(DatabaseProvider.Sqlite);
        int id = await bank.DraftAsync();
        EditedPlan now = await bank.EditAsync(id);

        // c4 stands at S21 with c1 and c6 of M3.
        Assert.Equal(["M1", "M3"], (await bank.FindAsync(bank.Branch("B2"), id))!.Owners.Select(one => one.No));
        Assert.Equal(["M1"], (await bank.FindAsync(bank.Manager("M1"), id))!.Owners.Select(one => one.No));
        Assert.Equal(PlanAnswer.Invalid, (await bank.SaveAsync(bank.Manager("M1"), id, now with { Owner = "M3" })).Answer);
        Assert.Equal(PlanAnswer.Stored, (await bank.SaveAsync(bank.Branch("B2"), id, now with { Owner = "M3" })).Answer);
        // Who has it may keep it, whoever saves.
        Assert.Equal(
            PlanAnswer.Stored,
            (await bank.SaveAsync(bank.Manager("M1"), id, now with { Version = 2, Owner = "M3", Title = "theirs" })).Answer
        );
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Who_does_not_see_the_customer_today_does_not_see_its_plan(DatabaseProvider provider)
    {
        await using PlanBank bank = await PlanBank.OnAsync(provider);
        // c1 was M1's at S11 when the plan was made, and is M3's at S21 since.
        int id = await bank.DraftAsync("c1");
        EditedPlan edited = await bank.EditAsync(id);

        foreach (DataScope other in (DataScope[])[bank.Manager("M1"), bank.Manager("M2"), bank.Branch("B1"), DataScope.Nothing])
        {
            Assert.Null(await bank.FindAsync(other, id));
            Assert.Null(await bank.FindAsync(other, id, PocketBank.First));
            Assert.Equal(PlanAnswer.Unknown, (await bank.SaveAsync(other, id, edited)).Answer);
            Assert.Equal(PlanAnswer.Unknown, await bank.BecomeAsync(other, id, 1, PlanState.Active));
            Assert.Equal(PlanAnswer.Unknown, await bank.MarkAsync(other, id, LeverKind.LoanPricing, done: true));
            Assert.Equal(PlanAnswer.Unknown, await bank.SayAsync(other, id, "hello"));
            Assert.Equal((PlanAnswer.Unknown, null), await bank.MakeAsync(other, "c1", target: null));
        }

        foreach (DataScope own in (DataScope[])[bank.Manager("M3"), bank.Branch("B2"), DataScope.WholeBank])
        {
            Assert.NotNull(await bank.FindAsync(own, id));
        }

        Assert.Single(await bank.AuditAsync(id));
    }

    [Fact]
    public async Task A_benchmark_that_may_not_be_shown_makes_no_plan()
    {
        await using PlanBank bank = await PlanBank.OnAsync(DatabaseProvider.Sqlite, customersOfBenchmarks: 9);

        Assert.Equal((PlanAnswer.WithoutPath, null), await bank.MakeAsync(bank.Manager("M1"), "c4", new(Level.Mid, Level.High)));
        Assert.Equal(PlanAnswer.Stored, (await bank.MakeAsync(DataScope.WholeBank, "c4", new(Level.Mid, Level.High))).Answer);
    }

    [Fact]
    public async Task There_is_no_path_to_where_the_customer_stands_nor_without_a_lever()
    {
        await using PlanBank bank = await PlanBank.OnAsync(DatabaseProvider.Sqlite);

        Assert.Equal((PlanAnswer.WithoutPath, null), await bank.MakeAsync(DataScope.WholeBank, "c4", new(Level.Mid, Level.Mid)));
        Assert.Equal((PlanAnswer.WithoutPath, null), await bank.MakeAsync(DataScope.WholeBank, "c6", target: null));
        Assert.Equal((PlanAnswer.Unknown, null), await bank.MakeAsync(DataScope.WholeBank, "c99", target: null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("a\u0000")]
    public async Task A_comment_says_something(string? text)
    {
        await using PlanBank bank = await PlanBank.OnAsync(DatabaseProvider.Sqlite);
        int id = await bank.DraftAsync();

        Assert.Equal(PlanAnswer.Invalid, await bank.SayAsync(DataScope.WholeBank, id, text));
        Assert.Equal(PlanAnswer.Invalid, await bank.SayAsync(DataScope.WholeBank, id, new('x', 2001)));
        Assert.Empty((await bank.FindAsync(DataScope.WholeBank, id))!.Comments);
    }
}
