using NineGrid.Web.Hosting;

namespace NineGrid.Web.Commands;

/// <summary>The arguments of the process, parted into settings (<c>--Section:Key=value</c>, <c>--urls …</c>) and the words of a verb.</summary>
internal sealed record Arguments(string[] Settings, string[] Words)
{
    // What the web host understands without a section.
    private static readonly string[] HostKeys =
    [
        WebHostDefaults.ApplicationKey,
        WebHostDefaults.CaptureStartupErrorsKey,
        WebHostDefaults.ContentRootKey,
        WebHostDefaults.DetailedErrorsKey,
        WebHostDefaults.EnvironmentKey,
        WebHostDefaults.HttpPortsKey,
        WebHostDefaults.HttpsPortsKey,
        WebHostDefaults.HostingStartupAssembliesKey,
        WebHostDefaults.HostingStartupExcludeAssembliesKey,
        WebHostDefaults.PreferHostingUrlsKey,
        WebHostDefaults.PreventHostingStartupKey,
        WebHostDefaults.ServerUrlsKey,
        WebHostDefaults.ShutdownTimeoutKey,
        WebHostDefaults.StartupAssemblyKey,
        WebHostDefaults.StaticWebAssetsKey,
        WebHostDefaults.SuppressStatusMessagesKey,
        WebHostDefaults.WebRootKey,
        "AllowedHosts",
    ];

    // A misspelt one must not send an import into another database.
    private static readonly string[] Sections =
    [
        "ConnectionStrings",
        "Database",
        "Hosting",
        "Jobs",
        "Kestrel",
        "Logs",
        "Mail",
        "Metrics",
        "Pages",
        "Schemes",
        "Serilog",
        "SignIn",
        "SingleSignOn",
    ];

    /// <exception cref="SettingException">A setting's section is unknown, or it has no value.</exception>
    public static Arguments Read(IReadOnlyList<string> args)
    {
        // Settings and the embedded database lie beside the program, wherever it is called from; a later argument may say otherwise.
        List<string> settings = [$"--{WebHostDefaults.ContentRootKey}={AppContext.BaseDirectory}"];
        List<string> words = [];
        for (int i = 0; i < args.Count; i++)
        {
            if (!IsSetting(args[i], out string name))
            {
                words.Add(args[i]);
                continue;
            }

            settings.Add(args[i]);
            if (!args[i].Contains('=', StringComparison.Ordinal))
            {
                settings.Add(++i < args.Count ? args[i] : throw new SettingException($"--{name} has no value."));
            }
        }

        return new([.. settings], [.. words]);
    }

    private static bool IsSetting(string argument, out string name)
    {
        name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..].Split('=')[0] : "";
        string[] path = name.Split(':');
        if (path.Length > 1 && !Sections.Contains(path[0], StringComparer.OrdinalIgnoreCase))
        {
            throw new SettingException($"--{name} is not a setting; settings start with {string.Join(", ", Sections)}.");
        }

        return Sections.Contains(path[0], StringComparer.OrdinalIgnoreCase) || HostKeys.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
