using Microsoft.AspNetCore.Identity;
using NineGrid.Data.Access;

namespace NineGrid.Data.Commands.People;

/// <summary>Keeps a user out, or lets one in again.</summary>
public sealed class DisableUser(UserChange change)
{
    public Task<IdentityResult> RunAsync(string name, bool disabled) =>
        change.RunAsync(
            name,
            AuditAction.UserChanged,
            user =>
            {
                user.Disabled = disabled;
                return Task.FromResult(IdentityResult.Success);
            }
        );
}
