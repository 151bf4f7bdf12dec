using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace NineGrid.Data.Schema;

/// <summary>Tells a full disk, of the database or of this machine, from every other failure.</summary>
public static class DiskSpace
{
    private const int SqliteFull = 13;

    // Linux' ENOSPC, and Windows' ERROR_DISK_FULL as it is wrapped; .NET uses either on Linux.
    private static readonly int[] FileFull = [28, unchecked((int)0x80070070)];

    // No room in a file group or for a new page, in the log, in tempdb's versions.
    private static readonly int[] SqlServerFull = [1101, 1105, 9002, 3967];

    /// <summary>Whether the failure, or one that caused it, is that there is no space left to write to.</summary>
    public static bool IsUsedUp(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            bool full = cause switch
            {
                PostgresException answer => string.Equals(answer.SqlState, PostgresErrorCodes.DiskFull, StringComparison.Ordinal),
                SqlException answer => SqlServerFull.Contains(answer.Number),
                SqliteException answer => answer.SqliteErrorCode == SqliteFull,
                IOException => FileFull.Contains(cause.HResult),
                _ => false,
            };
            if (full)
            {
                return true;
            }
        }

        return false;
    }
}
