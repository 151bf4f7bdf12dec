using Microsoft.Data.Sqlite;

namespace NineGrid.Data.Schema;

/// <summary>Lets one process alone serve or work on an embedded database: two would run the same jobs. Verbs may run beside it.</summary>
public static class EmbeddedDatabaseLock
{
    /// <summary>Takes the lock; it goes with the process, however that ends.</summary>
    /// <returns>What holds it; null when the database has a server, or no file.</returns>
    /// <exception cref="JobRefusedException">Another process has it.</exception>
    public static IDisposable? Take(DatabaseOptions database)
    {
        if (
            database.Provider != DatabaseProvider.Sqlite
            || new SqliteConnectionStringBuilder(database.ConnectionString)
                is not { Mode: not SqliteOpenMode.Memory, DataSource: string file }
            || file is "" or ":memory:"
            || Path.GetDirectoryName(Path.GetFullPath(file)) is not string folder
            || !Directory.Exists(folder)
        )
        {
            return null;
        }

        try
        {
            return new FileStream(
                file + ".lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 0,
                FileOptions.DeleteOnClose
            );
        }
        catch (IOException)
        {
            throw new JobRefusedException(
                $"Another NineGrid serves or works on the database file {file} already. Stop it first, or use a server such as PostgreSQL for several nodes."
            );
        }
    }
}
