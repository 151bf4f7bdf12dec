using System.Diagnostics;
using System.Globalization;

namespace NineGrid.Tests.Support;

/// <summary>What a test run leaves outside of the process, and who clears it away.</summary>
/// <remarks>
/// The test host is ended before it can clean up after itself, and may be killed. So a shell of its own waits until the process is gone, stops the clusters and
/// removes the folder.
/// </remarks>
internal static class TestRun
{
    private static readonly Lazy<string> Run = new(Start);

    /// <summary>A folder for this run; it goes with the process.</summary>
    public static string Folder => Run.Value;

    /// <summary>Where a PostgreSQL cluster of the run lies, if it starts one.</summary>
    /// <param name="name">Empty for the one that most tests share.</param>
    public static string Cluster(string name = "") => Path.Combine(Folder, "postgresql" + name);

    private static string Start()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"ninegrid-tests-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        const string Wait = """
            exec >/dev/null 2>&1 </dev/null
            while kill -0 "$1"; do sleep 1; done
            for cluster in "$2"/postgresql*/; do [ -d "$cluster" ] && bash "$3" stop "${cluster%/}"; done
            rm -rf "$2"
            """;
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false };
        string process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        foreach (string argument in (string[])["bash", "-c", Wait, "bash", process, folder, Repository.File("scripts/postgres.sh")])
        {
            start.ArgumentList.Add(argument);
        }

        Process.Start(start)!.Dispose();
        return folder;
    }
}
