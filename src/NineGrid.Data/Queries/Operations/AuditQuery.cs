using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Queries.Operations;

/// <summary>Which lines of the audit trail are asked for.</summary>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC.</param>
/// <param name="Action">What was done; null for anything.</param>
/// <param name="Actor">Who did it, in full; null for anybody.</param>
/// <param name="Subject">To what, in full; null for anything.</param>
public sealed record AuditFilter(DateOnly From, DateOnly To, AuditAction? Action, string? Actor, string? Subject);

/// <summary>One thing that a line of the audit trail tells of.</summary>
/// <param name="Name">Its name; empty when the line tells of one thing only.</param>
/// <param name="Before">What it was; null for nothing.</param>
/// <param name="After">What it became; null for nothing.</param>
public sealed record AuditField(string Name, string? Before, string? After);

/// <summary>A line of the audit trail.</summary>
/// <param name="Id">Its number; lines written later have higher ones.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Address">Network address; null for the command line and for jobs.</param>
/// <param name="Action">What was done.</param>
/// <param name="Subject">To what.</param>
/// <param name="Fields">What changed, or what is said of it.</param>
/// <param name="Withheld">Whether the fields are kept back, because they tell of customers whom the reader may not see.</param>
public sealed record AuditListed(
    long Id,
    DateTime At,
    string Actor,
    string? Address,
    AuditAction Action,
    string Subject,
    IReadOnlyList<AuditField> Fields,
    bool Withheld
);

/// <summary>Who did what, when, from where?</summary>
public sealed class AuditQuery(NineGridDbContext db)
{
    /// <summary>Lines on a page.</summary>
    public const int PageLength = 50;

    // Notes on customers, and the filters of a list, which may name one.
    private static readonly AuditAction[] OfCustomers = [AuditAction.PlanChanged, AuditAction.AlertChanged, AuditAction.Exported];

    /// <summary>The lines, newest first. The trail grows for ever: it is neither counted nor passed over, a page begins where the one before ended.</summary>
    /// <param name="filter">Which lines.</param>
    /// <param name="seesCustomers">Whether the reader sees every customer of the bank; only then is told what plans, alerts and exports say of them. Whom somebody was given is for everybody who may give customers away.</param>
    /// <param name="before">Only lines before this one; null for the newest.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <returns>The lines of the page, and whether there are older ones.</returns>
    public async Task<(IReadOnlyList<AuditListed> Lines, bool More)> AskAsync(
        AuditFilter filter,
        bool seesCustomers,
        long? before,
        CancellationToken cancellationToken
    )
    {
        List<AuditRow> rows = await Lines(db, filter, before).Take(PageLength + 1).ToListAsync(cancellationToken);
        return ([.. rows.Take(PageLength).Select(row => Of(row, seesCustomers))], rows.Count > PageLength);
    }

    internal static IQueryable<AuditRow> Lines(NineGridDbContext db, AuditFilter filter, long? before)
    {
        DateTime from = filter.From.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        DateTime to = filter.To.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc);
        IQueryable<AuditRow> rows = db.Audit.AsNoTracking().Where(row => row.At >= from && row.At <= to);
        if (filter.Action is AuditAction action)
        {
            rows = rows.Where(row => row.Action == action);
        }

        if (filter.Actor is string actor)
        {
            rows = rows.Where(row => row.Actor == actor);
        }

        if (filter.Subject is string subject)
        {
            rows = rows.Where(row => row.Subject == subject);
        }

        if (before is long id)
        {
            rows = rows.Where(row => row.Id < id);
        }

        return rows.OrderByDescending(row => row.Id);
    }

    private static AuditListed Of(AuditRow row, bool seesCustomers)
    {
        bool withheld = !seesCustomers && OfCustomers.Contains(row.Action);
        return new(
            row.Id,
            row.At,
            row.Actor,
            row.Address,
            row.Action,
            row.Subject,
            withheld ? [] : Fields(row.Before, row.After),
            withheld && (row.Before ?? row.After) is not null
        );
    }

    /// <summary>What differs between two states; of a state that stands alone, everything.</summary>
    internal static IReadOnlyList<AuditField> Fields(string? before, string? after)
    {
        Dictionary<string, string?> was = Values(before);
        Dictionary<string, string?> became = Values(after);
        return
        [
            .. was
                .Keys.Union(became.Keys, StringComparer.Ordinal)
                .Select(name => new AuditField(name, was.GetValueOrDefault(name), became.GetValueOrDefault(name)))
                .Where(field => !string.Equals(field.Before, field.After, StringComparison.Ordinal)),
        ];
    }

    private static Dictionary<string, string?> Values(string? json)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (json is not null)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Add(values, "", document.RootElement);
        }

        return values;
    }

    // Lists are of things that have a name: the files of an import.
    private static void Add(Dictionary<string, string?> values, string name, JsonElement value)
    {
        string of = name.Length == 0 ? "" : $"{name} ";
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty one in value.EnumerateObject())
                {
                    Add(values, of + one.Name, one.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement one in value.EnumerateArray())
                {
                    string own = one.GetProperty("name").GetString()!;
                    foreach (JsonProperty two in one.EnumerateObject().Where(two => !two.NameEquals("name")))
                    {
                        Add(values, $"{of}{own} {two.Name}", two.Value);
                    }
                }

                break;
            case JsonValueKind.Null:
                values[name] = null;
                break;
            default:
                values[name] = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
                break;
        }
    }
}
