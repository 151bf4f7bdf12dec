using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace NineGrid.Web.Mail;

/// <summary>Hands letters to the mail server.</summary>
internal sealed class Post(MailSettings settings, TimeProvider clock)
{
    /// <summary>Sends a plain text to one address.</summary>
    public async Task SendAsync(string address, string subject, string body, CancellationToken cancellationToken)
    {
        using var letter = new MimeMessage();
        letter.From.Add(settings.From);
        letter.To.Add(MailboxAddress.Parse(address));
        letter.Date = clock.GetUtcNow();
        letter.Subject = subject;
        // Written by the system: no answer from an absent reader, please (RFC 3834).
        letter.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        letter.Body = new TextPart("plain") { Text = body };
        using var server = new SmtpClient();
        await server.ConnectAsync(
            settings.Host,
            settings.Port,
            settings.Tls switch
            {
                MailTls.Implicit => SecureSocketOptions.SslOnConnect,
                MailTls.None => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            },
            cancellationToken
        );
        if (settings.User is string user)
        {
            await server.AuthenticateAsync(user, settings.Password, cancellationToken);
        }

        await server.SendAsync(letter, cancellationToken);
        await server.DisconnectAsync(quit: true, cancellationToken);
    }
}
