using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Hosting;

namespace NineGrid.Tests.Web.BadDays;

/// <summary>A package that does not arrive whole.</summary>
[Collection(BankSiteUsers.Name)]
public sealed class BrokenUploadTests(BankSite site)
{
    private const int Sent = 200_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_breaks_off_in_the_middle_leaves_nothing(bool abruptly)
    {
        using Visitor administrator = site.VisitorFor(Roles.Administrator);
        using FormUrlEncodedContent form = await administrator.FormAsync("/admin/imports");
        string token = WebUtility.UrlDecode((await form.ReadAsStringAsync()).Split('=')[1]);
        (int, int) before = await CountAsync();

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, site.Address.Port);
        NetworkStream line = client.GetStream();
        await line.WriteAsync(Encoding.ASCII.GetBytes(Request(token, administrator.Cookies)));
        string answer = "";
        try
        {
            if (abruptly)
            {
                client.Client.LingerState = new(enable: true, seconds: 0);
                client.Close();
            }
            else
            {
                client.Client.Shutdown(SocketShutdown.Send);
                using var reader = new StreamReader(line);
                answer = await reader.ReadToEndAsync();
            }
        }
        catch (Exception ended) when (ended is IOException or SocketException or InvalidOperationException)
        {
            // The site was quicker to hang up.
        }

        using HttpResponseMessage ready = await administrator.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.DoesNotContain(" 500", answer.Split('\r')[0]);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task What_a_node_left_half_when_it_died_is_cleared_away_by_the_schedule()
    {
        var clock = new MovableTime(DateTimeOffset.UtcNow.AddDays(-2));
        await using TestDatabase database = await TestDatabases.CreateAsync(DatabaseProvider.Sqlite, clock);
        await database.UseAsync(async db =>
        {
            db.StoredFiles.Add(
                new()
                {
                    Name = "half.zip",
                    StoredBy = "somebody",
                    StoredAt = clock.GetUtcNow().UtcDateTime,
                }
            );
            return await db.SaveChangesAsync();
        });
        await using var working = new TestSite(("ConnectionStrings:NineGrid", database.Options.ConnectionString), ("Jobs:Enabled", "true"));
        using HttpClient client = working.CreateClient();

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await database.UseAsync(db => db.StoredFiles.AnyAsync()))
        {
            await Task.Delay(50, patience.Token);
        }
    }

    // The form says what it holds, and then half of that comes.
    private static string Request(string token, CookieContainer cookies)
    {
        const string Boundary = "----half";
        string body = $"""
            --{Boundary}
            Content-Disposition: form-data; name="__RequestVerificationToken"

            {token}
            --{Boundary}
            Content-Disposition: form-data; name="package"; filename="facts.csv"
            Content-Type: text/csv

            customer_no,period
            {new string('x', Sent)}
            """.ReplaceLineEndings("\r\n");
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            POST /admin/imports HTTP/1.1
            Host: localhost
            Cookie: {string.Join("; ", cookies.GetAllCookies().Select(own => $"{own.Name}={own.Value}"))}
            Content-Type: multipart/form-data; boundary={Boundary}
            Content-Length: {2 * Sent}


            """
        );
        return head.ReplaceLineEndings("\r\n") + body;
    }

    private async Task<(int Jobs, int Files)> CountAsync()
    {
        (int, int) count = default;
        await site.UseAsync<NineGridDbContext>(async db => count = (await db.Jobs.CountAsync(), await db.StoredFiles.CountAsync()));
        return count;
    }
}
