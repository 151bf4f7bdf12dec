using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Web.Display;

namespace NineGrid.Web.Exports;

/// <summary>Plans, their steps and their progress as tables that can be taken away.</summary>
public sealed class PlanTables(Words say, PlanFigures figures)
{
    /// <summary>A list of plans, and the steps of all of them.</summary>
    /// <param name="list">The list.</param>
    /// <param name="rows">Reads every plan of it.</param>
    public IReadOnlyList<Table> List(PlanList list, Func<CancellationToken, IAsyncEnumerable<PlanListed>> rows) =>
        [
            new Table<PlanListed>("plans", say["export.table.plans"], list.Total, PlanColumns(), rows),
            new Table<(PlanListed, PlanStep)>(
                "plan-steps",
                say["export.table.plan-steps"],
                list.Steps,
                StepColumns(),
                cancellationToken => StepsOf(rows(cancellationToken))
            ),
        ];

    /// <summary>The steps of one plan, and where its customer stood since.</summary>
    public IReadOnlyList<Table> Of(PlanView view)
    {
        PlanListed plan = view.Plan;
        (string, string) who = (plan.CustomerNo, plan.Customer);
        return
        [
            new Table<(PlanListed, PlanStep)>(
                "plan-steps",
                say["export.table.plan-steps"],
                StepColumns(),
                [.. plan.Steps.Select(step => (plan, step))]
            )
            {
                Of = who,
            },
            new Table<PlanReading>("plan-progress", say["export.table.plan-progress"], ReadingColumns(plan), view.Readings) { Of = who },
        ];
    }

    private List<TableColumn<PlanListed>> PlanColumns() =>
        [
            new(say["plan.no"], ColumnKind.Count, plan => plan.Id),
            new(say["plan.name"], plan => plan.Title),
            new(say["column.no"], plan => plan.CustomerNo),
            new(say["column.name"], plan => plan.Customer),
            new(say["column.institution"], plan => plan.Institution),
            new(say["plan.owner.no"], plan => plan.OwnerNo),
            new(say["plan.owner"], plan => plan.Owner),
            new(say["plan.state"], plan => figures.State(plan.State)),
            new(say["plan.baseline.period"], plan => plan.BaselinePeriod.ToString()),
            new(say["plan.baseline.cell"], plan => Cell(plan.BaselineCell)),
            new(say["plan.target"], plan => Cell(plan.Target)),
            new(say["plan.now.cell"], plan => Cell(plan.Now?.Cell)),
            new(say["plan.steps.count"], ColumnKind.Count, plan => plan.Steps.Count),
            new(say["plan.steps.done"], ColumnKind.Count, plan => plan.Done),
            new(say["plan.steps.overdue"], ColumnKind.Count, plan => plan.Overdue),
            new(say["plan.due.next"], plan => plan.NextDue),
            new(say["column.in-yuan", say["plan.worth"]], ColumnKind.Money, plan => plan.Worth),
            new(say["column.in-yuan", say["plan.gained"]], ColumnKind.Money, plan => plan.Gained),
        ];

    private List<TableColumn<(PlanListed Plan, PlanStep Step)>> StepColumns() =>
        [
            new(say["plan.no"], ColumnKind.Count, own => own.Plan.Id),
            new(say["plan.name"], own => own.Plan.Title),
            new(say["column.no"], own => own.Plan.CustomerNo),
            new(say["column.name"], own => own.Plan.Customer),
            new(say["plan.state"], own => figures.State(own.Plan.State)),
            new(say["plan.lever"], own => say.Of(own.Step.Lever)),
            new(say["plan.measure"], own => figures.Name(own.Step.Measure)),
            new(say["plan.baseline"], ColumnKind.Number, own => own.Step.Baseline),
            new(say["plan.step.target"], ColumnKind.Number, own => own.Step.Target),
            new(say["plan.step.now"], ColumnKind.Number, own => own.Step.Value),
            new(say["plan.attained"], ColumnKind.Fraction, own => own.Step.Attained),
            new(say["column.in-yuan", say["plan.worth"]], ColumnKind.Money, own => own.Step.Worth),
            new(say["plan.owner.no"], own => own.Step.OwnerNo),
            new(say["plan.owner"], own => own.Step.Owner),
            new(say["plan.due"], own => own.Step.DueOn),
            new(say["plan.done"], own => own.Step.DoneAt is DateTime at ? DateOnly.FromDateTime(at) : null),
            new(say["plan.note"], own => own.Step.Note),
        ];

    private List<TableColumn<PlanReading>> ReadingColumns(PlanListed plan)
    {
        List<TableColumn<PlanReading>> columns =
        [
            new(say["frame.period"], one => one.Period.ToString()),
            new(say["column.value"], one => Cell(one.Cell)),
            new(say["column.in-yuan", say["column.revenue"]], ColumnKind.Money, one => one.Revenue),
            new(say["column.raroc"], ColumnKind.Fraction, one => one.Raroc),
            new(say["column.in-yuan", say["column.eva"]], ColumnKind.Money, one => one.Eva),
        ];
        foreach (PlanStep step in plan.Steps)
        {
            columns.Add(new(figures.Name(step.Measure), ColumnKind.Number, one => one.Values[(int)step.Lever]));
            columns.Add(
                new(
                    say["plan.attained.of", figures.Name(step.Measure)],
                    ColumnKind.Fraction,
                    one => PlannedStep.Attained(step.Baseline, step.Target, one.Values[(int)step.Lever])
                )
            );
        }

        return columns;
    }

    private string? Cell(Cell? cell) => cell is Cell own ? say.Of(own) : null;

    private static async IAsyncEnumerable<(PlanListed, PlanStep)> StepsOf(IAsyncEnumerable<PlanListed> plans)
    {
        await foreach (PlanListed plan in plans)
        {
            foreach (PlanStep step in plan.Steps)
            {
                yield return (plan, step);
            }
        }
    }
}
