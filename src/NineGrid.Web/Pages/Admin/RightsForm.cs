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

    private static string? Text(string? field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();
}
