using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Exports;
using NineGrid.Data.Queries.Frame;
using NineGrid.Tests.Support;
using NineGrid.Tests.Web.Access;
using NineGrid.Web.Exports;

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
    public async Task A_file_has_the_shown_columns_in_the_shown_order_behind_number_and_name()
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        string csv = await visitor.PageAsync(
            "/customers?size=L&columns=monthlytransactions&columns=capital,bankgrowth,groupname&handler=export"
        );

        Assert.Equal("Number,Name,Transactions a month,Capital (CNY),Our growth,Credit group", csv.Split('\n')[0]);
    }

    [Fact]
    public async Task A_workbook_says_beside_its_rows_what_it_is_of()
    {
        using Visitor visitor = site.VisitorFor(Roles.Head);
        using HttpResponseMessage answer = await visitor.GetAsync("/customers?size=XS&value=low&handler=export&as=xlsx");
        IReadOnlyList<Sheet> sheets = Workbooks.Read(await answer.Content.ReadAsByteArrayAsync());
        Dictionary<string, object?> about = sheets[1].Rows.ToDictionary(row => (string)row[0]!, row => row[1]);

        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(".xlsx", answer.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(["Customers", "About"], sheets.Select(sheet => sheet.Name));
        Assert.Equal(("Customers", "head", "Dec 2025", "1"), (about["Table"], about["Made by"], about["Period"], about["Scheme version"]));
        Assert.Contains("Micro", about.Values);
        Assert.Equal((sheets[0].Rows.Count - 1).ToString(CultureInfo.InvariantCulture), about["Rows"]);
        Assert.IsType<double>(sheets[0].Rows[1][7]); // revenue
    }

    [Theory]
    [InlineData("/grid", "cells", 9)]
    [InlineData("/grid?grid=growth", "cells", 9)]
    [InlineData("/grid?size=L", "customers", null)]
    [InlineData("/grid?grid=growth", "cuts", null)]
    [InlineData("/customers/{no}", "return", null)]
    [InlineData("/customers/{no}", "indicators", 16)]
    [InlineData("/customers/{no}", "gaps", null)]
    [InlineData("/customers/{no}?target=HH", "path", null)]
    [InlineData("/customers/{no}", "statements", null)]
    public async Task Every_table_of_a_page_can_be_taken_away_in_every_kind_with_the_same_rows(string path, string table, int? rows)
    {
        using Visitor visitor = site.VisitorFor(Roles.Analyst);
        string no = (await new CustomerSets(visitor).ListedAsync("/customers?value=placed&size=L"))[0];
        string page = await visitor.PageAsync(path.Replace("{no}", no, StringComparison.Ordinal));
        string[] links =
        [
            .. Regex
                .Matches(page, "<a download href=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture)
                .Select(match => WebUtility.HtmlDecode(match.Groups["address"].Value))
                .Where(address => address.Contains($"table={table}&", StringComparison.Ordinal)),
        ];
        Assert.Equal(2, links.Length);
        string csv = await visitor.PageAsync(links[0]);
        using HttpResponseMessage workbook = await visitor.GetAsync(links[1]);
        IReadOnlyList<object?[]> read = Workbooks.Read(await workbook.Content.ReadAsByteArrayAsync())[0].Rows;

        Assert.Equal(csv.Split('\n').Length - 2, read.Count - 1); // the head, and what follows the last line end
        Assert.True(rows is null ? read.Count > 1 : read.Count - 1 == rows, $"{read.Count - 1} rows of {table}");
        Assert.DoesNotContain("NaN", csv);
    }

    [Fact]
    public async Task More_rows_than_a_workbook_holds_are_refused_with_the_reason_before_a_byte_leaves()
    {
        using var body = new MemoryStream();
        await using AsyncServiceScope scope = site.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Response.Body = body;
        var table = new Table<int>("many", "Many", 1_048_576, [new("a", _ => "a")], _ => throw new InvalidOperationException("read"));
        var download = new TableDownload(table, TableFormat.Find("xlsx")!, null!, Selection.Everything, SelectionNames.None);

        await download.ExecuteResultAsync(new() { HttpContext = http });

        Assert.Equal(400, http.Response.StatusCode);
        Assert.Equal(0, body.Length);
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
