using System.ComponentModel.DataAnnotations;
using NineGrid.Data.Access;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Queries.People;

namespace NineGrid.Web.Pages.Admin;

/// <summary>The fields with which the rights of a user are entered.</summary>
public sealed class RightsForm
{
    public bool IsManager { get; set; }
    public bool IsHead { get; set; }
    public bool IsAnalyst { get; set; }
    public bool IsAdministrator { get; set; }

    /// <summary>Code of the institution that is headed.</summary>
    [StringLength(64)]
    public string? Institution { get; set; }

    /// <summary>Number of the relationship manager.</summary>
    [StringLength(64)]
    public string? Manager { get; set; }

    /// <summary>The fields as they are for a user.</summary>
    public static RightsForm Of(UserView user) =>
        new()
        {
            IsManager = user.Roles.HasFlag(Roles.Manager),
            IsHead = user.Roles.HasFlag(Roles.Head),
            IsAnalyst = user.Roles.HasFlag(Roles.Analyst),
            IsAdministrator = user.Roles.HasFlag(Roles.Administrator),
            Institution = user.Institution,
            Manager = user.Manager,
        };

    internal UserRights Rights() =>
        new(
            (IsManager ? Roles.Manager : Roles.None)
                | (IsHead ? Roles.Head : Roles.None)
                | (IsAnalyst ? Roles.Analyst : Roles.None)
                | (IsAdministrator ? Roles.Administrator : Roles.None),
            Text(Institution),
            Text(Manager)
        );

    /// <summary>These entries over what somebody else stored meanwhile: what was touched here is kept, all else is as stored.</summary>
    /// <param name="shown">What the entries began with.</param>
    /// <param name="stored">What is stored by now.</param>
    /// <returns>The entries to go on with, and in what these and the stored ones differ.</returns>
    internal (RightsForm Form, IReadOnlyList<UserDifference> Differences) Over(RightsForm shown, RightsForm stored)
    {
        List<UserDifference> differences = [];
        return (
            new()
            {
                IsManager = Kept(form => form.IsManager, "role.Manager"),
                IsHead = Kept(form => form.IsHead, "role.Head"),
                IsAnalyst = Kept(form => form.IsAnalyst, "role.Analyst"),
                IsAdministrator = Kept(form => form.IsAdministrator, "role.Administrator"),
                Institution = Kept(form => Text(form.Institution), "user.institution.code"),
                Manager = Kept(form => Text(form.Manager), "user.manager.no"),
            },
            differences
        );

        T Kept<T>(Func<RightsForm, T> field, string key)
        {
            (T mine, T theirs) = (field(this), field(stored));
            bool touched = !Equals(mine, field(shown));
            if (!Equals(mine, theirs))
            {
                differences.Add(new(key, mine?.ToString(), theirs?.ToString(), touched));
            }

            return touched ? mine : theirs;
        }
    }

    private static string? Text(string? field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();
}

/// <summary>A field that somebody else stored otherwise than it was entered here.</summary>
/// <param name="Field">Key of the field's name.</param>
/// <param name="Mine">What was entered here; null for nothing.</param>
/// <param name="Theirs">What is stored; null for nothing.</param>
/// <param name="IsContested">Whether it was touched here: one's own entry is then kept until saved over the other's.</param>
public sealed record UserDifference(string Field, string? Mine, string? Theirs, bool IsContested);
