using System.Globalization;
using System.Net;
using MimeKit;
using NineGrid.Data;
using NineGrid.Data.Commands.Schemes;
using NineGrid.Web.Access;
using NineGrid.Web.Jobs;
using NineGrid.Web.Mail;
using NineGrid.Web.Pages;
using Quartz;

namespace NineGrid.Web.Hosting;

/// <summary>A setting cannot be used as it stands; the message names it, what was found and what was expected.</summary>
internal sealed class SettingException(string message) : Exception(message);

/// <summary>What this node does of the jobs.</summary>
/// <param name="WorksHere">Whether it runs them; it lets people ask for them in either case.</param>
/// <param name="Daily">When the work of each day is done, as a cron expression of Quartz in the machine's time, until an administrator says otherwise.</param>
internal sealed record JobTimes(bool WorksHere, string Daily);

/// <summary>Where Prometheus is given the metrics.</summary>
/// <param name="Address">The address of this machine that is listened on.</param>
/// <param name="Port">The port, where nothing else is.</param>
internal sealed record MetricsAddress(IPAddress Address, int Port);

/// <summary>How a line of the log is written.</summary>
internal enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>An object a line, for whatever gathers logs.</summary>
    Json,
}

/// <summary>What the settings say: from <c>appsettings.json</c>, the environment or the command line, the later winning.</summary>
internal static class HostSettings
{
    /// <summary>Where the database lies; by default in a file beside the program.</summary>
    /// <exception cref="SettingException">A setting is missing or makes no sense.</exception>
    public static DatabaseOptions Database(IConfiguration configuration, string contentRoot)
    {
        string name = configuration["Database:Provider"] ?? nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse(name, ignoreCase: true, out DatabaseProvider provider) || !Enum.IsDefined(provider))
        {
            throw new SettingException($"Database:Provider is “{name}”; expected Sqlite, SqlServer or PostgreSql.");
        }

        string? connection = configuration.GetConnectionString("NineGrid");
        if (string.IsNullOrWhiteSpace(connection))
        {
            connection =
                provider == DatabaseProvider.Sqlite
                    ? $"Data Source={Path.Combine(contentRoot, "ninegrid.db")}"
                    : throw new SettingException(
                        $"ConnectionStrings:NineGrid is missing; {provider} has to be told where its database lies."
                    );
        }

