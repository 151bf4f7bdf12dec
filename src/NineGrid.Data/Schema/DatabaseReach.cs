using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace NineGrid.Data.Schema;

/// <summary>Tells a database that cannot be reached from every other failure.</summary>
public static class DatabaseReach
{
    // Severity 20 and above ends the connection; −2 is a time-out, 53 and the like are network errors, 4060 and 18456 a database not (yet) open to us.
    private static readonly int[] SqlServerLost = [-2, -1, 2, 20, 53, 64, 121, 233, 258, 4060, 10053, 10054, 10060, 10061, 18456, 18401];

    // Busy, locked, input/output error, cannot open, read-only directory.
    private static readonly int[] SqliteLost = [5, 6, 10, 14];

    // Connection failures (08), the server's shutting down or starting (57P), too many connections, unknown database (3D), wrong sign-in (28).
    private static readonly string[] PostgreSqlLost = ["08", "57P", "53300", "3D", "28"];

    /// <summary>Whether the failure, or one that caused it, is that the database does not answer.</summary>
    public static bool IsLost(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            bool lost = cause switch
            {
                PostgresException answer => PostgreSqlLost.Any(code => answer.SqlState.StartsWith(code, StringComparison.Ordinal)),
                NpgsqlException => cause.InnerException is SocketException or IOException or TimeoutException or null,
                SqlException answer => answer.Class >= 20 || SqlServerLost.Contains(answer.Number),
                SqliteException answer => SqliteLost.Contains(answer.SqliteErrorCode),
                _ => false,
            };
            if (lost)
            {
                return true;
            }
        }

        return false;
    }
}
