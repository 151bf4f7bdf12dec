using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Commands.People;

/// <summary>The roles of a user and what they are bound to.</summary>
/// <param name="Roles">The roles.</param>
/// <param name="Institution">Code of the institution that is headed; needed by <see cref="Roles.Head"/>, null otherwise.</param>
/// <param name="Manager">Number of the relationship manager; needed by <see cref="Roles.Manager"/>, null otherwise.</param>
public sealed record UserRights(Roles Roles, string? Institution = null, string? Manager = null)
{
    /// <summary>Writes the rights into a user.</summary>
    internal async Task<IdentityResult> ApplyAsync(NineGridDbContext db, AppUser user, CancellationToken cancellationToken)
    {
        if (Fault() is IdentityResult fault)
        {
            return fault;
        }

        user.Roles = Roles;
        user.InstitutionId = Institution is null
            ? null
            : await db
                .Institutions.Where(row => row.Code == Institution)
                .Select(row => (int?)row.Id)
                .FirstOrDefaultAsync(cancellationToken);
        user.ManagerId = Manager is null
            ? null
            : await db.Managers.Where(row => row.EmployeeNo == Manager).Select(row => (int?)row.Id).FirstOrDefaultAsync(cancellationToken);
        return Institution is not null && user.InstitutionId is null
                ? UserChange.Fault("UnknownInstitution", $"There is no institution “{Institution}”.")
            : Manager is not null && user.ManagerId is null
                ? UserChange.Fault("UnknownManager", $"There is no relationship manager “{Manager}”.")
            : IdentityResult.Success;
    }

    private IdentityResult? Fault() =>
        Roles == Roles.None ? UserChange.Fault("NoRole", "At least one role is needed.")
        : Roles.HasFlag(Roles.Head) && Institution is null
            ? UserChange.Fault("InstitutionMissing", "The role Head needs the code of the institution that is headed.")
        : Roles.HasFlag(Roles.Manager) && Manager is null
            ? UserChange.Fault("ManagerMissing", "The role Manager needs the number of the relationship manager.")
        : !Roles.HasFlag(Roles.Head) && Institution is not null
            ? UserChange.Fault("InstitutionIdle", "An institution is for the role Head only.")
        : !Roles.HasFlag(Roles.Manager) && Manager is not null
            ? UserChange.Fault("ManagerIdle", "A relationship manager is for the role Manager only.")
        : null;
}

/// <summary>Gives a user other roles or binds it to something else.</summary>
public sealed class ChangeRights(NineGridDbContext db, UserChange change)
{
    /// <summary>Changes; a fault says which field and why.</summary>
    /// <param name="name">The user.</param>
    /// <param name="rights">The rights as they are to be.</param>
    /// <param name="shown">The rights as they were when the change was begun; when they are others by now, nothing is changed.</param>
    /// <param name="cancellationToken">Stops before the change.</param>
    public Task<IdentityResult> RunAsync(string name, UserRights rights, UserRights shown, CancellationToken cancellationToken) =>
        change.RunAsync(
            name,
            AuditAction.UserChanged,
            async user =>
            {
                UserState state = await change.StateAsync(user);
                return new UserRights(state.Roles, state.Institution, state.Manager) == shown
                    ? await rights.ApplyAsync(db, user, cancellationToken)
                    : UserChange.Meanwhile(name);
            }
        );
}
