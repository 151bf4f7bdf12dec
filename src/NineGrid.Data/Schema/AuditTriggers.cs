using Microsoft.EntityFrameworkCore;

namespace NineGrid.Data.Schema;

/// <summary>Makes the database itself refuse to change or delete a line of the audit trail, whoever asks.</summary>
/// <remarks>Set again with every upgrade, as rebuilding a table loses its triggers.</remarks>
internal static class AuditTriggers
{
    private static readonly string[] Sqlite =
    [
        "CREATE TRIGGER IF NOT EXISTS audit_trail_no_update BEFORE UPDATE ON audit_trail BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
        "CREATE TRIGGER IF NOT EXISTS audit_trail_no_delete BEFORE DELETE ON audit_trail BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
    ];

    private static readonly string[] PostgreSql =
    [
        """
            CREATE OR REPLACE FUNCTION audit_trail_append_only() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$
            """,
        "CREATE OR REPLACE TRIGGER audit_trail_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_trail FOR EACH STATEMENT EXECUTE FUNCTION audit_trail_append_only()",
    ];

    private static readonly string[] SqlServer =
    [
        """
            CREATE OR ALTER TRIGGER audit_trail_append_only ON audit_trail INSTEAD OF UPDATE, DELETE
            AS BEGIN SET NOCOUNT ON; THROW 50001, 'the audit trail is append-only', 1; END
            """,
    ];

    public static async Task SetAsync(NineGridDbContext db, DatabaseProvider provider, CancellationToken cancellationToken)
    {
        string[] statements = provider switch
        {
            DatabaseProvider.Sqlite => Sqlite,
            DatabaseProvider.PostgreSql => PostgreSql,
            DatabaseProvider.SqlServer => SqlServer,
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "Sqlite, SqlServer or PostgreSql"),
        };
        foreach (string statement in statements)
        {
            await db.Database.ExecuteSqlRawAsync(statement, cancellationToken);
        }
    }
}
