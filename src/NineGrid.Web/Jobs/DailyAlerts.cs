using NineGrid.Data.Commands.Alerts;
using NineGrid.Web.Mail;

namespace NineGrid.Web.Jobs;

/// <summary>What the alerts of a day came to.</summary>
/// <param name="Escalated">Alerts that went to branch heads.</param>
/// <param name="Told">Users that were told by e-mail.</param>
internal sealed record AlertsOfTheDay(int Escalated, int Told);

/// <summary>Each day: what nobody has acknowledged in time goes to the branch heads, and whoever has something new is told by e-mail.</summary>
internal sealed partial class DailyAlerts(EscalateAlerts escalate, TellAlerts tell, IServiceProvider services, ILogger<DailyAlerts> log)
{
    /// <summary>Does the day's work.</summary>
    public async Task<AlertsOfTheDay> RunAsync(CancellationToken cancellationToken)
    {
        int escalated = await escalate.RunAsync(cancellationToken);
        int told = 0;
        if (services.GetService<Post>() is Post post)
        {
            DigestLetter letter = services.GetRequiredService<DigestLetter>();
            told = await tell.RunAsync(
                (digest, stop) =>
                {
                    (string subject, string body) = letter.Write(digest);
                    return post.SendAsync(digest.Address, subject, body, stop);
                },
                (user, failure) => LogUntold(log, user, failure),
                cancellationToken
            );
        }

        return new(escalated, told);
    }

    [LoggerMessage(LogLevel.Warning, "{User} could not be told of alerts")]
    private static partial void LogUntold(ILogger log, string user, Exception failure);
}
