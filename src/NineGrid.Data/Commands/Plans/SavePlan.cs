using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;

namespace NineGrid.Data.Commands.Plans;

/// <summary>What a plan is to be.</summary>
/// <param name="Version">The version that was edited.</param>
/// <param name="Title">1 to 100 characters.</param>
/// <param name="Target">The cell aimed at; null for none.</param>
/// <param name="Owner">Number of the relationship manager; null for nobody.</param>
/// <param name="Note">Up to 2,000 characters.</param>
/// <param name="Steps">All its steps.</param>
public sealed record EditedPlan(int Version, string? Title, Cell? Target, string? Owner, string? Note, IReadOnlyList<EditedStep> Steps);

/// <summary>What a step of a plan is to be.</summary>
/// <param name="Lever">Its lever.</param>
/// <param name="Target">What the lever's measure is to be.</param>
/// <param name="Owner">Number of the relationship manager; null for nobody.</param>
/// <param name="DueOn">When it is due; null for never.</param>
/// <param name="Note">Up to 500 characters.</param>
public sealed record EditedStep(LeverKind Lever, double Target, string? Owner, DateOnly? DueOn, string? Note);

/// <summary>Changes a draft or an active plan and its steps.</summary>
public sealed class SavePlan(NineGridDbContext db, Actor actor, AuditTrail audit, TimeProvider clock)
{
    // Nobody plans further ahead.
    private const int MostYearsAhead = 10;

    /// <summary>Stores what a plan is to be, whole or not at all.</summary>
    /// <returns>What became of it, and what is wrong with what was entered.</returns>
    public async Task<(PlanAnswer Answer, IReadOnlyList<PlanFault> Faults)> RunAsync(
        DataScope scope,
        int id,
        EditedPlan edited,
        CancellationToken cancellationToken
    )
    {
        if (await PlanSight.Plans(db, scope).FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not PlanRow plan)
        {
            return (PlanAnswer.Unknown, []);
        }

        if (!plan.State.IsOpen())
        {
            return (PlanAnswer.Ended, []);
        }

        if (plan.Version != edited.Version)
        {
            return (PlanAnswer.Conflict, []);
        }

        List<PlanStepRow> steps = await db.PlanSteps.Where(row => row.PlanId == id).ToListAsync(cancellationToken);
        Dictionary<LeverKind, PlanBaseline> baselines = await db
            .PlanBaselines.Where(row => row.PlanId == id)
            .Select(row => new PlanBaseline(row.Lever, row.Value, row.UnitWorth))
            .ToDictionaryAsync(row => row.Kind, cancellationToken);
        Dictionary<string, int> owners = await OwnersAsync(scope, plan, steps, cancellationToken);
        PlanFault[] faults = [.. Faults(edited, steps, baselines, owners)];
        if (faults.Length > 0)
        {
            return (PlanAnswer.Invalid, faults);
        }

        Dictionary<string, object?> before = PlanRecord.Of(plan, steps);
        plan.Title = edited.Title!.Trim();
        plan.Target = edited.Target;
        plan.OwnerId = edited.Owner is null ? null : owners[edited.Owner];
        plan.Note = Text(edited.Note);
        Write(plan, steps, edited, baselines, owners);
        if (!PlanRecord.Add(audit, id, before, PlanRecord.Of(plan, steps)))
        {
            return (PlanAnswer.Stored, []);
        }

        return (await PlanChange.StoreAsync(db, plan, actor, clock, cancellationToken), []);
    }

    private void Write(
        PlanRow plan,
        List<PlanStepRow> steps,
        EditedPlan edited,
        Dictionary<LeverKind, PlanBaseline> baselines,
        Dictionary<string, int> owners
    )
    {
        foreach (PlanStepRow gone in steps.Where(step => edited.Steps.All(own => own.Lever != step.Lever)).ToList())
        {
            db.PlanSteps.Remove(gone);
            steps.Remove(gone);
        }

        foreach (EditedStep own in edited.Steps)
        {
            PlanStepRow? step = steps.Find(row => row.Lever == own.Lever);
            if (step is null)
            {
                step = new() { PlanId = plan.Id, Lever = own.Lever };
                db.PlanSteps.Add(step);
                steps.Add(step);
            }

            step.Target = own.Target;
            step.Worth = PlannedStep.Worth(baselines.GetValueOrDefault(own.Lever), own.Target);
            step.OwnerId = own.Owner is null ? null : owners[own.Owner];
            step.DueOn = own.DueOn;
            step.Note = Text(own.Note);
        }
    }

