using Microsoft.AspNetCore.Identity;
using NineGrid.Data.Access;

namespace NineGrid.Data.Commands.People;

/// <summary>Signs a user out everywhere.</summary>
public sealed class EndSessions(UserChange change)
{
    /// <summary>Ends the sessions within a minute on every web node.</summary>
    public Task<IdentityResult> RunAsync(string name) =>
        change.RunAsync(name, AuditAction.SignedOut, static _ => Task.FromResult(IdentityResult.Success));
}
