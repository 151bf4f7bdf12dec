using NineGrid.Data.Access;
using NineGrid.Data.Queries;
using NineGrid.Data.Queries.Frame;

namespace NineGrid.Web.Hosting;

/// <summary>Asks the <see cref="FirstQuestions"/> soon after the start and after each new snapshot, so that the first reader of the day does not wait for them.</summary>
internal sealed partial class AskingAhead(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AskingAhead> log) : BackgroundService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(15);

    private Edition? _asked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rhythm, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    /// <summary>Asks if there is a snapshot of which it has not asked.</summary>
    /// <returns>Whether it could look.</returns>
    internal async Task<bool> LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            long start = clock.GetTimestamp();
            Edition? before = _asked;
            _asked = await scope.ServiceProvider.GetRequiredService<FirstQuestions>().AskAsync(DataScope.WholeBank, before, stoppingToken);
            if (_asked is Edition now && now != before)
            {
                LogAsked(log, now.SnapshotId, clock.GetElapsedTime(start).TotalSeconds);
            }

            return true;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Whatever it is, a database that is away or still has an older schema included: readers then ask for themselves, and are told.
            LogLeft(log, failure.GetBaseException().Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "The first questions about snapshot {Snapshot} were answered in {Seconds:0.0} s")]
    private static partial void LogAsked(ILogger log, int snapshot, double seconds);

    [LoggerMessage(LogLevel.Warning, "The first questions about the newest snapshot were not answered, and are asked again: {Reason}")]
    private static partial void LogLeft(ILogger log, string reason);
}
