using System.Net;
using Microsoft.EntityFrameworkCore;
using NineGrid.Data;
using NineGrid.Data.Access;
using NineGrid.Data.Jobs;
using NineGrid.Data.Mapping;

namespace NineGrid.Tests.Web.Pages;

/// <summary>Periods and jobs, on a bank of its own: what is closed here would be closed for others.</summary>
public sealed class OperationPagesTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly BankSite _site = new(BankSite.Newest);

    public Task InitializeAsync() => _site.InitializeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_period_is_asked_for_and_the_job_can_be_stopped_and_asked_for_again()
    {
        using Visitor analyst = _site.VisitorFor(Roles.Analyst);

        using HttpResponseMessage asked = await analyst.PostAsync(
            "/admin/periods",
            "/admin/periods?handler=Compute",
            ("month", "2025-11"),
            ("scheme", "default")
        );
        string address = asked.Headers.Location!.OriginalString;
        string waiting = await analyst.PageAsync(address);
        using HttpResponseMessage stopped = await analyst.PostAsync(address, $"{address}?handler=Stop");
        string ended = await analyst.PageAsync(address);
        using HttpResponseMessage again = await analyst.PostAsync(address, $"{address}?handler=Again");
        List<JobRow> jobs = await JobsAsync();

        Assert.Contains("Waits for a node", waiting);
        Assert.Contains("Stopped by somebody; nothing was changed.", ended);
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (stopped.StatusCode, again.StatusCode));
        Assert.Equal([JobState.Done, JobState.Stopped, JobState.Waiting], jobs.Select(job => job.State));
        Assert.Equal(("2025-11", "analyst", jobs[1].Order), (jobs[2].Subject, jobs[2].AskedBy, jobs[2].Order));
        Assert.Contains("2025-11", jobs[1].Order);
    }

    [Theory]
    [InlineData("", "Enter a month")]
    [InlineData("2025-13", "Enter a month")]
    [InlineData("December", "Enter a month")]
    public async Task What_is_no_month_is_told_beside_the_form_and_asks_for_nothing(string month, string reason)
    {
        using Visitor analyst = _site.VisitorFor(Roles.Analyst);

        using HttpResponseMessage answer = await analyst.PostAsync("/admin/periods", "/admin/periods?handler=Compute", ("month", month));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync());
        Assert.Single(await JobsAsync());
    }

    [Fact]
    public async Task A_closed_period_stays_as_it_is_until_an_administrator_says_why_it_is_opened_again()
    {
        using Visitor analyst = _site.VisitorFor(Roles.Analyst);
        using Visitor administrator = _site.VisitorFor(Roles.Administrator);
        (string, string) december = ("month", "2025-12");

        using HttpResponseMessage closed = await analyst.PostAsync("/admin/periods", "/admin/periods?handler=Close", december);
        using HttpResponseMessage compute = await analyst.PostAsync("/admin/periods", "/admin/periods?handler=Compute", december);
        using HttpResponseMessage notHers = await analyst.PostAsync(
            "/admin/periods",
            "/admin/periods?handler=Reopen",
            december,
            ("reason", "I may not")
        );
        using HttpResponseMessage mute = await administrator.PostAsync(
            "/admin/periods",
            "/admin/periods?handler=Reopen",
            december,
            ("reason", "  ")
        );
        string by = await AskAsync(db => db.ClosedPeriods.Select(row => row.ClosedBy!).SingleAsync());
        using HttpResponseMessage open = await administrator.PostAsync(
            "/admin/periods",
            "/admin/periods?handler=Reopen",
            december,
            ("reason", "late statements")
        );

        Assert.Equal((HttpStatusCode.OK, "analyst"), (closed.StatusCode, by));
        Assert.Contains("Dec 2025 is closed.", await closed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, compute.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, notHers.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, mute.StatusCode);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.False(await AskAsync(db => db.ClosedPeriods.AnyAsync()));
        AuditRow line = await AskAsync(db => db.Audit.SingleAsync(row => row.Action == AuditAction.PeriodReopened));
        Assert.Equal(("admin", "2025-12", """{"reason":"late statements"}"""), (line.Actor, line.Subject, line.After));
    }

    [Fact]
    public async Task A_period_says_who_computed_it_from_which_batch()
    {
        string page = await _site.VisitorFor(Roles.Administrator).PageAsync("/admin/periods");
        (int? batch, string by) = await AskAsync(db =>
            db.Snapshots.Select(row => ValueTuple.Create(row.BatchId, row.ComputedBy!)).SingleAsync()
        );

        Assert.Equal((1, Environment.UserName), (batch, by));
        Assert.Contains("1 · ninegrid-bank-", page);
    }

    private Task<List<JobRow>> JobsAsync() => AskAsync(db => db.Jobs.AsNoTracking().OrderBy(job => job.Id).ToListAsync());

    private async Task<T> AskAsync<T>(Func<NineGridDbContext, Task<T>> ask)
    {
        T answer = default!;
        await _site.UseAsync<NineGridDbContext>(async db => answer = await ask(db));
        return answer;
    }
}
