using NineGrid.Data;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>Quartz's store in the application's database: shared by all nodes on a server, by one node on an embedded database.</summary>
internal static class JobStore
{
    private const string Scheduler = "ninegrid";
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5);

    /// <summary>Jobs that a node runs at once on a server. Most wait: one at a time changes the bank's data.</summary>
    private const int AtOnce = 4;

    public static void UseNineGridStore(this IQuartzBuilder quartz, DatabaseOptions database)
    {
        bool shared = database.Provider != DatabaseProvider.Sqlite;
        quartz.ConfigureScheduler(options =>
        {
            options.InstanceName = Scheduler;
            // How long a job that was asked for on another node waits for this one to look.
            options.IdleWaitTime = CheckIn;
            if (shared)
            {
                options.GenerateInstanceId = true;
            }
            else
            {
                options.InstanceId = Environment.MachineName;
            }
        });
        // A job on an embedded database lets nobody else write to it, so the scheduler must not want to meanwhile.
        quartz.UseDefaultThreadPool(shared ? AtOnce : 1);
        quartz.UsePersistentStore(store =>
        {
            switch (database.Provider)
            {
                case DatabaseProvider.Sqlite:
                    store.UseSqlite(database.ConnectionString);
                    break;
                case DatabaseProvider.SqlServer:
                    store.UseSqlServer(database.ConnectionString);
                    break;
                case DatabaseProvider.PostgreSql:
                    store.UsePostgres(database.ConnectionString);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(database), database.Provider, "Sqlite, SqlServer or PostgreSql");
            }

            if (shared)
            {
                store.UseClustering(cluster => cluster.CheckinInterval = CheckIn);
            }

            store.UseSystemTextJsonSerializer();
            store.ConfigureStore(options => options.DbRetryInterval = CheckIn);
        });
    }

    /// <summary>Creates the store's tables where they are missing; what is there stays.</summary>
    public static async Task CreateAsync(DatabaseOptions database, CancellationToken cancellationToken)
    {
        await using StandaloneSchedulerFactory factory = QuartzSchedulerBuilder
            .Create(quartz =>
            {
                quartz.UseNineGridStore(database);
                quartz.UsePersistentStore(store => store.ProvisionSchema());
            })
            .Build();
        // The store looks for its tables when it is first used.
        IScheduler scheduler = await factory.GetScheduler(cancellationToken);
        await scheduler.Shutdown(waitForJobsToComplete: false, cancellationToken);
    }
}
