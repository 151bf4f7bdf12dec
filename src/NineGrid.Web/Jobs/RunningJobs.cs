using System.Collections.Concurrent;
using NineGrid.Data;
using NineGrid.Data.Jobs;

namespace NineGrid.Web.Jobs;

/// <summary>How far the jobs are that this node runs. Kept here first, as a job on an embedded database lets nobody else write to it.</summary>
internal sealed class RunningJobs(IServiceScopeFactory scopes, TimeProvider clock)
{
    private readonly ConcurrentDictionary<int, RunningJob> _jobs = new();

    /// <summary>Begins to follow a job; disposing ends it.</summary>
    public RunningJob Begin(int id)
    {
        var job = new RunningJob(id, scopes, clock, () => _jobs.TryRemove(id, out _));
        _jobs[id] = job;
        return job;
    }

    /// <summary>How far a job is; null when this node does not run it or it has not told yet.</summary>
    public JobProgress? Of(int id) => _jobs.TryGetValue(id, out RunningJob? job) ? job.Newest : null;
}

/// <summary>Takes the reports of a job and writes the newest to the ledger, once a second at most.</summary>
internal sealed class RunningJob : IProgress<JobProgress>, IAsyncDisposable
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    private readonly int _id;
    private readonly IServiceScopeFactory _scopes;
    private readonly Action _ended;
    private readonly PeriodicTimer _timer;
    private readonly Task _writing;
    private volatile JobProgress? _newest;

    public RunningJob(int id, IServiceScopeFactory scopes, TimeProvider clock, Action ended)
    {
        (_id, _scopes, _ended) = (id, scopes, ended);
        _timer = new PeriodicTimer(Rhythm, clock);
        _writing = WriteAsync();
    }

    public JobProgress? Newest => _newest;

    public void Report(JobProgress value) => _newest = value;

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _writing;
        _ended();
    }

    private async Task WriteAsync()
    {
        JobProgress? written = null;
        while (await _timer.WaitForNextTickAsync())
        {
            if (_newest is { } newest && newest != written)
            {
                try
                {
                    await using AsyncServiceScope scope = _scopes.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<JobLedger>().ReportAsync(_id, newest, CancellationToken.None);
                    written = newest;
                }
                catch (Exception)
                {
                    // Told again in a second; on an embedded database the job itself holds it. Telling must not end the work that is told of.
                }
            }
        }
    }
}
