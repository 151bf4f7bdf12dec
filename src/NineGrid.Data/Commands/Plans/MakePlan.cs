using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Customers;
using NineGrid.Data.Queries.Frame;
using NineGrid.Data.Queries.Plans;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Commands.Plans;

/// <summary>Makes the draft of a plan, from a path or from scratch, and freezes where the customer stands.</summary>
/// <remarks>It goes by what the page of the customer shows to the same reader: the path that is saved is the one that was seen.</remarks>
public sealed class MakePlan(NineGridDbContext db, CustomerQuery customers, Actor actor, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Makes a plan of the steps of the least-effort path to a cell; where that cannot be reached, of those that lead as far up as the levers do.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="at">The snapshot that is the baseline.</param>
    /// <param name="no">Number of the customer.</param>
    /// <param name="target">The cell; null for the default target.</param>
    /// <param name="title">The title of a plan with that target.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    /// <returns>The number of the plan; null when none was made, with the reason.</returns>
    public async Task<(PlanAnswer Answer, int? Plan)> FromPathAsync(
        DataScope scope,
        Viewpoint at,
        string no,
        Cell? target,
        Func<Cell?, string> title,
        CancellationToken cancellationToken
    )
    {
        if (await StartAsync(scope, at, no, cancellationToken) is not PlanStart start)
        {
            return (PlanAnswer.Unknown, null);
        }

        CustomerGuidance? guidance = start.Customer.IsPathKeptBack ? null : start.Customer.Guidance;
        StepwisePath? path = target is Cell cell ? guidance?.To(cell) : guidance?.ToNext();
        if (path is null || path.Steps.Count == 0)
        {
            return (PlanAnswer.WithoutPath, null);
        }

        DateOnly due = PlanLife.ProposedDue(DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        List<PlanStepRow> steps = [];
        foreach (PathStep own in path.Steps)
        {
            if (PlannedStep.Target(guidance!, own.Lever, own.Fraction, at.Scheme) is double goal)
            {
                steps.Add(
                    new()
                    {
                        Lever = own.Lever.Kind,
                        Target = goal,
                        DueOn = due,
                    }
                );
            }
        }

        return (PlanAnswer.Stored, await StoreAsync(at, start, title(path.Path.Target), path.Path.Target, steps, cancellationToken));
    }

    /// <summary>Makes a plan without steps.</summary>
    /// <returns>The number of the plan; null when none was made, with the reason.</returns>
    public async Task<(PlanAnswer Answer, int? Plan)> EmptyAsync(
        DataScope scope,
        Viewpoint at,
        string no,
        string? title,
        CancellationToken cancellationToken
    ) =>
        !SavePlan.IsTitle(title) ? (PlanAnswer.Invalid, null)
        : await StartAsync(scope, at, no, cancellationToken) is not PlanStart start ? (PlanAnswer.Unknown, null)
        : (PlanAnswer.Stored, await StoreAsync(at, start, title!.Trim(), target: null, [], cancellationToken));

    private async Task<int> StoreAsync(
        Viewpoint at,
        PlanStart start,
        string title,
        Cell? target,
        List<PlanStepRow> steps,
        CancellationToken cancellationToken
    )
    {
        DateTime now = clock.Now();
        var plan = new PlanRow
        {
            CustomerId = start.Customer.Position.CustomerId,
            Title = title,
            Target = target,
            State = PlanState.Draft,
            OwnerId = start.ManagerToday,
            Version = 1,
            CreatedAt = now,
            CreatedBy = actor.Name,
            ChangedAt = now,
            ChangedBy = actor.Name,
            BaselinePeriod = at.Period,
            BaselineScheme = StoredSchemes.DefaultName,
            BaselineSchemeVersion = at.SchemeVersion,
            BaselineCell = start.Customer.Position.ValueCell,
            BaselineRevenue = start.Customer.Position.Revenue,
            BaselineRaroc = start.Customer.Position.Raroc,
            BaselineEva = start.Customer.Position.Eva,
        };
        CustomerFigures? figures = start.Customer.Figures is FiguresRow row ? StoredFigures.FiguresOf(start.Customer.Position, row) : null;
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Plans.Add(plan);
        await db.SaveChangesAsync(cancellationToken);
        IReadOnlyList<PlanBaseline> baselines = PlanBaseline.Of(figures, start.Customer.Guidance, at.Scheme);
        db.PlanBaselines.AddRange(
            baselines.Select(own => new PlanBaselineRow
            {
                PlanId = plan.Id,
                Lever = own.Kind,
                Value = own.Value,
                UnitWorth = own.UnitWorth,
            })
        );
        foreach (PlanStepRow step in steps)
        {
            step.PlanId = plan.Id;
            step.OwnerId = plan.OwnerId;
            step.Worth = PlannedStep.Worth(baselines[(int)step.Lever], step.Target);
        }

        db.PlanSteps.AddRange(steps);
        PlanRecord.Add(audit, plan.Id, before: null, PlanRecord.Of(plan, steps));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return plan.Id;
    }

    /// <summary>Where the customer stands in the snapshot; null when it may not be seen there or today.</summary>
    private async Task<PlanStart?> StartAsync(DataScope scope, Viewpoint at, string no, CancellationToken cancellationToken)
    {
        if (await customers.AskAsync(scope, at, no, cancellationToken) is not CustomerView customer)
        {
            return null;
        }

        var today = await PlanSight
            .Customers(db, scope)
            .Where(row => row.CustomerId == customer.Position.CustomerId)
            .Select(row => new { row.ManagerId })
            .FirstOrDefaultAsync(cancellationToken);
        return today is null ? null : new(customer, today.ManagerId);
    }

    private sealed record PlanStart(CustomerView Customer, int? ManagerToday);
}
