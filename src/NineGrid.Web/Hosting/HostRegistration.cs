using System.Globalization;
using NineGrid.Data;
using Serilog;

namespace NineGrid.Web.Hosting;

/// <summary>What the site and every verb have in common: settings, log, database.</summary>
internal static class HostRegistration
{
    /// <param name="builder">The host being built.</param>
    /// <param name="logsToConsole">Whether the log also goes to the console; a verb keeps that for its own output.</param>
    public static WebApplicationBuilder AddNineGridHost(this WebApplicationBuilder builder, bool logsToConsole)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(Log(builder.Configuration, builder.Environment.ContentRootPath, logsToConsole), dispose: true);
        builder.Services.AddSingleton(TimeProvider.System);
        DatabaseOptions database = HostSettings.Database(builder.Configuration, builder.Environment.ContentRootPath);
        try
        {
            builder.Services.AddNineGridData(database);
        }
        catch (ArgumentException wrong)
        {
            throw new SettingException(
                $"ConnectionStrings:NineGrid is not a connection string of {database.Provider}: {wrong.Message} Another server is chosen with Database:Provider."
            );
        }

        return builder;
    }

    private static Serilog.Core.Logger Log(IConfiguration configuration, string contentRoot, bool logsToConsole)
    {
        LoggerConfiguration log = new LoggerConfiguration().ReadFrom.Configuration(configuration);
        if (logsToConsole)
        {
            log.WriteTo.Console(formatProvider: CultureInfo.InvariantCulture);
        }

        if (HostSettings.LogFolder(configuration, contentRoot) is string folder)
        {
            // Shared: a verb may run beside the site.
            log.WriteTo.Async(files =>
                files.File(
                    Path.Combine(folder, "ninegrid-.log"),
                    rollingInterval: RollingInterval.Day,
                    retainedFileCountLimit: 31,
                    shared: true,
                    formatProvider: CultureInfo.InvariantCulture
                )
            );
        }

        return log.CreateLogger();
    }
}
