using System.Diagnostics;
using System.Text;
using NineGrid.Data;
using NineGrid.Tests.Web.Commands;

namespace NineGrid.Tests.Web.Jobs;

/// <summary>A process of its own that serves or works until it is disposed.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private NodeProcess(Process process, string ready)
    {
        _process = process;
        Address =
            ready.Split(' ') is [_, _, _, string address, ..] && Uri.TryCreate(address, UriKind.Absolute, out Uri? found) ? found : null;
    }

    /// <summary>Where it serves; null for a worker.</summary>
    public Uri? Address { get; }

    /// <summary>Whether it still runs.</summary>
    public bool Lives => !_process.HasExited;

    /// <summary>What it has written since it was ready.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>A site on a port of its own, which works on jobs too.</summary>
    public static Task<NodeProcess> ServeAsync(DatabaseOptions database, params string[] settings) =>
        StartAsync("NineGrid is ready", ["--urls=http://127.0.0.1:0", .. Tool.On(database), .. settings]);

    /// <summary>A worker.</summary>
    public static Task<NodeProcess> WorkAsync(DatabaseOptions database, params string[] settings) =>
        StartAsync("NineGrid works on jobs", ["worker", .. Tool.On(database), .. settings]);

    private static async Task<NodeProcess> StartAsync(string ready, string[] args)
    {
        Process process = Tool.Start([.. args, "--Database:SampleBank=false"]);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is string line)
        {
            if (line.StartsWith(ready, StringComparison.Ordinal))
            {
                var node = new NodeProcess(process, line);
                _ = node.ListenAsync();
                return node;
            }
        }

        throw new InvalidOperationException($"“{ready}” was never said: {await errors}");
    }

    /// <summary>Sends it a signal, such as KILL, STOP or CONT.</summary>
    public void Signal(string signal) => Tool.Signal(_process, signal);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is string line)
        {
            lock (_log)
            {
                _log.AppendLine(line);
            }
        }
    }
}
