using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Commands.Plans;

/// <summary>Marks a step of an active plan as done, or as not done after all.</summary>
/// <remarks>The mark is no part of what is edited with the plan, so it stands in nobody's way and asks for no version.</remarks>
public sealed class MarkStep(NineGridDbContext db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Marks it; marking twice is marking once.</summary>
    public async Task<PlanAnswer> RunAsync(DataScope scope, int id, LeverKind lever, bool done, CancellationToken cancellationToken)
    {
        if (
            await PlanSight.Plans(db, scope).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not PlanRow plan
            || await db.PlanSteps.FirstOrDefaultAsync(row => row.PlanId == id && row.Lever == lever, cancellationToken)
                is not PlanStepRow step
        )
        {
            return PlanAnswer.Unknown;
        }

        if (plan.State != PlanState.Active)
        {
            return PlanAnswer.NotNow;
        }

        Dictionary<string, object?> before = PlanRecord.Of(plan, [step]);
        step.DoneAt = done ? step.DoneAt ?? clock.Now() : null;
        PlanRecord.Add(audit, id, before, PlanRecord.Of(plan, [step]));
        await db.SaveChangesAsync(cancellationToken);
        return PlanAnswer.Stored;
    }
}
