using System.Globalization;
using NineGrid.Data;
using NineGrid.Web.Watching;
using Serilog;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace NineGrid.Web.Hosting;

/// <summary>What the site and every verb have in common: settings, log, database.</summary>
internal static class HostRegistration
{
    private const string Line =
        "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {" + Correlation.InLog.Property + "} {Message:lj}{NewLine}{Exception}";

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
        LogFormat format = HostSettings.LogFormat(configuration);
        ITextFormatter lines =
            format == LogFormat.Json
                ? new JsonFormatter(renderMessage: true, formatProvider: CultureInfo.InvariantCulture)
                : new MessageTemplateTextFormatter(Line, CultureInfo.InvariantCulture);
        LoggerConfiguration log = new LoggerConfiguration().ReadFrom.Configuration(configuration).Enrich.With<Correlation.InLog>();
        if (logsToConsole)
        {
            log.WriteTo.Console(lines);
        }

        if (HostSettings.LogFolder(configuration, contentRoot) is string folder)
        {
            // Shared: a verb may run beside the site.
            log.WriteTo.Async(files =>
                files.File(
                    lines,
                    Path.Combine(folder, format == LogFormat.Json ? "ninegrid-.json" : "ninegrid-.log"),
                    rollingInterval: RollingInterval.Day,
                    retainedFileCountLimit: 31,
                    shared: true
                )
            );
        }

        return log.CreateLogger();
    }
}
