using System.Net;
using System.Text.RegularExpressions;

namespace NineGrid.Tests.Web.Hosting;

/// <summary>How much is sent to a browser, and how long it may keep it.</summary>
[Collection(BankSiteUsers.Name)]
public sealed partial class SentSizeTests(BankSite site)
{
    [Theory]
    [InlineData("/grid")]
    [InlineData("/customers")]
    public async Task Scripts_and_styles_are_small_compressed_and_kept_for_good(string page)
    {
        using HttpClient browser = site.Client();
        browser.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        string[] files = [.. File().Matches(await site.PageAsync(page)).Select(match => match.Groups["path"].Value)];
        int sent = 0;
        foreach (string file in files)
        {
            using HttpResponseMessage answer = await browser.GetAsync(new Uri(file, UriKind.Relative));
            sent += (await answer.Content.ReadAsByteArrayAsync()).Length;

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(answer.Content.Headers.ContentEncoding.Single(), (string[])["br", "gzip"]);
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }

        Assert.True(files.Length >= 4, string.Join(' ', files));
        Assert.InRange(sent, 1, 300 * 1024);
    }

    [Fact]
    public async Task A_page_is_sent_in_brotli()
    {
        using HttpClient browser = site.Client();
        browser.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");
        using HttpResponseMessage answer = await browser.GetAsync(new Uri("/customers", UriKind.Relative));

        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
    }

    [GeneratedRegex("""<(script[^>]* src|link rel="stylesheet" href)="(?<path>[^"]+)""")]
    private static partial Regex File();
}
