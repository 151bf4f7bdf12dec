using System.Globalization;
using System.Text.Json;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Queries.Plans;
using NineGrid.Domain.Grids;
using NineGrid.Domain.Paths;
using NineGrid.Web.Display;

namespace NineGrid.Web.Pages;

/// <summary>A plan as the texts of the fields in which it is edited.</summary>
public sealed class PlanForm
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The version of the plan that is edited.</summary>
    public int Version { get; set; }
    public string? Title { get; set; }

    /// <summary>The cell aimed at, <c>HM</c>; empty for none.</summary>
    public string? Target { get; set; }

    /// <summary>Number of the manager who answers for it; empty for nobody.</summary>
    public string? Owner { get; set; }
    public string? Note { get; set; }

    /// <summary>The steps; one without a lever is an empty row.</summary>
    public IList<PlanStepForm> Steps { get; init; } = [];

    /// <summary>What the fields held when editing began, by which one tells who changed what.</summary>
    public string? Was { get; set; }

    /// <summary>The fields as they are for a stored plan.</summary>
    public static PlanForm Of(PlanListed plan)
    {
        var form = new PlanForm
        {
            Version = plan.Version,
            Title = plan.Title,
            Target = plan.Target?.ToString(),
            Owner = plan.OwnerNo,
            Note = plan.Note,
            Steps = [.. plan.Steps.Select(PlanStepForm.Of)],
        };
        form.Was = JsonSerializer.Serialize(form.Texts());
        return form;
    }

    /// <summary>What is to be stored. A target whose text nobody touched stays exactly what it was.</summary>
    /// <param name="stored">The plan as it is stored.</param>
    /// <param name="figures">Reads numbers.</param>
    /// <param name="faults">Receives what is not understood.</param>
    public EditedPlan Read(PlanListed stored, PlanFigures figures, ICollection<PlanFault> faults)
    {
        Cell? target = null;
        if (!string.IsNullOrEmpty(Target))
        {
            if (Cell.TryParse(Target, out Cell cell))
            {
                target = cell;
            }
            else
            {
                faults.Add(new(nameof(Target), "PlanCell"));
            }
        }

        List<EditedStep> steps = [];
        foreach (PlanStepForm step in Steps.Where(step => !step.Drop && !step.IsBlank))
        {
            if (step.Kind is LeverKind lever)
            {
                steps.Add(step.Read(lever, stored.Steps.FirstOrDefault(own => own.Lever == lever), figures, faults));
            }
            else
            {
                faults.Add(new("New.Lever", "PlanLever"));
            }
        }

        return new(Version, Title, target, Empty(Owner), Lines(Note), steps);
    }

    /// <summary>Lays what was entered over what somebody else stored meanwhile: fields that were touched keep what was entered, the others take what is stored.</summary>
    /// <returns>The form to go on with, and what the other changed.</returns>
    public (PlanForm Merged, IReadOnlyList<PlanDifference> Differences) Over(PlanForm stored)
    {
        Dictionary<string, string> was = ReadWas();
        Dictionary<string, string> mine = Texts();
        Dictionary<string, string> theirs = stored.Texts();
        var merged = new PlanForm
        {
            Version = stored.Version,
            Was = stored.Was,
            Title = Merge(nameof(Title)),
            Target = Merge(nameof(Target)),
            Owner = Merge(nameof(Owner)),
            Note = Merge(nameof(Note)),
            Steps = [.. stored.Steps.Select(Both), .. Steps.Where(IsOnlyMine)],
        };
        return (
            merged,
            [
                .. was
                    .Keys.Union(theirs.Keys, StringComparer.Ordinal)
                    .Where(key => Differ(was, theirs, key) && Differ(mine, theirs, key))
                    .Select(key => new PlanDifference(
                        key,
                        mine.GetValueOrDefault(key),
                        theirs.GetValueOrDefault(key),
                        Differ(mine, was, key)
                    )),
            ]
        );

        string? Merge(string key) => Differ(mine, was, key) ? mine.GetValueOrDefault(key) : theirs.GetValueOrDefault(key);

        PlanStepForm Both(PlanStepForm own)
        {
            bool kept = mine.ContainsKey($"{own.Lever}.{nameof(own.Target)}");
            return kept
                ? new()
                {
                    Lever = own.Lever,
                    Target = Merge($"{own.Lever}.{nameof(own.Target)}"),
                    DueOn = Merge($"{own.Lever}.{nameof(own.DueOn)}"),
                    Owner = Merge($"{own.Lever}.{nameof(own.Owner)}"),
                    Note = Merge($"{own.Lever}.{nameof(own.Note)}"),
                }
                : new()
                {
                    Lever = own.Lever,
                    Target = own.Target,
                    DueOn = own.DueOn,
                    Owner = own.Owner,
                    Note = own.Note,
                    // I took it out; a step that is new to me stays.
                    Drop = was.ContainsKey($"{own.Lever}.{nameof(own.Target)}"),
                };
        }

        bool IsOnlyMine(PlanStepForm own) =>
            own.Kind is null
                ? !own.IsBlank
                : !own.Drop
                    && !theirs.ContainsKey($"{own.Lever}.{nameof(own.Target)}")
                    && own.Texts().Any(text => !string.Equals(text.Value, was.GetValueOrDefault(text.Key), StringComparison.Ordinal));
    }

    /// <summary>Every field that holds something to compare, by name; a step that is taken out has none.</summary>
    private Dictionary<string, string> Texts()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [nameof(Title)] = Title?.Trim() ?? "",
            [nameof(Target)] = Target ?? "",
            [nameof(Owner)] = Owner ?? "",
            [nameof(Note)] = Lines(Note) ?? "",
        };
        foreach ((string key, string value) in Steps.Where(step => step.Kind is not null && !step.Drop).SelectMany(step => step.Texts()))
        {
            texts[key] = value;
        }

        return texts;
    }

    private Dictionary<string, string> ReadWas()
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(Was ?? "{}") ?? [];
        }
        catch (JsonException)
        {
            return []; // tampered with: everything that differs is shown
        }
    }

    private static bool Differ(Dictionary<string, string> one, Dictionary<string, string> other, string key) =>
        !string.Equals(one.GetValueOrDefault(key), other.GetValueOrDefault(key), StringComparison.Ordinal);

    internal static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // Browsers send other line ends than they were given.
    internal static string? Lines(string? text) => Empty(text?.Replace("\r\n", "\n", StringComparison.Ordinal));

    internal static string? Text(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);

    internal static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}

