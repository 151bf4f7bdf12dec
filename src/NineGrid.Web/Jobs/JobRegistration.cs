using NineGrid.Data;
using NineGrid.Web.Hosting;
using NineGrid.Web.Mail;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>Puts the long work, what the calendar asks for, and the mail that it sends, into the host.</summary>
internal static class JobRegistration
{
    /// <exception cref="SettingException">A setting makes no sense.</exception>
    public static IServiceCollection AddNineGridJobs(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        services.AddScoped<DailyAlerts>();
        if (HostSettings.Mail(configuration) is MailSettings mail)
        {
            services.AddSingleton(mail);
            services.AddScoped<Post>();
            services.AddScoped<DigestLetter>();
        }

        DatabaseOptions database = HostSettings.Database(configuration, contentRoot);
        services.AddSingleton(HostSettings.Jobs(configuration));
        services.AddSingleton(HostSettings.Split(configuration));
        services.AddSingleton(HostSettings.Schemes(configuration));
        services.AddSingleton<RunningJobs>();
        services.AddScoped<JobDesk>();
        services.AddScoped<IJobDesk>(provider => provider.GetRequiredService<JobDesk>());
        services.AddScoped<JobWork>();
        services.AddScoped<ISchedule, Schedule>();
        services.AddScoped<ImportJobs>();
        services.AddScoped<SnapshotJobs>();
        services.AddQuartz(quartz => quartz.UseNineGridStore(database));
        services.AddHostedService<Node>();
        return services;
    }
}
