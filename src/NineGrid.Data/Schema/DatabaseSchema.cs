using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace NineGrid.Data.Schema;

/// <summary>How the schema of a database relates to the one this program was built for.</summary>
/// <param name="Pending">Steps the database still lacks, oldest first.</param>
/// <param name="Unknown">Steps the database has and this program does not know: a newer program made them.</param>
/// <param name="Newest">The newest step that this program knows.</param>
/// <param name="Exists">Whether there is any schema at all.</param>
public sealed record SchemaStatus(IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown, string Newest, bool Exists)
{
    /// <summary>Whether this program may read and write the database.</summary>
    public bool IsCurrent => Pending.Count == 0 && Unknown.Count == 0;

    /// <summary>Throws unless the schema is one that this program knows.</summary>
    /// <exception cref="JobRefusedException">The schema is newer than the program.</exception>
    public void RefuseNewer()
    {
        if (Unknown.Count > 0)
        {
            throw new JobRefusedException(
                $"The database has a newer schema than this program knows: it stands at {Unknown[^1]}, and version {ProgramVersion.Text} knows the steps up to {Newest}. Nothing was changed. Run the program version that made it, or a later one."
            );
        }
    }

    /// <summary>Throws unless the schema is exactly the program's.</summary>
    /// <exception cref="JobRefusedException">The schema is newer or older than the program, or there is none.</exception>
    public void RefuseOther()
    {
        RefuseNewer();
        if (Pending.Count > 0)
        {
            string state = Exists
                ? $"The database has an older schema than version {ProgramVersion.Text} of this program ({Pending.Count} step(s) to go, up to {Pending[^1]})."
                : "The database has no schema yet.";
            throw new JobRefusedException($"{state} Run “migrate” first.");
        }
    }
}

/// <summary>Creates, upgrades and checks the schema of the database.</summary>
public sealed class DatabaseSchema(NineGridDbContext db, DatabaseOptions database)
{
    /// <summary>Whether the program brings this database's schema up to date by itself: only the embedded one, which has no other keeper.</summary>
    public bool UpgradesItself => database.Provider == DatabaseProvider.Sqlite;

    /// <summary>Reads which steps the database has. A database that does not exist yet has none.</summary>
    public async Task<SchemaStatus> ReadAsync(CancellationToken cancellationToken)
    {
        string[] known = [.. db.Database.GetMigrations()];
        RefuseMissingFolder();
        // Asked first, as opening the connection would create the file of an embedded database.
        if (UpgradesItself && !await db.Database.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellationToken))
        {
            return new(known, [], known[^1], Exists: false);
        }

        string[] applied = [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];
        return new(
            [.. known.Except(applied, StringComparer.Ordinal)],
            [.. applied.Except(known, StringComparer.Ordinal)],
            known[^1],
            applied.Length > 0
        );
    }

    private void RefuseMissingFolder()
    {
        if (
            UpgradesItself
            && Path.GetDirectoryName(db.Database.GetDbConnection().DataSource) is { Length: > 0 } folder
            && !Directory.Exists(folder)
        )
        {
            throw new JobRefusedException($"The database file is to lie in {folder}, which does not exist.");
        }
    }

    /// <summary>Makes sure that the schema is the program's, before anything reads or writes the database.</summary>
    /// <param name="creates">Whether an embedded database that does not exist yet is created.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="JobRefusedException">The schema is another one, and this database is not upgraded without being asked.</exception>
    public async Task EnsureAsync(bool creates, CancellationToken cancellationToken)
    {
        SchemaStatus status = await ReadAsync(cancellationToken);
        if (UpgradesItself && (status.Exists || creates))
        {
            await UpgradeAsync(cancellationToken);
        }
        else
        {
            status.RefuseOther();
        }
    }

    /// <summary>Creates the schema or brings it up to date; each step is all or nothing.</summary>
    /// <returns>The steps that were applied, oldest first.</returns>
    /// <exception cref="JobRefusedException">The schema is newer than the program.</exception>
    public async Task<IReadOnlyList<string>> UpgradeAsync(CancellationToken cancellationToken)
    {
        SchemaStatus status = await ReadAsync(cancellationToken);
        status.RefuseNewer();
        if (status.Pending.Count > 0)
        {
            await db.Database.MigrateAsync(cancellationToken);
            if (database.Provider == DatabaseProvider.Sqlite)
            {
                // Kept in the file: readers go on while an import or a snapshot writes.
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
            }
        }

        await AuditTriggers.SetAsync(db, database.Provider, cancellationToken);
        return status.Pending;
    }
}
