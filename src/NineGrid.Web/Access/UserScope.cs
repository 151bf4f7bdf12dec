using System.Globalization;
using System.Security.Claims;
using NineGrid.Data.Access;

namespace NineGrid.Web.Access;

/// <summary>What the claims of a signed-in user say: roles, and the customers within them.</summary>
public static class UserScope
{
    internal const string InstitutionClaim = "ninegrid.institution";
    internal const string ManagerClaim = "ninegrid.manager";

    /// <summary>The customers that the user may see; none for somebody who is not signed in or whose role is bound to nothing.</summary>
    public static DataScope Of(ClaimsPrincipal user) =>
        DataScope.Of(Roles(user), Number(user, InstitutionClaim), Number(user, ManagerClaim));

    /// <summary>The roles that the user holds.</summary>
    public static Roles Roles(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated is true
            ? Enum.GetValues<Roles>()
                .Where(role => role != default && user.IsInRole(role.ToString()))
                .Aggregate(default(Roles), (all, role) => all | role)
            : default;

    /// <summary>The user's own number, by which what is kept for the user is found.</summary>
    public static int Id(ClaimsPrincipal user) => Number(user, ClaimTypes.NameIdentifier)!.Value;

    private static int? Number(ClaimsPrincipal user, string claim) =>
        user.FindFirstValue(claim) is string text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
