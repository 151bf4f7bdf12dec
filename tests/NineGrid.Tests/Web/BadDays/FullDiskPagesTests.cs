using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;
using NineGrid.Tests.Support;

namespace NineGrid.Tests.Web.BadDays;

/// <summary>A site that runs jobs on a disk that fills up.</summary>
public sealed class FullDiskPagesTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly FullDisk _disk = new();
    private readonly BankSite _site;

    public FullDiskPagesTests() => _site = new(runsJobs: true, TimeProvider.System, _disk.Add, BankSite.Newest);

    public Task InitializeAsync() => _site.InitializeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_job_fails_with_a_reason_in_words_a_page_says_507_and_both_go_well_when_there_is_room()
    {
        using Visitor administrator = _site.VisitorFor(Roles.Administrator);
        using Visitor chinese = _site.VisitorFor(Roles.Administrator, "zh-CN");
        var check = new Uri((await SendAsync(administrator)).Headers.Location!.OriginalString, UriKind.Relative);
        await EndedAsync(JobKind.Check);

        _disk.IsFull = true;
        using HttpResponseMessage asked = await administrator.PostAsync(
            check.OriginalString,
            check.OriginalString,
            ("acceptGoodRows", "false")
        );
        JobRow failed = await EndedAsync(JobKind.Import);
        string page = await administrator.PageAsync($"/admin/jobs/{failed.Id}");
        string list = WebUtility.HtmlDecode(await chinese.PageAsync("/admin/jobs"));
        using HttpResponseMessage refused = await SendAsync(administrator);
        string explained = await refused.Content.ReadAsStringAsync();
        int grown = await AskAsync(db => db.Groups.CountAsync(row => row.Code.StartsWith("G-new")));

        Assert.Equal((JobState.Failed, 0), (failed.State, grown));
        Assert.Contains("is full; nothing was stored", page);
        Assert.Contains("磁盘已满，什么都没有保存", list);
        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        Assert.Contains("A disk is full", explained);
        Assert.DoesNotContain("Exception", explained);

        _disk.IsFull = false;
        using HttpResponseMessage again = await administrator.PostAsync(
            $"/admin/jobs/{failed.Id}",
            $"/admin/jobs/{failed.Id}?handler=Again"
        );
        JobRow done = await EndedAsync(JobKind.Import);
        using HttpResponseMessage taken = await SendAsync(administrator);
        await EndedAsync(JobKind.Check);

        Assert.Equal((JobState.Done, null), (done.State, done.Reason));
        Assert.Equal(Groups, await AskAsync(db => db.Groups.CountAsync(row => row.Code.StartsWith("G-new"))));
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
    }

    private const int Groups = 30_000;

    private static async Task<HttpResponseMessage> SendAsync(Visitor administrator)
    {
        var csv = new StringBuilder("code,name\n");
        string name = new('g', 150);
        for (int i = 0; i < Groups; i++)
        {
            csv.Append("G-new").Append(i).Append(',').Append(name).Append('\n');
        }

        using var form = new MultipartFormDataContent();
        var file = new StringContent(csv.ToString());
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "package", "groups.csv");
        return await administrator.PostAsync("/admin/imports", "/admin/imports", form);
    }

    /// <summary>The newest job of a kind, once it has ended.</summary>
    private async Task<JobRow> EndedAsync(JobKind kind)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            JobRow? job = await AskAsync(db =>
                db.Jobs.AsNoTracking().Where(row => row.Kind == kind).OrderByDescending(row => row.Id).FirstOrDefaultAsync()
            );
            if (job is { State: not (JobState.Waiting or JobState.Running) })
            {
                return job;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    private async Task<T> AskAsync<T>(Func<NineGridDbContext, Task<T>> ask)
    {
        T answer = default!;
        await _site.UseAsync<NineGridDbContext>(async db => answer = await ask(db));
        return answer;
    }
}
