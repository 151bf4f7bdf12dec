using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Web.Access;

/// <summary>Writes into the cookie what <see cref="UserScope"/> reads from it.</summary>
internal sealed class UserClaims(UserManager<AppUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<AppUser>(users, options)
{
    /// <summary>Present while the user has to change a password that somebody else set.</summary>
    public const string InitialPassword = "ninegrid.initial-password";

    public const string Present = "true";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        ClaimsIdentity identity = await base.GenerateClaimsAsync(user);
        foreach (Roles role in Enum.GetValues<Roles>().Where(role => role != Roles.None && user.Roles.HasFlag(role)))
        {
            identity.AddClaim(new(identity.RoleClaimType, role.ToString()));
        }

        AddNumber(UserScope.InstitutionClaim, user.InstitutionId);
        AddNumber(UserScope.ManagerClaim, user.ManagerId);
        if (user.MustChangePassword)
        {
            identity.AddClaim(new(InitialPassword, Present));
        }

        return identity;

        void AddNumber(string claim, int? number)
        {
            if (number is int value)
            {
                identity.AddClaim(new(claim, value.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
