using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using NineGrid.Data.Access;

namespace NineGrid.Bench;

/// <summary>Somebody at a browser: signs in, goes through the pages of her role, and thinks for a moment before each.</summary>
internal sealed partial class WebRunVisitor : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Cells = ["LL", "LM", "LH", "ML", "MM", "MH", "HL", "HM", "HH"];

    private readonly WebRunPerson _person;
    private readonly Random _dice;
    private readonly ConcurrentBag<WebRunTally.Answer> _answers;
    private readonly HttpClient _browser;

    // What she has seen and can click on.
    private readonly List<string> _customers = [];
    private readonly List<string> _groups = [];
    private readonly List<string> _institutions = [];
    private readonly List<string> _alerts = [];

    public WebRunVisitor(Uri site, WebRunPerson person, Random dice, ConcurrentBag<WebRunTally.Answer> answers)
    {
        (_person, _dice, _answers) = (person, dice, answers);
        _browser = new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = true,
                UseCookies = true,
                CookieContainer = new(),
            }
        )
        {
            BaseAddress = site,
            Timeout = Patience,
        };
        _browser.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        _browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
    }

    public void Dispose() => _browser.Dispose();

    /// <summary>Arrives after a while and clicks until it is time to go.</summary>
    public async Task ComeAsync(string password, TimeSpan after, CancellationToken end)
    {
        try
        {
            await Task.Delay(after, end);
            await SignInAsync(password, end);
            (string, Func<string?>)[] journey = [.. Journey()];
            // Not all in step.
            int start = _dice.Next(journey.Length);
            while (true)
            {
                foreach (
                    (string page, Func<string?> address) in (IEnumerable<(string, Func<string?>)>)[.. journey[start..], .. journey[..start]]
                )
                {
                    await Task.Delay(TimeSpan.FromSeconds(0.5 + (1.5 * _dice.NextDouble())), end);
                    await ClickAsync(page, address(), end);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Time to go.
        }
    }

    /// <summary>Goes through every page once, without thinking.</summary>
    public async Task WalkOnceAsync(CancellationToken cancellationToken)
    {
        foreach ((string page, Func<string?> address) in Journey())
        {
            await ClickAsync(page, address(), cancellationToken);
        }
    }

    /// <summary>Opens a page of her role again and again, without thinking.</summary>
    public async Task OpenAsync(string page, int times, CancellationToken cancellationToken)
    {
        Func<string?> address = Journey().First(one => one.Page == page).Address;
        for (int i = 0; i < times; i++)
        {
            await ClickAsync(page, address(), cancellationToken);
        }
    }

    public async Task SignInAsync(string password, CancellationToken cancellationToken)
    {
        string form = await ClickAsync("sign in", "/account/sign-in", cancellationToken);
        foreach (Match file in StaticFile().Matches(form))
        {
            using HttpResponseMessage _ = await _browser.GetAsync(new Uri(file.Groups["path"].Value, UriKind.Relative), cancellationToken);
        }

        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["Name"] = _person.Name,
                ["Password"] = password,
                ["__RequestVerificationToken"] = Token().Match(form).Groups["token"].Value,
            }
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in") { Content = content };
        await AskAsync("signed in", request, cancellationToken);
    }

    /// <summary>The pages of a role in the order in which somebody opens them.</summary>
    private IEnumerable<(string Page, Func<string?> Address)> Journey()
    {
        if (_person.Roles == Roles.Administrator)
        {
            return
            [
                ("admin", () => "/admin"),
                ("admin users", () => "/admin/users"),
                ("admin audit", () => "/admin/audit"),
                ("admin imports", () => "/admin/imports"),
                ("admin jobs", () => "/admin/jobs"),
                ("admin periods", () => "/admin/periods"),
                ("assignments", () => "/assignments"),
                ("assignments search", () => $"/assignments?q={Number()}"),
            ];
        }

        (string, Func<string?>)[] own =
        [
            ("today", () => "/today"),
            ("grid", () => "/grid"),
            ("grid points", () => "/grid?handler=points"),
            ("grid growth", () => "/grid?grid=growth"),
            ("grid growth points", () => "/grid?grid=growth&handler=points"),
            ("grid group", () => "/grid?grid=group"),
            ("grid group points", () => "/grid?grid=group&handler=points"),
            ("customers", () => $"/customers?value={Cells[_dice.Next(Cells.Length)]}"),
            ("customers page 2", () => "/customers?page-no=2"),
            ("customers sorted", () => "/customers?sort=raroc"),
            ("customers search", () => $"/customers?q={Number()}"),
            ("customer", () => One(_customers)),
            (
                "what-if",
                () => One(_customers) is string customer ? $"{customer}/what-if?unit=10000&deposits={Amount()}&amount={Amount()}" : null
            ),
            ("customer", () => One(_customers)),
            ("group", () => One(_groups)),
            ("compare", () => _customers.Count < 2 ? null : $"/customers/compare?no={Last(_customers[0])}&no={Last(_customers[1])}"),
            ("find", () => $"/find?text={Number()[..2]}"),
            ("gaps", () => "/gaps"),
            ("gaps institutions", () => "/gaps?by=institutions"),
            ("gaps levers", () => "/gaps?by=levers"),
            ("opportunities", () => "/opportunities"),
            ("opportunities lever", () => "/opportunities?lever=depositvolume"),
            ("plans", () => "/plans"),
            ("alerts", () => "/alerts"),
            ("alerts page 2", () => "/alerts?page-no=2"),
            ("alert", () => One(_alerts)),
            ("migration", () => "/migration"),
            ("views", () => "/views"),
        ];
        if (_person.Roles == Roles.Manager)
        {
            return [.. own, ("export customers", () => "/customers?handler=export&as=csv")];
        }

        return
        [
            .. own,
            ("grid of one below", () => One(_institutions) is string code ? $"/grid?institution={code}" : null),
            ("grid of one below points", () => One(_institutions) is string code ? $"/grid?institution={code}&handler=points" : null),
            ("coverage", () => "/coverage"),
            ("review", () => "/review"),
            ("review institutions", () => "/review?part=institutions"),
            ("review sizes", () => "/review?part=sizes"),
            ("review industries", () => "/review?part=industries"),
            ("review trend", () => "/review?part=trend"),
            ("review products", () => "/review?part=products"),
            ("review concentration", () => "/review?part=concentration"),
            // A cell of a large branch: nobody takes the whole bank away by clicking.
            ("export customers", () => "/customers?handler=export&as=csv&value=HH&institution=" + One(_institutions)),
        ];
    }

    private async Task<string> ClickAsync(string page, string? address, CancellationToken cancellationToken)
    {
        if (address is null)
        {
            return "";
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await AskAsync(page, request, cancellationToken);
    }

    private async Task<string> AskAsync(string page, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri asked = request.RequestUri!;
        long start = Stopwatch.GetTimestamp();
        string? fault = null;
        byte[] bytes = [];
        string text = "";
        try
        {
            using HttpResponseMessage answer = await _browser.SendAsync(request, cancellationToken);
            bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            fault =
                answer.StatusCode != HttpStatusCode.OK
                    ? string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {asked} ({_person.Kind})")
                : page is not ("sign in" or "signed in")
                && answer.RequestMessage!.RequestUri!.AbsolutePath.Contains("sign-in", StringComparison.Ordinal)
                    ? $"signed out {asked}"
                : null;
            double took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            _answers.Add(new(page, _person.Kind, took, bytes.Length, fault));
            text = Text(bytes, answer.Content.Headers.ContentEncoding.Contains("br"));
            Look(text);
            return text;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            _answers.Add(new(page, _person.Kind, Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0, $"{e.Message} {asked}"));
            return "";
        }
    }

    private static string Text(byte[] bytes, bool packed)
    {
        if (!packed)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        using var unpacked = new StreamReader(new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress), Encoding.UTF8);
        return unpacked.ReadToEnd();
    }

    private void Look(string page)
    {
        Note(_customers, CustomerLink());
        Note(_groups, GroupLink());
        Note(_institutions, InstitutionLink());
        Note(_alerts, AlertLink());

        void Note(List<string> known, Regex link)
        {
            string[] seen = [.. link.Matches(page).Select(match => match.Groups["to"].Value).Distinct(StringComparer.Ordinal).Take(60)];
            if (seen.Length > 0)
            {
                known.Clear();
                known.AddRange(seen);
            }
        }
    }

    private string? One(List<string> known) => known.Count == 0 ? null : known[_dice.Next(known.Count)];

    private static string Last(string link) => link[(link.LastIndexOf('/') + 1)..];

    private string Number() => string.Create(CultureInfo.InvariantCulture, $"{_dice.Next(1000, 10000)}");

    private string Amount() => string.Create(CultureInfo.InvariantCulture, $"{_dice.Next(10, 1000)}");

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""<(script[^>]* src|link rel="stylesheet" href)="(?<path>/[^"]+)""")]
    private static partial Regex StaticFile();

    [GeneratedRegex("""href="(?<to>/customers/[A-Z]\w+)[?"]""")]
    private static partial Regex CustomerLink();

    [GeneratedRegex("""href="(?<to>/groups/\w+)[?"]""")]
    private static partial Regex GroupLink();

    [GeneratedRegex("""[?;]institution=(?<to>\w+)""")]
    private static partial Regex InstitutionLink();

    [GeneratedRegex("""href="(?<to>/alerts/\d+)[?"]""")]
    private static partial Regex AlertLink();
}
