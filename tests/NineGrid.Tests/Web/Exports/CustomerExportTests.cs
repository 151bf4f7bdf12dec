using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;

namespace NineGrid.Tests.Web.Exports;

[Collection(BankSiteUsers.Name)]
public sealed class CustomerExportTests(BankSite site)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    [Theory]
    [InlineData("zh-CN", "客户号,名称,机构,客户经理工号,")]
    [InlineData("en", "Number,Name,Institution,Manager number,")]
    public async Task A_file_speaks_the_readers_language_and_begins_so_that_spreadsheets_know_it(string language, string head)
    {
        using HttpClient client = site.ClientFor(Roles.Analyst, language);
        using HttpResponseMessage answer = await client.GetAsync(new Uri("/customers?size=L&handler=export", UriKind.Relative));
        byte[] file = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("customers-2025-12-100000.csv", answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(ByteOrderMark, file[..3]);
        Assert.StartsWith(head, Encoding.UTF8.GetString(file[3..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_takes_a_file_away_is_recorded_with_what_was_in_force()
    {
        using Visitor visitor = site.VisitorFor(Roles.Head);
        await visitor.PageAsync("/customers?size=XS&value=low&handler=export");
        string? recorded = null;
        await site.UseAsync<NineGridDbContext>(async db =>
            recorded = await db
                .Audit.Where(row => row.Action == AuditAction.Exported && row.Actor == "head" && row.Subject == "customers.csv")
                .OrderByDescending(row => row.Id)
                .Select(row => row.After)
                .FirstOrDefaultAsync()
        );

        Assert.Contains("Micro", recorded);
        Assert.Contains("2025", recorded);
    }
}
