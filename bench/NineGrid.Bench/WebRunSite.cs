using System.Diagnostics;
using System.Globalization;

namespace NineGrid.Bench;

/// <summary>One process of the site.</summary>
internal sealed class WebRunSite(FileInfo program, DirectoryInfo root, int port) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TaskCompletionSource<string> _askedAhead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Starts it and waits for its first page.</summary>
    /// <returns>How long that took from the start of the process.</returns>
    public async Task<TimeSpan> StartAsync(string connection, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = root.FullName,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        string[] words =
        [
            program.FullName,
            "--urls",
            Address.ToString(),
            "--Database:Provider=PostgreSql",
            $"--ConnectionStrings:NineGrid={connection}",
            "--Logs:Folder=",
            "--Jobs:Enabled=false",
            // All of them come from one address.
            "--SignIn:AttemptsPerAddress=1000000",
        ];
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        long begin = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        using var browser = new HttpClient { BaseAddress = Address };
        while (!_process.HasExited && Stopwatch.GetElapsedTime(begin) < Patience)
        {
            try
            {
                using HttpResponseMessage answer = await browser.GetAsync(new Uri("/account/sign-in", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return Stopwatch.GetElapsedTime(begin);
                }
            }
            catch (HttpRequestException)
            {
                // Not yet listening.
            }

            await Task.Delay(20, cancellationToken);
        }

        throw new InvalidOperationException("The site did not start.");
    }

    /// <summary>Waits until the site has asked itself what a day begins with; tells what it said of that.</summary>
    public Task<string> AskedAheadAsync(CancellationToken cancellationToken) => _askedAhead.Task.WaitAsync(Patience, cancellationToken);

    // Only what went wrong: a line a request would drown it.
    private void Note(string? line)
    {
        if (line?.IndexOf("The first questions", StringComparison.Ordinal) is int said and >= 0)
        {
            _askedAhead.TrySetResult(line[said..]);
        }

        if (line?.Contains("ERR", StringComparison.Ordinal) == true || line?.Contains("FTL", StringComparison.Ordinal) == true)
        {
            Console.Error.WriteLine(line);
        }
    }

    /// <summary>The most memory that it held at once, in MiB.</summary>
    public long PeakMemory
    {
        get
        {
            string status = $"/proc/{_process!.Id.ToString(CultureInfo.InvariantCulture)}/status";
            string? line = File.Exists(status)
                ? File.ReadLines(status).FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal))
                : null;
            if (line is null)
            {
                _process.Refresh();
                return _process.PeakWorkingSet64 >> 20;
            }

            return long.Parse(line.AsSpan(6).TrimEnd("kB "), NumberStyles.Integer, CultureInfo.InvariantCulture) >> 10;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
    }
}