    private IEnumerable<PlanFault> Faults(
        EditedPlan edited,
        List<PlanStepRow> steps,
        Dictionary<LeverKind, PlanBaseline> baselines,
        Dictionary<string, int> owners
    )
    {
        if (!IsTitle(edited.Title))
        {
            yield return new(nameof(EditedPlan.Title), PlanFaults.Text);
        }

        if (!NoteText.IsNote(edited.Note, PlanRow.LongestNote))
        {
            yield return new(nameof(EditedPlan.Note), PlanFaults.Text);
        }

        if (edited.Owner is string owner && !owners.ContainsKey(owner))
        {
            yield return new(nameof(EditedPlan.Owner), PlanFaults.Owner);
        }

        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        foreach (EditedStep own in edited.Steps)
        {
            PlanStepRow? step = steps.Find(row => row.Lever == own.Lever);
            var measure = LeverMeasure.Of(own.Lever);
            if (edited.Steps.Count(other => other.Lever == own.Lever) > 1)
            {
                yield return new($"{own.Lever}.Lever", PlanFaults.Twice);
            }

            // What stood before may stay, though it could not be entered today.
            if (step is null || !step.Target.Equals(own.Target))
            {
                if (!PlannedStep.IsWithinRange(measure, own.Target))
                {
                    yield return new($"{own.Lever}.{nameof(EditedStep.Target)}", PlanFaults.Range);
                }
                else if (!PlannedStep.Improves(measure, baselines.GetValueOrDefault(own.Lever).Value, own.Target))
                {
                    yield return new($"{own.Lever}.{nameof(EditedStep.Target)}", PlanFaults.NoBetter);
                }
            }

            if (own.DueOn is DateOnly due && due != step?.DueOn && (due < today || due > today.AddYears(MostYearsAhead)))
            {
                yield return new($"{own.Lever}.{nameof(EditedStep.DueOn)}", PlanFaults.Due);
            }

            if (own.Owner is string one && !owners.ContainsKey(one))
            {
                yield return new($"{own.Lever}.{nameof(EditedStep.Owner)}", PlanFaults.Owner);
            }

            if (!NoteText.IsNote(own.Note, PlanStepRow.LongestNote))
            {
                yield return new($"{own.Lever}.{nameof(EditedStep.Note)}", PlanFaults.Text);
            }
        }
    }

    /// <summary>Who can be named: whoever can be given it, and whoever has it.</summary>
    private async Task<Dictionary<string, int>> OwnersAsync(
        DataScope scope,
        PlanRow plan,
        List<PlanStepRow> steps,
        CancellationToken cancellationToken
    )
    {
        int?[] present = [plan.OwnerId, .. steps.Select(step => step.OwnerId)];
        IQueryable<int> eligible = PlanSight.Owners(db, scope, plan.CustomerId).Select(row => row.Id);
        return await db
            .Managers.Where(row => present.Contains(row.Id) || eligible.Contains(row.Id))
            .ToDictionaryAsync(row => row.EmployeeNo, row => row.Id, StringComparer.Ordinal, cancellationToken);
    }

    internal static bool IsTitle(string? title) =>
        title?.Trim() is { Length: > 0 and <= PlanRow.LongestTitle } own && !own.Any(char.IsControl);

    private static string? Text(string? entered) => string.IsNullOrWhiteSpace(entered) ? null : entered.Trim();
}

/// <summary>Stores a change of a plan unless somebody else changed it meanwhile.</summary>
internal static class PlanChange
{
    public static async Task<PlanAnswer> StoreAsync(
        NineGridDbContext db,
        PlanRow plan,
        Actor actor,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        plan.Version++;
        plan.ChangedAt = clock.Now();
        plan.ChangedBy = actor.Name;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return PlanAnswer.Stored;
        }
        catch (DbUpdateConcurrencyException)
        {
            // What was not stored must not be stored by the next save.
            db.ChangeTracker.Clear();
            return PlanAnswer.Conflict;
        }
    }
}
