using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Jobs;

namespace NineGrid.Tests.Web.Pages;

/// <summary>A package on its way through the browser, on a site that runs jobs.</summary>
public sealed class ImportPagesTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Header = "customer_no,period,fee_income\n";

    private readonly BankSite _site = new(runsJobs: true, BankSite.Newest);

    public Task InitializeAsync() => _site.InitializeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_package_is_checked_first_then_its_good_rows_are_stored_and_taken_back()
    {
        using Visitor administrator = _site.VisitorFor(Roles.Administrator);
        decimal? before = await FeeAsync();

        string check = await SendAsync(
            administrator,
            ("facts.csv", Header + "C00000001,2025-12,123.45\nC00000001,2035-12,1\nnobody,2025-11,1\n")
        );
        string found = await EndedAsync(administrator, check);
        string csv = await administrator.PageAsync($"{check}?handler=Rejected");
        decimal? untouched = await FeeAsync();
        using HttpResponseMessage asked = await administrator.PostAsync(check, check, ("acceptGoodRows", "true"));
        string stored = await EndedAsync(administrator, asked.Headers.Location!.OriginalString);
        decimal? after = await FeeAsync();
        using HttpResponseMessage undone = await administrator.PostAsync("/admin/imports", "/admin/imports?handler=Undo", ("batch", "2"));
        string history = await administrator.PageAsync("/admin/imports");

        Assert.Contains("1 rows ready, 0 warnings, 2 errors", found);
        Assert.Contains("expected a month up to", found);
        Assert.StartsWith("\ufefffile,line,column,value,reason", csv);
        Assert.Contains("facts.csv,4,customer_no,nobody,", csv);
        Assert.Equal(before, untouched);
        Assert.Contains("1 rows stored, 2 rejected.", stored);
        Assert.Equal(123.45m, after);
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Equal(before, await FeeAsync());
        Assert.Contains("taken back", history);
    }

    [Fact]
    public async Task Several_files_are_one_package_and_what_was_imported_is_not_kept_twice()
    {
        using Visitor administrator = _site.VisitorFor(Roles.Administrator);

        string check = await SendAsync(
            administrator,
            ("groups.csv", "code,name\nG-new,New group\n"),
            ("customers.csv", "customer_no,group_code\nC00000001,G-new\n")
        );
        string found = await EndedAsync(administrator, check);
        using HttpResponseMessage asked = await administrator.PostAsync(check, check, ("acceptGoodRows", "false"));
        string stored = await EndedAsync(administrator, asked.Headers.Location!.OriginalString);
        string again = await administrator.PageAsync(check);

        Assert.Contains("2 rows ready, 0 warnings, 0 errors", found);
        Assert.Contains("2 rows stored, 0 rejected.", stored);
        Assert.Contains("send it again if need be", again);
        Assert.False(await AskAsync(db => db.StoredFiles.AnyAsync()));
    }

    [Fact]
    public async Task What_is_no_package_is_refused_in_words_and_nothing_at_all_beside_the_form()
    {
        using Visitor administrator = _site.VisitorFor(Roles.Administrator);

        string check = await SendAsync(administrator, ("letter.docx", "not a package"));
        string refused = await EndedAsync(administrator, check);
        using HttpResponseMessage nothing = await administrator.PostAsync("/admin/imports", "/admin/imports");

        Assert.Contains("letter.docx", refused);
        Assert.Equal(
            JobState.Refused,
            await AskAsync(db => db.Jobs.OrderByDescending(job => job.Id).Select(job => job.State).FirstAsync())
        );
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        Assert.Contains("Choose a file", await nothing.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("xlsx", "xl/workbook.xml")]
    [InlineData("zip", "facts.csv")]
    public async Task A_template_is_there_to_be_filled_in(string form, string entry)
    {
        using Visitor administrator = _site.VisitorFor(Roles.Administrator);
        using HttpResponseMessage answer = await administrator.GetAsync($"/admin/imports?handler=Template&as={form}");

        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());

        Assert.NotNull(archive.GetEntry(entry));
    }

    private static async Task<string> SendAsync(Visitor administrator, params (string Name, string Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach ((string name, string content) in files)
        {
            var file = new StringContent(content);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(file, "package", name);
        }

        using HttpResponseMessage answer = await administrator.PostAsync("/admin/imports", "/admin/imports", form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task<string> EndedAsync(Visitor administrator, string address)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            string page = await administrator.PageAsync(address);
            if (!page.Contains("data-open=\"true\"", StringComparison.Ordinal))
            {
                return WebUtility.HtmlDecode(page);
            }

            await Task.Delay(50, patience.Token);
        }
    }

    private Task<decimal?> FeeAsync() =>
        AskAsync(db =>
            (
                from fact in db.Facts
                join customer in db.Customers on fact.CustomerId equals customer.Id
                where customer.No == "C00000001" && fact.Period == BankSite.Newest
                select fact.FeeIncome
            ).SingleAsync()
        );

    private async Task<T> AskAsync<T>(Func<NineGridDbContext, Task<T>> ask)
    {
        T answer = default!;
        await _site.UseAsync<NineGridDbContext>(async db => answer = await ask(db));
        return answer;
    }
}
