using Microsoft.AspNetCore.Identity;
using NineGrid.Data.Mapping;

namespace NineGrid.Web.Access;

/// <summary>Lets a user sign in unless disabled, whatever password or code is given.</summary>
internal sealed class Enabled : IUserConfirmation<AppUser>
{
    public Task<bool> IsConfirmedAsync(UserManager<AppUser> manager, AppUser user) => Task.FromResult(!user.Disabled);
}
