using Microsoft.AspNetCore.Identity;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Access;

/// <summary>What a password must be, beyond the length and variety that <see cref="Set"/> asks for.</summary>
public sealed class Passwords : IPasswordValidator<AppUser>
{
    /// <summary>Fewest characters.</summary>
    public const int ShortestLength = 12;

    /// <summary>Fewest different characters.</summary>
    public const int FewestDifferent = 5;

    /// <summary>The fault of a password that is made of the user's name.</summary>
    public const string NameInside = "PasswordContainsName";

    // A shorter name is part of too many words.
    private const int ShortestNameLookedFor = 4;

    // Length is what makes a password hard to guess; demands for digits and signs only make it hard to remember.
    internal static void Set(PasswordOptions options)
    {
        options.RequiredLength = ShortestLength;
        options.RequiredUniqueChars = FewestDifferent;
        options.RequireDigit = false;
        options.RequireLowercase = false;
        options.RequireUppercase = false;
        options.RequireNonAlphanumeric = false;
    }

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<AppUser> manager, AppUser user, string? password) =>
        Task.FromResult(
            user.UserName is { } name
            && password is not null
            && (
                name.Length < ShortestNameLookedFor
                    ? password.Equals(name, StringComparison.OrdinalIgnoreCase)
                    : password.Contains(name, StringComparison.OrdinalIgnoreCase)
            )
                ? IdentityResult.Failed(
                    new IdentityError { Code = NameInside, Description = "The password must not contain the user name." }
                )
                : IdentityResult.Success
        );
}
