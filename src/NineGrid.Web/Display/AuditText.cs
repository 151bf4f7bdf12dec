using NineGrid.Data.Access;
using NineGrid.Data.Queries.Operations;
using NineGrid.Domain.Paths;

namespace NineGrid.Web.Display;

/// <summary>Says what a line of the audit trail tells of.</summary>
public sealed class AuditText(Words say, SchemeText schemes)
{
    /// <summary>What was done.</summary>
    public string Of(AuditAction action) => say[$"audit.action.{action}"];

    /// <summary>The name of what changed; a name that is nobody's word stands as it was written, such as that of a file.</summary>
    public string Name(AuditListed line, AuditField field) =>
        field.Name.Length == 0 ? say["audit.field"]
        : line.Action == AuditAction.SchemeChanged ? say.Known($"audit.field.{field.Name}") ?? schemes.Name(field.Name)
        : field.Name.Split('.') is [string lever, string part] && Enum.TryParse(lever, out LeverKind known)
            ? say["scheme.of", say.Of(known), Word(part)]
        : string.Join(" ", field.Name.Split(' ').Select(Word));

    /// <summary>What it was or became.</summary>
    public string Value(AuditField field, string? value) =>
        value switch
        {
            null or "" => say["audit.nothing"],
            "true" => say["answer.yes"],
            "false" => say["answer.no"],
            _ => field.Name switch
            {
                "roles" => string.Join(say["list.separator"], value.Split(", ").Select(role => say.Known($"role.{role}") ?? role)),
                "state" => say.Known($"plan.state.{value}") ?? say.Known($"alert.state.{value}") ?? value,
                "by" => say.Known($"audit.by.{value.Replace(' ', '-')}") ?? value,
                _ => value,
            },
        };

    private string Word(string name) => say.Known($"audit.field.{name}") ?? name;
}
