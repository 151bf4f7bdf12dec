using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;

namespace NineGrid.Tests.Support;

/// <summary>Lets an embedded database grow no more while the disk is said to be full.</summary>
internal sealed class FullDisk : DbConnectionInterceptor
{
    /// <summary>Whether it is full, for connections opened from now on.</summary>
    public bool IsFull { get; set; }

    /// <summary>Puts it under the databases of a host.</summary>
    public void Add(IServiceCollection services) =>
        services.ConfigureDbContext<SqliteNineGridDbContext>(options => options.AddInterceptors(this));

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Limit(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Limit(connection);
        return Task.CompletedTask;
    }

    // Never below what there is already; 1073741823 is SQLite's own limit.
    private void Limit(DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA max_page_count = {(IsFull ? 1 : 1_073_741_823)}";
        command.ExecuteScalar();
    }
}
