using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace NineGrid.Data;

/// <summary>The database servers NineGrid runs on; the setting <c>Database:Provider</c>.</summary>
public enum DatabaseProvider
{
    /// <summary>A file beside the application: the default.</summary>
    Sqlite,

    /// <summary>Microsoft SQL Server 2022.</summary>
    SqlServer,

    /// <summary>PostgreSQL 15 and later.</summary>
    PostgreSql,
}

/// <summary>The model on SQLite, which has no decimal type: money and rates are whole numbers of their smallest kept unit.</summary>
public sealed class SqliteNineGridDbContext(DbContextOptions<SqliteNineGridDbContext> options) : NineGridDbContext(options)
{
    private protected override string? OrdinalCollation => null; // SQLite's default compares bytes of UTF-8

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (IMutableProperty property in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if (property.ClrType == typeof(decimal) || property.ClrType == typeof(decimal?))
            {
                property.SetValueConverter(new ScaledConverter(property.GetScale()!.Value));
            }
        }
    }

    private sealed class ScaledConverter(int scale)
        : ValueConverter<decimal, long>(value => (long)(value * Unit(scale)), units => units / Unit(scale))
    {
        private static decimal Unit(int scale)
        {
            decimal unit = 1;
            for (int i = 0; i < scale; i++)
            {
                unit *= 10;
            }

            return unit;
        }
    }
}

/// <summary>The model on SQL Server.</summary>
public sealed class SqlServerNineGridDbContext(DbContextOptions<SqlServerNineGridDbContext> options) : NineGridDbContext(options)
{
    private protected override string? OrdinalCollation => "Latin1_General_100_BIN2";
}

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgreSqlNineGridDbContext(DbContextOptions<PostgreSqlNineGridDbContext> options) : NineGridDbContext(options)
{
    private protected override string? OrdinalCollation => "C";
}

// Only the migrations tool uses these; "migrations add" and "script" never open the connection.
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteNineGridDbContext>
{
    public SqliteNineGridDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteNineGridDbContext>().UseSqlite(args.FirstOrDefault() ?? "Data Source=design.db").Options);
}

internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerNineGridDbContext>
{
    public SqlServerNineGridDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<SqlServerNineGridDbContext>()
                .UseSqlServer(args.FirstOrDefault() ?? "Server=design;Database=design")
                .Options
        );
}

internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlNineGridDbContext>
{
    public PostgreSqlNineGridDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<PostgreSqlNineGridDbContext>()
                .UseNpgsql(args.FirstOrDefault() ?? "Host=design;Database=design")
                .Options
        );
}
