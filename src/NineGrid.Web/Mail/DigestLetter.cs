using System.Globalization;
using System.Text;
using NineGrid.Data.Commands.Alerts;
using NineGrid.Data.Queries.Alerts;
using NineGrid.Web.Display;

namespace NineGrid.Web.Mail;

/// <summary>Writes what somebody is to be told of as a letter.</summary>
internal sealed class DigestLetter(MailSettings settings, Words say, AlertText text, Numbers show)
{
    /// <summary>Subject and text, in the language of mail.</summary>
    public (string Subject, string Body) Write(Digest digest)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = settings.Language;
        try
        {
            return (Subject(digest), Body(digest));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private string Subject(Digest digest) => say["mail.subject", Numbers.Count(digest.Opened.Total), Numbers.Count(digest.Escalated.Total)];

    private string Body(Digest digest)
    {
        var body = new StringBuilder();
        Line(say["mail.greeting", digest.User]);
        Part(digest.Opened, "mail.opened", "");
        Part(digest.Escalated, "mail.escalated", "?escalated=true");
        Line("");
        Line(say["mail.why"]);
        return body.ToString();

        void Part(DigestPart part, string head, string query)
        {
            if (part.Total == 0)
            {
                return;
            }

            Line("");
            Line(say.Counted(part.Total, head, Numbers.Count(part.Total)));
            foreach (AlertListed alert in part.Alerts)
            {
                Line(
                    say[
                        "mail.alert",
                        text.Of(alert.Severity),
                        text.Of(alert.Rule),
                        alert.CustomerNo,
                        alert.Customer,
                        show.Month(alert.Since)
                    ]
                );
            }

            if (part.Total > part.Alerts.Count)
            {
                Line(say["mail.more", Numbers.Count(part.Total - part.Alerts.Count)]);
            }

            if (settings.Link is string link)
            {
                Line($"{link}/alerts{query}");
            }
        }

        void Line(string line) => body.Append(line).Append('\n');
    }
}
