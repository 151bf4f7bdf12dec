using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Web.Display;

namespace NineGrid.Tests.Web;

/// <summary>The words and numbers of a language, and that language in force until disposed.</summary>
internal sealed class Speech : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddLocalization()
        .AddSingleton<Words>()
        .AddSingleton<Numbers>()
        .BuildServiceProvider();

    public Speech(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    public Words Words => _services.GetRequiredService<Words>();

    public Numbers Numbers => _services.GetRequiredService<Numbers>();

    public void Dispose()
    {
        CultureInfo.CurrentUICulture = _before;
        _services.Dispose();
    }
}
