using System.Net;
using System.Text.RegularExpressions;

namespace NineGrid.Tests.Web;

/// <summary>A browser without scripts: keeps cookies, fills in forms, follows no redirect by itself.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _client;

    public Visitor(Uri site, string language = "en", CookieContainer? cookies = null)
    {
        Cookies = cookies ?? new();
        _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = site };
        _client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
    }

    public CookieContainer Cookies { get; }

    public HttpClient Client => _client;

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>The source of a page that must be there.</summary>
    public async Task<string> PageAsync(string path)
    {
        using HttpResponseMessage answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The status of an address, and where it leads when it redirects.</summary>
    public async Task<(HttpStatusCode Status, string? Location)> AskAsync(string path)
    {
        using HttpResponseMessage answer = await GetAsync(path);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString);
    }

    /// <summary>Sends a form of a page, with the token of that page.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string path, params (string Field, string Value)[] fields)
    {
        using FormUrlEncodedContent form = await FormAsync(page, fields);
        return await _client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    /// <summary>A form of a page, filled in and not sent yet.</summary>
    public async Task<FormUrlEncodedContent> FormAsync(string page, params (string Field, string Value)[] fields)
    {
        string token = await TokenAsync(page);
        return new([
            .. fields.Select(field => KeyValuePair.Create(field.Field, field.Value)),
            KeyValuePair.Create("__RequestVerificationToken", token),
        ]);
    }

    /// <summary>Sends files and fields, with the token of that page.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string path, MultipartFormDataContent form)
    {
        form.Add(new StringContent(await TokenAsync(page)), "__RequestVerificationToken");
        return await _client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    /// <summary>Sends the sign-in form.</summary>
    public Task<HttpResponseMessage> TryToSignInAsync(string name, string password, string returnUrl = "") =>
        PostAsync("/account/sign-in", "/account/sign-in", ("Name", name), ("Password", password), ("ReturnUrl", returnUrl));

    /// <summary>Signs in, which must succeed.</summary>
    public async Task SignInAsync(string name, string password)
    {
        using HttpResponseMessage answer = await TryToSignInAsync(name, password);
        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    private async Task<string> TokenAsync(string page) => WebUtility.HtmlDecode(Token().Match(await PageAsync(page)).Groups["token"].Value);

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
