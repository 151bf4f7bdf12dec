using NineGrid.Data.Queries.Operations;

namespace NineGrid.Web.Watching;

/// <summary>Reads how things stand from the database, in its own rhythm: however often metrics are asked for, the database is not.</summary>
internal sealed partial class StandReader(IServiceScopeFactory scopes, Readings readings, TimeProvider clock, ILogger<StandReader> log)
    : BackgroundService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Reads once; while the database is away nothing is known.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(Patience);
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            readings.Stands(await scope.ServiceProvider.GetRequiredService<StandQuery>().AskAsync(soon.Token));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, a schema that is still older included: watching must not end what is watched.
            readings.Stands(null);
            LogUnknown(log, failure.GetBaseException().Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rhythm, clock);
        do
        {
            await ReadAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Debug, "How things stand is unknown: {Reason}")]
    private static partial void LogUnknown(ILogger log, string reason);
}
