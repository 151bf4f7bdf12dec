using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace NineGrid.Tests.Web.Hosting;

/// <summary>Tells when a site is gone with all that it had.</summary>
/// <remarks>
/// The test and the program both dispose of the host, and the second of them is let go before the first has ended: log lines and connections may
/// still be under way. Services are disposed of in the reverse order of their creation, so this one, which logs nothing, is the first of the logs:
/// nothing of the site's own is created before those.
/// </remarks>
internal sealed class EndOfSite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _begun;

    public void AddTo(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<ILoggerProvider>(_ => new Last(this)));

    /// <summary>Waits for it, if the site was ever begun.</summary>
    /// <exception cref="TimeoutException">The site is still there after a minute.</exception>
    public Task WaitAsync() => _begun ? _gone.Task.WaitAsync(Patience) : Task.CompletedTask;

    private sealed class Last : ILoggerProvider
    {
        private readonly EndOfSite _end;

        public Last(EndOfSite end)
        {
            _end = end;
            _end._begun = true;
        }

        public ILogger CreateLogger(string categoryName) => NullLogger.Instance;

        public void Dispose() => _end._gone.TrySetResult();
    }
}
