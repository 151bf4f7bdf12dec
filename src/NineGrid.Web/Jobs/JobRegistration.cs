using NineGrid.Web.Hosting;
using NineGrid.Web.Mail;
using Quartz;

namespace NineGrid.Web.Jobs;

/// <summary>Puts the work that is done by the calendar, and the mail that it sends, into the host.</summary>
internal static class JobRegistration
{
    /// <exception cref="SettingException">A setting makes no sense.</exception>
    public static IServiceCollection AddNineGridJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<DailyAlerts>();
        if (HostSettings.Mail(configuration) is MailSettings mail)
        {
            services.AddSingleton(mail);
            services.AddScoped<Post>();
            services.AddScoped<DigestLetter>();
        }

        if (HostSettings.DailyJobs(configuration) is string daily)
        {
            services.AddQuartz(jobs =>
                jobs.ScheduleJob<DailyAlerts>(trigger => trigger.WithIdentity("daily-alerts").WithCronSchedule(daily))
            );
            services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        }

        return services;
    }
}
