using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Commands.Plans;

/// <summary>Activates a plan, ends it or gives it up.</summary>
public sealed class ChangePlanState(NineGridDbContext db, Actor actor, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Passes a plan from one state to another.</summary>
    /// <param name="scope">What may be seen.</param>
    /// <param name="id">The plan.</param>
    /// <param name="version">The version that was looked at.</param>
    /// <param name="to">The state it is to have.</param>
    /// <param name="cancellationToken">Stops before anything is stored.</param>
    public async Task<PlanAnswer> RunAsync(DataScope scope, int id, int version, PlanState to, CancellationToken cancellationToken)
    {
        if (await PlanSight.Plans(db, scope).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not PlanRow plan)
        {
            return PlanAnswer.Unknown;
        }

        if (plan.Version != version)
        {
            return PlanAnswer.Conflict;
        }

        if (!plan.State.MayBecome(to))
        {
            return PlanAnswer.NotNow;
        }

        if (to == PlanState.Active && !await db.PlanSteps.AnyAsync(row => row.PlanId == id, cancellationToken))
        {
            return PlanAnswer.WithoutSteps;
        }

        Dictionary<string, object?> before = PlanRecord.Of(plan, []);
        plan.State = to;
        PlanRecord.Add(audit, id, before, PlanRecord.Of(plan, []));
        return await PlanChange.StoreAsync(db, plan, actor, clock, cancellationToken);
    }
}
