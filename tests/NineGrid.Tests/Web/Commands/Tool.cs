using System.Diagnostics;
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

    /// <summary>Runs until a line on standard error starts with the words given, then kills the process at once (SIGKILL on Linux).</summary>
    /// <returns>The exit code; 137 tells that it was killed while running.</returns>
    public static async Task<int> KillAtAsync(string line, params string[] args)
    {
        using Process process = Start(args);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        List<string> seen = [];
        while (await process.StandardError.ReadLineAsync() is string written)
        {
            seen.Add(written);
            if (written.StartsWith(line, StringComparison.Ordinal))
            {
                process.Kill();
                await process.WaitForExitAsync();
                return process.ExitCode;
            }
        }

        throw new InvalidOperationException($"Ended without “{line}”:\n{string.Join('\n', seen)}\n{await output}");
    }

    private static Process Start(string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "NineGrid.Web.dll"), "--Logs:Folder=", .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
