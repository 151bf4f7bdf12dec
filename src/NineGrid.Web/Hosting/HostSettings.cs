using System.Globalization;
using System.Net;
using NineGrid.Data;

namespace NineGrid.Web.Hosting;

/// <summary>A setting cannot be used as it stands; the message names it, what was found and what was expected.</summary>
internal sealed class SettingException(string message) : Exception(message);

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

        return new(provider, connection, MaxBatchSize(configuration["Database:MaxBatchSize"]));
    }

    /// <summary>The folder of the log files; null when no files are wanted.</summary>
    public static string? LogFolder(IConfiguration configuration, string contentRoot) =>
        (configuration["Logs:Folder"] ?? "logs") is { Length: > 0 } folder ? Path.Combine(contentRoot, folder) : null;

    /// <summary>Whether an empty embedded database is filled with the made-up bank at the first start of the site; true unless set.</summary>
    public static bool LoadsSampleBank(IConfiguration configuration) => Switch(configuration, "Database:SampleBank", unset: true);

    /// <summary>Refuses addresses that other machines can reach: nobody signs in yet, so the machine's own users are the only ones let in.</summary>
    /// <exception cref="SettingException">An address is not of this machine alone.</exception>
    public static void RefuseOpenAddresses(IConfiguration configuration)
    {
        if (Switch(configuration, "Hosting:ListenBeyondLoopback", unset: false))
        {
            return;
        }

        string[] ports =
        [
            .. new[] { WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey }.Where(key =>
                !string.IsNullOrEmpty(configuration[key])
            ),
        ];
        string[] urls =
            configuration[WebHostDefaults.ServerUrlsKey]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ?? [];
        IEnumerable<string> endpoints = configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Select(endpoint => endpoint["Url"] ?? "");
        // Addresses win over ports when both are set.
        string? open =
            urls.Concat(endpoints).FirstOrDefault(address => !IsLoopback(address))
            ?? (urls.Length == 0 ? ports.Select(key => $"{key}={configuration[key]}").FirstOrDefault() : null);
        if (open is not null)
        {
            throw new SettingException(
                $"“{open}” can be reached from other machines, and nobody has to sign in yet; expected an address of this machine alone, such as http://localhost:5000. "
                    + "Where something in front keeps strangers out, say Hosting:ListenBeyondLoopback=true."
            );
        }
    }

    private static bool IsLoopback(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new SettingException($"“{url}” is not an address; expected one such as http://localhost:5000.");
        }

        return address.IsUnixPipe
            || address.IsNamedPipe
            || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }

    private static bool Switch(IConfiguration configuration, string key, bool unset) =>
        configuration[key] switch
        {
            null or "" => unset,
            string text when bool.TryParse(text, out bool value) => value,
            string text => throw new SettingException($"{key} is “{text}”; expected true or false."),
        };

    private static int? MaxBatchSize(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0 ? size
        : throw new SettingException($"Database:MaxBatchSize is “{text}”; expected a whole number above 0.");
}
