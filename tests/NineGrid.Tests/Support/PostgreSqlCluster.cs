using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace NineGrid.Tests.Support;

/// <summary>One throw-away PostgreSQL cluster for the whole test run, started when the first test asks for a database; <see cref="TestRun"/> stops it.</summary>
internal static class PostgreSqlCluster
{
    private static readonly Lazy<Task<string>> Server = new(() => StartAsync(TestRun.Cluster(), options: ""));

    /// <summary>Creates a database, empty or as a copy of another, and gives its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync(string name, string? template = null)
    {
        await ExecuteAsync(template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template}");
        return new NpgsqlConnectionStringBuilder(await Server.Value) { Database = name }.ConnectionString;
    }

    /// <summary>Drops a database, whoever is still connected.</summary>
    public static Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await Server.Value);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Starts a cluster of one's own, with options of the server.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> StartAsync(string folder, string options)
    {
        string output = await RunAsync("start", folder, FreePort().ToString(CultureInfo.InvariantCulture), options);
        return output.Trim().Split('\n')[^1] + ";Include Error Detail=true";
    }

    /// <summary>Does something with a cluster, see <c>scripts/postgres.sh</c>.</summary>
    public static Task<string> RunAsync(params string[] arguments) => Task.Run(() => Run(arguments));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Run(string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Repository.File("scripts/postgres.sh"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"postgres.sh {arguments[0]} ended with {process.ExitCode}: {output}{errors.Result}");
    }
}
