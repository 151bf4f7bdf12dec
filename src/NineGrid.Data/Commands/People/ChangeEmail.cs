using System.Net.Mail;
using Microsoft.AspNetCore.Identity;
using NineGrid.Data.Access;
using NineGrid.Data.Mapping;

namespace NineGrid.Data.Commands.People;

/// <summary>Says where a user is told of alerts.</summary>
public sealed class ChangeEmail(UserChange change)
{
    private const int Longest = 256;

    /// <summary>Changes; nothing entered is nowhere.</summary>
    /// <param name="name">The user.</param>
    /// <param name="email">Where the user is to be told.</param>
    /// <param name="shown">Where she was told when the change was begun; when that is another place by now, nothing is changed.</param>
    public Task<IdentityResult> RunAsync(string name, string? email, string? shown) =>
        change.RunAsync(
            name,
            AuditAction.UserChanged,
            user =>
                Task.FromResult(
                    string.Equals(user.Email ?? "", shown ?? "", StringComparison.Ordinal) ? Apply(user, email) : UserChange.Meanwhile(name)
                )
        );

    internal static IdentityResult Apply(AppUser user, string? email)
    {
        string? text = string.IsNullOrWhiteSpace(email) ? null : email.Trim();
        // An address and nothing else: no name before it that could be taken for another address.
        if (
            text is not null
            && (
                text.Length > Longest
                || !MailAddress.TryCreate(text, out MailAddress? address)
                || !address.Address.Equals(text, StringComparison.Ordinal)
            )
        )
        {
            return UserChange.Fault("EmailWrong", $"“{text}” is no e-mail address.");
        }

        user.Email = text;
        user.NormalizedEmail = text?.ToUpperInvariant();
        return IdentityResult.Success;
    }
}
