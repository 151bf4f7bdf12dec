using System.Globalization;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Commands.Plans;

/// <summary>Writes into the audit trail what changed of a plan and nothing else.</summary>
internal static class PlanRecord
{
    /// <summary>Everything that can change of a plan, by name.</summary>
    public static Dictionary<string, object?> Of(PlanRow plan, IEnumerable<PlanStepRow> steps)
    {
        var state = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["state"] = plan.State,
            ["title"] = plan.Title,
            ["target"] = plan.Target?.ToString(),
            ["owner"] = plan.OwnerId,
            ["note"] = plan.Note,
        };
        foreach (PlanStepRow step in steps.OrderBy(step => step.Lever))
        {
            state[$"{step.Lever}.target"] = step.Target;
            state[$"{step.Lever}.due"] = step.DueOn;
            state[$"{step.Lever}.owner"] = step.OwnerId;
            state[$"{step.Lever}.note"] = step.Note;
            state[$"{step.Lever}.done"] = step.DoneAt is not null;
        }

        return state;
    }

    /// <summary>Adds the line of a change; none when nothing changed.</summary>
    /// <returns>Whether something changed.</returns>
    public static bool Add(AuditTrail audit, int plan, Dictionary<string, object?>? before, Dictionary<string, object?> after)
    {
        IEnumerable<string> names = before is null ? after.Keys : before.Keys.Union(after.Keys, StringComparer.Ordinal);
        string[] changed =
        [
            .. names.Where(name => before is null || !Equals(before.GetValueOrDefault(name), after.GetValueOrDefault(name))),
        ];
        if (changed.Length == 0)
        {
            return false;
        }

        audit.Add(AuditAction.PlanChanged, Subject(plan), before is null ? null : Only(before), Only(after));
        return true;

        Dictionary<string, object?> Only(Dictionary<string, object?> state) =>
            changed.Where(state.ContainsKey).ToDictionary(name => name, name => state[name], StringComparer.Ordinal);
    }

    public static string Subject(int plan) => string.Create(CultureInfo.InvariantCulture, $"plan {plan}");
}
