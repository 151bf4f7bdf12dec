using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace NineGrid.Tests.Web.Hosting;

/// <summary>The site in memory, on a database of its own.</summary>
internal sealed class TestSite(params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ninegrid-site-").FullName;
    private readonly EndOfSite _end = new();

    /// <summary>The clock of the site; the machine's unless set.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What a test adds to the site's services.</summary>
    public Action<IServiceCollection>? Configure { get; init; }

    /// <summary>Starts the site on a free port of its own, for browsers.</summary>
    /// <remarks>
    /// The port is asked for by a setting, not through <c>UseKestrel(0)</c>: that one writes the address into a host
    /// which may have started meanwhile, and then throws.
    /// </remarks>
    public void Listen()
    {
        UseKestrel();
        StartServer();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:NineGrid", $"Data Source={Path.Combine(_folder, "site.db")};Pooling=False");
        builder.UseSetting("Database:SampleBank", "false");
        builder.UseSetting("Logs:Folder", "");
        builder.UseSetting("Jobs:Enabled", "false");
        builder.UseSetting("Pages:AskAhead", "false");
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        builder.ConfigureServices(services =>
        {
            _end.AddTo(services);
            services.AddSingleton(Clock);
            Configure?.Invoke(services);
        });
        foreach ((string key, string value) in settings)
        {
            builder.UseSetting(key, value);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _end.WaitAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