/// <summary>A step of a plan as the texts of its fields.</summary>
public sealed class PlanStepForm
{
    /// <summary>Name of the lever; empty in the row for a new step.</summary>
    public string? Lever { get; set; }
    public string? Target { get; set; }
    public string? DueOn { get; set; }

    /// <summary>Number of the manager; empty for nobody.</summary>
    public string? Owner { get; set; }
    public string? Note { get; set; }

    /// <summary>Whether it is taken out of the plan.</summary>
    public bool Drop { get; set; }

    /// <summary>The lever; null when none is chosen.</summary>
    public LeverKind? Kind =>
        !string.IsNullOrEmpty(Lever) && Lever.All(char.IsAsciiLetter) && Enum.TryParse(Lever, out LeverKind kind) ? kind : null;

    /// <summary>Whether nothing is entered.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Lever + Target + Note);

    /// <summary>The fields as they are for a stored step.</summary>
    public static PlanStepForm Of(PlanStep step) =>
        new()
        {
            Lever = step.Lever.ToString(),
            Target = PlanFigures.Field(step.Measure, step.Target),
            DueOn = PlanForm.Text(step.DueOn),
            Owner = step.OwnerNo,
            Note = step.Note,
        };

    internal EditedStep Read(LeverKind lever, PlanStep? stored, PlanFigures figures, ICollection<PlanFault> faults)
    {
        var measure = LeverMeasure.Of(lever);
        string text = Target?.Trim() ?? "";
        bool untouched = stored is not null && string.Equals(text, PlanFigures.Field(measure, stored.Target), StringComparison.Ordinal);
        double? target = untouched ? stored!.Target : figures.Read(measure, text);
        if (target is null)
        {
            faults.Add(new($"{lever}.{nameof(Target)}", "PlanNumber"));
        }

        DateOnly? due = null;
        if (PlanForm.Empty(DueOn) is string day)
        {
            if (PlanForm.TryDay(day, out DateOnly read))
            {
                due = read;
            }
            else
            {
                faults.Add(new($"{lever}.{nameof(DueOn)}", "PlanDay"));
            }
        }

        return new(lever, target ?? 0, PlanForm.Empty(Owner), due, PlanForm.Lines(Note));
    }

    internal IEnumerable<KeyValuePair<string, string>> Texts() =>
        [
            new($"{Lever}.{nameof(Target)}", Target?.Trim() ?? ""),
            new($"{Lever}.{nameof(DueOn)}", DueOn?.Trim() ?? ""),
            new($"{Lever}.{nameof(Owner)}", Owner ?? ""),
            new($"{Lever}.{nameof(Note)}", PlanForm.Lines(Note) ?? ""),
        ];
}

/// <summary>A field that somebody else changed while one was editing.</summary>
/// <param name="Field">Its name: <c>Title</c>, <c>DepositVolume.Target</c>.</param>
/// <param name="Mine">What one has in it; null when one took the step out or never had it.</param>
/// <param name="Theirs">What is stored; null when the other took the step out.</param>
/// <param name="IsContested">Whether one changed it too: one's own entry is then kept until saved over the other's.</param>
public sealed record PlanDifference(string Field, string? Mine, string? Theirs, bool IsContested);
