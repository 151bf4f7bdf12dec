using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data.Imports;
using NineGrid.Data.Samples;
using NineGrid.Data.Snapshots;
using NineGrid.Domain.Bank;
using NineGrid.Tests.Web.Hosting;

namespace NineGrid.Tests.Web;

/// <summary>The site over a made-up bank of 600 customers with two computed periods.</summary>
public sealed class BankSite : IAsyncLifetime, IAsyncDisposable
{
    public static readonly Period Newest = Period.Of(2025, 12);
    public static readonly Period Earlier = Period.Of(2025, 9);

    private readonly TestSite _site = new();

    /// <summary>The address on a real port, for browsers.</summary>
    public Uri Address => _site.ClientOptions.BaseAddress;

    public IServiceProvider Services => _site.Services;

    public async Task InitializeAsync()
    {
        _site.UseKestrel(0);
        _site.StartServer();
        DirectoryInfo package = Directory.CreateTempSubdirectory("ninegrid-bank-");
        try
        {
            new SampleBank(600, 36, seed: 11, Newest).WriteTo(package.FullName, progress: null, CancellationToken.None);
            await UseAsync<ImportPackage>(import =>
                import.RunAsync(package.FullName, acceptGoodRows: false, rejectedRows: null, progress: null, CancellationToken.None)
            );
            await UseAsync<ComputeSnapshot>(snapshots => snapshots.RunAsync(Earlier));
            await UseAsync<ComputeSnapshot>(snapshots => snapshots.RunAsync(Newest));
        }
        finally
        {
            package.Delete(recursive: true);
        }
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    /// <summary>Does something with a registered class, in a scope of its own.</summary>
    public async Task UseAsync<T>(Func<T, Task> use)
        where T : notnull
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>A browser without scripts that speaks a language.</summary>
    public HttpClient Client(string language = "zh-CN")
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }

    /// <summary>The source of a page that must be there.</summary>
    public async Task<string> PageAsync(string path, string language = "zh-CN")
    {
        using HttpClient client = Client(language);
        using HttpResponseMessage answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}

/// <summary>Tests that share one such site; they only read from it.</summary>
[CollectionDefinition(Name)]
public sealed class BankSiteUsers : ICollectionFixture<BankSite>
{
    public const string Name = "bank site";
}
