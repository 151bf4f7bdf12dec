using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NineGrid.Data.Access;
using NineGrid.Data.Bulk;
using NineGrid.Data.Commands.Alerts;
using NineGrid.Data.Commands.Coverage;
using NineGrid.Data.Commands.People;
using NineGrid.Data.Commands.Plans;
using NineGrid.Data.Commands.Schemes;
using NineGrid.Data.Commands.Views;
using NineGrid.Data.Exports;
using NineGrid.Data.Imports;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Data.Samples;
using NineGrid.Data.Schema;
using NineGrid.Data.Snapshots;
using Npgsql;

namespace NineGrid.Data;

/// <summary>Where the database lies.</summary>
/// <param name="Provider">The server.</param>
/// <param name="ConnectionString">Its connection string.</param>
/// <param name="MaxBatchSize">Statements EF sends at once; null for the provider's default. Some servers that speak a database's protocol need 1.</param>
public sealed record DatabaseOptions(DatabaseProvider Provider, string ConnectionString, int? MaxBatchSize = null);

/// <summary>Registers everything of this assembly.</summary>
public static class DataRegistration
{
    /// <exception cref="ArgumentException">The connection string is not one of that server.</exception>
    public static IServiceCollection AddNineGridData(this IServiceCollection services, DatabaseOptions database)
    {
        database = database with { ConnectionString = Read(database) };
        services.AddSingleton(database);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new PackageLimits());
        services.AddScoped<JobLedger>();
        services.AddScoped<CurrentJob>();
        services.AddTransient<ImportPackage>();
        services.AddTransient<StoredFiles>();
        services.AddTransient<UndoImport>();
        services.AddTransient<FirstStart>();
        services.AddTransient<ComputeSnapshot>();
        services.AddTransient<SplitSnapshot>();
        services.AddTransient<ReadBranch>();
        services.AddTransient<FollowAlerts>();
        services.AddTransient<ClosePeriod>();
        services.AddTransient<ReopenPeriod>();
        services.AddTransient<ExportSnapshot>();
        switch (database.Provider)
        {
            case DatabaseProvider.Sqlite:
                services.AddDbContext<NineGridDbContext, SqliteNineGridDbContext>(options => Sqlite(options, database));
                services.AddSingleton<IBulk, SqliteBulk>();
                break;
            case DatabaseProvider.SqlServer:
                services.AddDbContext<NineGridDbContext, SqlServerNineGridDbContext>(options => SqlServer(options, database));
                services.AddSingleton<IBulk, SqlServerBulk>();
                break;
            case DatabaseProvider.PostgreSql:
                services.AddDbContext<NineGridDbContext, PostgreSqlNineGridDbContext>(options => PostgreSql(options, database));
                services.AddSingleton<IBulk, PostgreSqlBulk>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(database), database.Provider, "Sqlite, SqlServer or PostgreSql");
        }

        services.AddScoped<DatabaseSchema>();
        AddPeople(services);
        return services;
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.TryAddTransient(provider => provider.GetRequiredService<CurrentJob>().Actor ?? Actor.Operator);
        // Anew for each who asks: whoever asked before the user was known must not leave its answer to the others.
        services.AddTransient<AuditTrail>();
        services.AddScoped<UserChange>();
        services.AddScoped<CreateUser>();
        services.AddScoped<ChangeRights>();
        services.AddScoped<ChangeEmail>();
        services.AddScoped<DisableUser>();
        services.AddScoped<ResetPassword>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<EndSessions>();
        services.AddScoped<SignInRecord>();
        services.AddScoped<SampleUsers>();
        services.AddScoped<MakePlan>();
        services.AddScoped<SavePlan>();
        services.AddScoped<AssignCustomers>();
        services.AddScoped<ChangePlanState>();
        services.AddScoped<MarkStep>();
        services.AddScoped<AddComment>();
        services.AddScoped<ChangeAlert>();
        services.AddScoped<AcknowledgeAlerts>();
        services.AddScoped<EscalateAlerts>();
        services.AddScoped<TellAlerts>();
        services.TryAddSingleton(new SchemeApproval(SecondPerson: true));
        services.AddScoped<BeginDraft>();
        services.AddScoped<ChangeDraft>();
        services.AddScoped<PublishDraft>();
        services.AddScoped<SaveView>();
        services.AddScoped<RenameView>();
        services.AddScoped<DeleteView>();
        services
            .AddDataProtection()
            .SetApplicationName("NineGrid")
            .Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
                options => options.XmlRepository = new StoredKeys(provider.GetRequiredService<IServiceScopeFactory>())
            ));
        services
            .AddIdentityCore<AppUser>(options =>
            {
                Passwords.Set(options.Password);
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddEntityFrameworkStores<NineGridDbContext>()
            .AddPasswordValidator<Passwords>()
            .AddTokenProvider<AuthenticatorTokenProvider<AppUser>>(TokenOptions.DefaultAuthenticatorProvider);
    }

    private static void Sqlite(DbContextOptionsBuilder options, DatabaseOptions database) =>
        options.UseSqlite(database.ConnectionString, sqlite => sqlite.MaxBatchSize(database.MaxBatchSize ?? 1000));

    private static void SqlServer(DbContextOptionsBuilder options, DatabaseOptions database) =>
        options.UseSqlServer(database.ConnectionString, server => server.MaxBatchSize(database.MaxBatchSize ?? 42));

    private static void PostgreSql(DbContextOptionsBuilder options, DatabaseOptions database) =>
        options.UseNpgsql(database.ConnectionString, server => server.MaxBatchSize(database.MaxBatchSize ?? 1000));

    private static string Read(DatabaseOptions database) =>
        database.Provider switch
        {
            DatabaseProvider.Sqlite => new SqliteConnectionStringBuilder(database.ConnectionString) { ForeignKeys = true }.ConnectionString,
            DatabaseProvider.SqlServer => new SqlConnectionStringBuilder(database.ConnectionString).ConnectionString,
            DatabaseProvider.PostgreSql => new NpgsqlConnectionStringBuilder(database.ConnectionString).ConnectionString,
            _ => throw new ArgumentOutOfRangeException(nameof(database), database.Provider, "Sqlite, SqlServer or PostgreSql"),
        };
}