        return new(provider, connection, Positive(configuration, "Database:MaxBatchSize"));
    }

    /// <summary>The folder of the log files; null when no files are wanted.</summary>
    public static string? LogFolder(IConfiguration configuration, string contentRoot) =>
        (configuration["Logs:Folder"] ?? "logs") is { Length: > 0 } folder ? Path.Combine(contentRoot, folder) : null;

    /// <summary>How log lines are written, text unless set.</summary>
    /// <exception cref="SettingException">There is no such format.</exception>
    public static LogFormat LogFormat(IConfiguration configuration) =>
        configuration["Logs:Format"] switch
        {
            null or "" => Hosting.LogFormat.Text,
            string text when Enum.TryParse(text, ignoreCase: true, out LogFormat format) && Enum.IsDefined(format) => format,
            string text => throw new SettingException($"Logs:Format is “{text}”; expected text or json."),
        };

    /// <summary>Where metrics are given; null when <c>Metrics:Port</c> is empty, and then nowhere.</summary>
    /// <exception cref="SettingException">Something is no port or no network address.</exception>
    public static MetricsAddress? Metrics(IConfiguration configuration)
    {
        if (configuration["Metrics:Port"] is not { Length: > 0 } text)
        {
            return null;
        }

        if (
            !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            || port is < IPEndPoint.MinPort + 1 or > IPEndPoint.MaxPort
        )
        {
            throw new SettingException($"Metrics:Port is “{text}”; expected a port from 1 to 65535.");
        }

        string address = configuration["Metrics:Address"] is { Length: > 0 } set ? set : IPAddress.Loopback.ToString();
        return IPAddress.TryParse(address, out IPAddress? listened)
            ? new(listened, port)
            : throw new SettingException(
                $"Metrics:Address is “{address}”; expected a network address of this machine such as 10.0.0.7, or 0.0.0.0 for all."
            );
    }

    /// <summary>Whether an empty embedded database is filled with the made-up bank at the first start of the site; true unless set.</summary>
    public static bool LoadsSampleBank(IConfiguration configuration) => Switch(configuration, "Database:SampleBank", unset: true);

    /// <summary>The reverse proxies in front of the site, which say for whom they ask; none unless set.</summary>
    /// <exception cref="SettingException">Something is no network address.</exception>
    public static IReadOnlyCollection<IPAddress> Proxies(IConfiguration configuration) => Addresses(configuration, "Hosting:Proxies");

    /// <summary>The reverse proxies that sign users in; none unless set.</summary>
    /// <exception cref="SettingException">There is a header without a proxy to believe, or something is no network address.</exception>
    public static SingleSignOn SingleSignOn(IConfiguration configuration)
    {
        string? header = configuration["SingleSignOn:Header"] is { Length: > 0 } name ? name : null;
        HashSet<IPAddress> proxies = Addresses(configuration, "SingleSignOn:Proxies");
        return header is not null && proxies.Count == 0
            ? throw new SettingException(
                $"SingleSignOn:Header is “{header}”, but SingleSignOn:Proxies names nobody to take it from; expected network addresses such as 10.0.0.7."
            )
            : new(header, proxies);
    }

    /// <summary>How often signing in may be tried within a minute.</summary>
    /// <exception cref="SettingException">A number is missing or too small.</exception>
    public static SignInLimits SignInLimits(IConfiguration configuration) =>
        new(Positive(configuration, "SignIn:AttemptsPerAddress") ?? 20, Positive(configuration, "SignIn:AttemptsPerName") ?? 10);

    /// <summary>Whether this node runs jobs, and when the work of each day is done.</summary>
    /// <exception cref="SettingException">A setting makes no sense.</exception>
    public static JobTimes Jobs(IConfiguration configuration)
    {
        string cron = configuration["Jobs:Daily"] is { Length: > 0 } set ? set : "0 0 7 * * ?";
        return CronExpression.TryParse(cron, out _)
            ? new(Switch(configuration, "Jobs:Enabled", unset: true), cron)
            : throw new SettingException($"Jobs:Daily is “{cron}”; expected a cron expression such as 0 0 7 * * ?.");
    }

    /// <summary>From how many customers on a snapshot's facts are read branch by branch.</summary>
    /// <exception cref="SettingException">A setting makes no sense.</exception>
    public static SplitFrom Split(IConfiguration configuration) => new(Positive(configuration, "Jobs:SplitFrom") ?? SplitFrom.UnlessSet);

    /// <summary>Whether questions about the whole of a large bank are asked before a reader does; true unless set.</summary>
    /// <exception cref="SettingException">The setting is neither true nor false.</exception>
    public static bool AsksAhead(IConfiguration configuration) => Switch(configuration, "Pages:AskAhead", unset: true);

    /// <summary>Whether a second person has to approve a version of the scheme; true unless set.</summary>
    /// <exception cref="SettingException">The setting is neither true nor false.</exception>
    public static SchemeApproval Schemes(IConfiguration configuration) => new(Switch(configuration, "Schemes:SecondPerson", unset: true));

    /// <summary>How e-mail leaves the bank; null when <c>Mail:Host</c> is empty, and then none does.</summary>
    /// <exception cref="SettingException">A setting is missing or makes no sense.</exception>
    public static MailSettings? Mail(IConfiguration configuration)
    {
        if (configuration["Mail:Host"] is not { Length: > 0 } host)
        {
            return null;
        }

        string tls = configuration["Mail:Tls"] ?? nameof(MailTls.Required);
        if (!Enum.TryParse(tls, ignoreCase: true, out MailTls asked) || !Enum.IsDefined(asked))
        {
            throw new SettingException($"Mail:Tls is “{tls}”; expected Required, Implicit or None.");
        }

        string from = configuration["Mail:From"] ?? "";
        if (!MailboxAddress.TryParse(from, out MailboxAddress? sender) || !sender.Address.Contains('@', StringComparison.Ordinal))
        {
            throw new SettingException($"Mail:From is “{from}”; expected the address that mail comes from.");
        }

        string link = configuration["Mail:Link"] ?? "";
        if (link.Length > 0 && !(Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"))
        {
            throw new SettingException($"Mail:Link is “{link}”; expected the address of the site, such as https://ninegrid.bank.example.");
        }

        string language = configuration["Mail:Language"] ?? PageRegistration.Languages[0].Name;
        CultureInfo known =
            PageRegistration.Languages.FirstOrDefault(one => one.Name.Equals(language, StringComparison.OrdinalIgnoreCase))
            ?? throw new SettingException(
                $"Mail:Language is “{language}”; expected {string.Join(" or ", PageRegistration.Languages.Select(one => one.Name))}."
            );
        return new(
            host,
            Positive(configuration, "Mail:Port") ?? (asked == MailTls.Implicit ? 465 : 587),
            asked,
            sender,
            configuration["Mail:User"] is { Length: > 0 } user ? user : null,
            configuration["Mail:Password"] ?? "",
            link.Length > 0 ? link.TrimEnd('/') : null,
            known
        );
    }

    // A list of the settings file, or one text as the environment and the command line have it.
    private static HashSet<IPAddress> Addresses(IConfiguration configuration, string key) =>
        configuration
            .GetSection(key)
            .GetChildren()
            .Select(child => child.Value)
            .Append(configuration[key])
            .SelectMany(text => (text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(text =>
                IPAddress.TryParse(text, out IPAddress? address)
                    ? address
                    : throw new SettingException($"{key} holds “{text}”; expected network addresses such as 10.0.0.7.")
            )
            .ToHashSet();

    private static bool Switch(IConfiguration configuration, string key, bool unset) =>
        configuration[key] switch
        {
            null or "" => unset,
            string text when bool.TryParse(text, out bool value) => value,
            string text => throw new SettingException($"{key} is “{text}”; expected true or false."),
        };

    private static int? Positive(IConfiguration configuration, string key) =>
        configuration[key] is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new SettingException($"{key} is “{text}”; expected a whole number above 0.");
}
