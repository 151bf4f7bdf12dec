using System.Text.Json;
using System.Text.Json.Serialization;

namespace NineGrid.Data.Access;

/// <summary>What the audit trail records.</summary>
public enum AuditAction
{
    SignedIn,
    SignInFailed,
    SignedOut,
    LockedOut,
    PasswordChanged,
    SecondFactorChanged,
    UserCreated,
    UserChanged,
    Exported,
    Imported,
    ImportUndone,
    SnapshotComputed,
    PeriodClosed,
    PeriodReopened,
    SchemeChanged,
    ScheduleChanged,
    AlertChanged,
    PlanChanged,
    CustomerAssigned,
}

/// <summary>Who does something and from where.</summary>
/// <param name="Name">Name of the user, or of the operating-system user for the command line.</param>
/// <param name="Address">Network address; null for the command line.</param>
public sealed record Actor(string Name, string? Address)
{
    /// <summary>Whoever runs the program on this machine.</summary>
    public static Actor Operator { get; } = new(Environment.UserName, Address: null);
}

/// <summary>Writes the audit trail: a line belongs to the transaction of the change it tells of.</summary>
public sealed class AuditTrail(NineGridDbContext db, Actor actor, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Adds a line that is stored with the next save of the context.</summary>
    /// <param name="action">What was done.</param>
    /// <param name="subject">To what: a user name, a period, a file, an export.</param>
    /// <param name="before">State before, without secrets; null when there was none.</param>
    /// <param name="after">State after, without secrets; null when there is none.</param>
    /// <param name="by">Who did it when that is not the current actor, such as the name tried in a failed sign-in.</param>
    public void Add(AuditAction action, string subject, object? before = null, object? after = null, string? by = null) =>
        db.Audit.Add(
            new()
            {
                At = clock.Now(),
                Actor = Cut(by ?? actor.Name, 256),
                Address = actor.Address,
                Action = action,
                Subject = Cut(subject, 400),
                Before = before is null ? null : JsonSerializer.Serialize(before, Json),
                After = after is null ? null : JsonSerializer.Serialize(after, Json),
            }
        );

    /// <summary>Adds a line and stores it at once.</summary>
    public Task WriteAsync(AuditAction action, string subject, object? before = null, object? after = null, string? by = null)
    {
        Add(action, subject, before, after, by);
        return db.SaveChangesAsync();
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
