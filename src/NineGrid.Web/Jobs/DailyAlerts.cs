using NineGrid.Data.Commands.Alerts;
using NineGrid.Web.Mail;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>Each day: what nobody has acknowledged in time goes to the branch heads, and whoever has something new is told by e-mail.</summary>
[DisallowConcurrentExecution]
internal sealed partial class DailyAlerts(EscalateAlerts escalate, TellAlerts tell, IServiceProvider services, ILogger<DailyAlerts> log)
    : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next day tries again; nothing is lost by waiting.
            LogFailure(log, failure);
        }
    }

    /// <summary>Does the day's work.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
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

        LogDone(log, escalated, told);
    }

    [LoggerMessage(LogLevel.Information, "Alerts of the day: {Escalated} went to heads, {Told} users were told")]
    private static partial void LogDone(ILogger log, int escalated, int told);

    [LoggerMessage(LogLevel.Error, "The alerts of the day were not dealt with")]
    private static partial void LogFailure(ILogger log, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{User} could not be told of alerts")]
    private static partial void LogUntold(ILogger log, string user, Exception failure);
}
