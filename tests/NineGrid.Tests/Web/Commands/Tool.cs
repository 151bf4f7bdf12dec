using System.Diagnostics;
using System.Globalization;
using System.Text;
using NineGrid.Data;

namespace NineGrid.Tests.Web.Commands;

/// <summary>What a run of the program left: its exit code and what it wrote.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error);

/// <summary>The program as an operator runs it: a process of its own.</summary>
internal static class Tool
{
    /// <summary>The settings that point a run at a database.</summary>
    public static string[] On(DatabaseOptions database) =>
        [$"--Database:Provider={database.Provider}", $"--ConnectionStrings:NineGrid={database.ConnectionString}"];

    public static async Task<Outcome> RunAsync(params string[] args)
    {
        using Process process = Start(args);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Runs until a line on standard error starts with the words given, and sends the process a signal at once, such as KILL or INT.</summary>
    public static async Task<Outcome> SignalAtAsync(string line, string signal, params string[] args)
    {
        using Process process = Start(args);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        var error = new StringBuilder();
        bool sent = false;
        while (await process.StandardError.ReadLineAsync() is string written)
        {
            error.AppendLine(written);
            if (!sent && written.StartsWith(line, StringComparison.Ordinal))
            {
                sent = true;
                Signal(process, signal);
            }
        }

        await process.WaitForExitAsync();
        return sent
            ? new(process.ExitCode, await output, error.ToString())
            : throw new InvalidOperationException($"Ended without “{line}”:\n{error}\n{await output}");
    }

    /// <summary>Sends a signal; only KILL can be sent without help.</summary>
    public static void Signal(Process process, string signal)
    {
        if (signal == "KILL")
        {
            process.Kill();
            return;
        }

        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public static Process Start(params string[] args)
    {
        Process process = StartWithInput(args);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Starts with standard input open, for whoever has something to say.</summary>
    public static Process StartWithInput(params string[] args)
    {
        // Whoever runs the tests in the background has the interrupt signal ignored, and a child would inherit that.
        var start = new ProcessStartInfo(
            "env",
            ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "NineGrid.Web.dll"), "--Logs:Folder=", .. args]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return Process.Start(start)!;
    }
}
