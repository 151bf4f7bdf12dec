using System.Net;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NineGrid.Tests.Browser;

/// <summary>The installed Chromium.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
                Headless = true,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A window of its own that notes everything the browser complains about.</summary>
    public async Task<Window> OpenAsync(
        Uri site,
        string language = "en",
        ColorScheme theme = ColorScheme.Light,
        int width = 1440,
        bool scripts = true,
        CookieContainer? session = null
    )
    {
        IBrowserContext context = await _browser!.NewContextAsync(
            new()
            {
                BaseURL = site.ToString(),
                Locale = language,
                ColorScheme = theme,
                ViewportSize = new() { Width = width, Height = 900 },
                JavaScriptEnabled = scripts,
            }
        );
        await context.AddCookiesAsync(
            session
                ?.GetCookies(site)
                .Select(cookie => new Microsoft.Playwright.Cookie
                {
                    Name = cookie.Name,
                    Value = cookie.Value,
                    Url = site.ToString(),
                })
                ?? []
        );
        return new(context, await context.NewPageAsync());
    }
}

/// <summary>A browser window.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    internal Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Add($"{page.Url}: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _complaints.Add($"{response.Status} {response.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, refused contents, answers from 400 on.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Opens an address and waits until everything is drawn.</summary>
    public async Task GoAsync(string path) => await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

    /// <summary>Fails when the page, as it stands, has a fault of access or is wider than the window.</summary>
    public Task CheckAsync(string what) => CheckAsync(what, options: null);

    /// <summary>Fails when a text of the page, as it stands, is hard to read.</summary>
    public Task CheckContrastAsync(string what) =>
        CheckAsync(
            what,
            new()
            {
                RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] },
            }
        );

    private async Task CheckAsync(string what, AxeRunOptions? options)
    {
        AxeResult axe = await Page.RunAxe(options);
        string[] faults =
        [
            .. axe.Violations.SelectMany(fault => fault.Nodes.Select(node => $"{what}: {fault.Id} {fault.Help} {node.Html}")),
        ];
        Assert.True(faults.Length == 0, string.Join('\n', faults));
        Assert.True(
            await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"),
            $"{what} is wider than the window"
        );
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
