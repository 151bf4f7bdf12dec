using System.Globalization;
using MimeKit;

namespace NineGrid.Web.Mail;

/// <summary>How a connection to the mail server is protected.</summary>
internal enum MailTls
{
    /// <summary>It turns to TLS before anything is said (STARTTLS), or nothing is sent.</summary>
    Required,

    /// <summary>It is TLS from the first byte.</summary>
    Implicit,

    /// <summary>Not at all: for a relay on the same machine.</summary>
    None,
}

/// <summary>How e-mail leaves the bank.</summary>
/// <param name="Host">The mail server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Tls">How the connection is protected.</param>
/// <param name="From">From whom mail comes.</param>
/// <param name="User">With which name it signs in; null when it does not.</param>
/// <param name="Password">And with which password.</param>
/// <param name="Link">Address of the site, without a slash at the end; null when mail is to have no links.</param>
/// <param name="Language">The language of mail.</param>
internal sealed record MailSettings(
    string Host,
    int Port,
    MailTls Tls,
    MailboxAddress From,
    string? User,
    string Password,
    string? Link,
    CultureInfo Language
);
